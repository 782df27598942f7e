import VaultModel

/// How entities are listed.
enum EntityListing {
    /// A listing of entities; `showsKind` for those of several kinds. Templates can name every field of `fieldNames` too.
    static func listing(showsKind: Bool, fieldNames: [String]) -> Listing<EntitySummary> {
        let own = fields(showsKind: showsKind)
        let others = fieldNames.filter { name in !own.contains { $0.name == name } }
        return Listing(
            fields: own + others.map { name in .init(name) { $0.text(name) } }, path: { $0.path },
            emptyMessage: "Nothing matches."
        ) { entity, writer in writer.value(entity) }
    }

    private static func fields(showsKind: Bool) -> [Listing<EntitySummary>.Field] {
        [

            .init("id", column: nil) { $0.id },
            .init("shortId", column: .init(header: "ID", role: .identifier)) { $0.shortID },
            .init("type", column: showsKind ? .init(header: "KIND", role: .faint) : nil) { $0.type },
            .init("title", column: .init(header: "TITLE", isFlexible: true)) { $0.title },
            .init("status", column: .init(header: "STATUS")) { $0.status ?? "" },
            .init("priority", column: .init(header: "PRIORITY")) { $0.text("priority") },
            .init("when", column: .init(header: "WHEN")) { $0.when },
            .init("project", column: .init(header: "PROJECT", isFlexible: true, isOptional: true, role: .faint)) {
                $0.text("project")
            },
            .init("domain", column: .init(header: "DOMAIN", isOptional: true, role: .faint)) { $0.text("domain") },
            .init("assignee", column: .init(header: "ASSIGNEE", isOptional: true, role: .faint)) {
                $0.text("assignee")
            },
            .init("tags", column: .init(header: "TAGS", isFlexible: true, isOptional: true, role: .faint)) {
                $0.tags.joined(separator: " ")
            },
            .init("path") { $0.path },
            .init("group") { $0.statusGroup?.rawValue ?? "" },
            .init("created") { $0.createdAt.map { Instant(secondsSinceEpoch: $0).formatted } ?? "" },
            .init("updated") { $0.updatedAt.map { Instant(secondsSinceEpoch: $0).formatted } ?? "" },
        ]
    }
}

extension EntitySummary {
    /// A field's value as a person writes it; empty for one that is not there.
    func text(_ name: String) -> String {
        guard let value = fields.first(where: { $0.name == name })?.value else { return "" }
        return value.references.joined(separator: ", ")
    }

    /// When the entity is to happen: the first of its dates that says so; empty for one without.
    var when: String {
        for name in ["due", "scheduled", "start", "target"] {
            let text = text(name)
            if DateTime(text) != nil { return text }
        }
        return ""
    }
}

extension FieldValue {
    /// The scalars in a value, references without their brackets.
    var references: [String] {
        switch self {
        case .list(let items): items.flatMap(\.references)
        case .mapping: [json]
        default: text.map { [Reference($0)?.target ?? $0] } ?? []
        }
    }
}
