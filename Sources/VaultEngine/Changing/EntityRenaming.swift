import VaultIndex
import VaultModel

/// What an entity is called before and after it is renamed, and what becomes of the links that name it.
struct EntityRenaming {
    /// As it is before.
    var entity: EntityHandle
    var newPath: String
    var newTitle: String
    /// The heading that becomes the new title, as it is before; nil where no heading changes.
    var heading: String?
    /// True where no other entity goes by the new title.
    var isTitleUnique: Bool
    /// Whether a text leads to the entity as it is called from now on.
    var leads: (_ text: String, _ place: LinkPlace) throws -> Bool
    /// The text that names the entity from now on: the preferred one where that leads to it and can stand at the place.
    var name: (_ preferred: String?, _ place: LinkPlace, _ canStand: (String) -> Bool) throws -> String

    // MARK: - Names

    /// How a link may write the name.
    private enum Form {
        /// `[[name]]` in a body.
        case wikiLink
        /// `[text](name)`
        case markdownLink
        /// A value of a front matter, within brackets or without.
        case reference(isWiki: Bool)
    }

    /// What a name of the entity becomes; nil for one that stays, such as an id or an alias.
    private func renamed(_ name: String, as form: Form, at place: LinkPlace) throws -> String? {
        let folded = NameKey.fold(name)
        if folded == NameKey.fold(entity.id), !entity.id.isExactly(entity.path) { return nil }
        var preferred: String?
        if isPlace(name, inFolder: String(VaultPath.folder(of: place.file))) {
            let start = name.lastIndex(of: "/").map { name[...$0] } ?? ""
            let suffix = VaultPath.name(of: name).dropFirst(VaultPath.stem(of: name).count)
            preferred = newPath.isExactly(entity.path) ? nil : start + VaultPath.stem(of: newPath) + suffix
        } else if folded == NameKey.fold(entity.title), newTitle != entity.title, canBeTitle(form) {
            preferred = newTitle
        }
        if try preferred == nil && leads(name, place) { return nil }
        return try self.name(preferred, place) { reads($0, as: form) }
    }

    /// True for the entity's path or the end of it, be it relative to the folder of the file that links.
    private func isPlace(_ name: String, inFolder folder: String) -> Bool {
        let place = NameKey.fold(VaultPath.withoutSuffix(entity.path))
        let wanted = NameKey.fold(VaultPath.withoutSuffix(name))
        if VaultPath.ends(place, in: wanted) { return true }
        return ["", NameKey.fold(folder)].contains { VaultPath.resolve(wanted, from: $0) == place }
    }

    /// True where the new title names the entity alone, and does so in a link.
    private func canBeTitle(_ form: Form) -> Bool {
        if case .markdownLink = form { return false }
        return isTitleUnique && !newTitle.contains("/")
    }

    /// True where a name reads as itself.
    private func reads(_ name: String, as form: Form) -> Bool {
        switch form {
        case .markdownLink: return true
        case .reference(let isWiki):
            let reference = Reference(target: name, isWiki: isWiki)
            return Reference(reference.written) == reference
        case .wikiLink:
            // What Markdown gives a meaning to may be read so where the link stands among other text.
            guard !name.contains(where: { "|\\`<>$".contains($0) }) else { return false }
            let links = Document(bytes: Array("[[\(name)]]".utf8)).links
            return links.count == 1 && links[0].target == name && links[0].heading == nil
        }
    }

    // MARK: - Links

    /// The edits of a link that leads to the entity; none for one that can stay.
    func edits(of link: Link, in file: Vault.Editable) throws -> [DocumentEdit] {
        let isPath = link.syntax == .markdown || link.syntax == .image
        let place = LinkPlace(file: file.handle.path, isPath: isPath)
        var edits = headingEdit(of: link, in: file).map { [$0] } ?? []
        let name = try renamed(link.target, as: isPath ? .markdownLink : .wikiLink, at: place)
        if let name, name != link.target {
            edits.append(.replaceBytes(link.targetSpan, with: Array((isPath ? Self.escaped(name) : name).utf8)))
        }
        return edits
    }

    /// The edit of a link to the heading that becomes the new title, which it has to name so from then on; nil for any other.
    func headingEdit(of link: Link, in file: Vault.Editable) -> DocumentEdit? {
        guard let old = heading, let named = link.heading else { return nil }
        let isPath = link.syntax == .markdown || link.syntax == .image
        var new: String?
        if isPath {
            // In Markdown a heading goes by its anchor, or by its text in escapes.
            if NameKey.fold(named) == NameKey.fold(old) { new = Self.escaped(newTitle) }
            if let anchor = Slug.of(old), named == anchor { new = Slug.of(newTitle) }
        } else if !newTitle.contains(where: { "#|^[]\\`".contains($0) }) {
            // Behind it may follow a heading below it: `#old#other`.
            let parts = named.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            if NameKey.fold(String(parts[0].trimmed)) == NameKey.fold(old) {
                new = newTitle + (parts.count > 1 ? "#" + parts[1] : "")
            }
        }
        guard let new, new != named else { return nil }
        let space = UInt8(ascii: " ")
        let behind = file.document.bytes[link.targetSpan.upperBound...].drop { $0 == space }
        guard behind.first == UInt8(ascii: "#") else { return nil }
        let rest = behind.dropFirst().drop { $0 == space }
        let written = [named, Self.escaped(named)].first { rest.starts(with: $0.utf8) }
        return written.map {
            .replaceBytes(rest.startIndex..<rest.startIndex + $0.utf8.count, with: Array(new.utf8))
        }
    }

    /// A path as the destination of a Markdown link: what would end it in percent escapes.
    private static func escaped(_ path: String) -> String {
        path.unicodeScalars.map { scalar in
            switch scalar {
            case " ", "(", ")", "<", ">", "%", "#", "?", "\\":
                "%" + String(scalar.value, radix: 16, uppercase: true)
            default: String(scalar)
            }
        }.joined()
    }

    // MARK: - References

    /// The value of a field in which the references at some places name the entity as it is called now; nil where all stay.
    func value(of node: YAMLNode, concerned: Set<ByteRange>, at place: LinkPlace) throws -> FieldValue? {
        if concerned.isEmpty { return nil }
        let new = try replaced(node, concerned, place, isInBrackets: false)
        return new == FieldValue(resolving: node) ? nil : new
    }

    private func replaced(
        _ node: YAMLNode, _ concerned: Set<ByteRange>, _ place: LinkPlace, isInBrackets: Bool
    ) throws -> FieldValue {
        switch node.content {
        case .sequence(let items, _):
            if let inner = node.unquotedWikiScalar {
                return .list([.list([try replaced(inner, concerned, place, isInBrackets: true)])])
            }
            return .list(try items.map { try replaced($0, concerned, place, isInBrackets: false) })
        case .scalar(let text, _) where concerned.contains(node.span):
            guard var reference = Reference(isInBrackets ? "[[\(text)]]" : text),
                let name = try renamed(reference.target, as: .reference(isWiki: reference.isWiki), at: place)
            else { break }
            reference.target = name
            return .string(isInBrackets ? String(reference.written.dropFirst(2).dropLast(2)) : reference.written)
        default: break
        }
        return FieldValue(resolving: node)
    }
}
