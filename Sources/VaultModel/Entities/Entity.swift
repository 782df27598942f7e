/// A file of the vault as its kind reads it: the second stage, between `Document` and rows.
package struct Entity: Sendable {
    /// The file's path relative to the vault, with `/` between its parts.
    package var path: String
    /// The kind's name. A file without a known `type` is a note.
    package var kind: String
    /// True where the file is of its kind because its `type` or its folder says so.
    /// Of another note, what the kind asks for is not asked: its keys are the writer's own, whatever they hold.
    package var hasStatedKind: Bool
    /// The `id` of the front matter; nil where the path is the identity.
    package var explicitIdentifier: String?
    package var title: String
    /// The stated status, or the kind's default where the file states none; nil for a kind without one.
    package var status: String?
    /// The group of `status`; nil where the kind does not know the status.
    package var statusGroup: StatusGroup?
    /// Of an agent, what it signs its commits with is one as well.
    package var aliases: [String]
    /// The `tags` of the front matter, without `#`.
    package var tags: [String]
    /// The whole front matter in order as the kind keeps it, `id`, `type` and `title` included.
    package var fields: [EntityField]

    /// What the entity is referred to by: its `id`, else its path.
    package var identifier: String { explicitIdentifier ?? path }

    /// The kind of everything that is of no other.
    package static let kindOfOthers = "note"

    /// Reads an entity.
    ///
    /// - Parameters:
    ///   - content: what the file says.
    ///   - path: the file's path, relative to the vault.
    ///   - schema: the kinds that the vault has.
    ///   - usesFolders: whether a file without `type` is of the kind in whose folder it lies; true in a vault that has
    ///     `.mosaic/config.yaml`.
    package init(content: EntityContent, path: String, schema: Schema, usesFolders: Bool) {
        self.path = path
        let stated = Self.statedKind(of: content, path: path, schema: schema, usesFolders: usesFolders)
        let definition = stated ?? schema.kinds[Self.kindOfOthers]
        kind = definition?.name ?? Self.kindOfOthers
        hasStatedKind = stated != nil
        explicitIdentifier = content.identifier
        fields = schema.kept(content.fields, of: definition)
        title = Self.title(of: content, path: path)
        aliases = content.aliases
        if definition?.hasRole(.agent) == true, let name = content.signature, !aliases.contains(name) {
            aliases.append(name)
        }
        tags = content.tags
        status = Self.status(content.value("status")) ?? definition?.field("status")?.defaultValue?.text
        statusGroup = status.flatMap { definition?.group(ofStatus: $0) }
    }

    /// The one status that a value states, also as the only item of a list or as a link, as other programs write one.
    package static func status(_ value: FieldValue?) -> String? {
        guard let texts = value?.texts, texts.count == 1 else { return nil }
        return texts[0].hasPrefix("[[") ? Reference(texts[0])?.target ?? texts[0] : texts[0]
    }

    /// The value of a front matter field; nil where there is none of that name.
    package func value(_ name: String) -> FieldValue? {
        fields.first { $0.name == name }?.value
    }

    /// The kind that the file's `type` names, or else its folder; nil where a `type` is stated that names none.
    private static func statedKind(
        of content: EntityContent, path: String, schema: Schema, usesFolders: Bool
    ) -> Kind? {
        if let type = content.value("type"), type != .null { return type.text.flatMap { schema.kinds[$0] } }
        return usesFolders ? schema.kind(forPath: path) : nil
    }

    /// The title of a file: `title`, else the first heading of the first level, else the file's stem.
    package static func title(of content: EntityContent, path: String) -> String {
        if let title = content.value("title")?.text, !title.isEmpty { return title }
        if let heading = content.heading, !heading.isEmpty { return heading }
        return VaultPath.stem(of: path)
    }
}

extension FieldValue {
    /// A scalar as text; nil for null and for collections.
    package var text: String? {
        switch self {
        case .string(let value), .written(let value): value
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .boolean(let value): value ? "true" : "false"
        case .null, .list, .mapping: nil
        }
    }

    /// The tags that it names as the value of `tags`, without `#`: one an item, or several in one text, with commas or spaces
    /// between them.
    package var tags: [String] {
        let names: [Substring] =
            if case .string(let text) = self {
                text.split { $0 == "," || $0.isWhitespace }
            } else {
                texts.map { $0[...] }
            }
        return names.map { String($0.hasPrefix("#") ? $0.dropFirst() : $0) }
    }

    /// The scalars of a list, or a scalar as a list of one, as texts.
    package var texts: [String] {
        if case .list(let items) = self { return items.compactMap(\.text) }
        return text.map { [$0] } ?? []
    }
}
