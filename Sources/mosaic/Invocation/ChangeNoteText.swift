import VaultEngine

extension ChangeNote {
    /// The note as a whole sentence.
    var text: String {
        switch self {
        case .deadLinks(let count, let areToSeveral):
            "\(Progress.counted(count, "link", "links")) to \(areToSeveral ? "them" : "it") will lead nowhere."
        case .losesTitleLinks(let count, let path, let title):
            "\(Progress.counted(count, "link names", "links name")) it by its former title and \(count == 1 ? "leads" : "lead") to it no more: "
                + "'mosaic rename \(ShellWord.written(path)) \(ShellWord.written(title))' in place of this changes \(count == 1 ? "that" : "them") too."
        case .fieldInTitle(let word, let path):
            "'\(word.text)' is a part of the title and sets nothing: 'mosaic set \(ShellWord.written(path)) \(ShellWord.written(word.assignment))' does."
        case .unknownField(let name, let suggestion):
            "Nothing else has a field '\(name)'. Did you mean '\(suggestion)'?"
        case .noPlaceOfFile(let field): "A field '\(field)' moves nothing: 'mosaic move' does."
        case .noTextOfFile(let field): "A field '\(field)' is not the text of the file: 'mosaic append' adds to that."
        case .namesakes(let paths):
            "\(Self.listed(paths)) \(paths.count == 1 ? "goes" : "go") by that name as well."
        case .leftOut(let paths):
            "\(Self.unreadable(paths)) \(paths.count == 1 ? "is left as it is" : "are left as they are")."
        case .linksLeft(let paths):
            "\(Self.unreadable(paths)) \(paths.count == 1 ? "keeps its" : "keep their") links as they are."
        case .becomesKind(let title, let old, let new):
            "\(title) was of the kind \(old) by its folder, and is of the kind \(new) from now on; a 'type' in its file would say which."
        case .losesHistory(let title):
            "\(title) is so short that its history begins anew with this, and it has no id; 'git log' still has the old one."
        case .circle(let titles) where titles.count == 1:
            "\(Self.listed(titles)) waits for itself, so that it never becomes ready."
        case .circle(let titles):
            "\(Self.listed(titles)) wait for each other, so that \(titles.count == 2 ? "neither" : "none") of them becomes ready."
        case .namesItself(let relation): "\(relation) names the entity itself, which says nothing."
        case .endsBeforeStart: "Its end is before its start."
        case .missingFields(let names, let path):
            "Its kind asks for \(Self.listed(names)) as well: 'mosaic set \(ShellWord.written(path)) "
                + names.map { "\($0)=…" }.joined(separator: " ") + "'."
        case .endsEntity(let id):
            "It is another entity from now on: the history of \(id) ends here, and references to that id lead nowhere."
        case .completedAlready(let title, let status): "\(title) is \(status) already."
        case .openBoxes(let count):
            "\(Progress.counted(count, "box in it is open and stays", "boxes in it are open and stay")) so."
        case .boxIsSo(let text, let place, let isTicked):
            (text.isEmpty ? "The box at \(place)" : "\(text) (\(place))")
                + " is \(isTicked ? "ticked" : "open") already."
        case .nextIs(let path): "The one to do now is \(path)."
        case .seriesEnded(let path, let status): "It comes back no more: \(path), the last of it, is \(status)."
        case .seriesRemoved(let path): "It comes back no more: \(path), the last of it, was removed."
        case .endsSeries: "It comes back no more: 'mosaic done' would have made the next."
        case .nextIsThere(let path): "The next is there already: \(path)."
        case .nextIsMade(let path, let day): "The next is \(path), on \(day)."
        case .unreadableRecurrence: "Its recurrence cannot be read, so that it does not come back."
        case .wasLast: "It was the last: it does not come back."
        case .indexIsBehind: "The index cannot be brought up to date, so that no next was looked for."
        case .uneditableField(let name): "Its \(name) is written in a way that only an editor can change."
        case .uneditableStatus: "Its status is written in a way that no next can be made from."
        case .uncommittedStays(let paths):
            "What no commit has yet stays, in \(Self.listed(paths))."
        case .mergedWithOthers(let path):
            "Somebody else has changed \(path) while you had it open: both are kept."
        case .leftElsewhere(let paths):
            "\(Self.listed(paths)) \(paths.count == 1 ? "is" : "are") outside of the vault, and left as \(paths.count == 1 ? "it is" : "they are")."
        case .newID(let path, let id, let original, let kept): "\(path) gets the id \(id); \(original) keeps \(kept)."
        case .noNewID(let path, let original):
            "\(path) has to be mended in an editor first: its id is also that of \(original)."
        case .mendedValue(let value, let field, let path, let line): "\(path):\(line): \(field) becomes \(value)."
        case .secondCopy(let path, let original):
            "\(path) is removed: \(original) is the same, made by the same completion on another machine."
        case .promotedAlready(let paths): "It became \(Self.listed(paths)) before."
        case .of(let title, let note): "\(title): \(note.text)"
        }
    }

    /// The beginning of a sentence on files: `a.md cannot be read as it was meant, and`
    private static func unreadable(_ paths: [String]) -> String {
        "\(listed(paths)) cannot be read as \(paths.count == 1 ? "it was" : "they were") meant, and"
    }

    /// A few names, and how many more there are: `a.md, b.md and c.md`.
    private static func listed(_ names: [String]) -> String {
        let most = 3
        var parts = Array(names.prefix(most))
        if names.count > most { parts.append("\(Progress.grouped(names.count - most)) more") }
        guard let last = parts.popLast() else { return "" }
        return parts.isEmpty ? last : "\(parts.joined(separator: ", ")) and \(last)"
    }
}
