// What people write where YAML reads a number or an answer: an id of `00123456`, an edition of `1.10`. A kind says which fields
// are of text; until then, and where none does, the text stays beside what it stands for.

extension FieldValue {
    /// The value of a node, in which what YAML reads as a number or as an answer, and would write in another way, is as it is
    /// written.
    package func asWritten(_ node: YAMLNode) -> FieldValue {
        if isOfStrings { return self }
        switch (self, node.content) {
        case (.integer, .scalar(let text, _)), (.number, .scalar(let text, _)), (.boolean, .scalar(let text, _)):
            return text == scalarText ? self : .written(text)
        case (.list(let items), .sequence(let nodes, _)) where items.count == nodes.count:
            return .list(zip(items, nodes).map { $0.asWritten($1) })
        case (.mapping(let entries), .mapping(let pairs, _)) where entries.count == pairs.count:
            return .mapping(
                zip(entries, pairs).map { MappingEntry(key: $0.key, value: $0.value.asWritten($1.value)) })
        default: return self
        }
    }

    /// What a written scalar stands for; any other value is what it is.
    var resolved: FieldValue {
        if case .written(let text) = self { return CoreSchema.resolve(text) }
        return self
    }

    /// True for what every type reads alike, as nearly every value is.
    fileprivate var isOfStrings: Bool {
        switch self {
        case .string, .null: true
        case .list(let items):
            items.allSatisfy {
                if case .string = $0 { return true }
                return false
            }
        default: false
        }
    }
}

extension FieldType {
    /// The value as a field of this type keeps it: where the type is one of text, what is written; a number or an answer where it
    /// asks for one. Where no type says what a number is, it stays as it is written.
    package func kept(_ value: FieldValue) -> FieldValue {
        if value.isOfStrings { return value }
        switch value {
        case .null, .string: return value
        case .list(let items): return .list(items.map { element.kept($0) })
        case .mapping(let entries):
            return .mapping(
                entries.map { entry in
                    let type = recordFields?.first { $0.name == entry.key }?.type ?? (isOfText ? .text : .any)
                    return .init(key: entry.key, value: type.kept(entry.value))
                })
        case .boolean, .integer, .number, .written:
            if isOfText { return value.text.map(FieldValue.string) ?? value }
            let resolved = value.resolved
            if case .boolean = resolved { return resolved }
            return element == .number ? resolved : value
        }
    }

    /// True where the type's scalars are texts, whatever YAML could read in them.
    private var isOfText: Bool {
        switch element {
        case .text, .reference, .enumeration, .timeZone: true
        default: false
        }
    }
}

extension Schema {
    /// The fields of a front matter as a kind keeps them; `kind` is nil for none.
    package func kept(_ fields: [EntityField], of kind: Kind?) -> [EntityField] {
        var kept = fields
        for (place, field) in fields.enumerated() where !field.value.isOfStrings {
            kept[place].value = (fieldType(field.name, of: kind) ?? .any).kept(field.value)
        }
        return kept
    }
}
