import VaultIndex
import VaultModel

extension Vault {
    /// An entity as assignments make it, each from what those before it left.
    ///
    /// A value is read as its field's type asks: lists are parted by commas, days and times can be said as ``SpokenTime`` reads them, a
    /// recurrence in words (`weekly`), a reference must name one entity. A list does not get what it has already. An end can be told by
    /// its start, wherever that stands among the assignments.
    ///
    /// - Throws: `VaultError.invalidValue`, `VaultError.partOfEntry`, what ``entity(_:expecting:includesGone:)`` throws, and what is wrong with the file.
    func assigning(_ assignments: [FieldAssignment], to entity: Editable) throws -> Editable {
        var entity = entity
        for assignment in assignments.readable {
            if assignment.field == "status" { try requireReadableKind(of: entity) }
            try requireWhole(assignment.field, in: entity)
            let type = try type(of: assignment.field, in: entity)
            for part in parts(of: assignment, type: type, in: entity.document) {
                let edits = try edits(for: part, type: type, in: entity)
                entity.document = Document(bytes: try bytes(of: entity, after: edits))
            }
            if assignment.field == "type" { entity.kind = try kind(of: entity) }
        }
        return entity
    }

    /// That an entity ends before it starts, where assignments have made it so.
    func noteOnOrder(of assignments: [FieldAssignment], in changed: Editable) throws -> [ChangeNote] {
        guard let kind = changed.kind, assignments.contains(where: { ["start", "end"].contains($0.field) }) else {
            return []
        }
        let found = try schema().check(document: changed.document, kind: kind, timeZones: surroundings.timeZones)
        guard let end = changed.document.field("end")?.node.span,
            found.contains(where: { $0.code == .endBeforeStart && $0.span == end })
        else { return [] }
        return [.endsBeforeStart]
    }

    /// - Throws: `VaultError.partOfEntry` for `placements.widget`, where `placements` holds entries by its kind or in the file.
    private func requireWhole(_ name: String, in entity: Editable) throws {
        guard let dot = name.firstIndex(of: "."), entity.document.field(name) == nil else { return }
        let whole = String(name[..<dot])
        let items: [FieldValue] =
            switch entity.document.field(whole)?.value {
            case .list(let items)?: items
            case let value?: [value]
            case nil: []
            }
        let holdsEntries = items.contains { if case .mapping = $0 { true } else { false } }
        if try holdsEntries || schema().fieldType(whole, of: entity.kind)?.recordFields != nil {
            throw VaultError.partOfEntry(name, path: entity.handle.path, field: whole)
        }
    }

    /// What the values of a field are: what the kind says, else items of the list that stands there; nil where nothing tells.
    private func type(of field: String, in entity: Editable) throws -> FieldType? {
        if let type = try schema().fieldType(field, of: entity.kind) { return type }
        if case .list? = entity.document.field(field)?.value { return .list(of: .any) }
        return nil
    }

    /// The kind that a file is of as it is to be.
    private func kind(of entity: Editable) throws -> Kind? {
        try schema().kinds[self.entity(EntityContent(entity.document), at: entity.handle.path).kind]
    }

    /// An assignment for each of the items that one adds to a list or takes out of it, be it in a field that no kind knows. What is one
    /// thing with a comma in its name is one item: what stands in the list so, and what a reference names so.
    private func parts(of assignment: FieldAssignment, type: FieldType?, in document: Document) -> [FieldAssignment] {
        let text = assignment.value
        guard [.append, .removeItem].contains(assignment.operation), text.contains(","), type?.canHoldItems != false,
            !document.items(of: assignment.field).contains(where: { $0.scalarText == text })
        else { return [assignment] }
        if case .list(.reference(let kind))? = type, let target = Reference(text)?.target,
            (try? entity(target, expecting: kind)) != nil
        {
            return [assignment]
        }
        return FieldAssignment.items(text).map { item in
            var part = assignment
            part.value = item
            return part
        }
    }

    private func edits(
        for assignment: FieldAssignment, type: FieldType?, in entity: Editable
    ) throws -> [DocumentEdit] {
        let (field, text) = (assignment.field, assignment.value)
        switch assignment.operation {
        case .remove: return [.remove(field)]
        case .set:
            let value = try value(text, of: field, type: type, in: entity)
            // What is written so already stays, whatever YAML makes of it.
            if let text = value.string, entity.document.field(field)?.text == text { return [] }
            return try refers(field, to: value, type: type, in: entity) ? [] : [.set(field, to: value)]
        case .append:
            let item = try item(text, of: field, type: type, in: entity)
            let isPresent = try !presentItems(item, of: field, type: type, in: entity).isEmpty
            return isPresent ? [] : [entity.document.appending(item, to: field)]
        case .removeItem:
            let items = try itemsToRemove(text, of: field, type: type, in: entity)
            if let tags = entity.document.textOfTags(field), !items.isEmpty {
                return [.set(field, to: .list(tags.filter { !items.contains($0) }))]
            }
            return items.map { .removeItem($0, from: field) }
        }
    }

    /// What a person may want to know of fields that nothing has yet, whose names are nearly those of others, or those of what is no
    /// field. The kind is that of what is changed; nil for things of several kinds.
    func notes(on assignments: [FieldAssignment], of kind: Kind?) throws -> [ChangeNote] {
        let schema = try schema()
        let fields = kind.map(\.fields) ?? schema.kinds.values.flatMap(\.fields)
        let known = Set(fields.map(\.name) + schema.relations.keys + Kind.commonFields.keys)
        let names = assignments.filter { [.set, .append].contains($0.operation) }.map(\.field).uniqued()
        let unknown = names.filter { !known.contains($0) }
        guard !unknown.isEmpty else { return [] }
        let used = Set(try askIfPossible { try $0.entities.fieldNames() } ?? [])
        return unknown.filter { !used.contains($0) }.compactMap { name in
            if ["path", "folder"].contains(name) { return .noPlaceOfFile(field: name) }
            if ["body", "text"].contains(name) { return .noTextOfFile(field: name) }
            return Spelling.nearest(to: name, among: known.sorted()).map { .unknownField(name, suggestion: $0) }
        }
    }
}

extension FieldType {
    /// Whether items can be added to what a field of the type has.
    fileprivate var canHoldItems: Bool {
        switch self {
        case .list, .any: true
        default: false
        }
    }
}
