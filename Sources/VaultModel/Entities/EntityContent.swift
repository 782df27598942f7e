/// What one version of a file says, whatever its path and whatever the schema: the facts that history compares.
///
/// Smaller than the `Document` that it comes from: the body is only a digest of each line, so that a hundred thousand
/// versions fit into memory while a history is read.
package struct EntityContent: Sendable {
    /// The front matter, in order.
    package var fields: [EntityField]
    /// The `id` of the front matter, as it is written; nil where there is none that can be one.
    package var identifier: String?
    /// The first heading of level one.
    package var heading: String?
    /// What the body links to, each target once, in the order of their first use.
    package var links: [String]
    /// A digest of each line of the body.
    package var bodyLines: [UInt64]
    /// True where the bytes cannot be trusted (see `Document.isMalformed`): then there are no fields.
    package var isMalformed: Bool
    /// True where the store does not have the bytes: nothing is known of the body.
    package private(set) var isMissing = false
    /// True where nothing is known of the front matter either, not even what it said before.
    package private(set) var isUnknown = false

    /// A version that the store does not have.
    package static var missing: EntityContent {
        var content = EntityContent(fields: [], identifier: nil, isMalformed: true)
        content.isMissing = true
        content.isUnknown = true
        return content
    }

    package init(
        fields: [EntityField], identifier: String?, heading: String? = nil, links: [String] = [],
        bodyLines: [UInt64] = [], isMalformed: Bool = false
    ) {
        self.fields = fields
        self.identifier = identifier
        self.heading = heading
        self.links = links
        self.bodyLines = bodyLines
        self.isMalformed = isMalformed
    }

    package init(_ document: Document) {
        fields = document.fields.map { field in
            let value = field.value.asWritten(field.node)
            let isText = Self.textFields.contains(field.name)
            return EntityField(name: field.name, value: isText ? FieldType.text.kept(value) : value)
        }
        let stated = document.field("id").flatMap { $0.value == .null ? nil : $0.node.text }
        identifier = stated.flatMap { Self.isIdentifier($0) ? $0 : nil }
        heading = document.headings.first { $0.level == 1 }?.text
        links = []
        var seen: Set<String> = []
        for link in document.links where !link.target.isEmpty && seen.insert(link.target).inserted {
            links.append(link.target)
        }
        bodyLines = document.bytes.withUnsafeBytes { LineDigest.digests(of: .init(rebasing: $0[document.bodySpan])) }
        isMalformed = document.isMalformed
    }

    /// What is called so is called as it is written: a title of `1.10` is no number.
    private static let textFields: Set<String> = ["title", "aliases", "alias", "tags", "tag"]

    /// The content of a file that cannot be read, with the front matter of the last version that could be.
    package func completed(by last: EntityContent?) -> EntityContent {
        guard let last else { return self }
        var content = self
        content.fields = last.fields
        content.identifier = last.identifier
        content.heading = heading ?? last.heading
        content.isUnknown = false
        return content
    }

    /// The value of a field; nil where the front matter has none of that name.
    package func value(_ name: String) -> FieldValue? {
        fields.first { $0.name == name }?.value
    }

    /// The other names of the front matter, of both fields that can state them, each once.
    package var aliases: [String] { Self.joined(value("aliases")?.texts, value("alias")?.texts) }

    /// What an agent signs its commits with; nil where that is not stated.
    package var signature: String? { value("agent_id")?.text.flatMap { $0.isEmpty ? nil : $0 } }

    /// The tags of the front matter, of both fields that can state them, each once; without `#`.
    package var tags: [String] { Self.joined(value("tags")?.tags, value("tag")?.tags) }

    private static func joined(_ first: [String]?, _ second: [String]?) -> [String] {
        guard let first, let second else { return first ?? second ?? [] }
        return (first + second).uniqued()
    }

    /// What the history tells the changes of: the front matter, and the title that a heading gives where no field does; as a kind
    /// keeps them.
    package func toldFields(schema: Schema, kind: Kind?) -> [EntityField] {
        let kept = schema.kept(fields, of: kind)
        guard let heading, !heading.isEmpty, value("title") == nil else { return kept }
        return kept + [EntityField(name: "title", value: .string(heading))]
    }

    /// Any text without white space can be an identity.
    package static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty
            && !text.unicodeScalars.contains { scalar in
                // Nearly every id is of ASCII, whose letters and digits need no table.
                scalar.value < 0x80
                    ? scalar.value <= 0x20 && scalar.properties.isWhitespace : scalar.properties.isWhitespace
            }
    }
}

/// One front matter field, without its place in the file.
package struct EntityField: Hashable, Sendable {
    package var name: String
    package var value: FieldValue

    package init(name: String, value: FieldValue) {
        self.name = name
        self.value = value
    }
}
