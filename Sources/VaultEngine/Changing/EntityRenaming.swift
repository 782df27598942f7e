import VaultIndex
import VaultModel

/// What an entity is called before and after it is renamed, and what becomes of the links that name it.
struct EntityRenaming {
    /// As it is before.
    var entity: EntityHandle
    var newPath: String
    var newTitle: String
    /// True where no other entity goes by the new title.
    var isTitleUnique: Bool
    /// True where no other entity goes by the new path's stem.
    var isStemUnique: Bool
    /// What the entity's kind goes by, where a name stands behind it: `task/roof`, `tasks/roof`.
    var kindNames: Set<String>

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
    private func renamed(_ name: String, as form: Form, inFolder folder: String) -> String? {
        let folded = NameKey.fold(name)
        if folded == NameKey.fold(entity.id), !entity.id.isExactly(entity.path) { return nil }
        if isPlace(name, inFolder: folder) {
            if newPath.isExactly(entity.path) { return nil }
            let start = name.lastIndex(of: "/").map { name[...$0] } ?? ""
            let suffix = VaultPath.name(of: name).dropFirst(VaultPath.stem(of: name).count)
            return start + VaultPath.stem(of: newPath) + suffix
        }
        if folded == NameKey.fold(entity.title) {
            return newTitle == entity.title ? nil : canBeTitle(form) ? newTitle : surestName
        }
        return renamedBehindKind(name)
    }

    /// What `kind/name` becomes; nil for one that stays, such as one with an alias.
    private func renamedBehindKind(_ name: String) -> String? {
        guard let slash = name.firstIndex(of: "/"), kindNames.contains(NameKey.fold(String(name[..<slash]))) else {
            return nil
        }
        let rest = NameKey.fold(String(name[name.index(after: slash)...]))
        let isStem = rest == NameKey.fold(VaultPath.stem(of: entity.path))
        if isStem || NameKey.fold(VaultPath.withoutSuffix(rest)) == NameKey.fold(VaultPath.stem(of: entity.path)) {
            return newPath.isExactly(entity.path) ? nil : surestName
        }
        let place = NameKey.fold(VaultPath.withoutSuffix(entity.path))
        if place.hasSuffix("/" + VaultPath.withoutSuffix(rest)) {
            return newPath.isExactly(entity.path) ? nil : surestName
        }
        return rest == NameKey.fold(entity.title) && newTitle != entity.title ? surestName : nil
    }

    /// True for the entity's path or the end of it, be it relative to the folder of the file that links.
    private func isPlace(_ name: String, inFolder folder: String) -> Bool {
        let place = NameKey.fold(VaultPath.withoutSuffix(entity.path))
        let wanted = NameKey.fold(VaultPath.withoutSuffix(name))
        guard NameKey.fold(VaultPath.stem(of: name)) == NameKey.fold(VaultPath.stem(of: entity.path)) else {
            return false
        }
        if !name.contains("/") || place == wanted || place.hasSuffix("/" + wanted) { return true }
        return ["", NameKey.fold(folder)].contains { VaultPath.resolve(wanted, from: $0) == place }
    }

    /// A name that nothing else goes by.
    private var surestName: String {
        if isStemUnique { return VaultPath.stem(of: newPath) }
        return entity.id.isExactly(entity.path) ? newPath : entity.id
    }

    /// True where the new title names the entity alone, and reads as itself in a link.
    private func canBeTitle(_ form: Form) -> Bool {
        guard isTitleUnique, !newTitle.contains("/") else { return false }
        switch form {
        case .markdownLink: return false
        case .reference(let isWiki):
            let reference = Reference(target: newTitle, isWiki: isWiki)
            return Reference(reference.written) == reference
        case .wikiLink:
            // What Markdown gives a meaning to may be read so where the link stands among other text.
            guard !newTitle.contains(where: { "|\\`<>$".contains($0) }) else { return false }
            let links = Document(bytes: Array("[[\(newTitle)]]".utf8)).links
            return links.count == 1 && links[0].target == newTitle && links[0].heading == nil
        }
    }

    // MARK: - Links

    /// The edit of a link that leads to the entity; nil where it can stay.
    func edit(of link: Link, inFolder folder: String) -> DocumentEdit? {
        let isPath = link.syntax == .markdown || link.syntax == .image
        let name = renamed(link.target, as: isPath ? .markdownLink : .wikiLink, inFolder: folder)
        guard let name, name != link.target else { return nil }
        return .replaceBytes(link.targetSpan, with: Array((isPath ? Self.escaped(name) : name).utf8))
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
    func value(of node: YAMLNode, concerned: Set<ByteRange>, inFolder folder: String) -> FieldValue? {
        if concerned.isEmpty { return nil }
        let new = replaced(node, concerned, folder, isInBrackets: false)
        return new == FieldValue(resolving: node) ? nil : new
    }

    private func replaced(
        _ node: YAMLNode, _ concerned: Set<ByteRange>, _ folder: String, isInBrackets: Bool
    ) -> FieldValue {
        switch node.content {
        case .sequence(let items, _):
            if let inner = Self.insideBrackets(node) {
                return .list([.list([replaced(inner, concerned, folder, isInBrackets: true)])])
            }
            return .list(items.map { replaced($0, concerned, folder, isInBrackets: false) })
        case .scalar(let text, _) where concerned.contains(node.span):
            guard var reference = Reference(isInBrackets ? "[[\(text)]]" : text),
                let name = renamed(reference.target, as: .reference(isWiki: reference.isWiki), inFolder: folder)
            else { break }
            reference.target = name
            return .string(isInBrackets ? String(reference.written.dropFirst(2).dropLast(2)) : reference.written)
        default: break
        }
        return FieldValue(resolving: node)
    }

    /// What stands in an unquoted `[[garden]]`, which YAML takes for a list in a list.
    private static func insideBrackets(_ node: YAMLNode) -> YAMLNode? {
        guard case .sequence(let outer, .flow) = node.content, outer.count == 1,
            case .sequence(let inner, .flow) = outer[0].content, inner.count == 1, inner[0].text != nil
        else { return nil }
        return inner[0]
    }
}
