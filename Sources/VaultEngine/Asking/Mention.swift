import VaultIndex
import VaultModel

/// The first place of a text at which a name stands and could be made a link.
struct Mention {
    /// The words around it, of which the name is marked.
    let excerpt: [SearchHit.Piece]

    /// In characters, on either side.
    private static let context = 60
    /// Whether a link can stand at a place takes as long as reading the file: of so many, one mostly can.
    private static let mostTries = 32

    /// Nil where none of the names stands at such a place.
    init?(of names: [String], in document: Document) {
        let body = document.bodySpan
        let text = String(decoding: document.bytes[body], as: UTF8.self)
        // Of bytes that are no UTF-8, no place is known.
        guard text.utf8.count == body.count else { return nil }
        let taken = document.links.map(\.span) + document.tags.map(\.span)
        let names = names.map(Name.init)
        let words = text.split(whereSeparator: \.isWhitespace)
        var tries = 0
        for place in words.indices {
            let word = FoldedText(words[place])
            for name in names {
                guard let range = name.range(at: place, word, of: words, in: text) else { continue }
                let start = body.lowerBound + text.utf8.distance(from: text.startIndex, to: range.lowerBound)
                let span = start..<start + text[range].utf8.count
                if taken.contains(where: { $0.overlaps(span) }) { continue }
                tries += 1
                if Self.canBeLink(name.text, at: span, in: document) {
                    excerpt = Self.excerpt(range, of: text)
                    return
                }
                if tries == Self.mostTries { return nil }
            }
        }
        return nil
    }

    /// What a reader takes for a link once brackets stand around it: in code, comments and addresses it is none.
    private static func canBeLink(_ name: String, at span: ByteRange, in document: Document) -> Bool {
        let bytes = document.bytes
        let linked = bytes[..<span.lowerBound] + Array("[[\(name)]]".utf8) + bytes[span.upperBound...]
        return Document(bytes: Array(linked)).links.contains { link in
            link.span.lowerBound == span.lowerBound && link.syntax == .wiki
        }
    }

    private static func excerpt(_ range: Range<String.Index>, of text: String) -> [SearchHit.Piece] {
        var before = text[..<range.lowerBound].suffix(context)
        if before.startIndex > text.startIndex { before = "…" + before.drop { !$0.isWhitespace }.dropFirst() }
        var after = text[range.upperBound...].prefix(context)
        if after.endIndex < text.endIndex, let end = after.lastIndex(where: \.isWhitespace) {
            after = after[..<end] + "…"
        }
        return [(before, false), (text[range], true), (after, false)].filter { !$0.0.isEmpty }
            .map { SearchHit.Piece(text: String($0.0), isMatch: $0.1) }
    }
}

/// A text without regard to case, character by character.
private struct FoldedText {
    let text: Substring
    let characters: [String]

    init(_ text: Substring) {
        self.text = text
        characters = text.map { NameKey.fold(String($0)) }
    }

    func index(_ place: Int) -> String.Index { text.index(text.startIndex, offsetBy: place) }

    func has(_ other: FoldedText, at place: Int) -> Bool {
        place >= 0 && place + other.characters.count <= characters.count
            && characters[place..<place + other.characters.count].elementsEqual(other.characters)
    }

    /// True where a word can begin behind what stands before a place.
    func beginsWord(at place: Int) -> Bool { place == 0 || isApart(place - 1, from: place) }

    /// True where a word can end before what stands at a place.
    func endsWord(at place: Int) -> Bool { place == characters.count || isApart(place, from: place - 1) }

    /// True where a character is none of a word that another is of. In an address, a path or a tag all are of one.
    private func isApart(_ place: Int, from other: Int) -> Bool {
        func isSpaceless(_ place: Int) -> Bool {
            characters[place].unicodeScalars.contains(where: SpacelessScript.contains)
        }
        if isSpaceless(place) || isSpaceless(other) { return true }
        return characters[place].allSatisfy { !$0.isLetter && !$0.isNumber && !"/#-_@^=&".contains($0) }
    }
}

/// What something is called, word by word.
private struct Name {
    let text: String
    private let words: [FoldedText]

    init(_ text: String) {
        self.text = text
        words = text.split(whereSeparator: \.isWhitespace).map(FoldedText.init)
    }

    /// Where the name stands from a word of a text on; nil where it does not.
    func range(
        at place: Int, _ word: FoldedText, of others: [Substring], in text: String
    ) -> Range<String.Index>? {
        guard let first = words.first, let last = words.last, place + words.count <= others.count else { return nil }
        if words.count == 1 {
            for start in word.characters.indices where word.has(first, at: start) {
                let end = start + first.characters.count
                if word.beginsWord(at: start), word.endsWord(at: end) { return word.index(start)..<word.index(end) }
            }
            return nil
        }
        let start = word.characters.count - first.characters.count
        guard word.has(first, at: start), word.beginsWord(at: start) else { return nil }
        for step in 1..<words.count {
            let gap = text[others[place + step - 1].endIndex..<others[place + step].startIndex]
            // A blank line ends what is said.
            guard gap.lazy.filter(\.isNewline).count < 2 else { return nil }
            let next = FoldedText(others[place + step])
            if step < words.count - 1, next.characters != words[step].characters { return nil }
            if step == words.count - 1 {
                let end = last.characters.count
                guard next.has(last, at: 0), next.endsWord(at: end) else { return nil }
                return word.index(start)..<next.index(end)
            }
        }
        return nil
    }
}
