import VaultIndex
import VaultModel

/// What is done to the items of lists.
extension Vault {
    func item(
        _ text: String, of field: String, type: FieldType?, in entity: Editable
    ) throws -> FieldValue {
        switch type {
        case .list(let element)?: return try value(text, of: field, type: element, in: entity)
        case nil: return try day(text, of: field, in: entity) ?? FieldValue(typed: text)
        case .any?: return FieldValue(typed: text)
        default: throw VaultError.invalidValue(field: field, value: text, expected: .oneValue)
        }
    }

    /// The items that a person means who wants one out of a list: those that are written so, whatever the field's type makes
    /// of them, else those that say the same.
    func itemsToRemove(
        _ text: String, of field: String, type: FieldType?, in entity: Editable
    ) throws -> [FieldValue] {
        let written = entity.document.writtenItems(of: field).filter {
            $0.written.scalarText == text || $0.item.scalarText == text
        }
        if !written.isEmpty { return written.map(\.item).uniqued() }
        let item = try item(text, of: field, type: type, in: entity)
        return try presentItems(item, of: field, type: type, in: entity).uniqued()
    }

    /// The items of a field that are equal to a value, or that refer to the same entity.
    func presentItems(
        _ value: FieldValue, of field: String, type: FieldType?, in entity: Editable
    ) throws -> [FieldValue] {
        let items = entity.document.writtenItems(of: field)
        guard case .list(.reference(let kind))? = type, let path = try path(ledToBy: value, in: entity, kind) else {
            let said = Self.said(value, in: field)
            return items.filter { $0.item == value || said != nil && Self.said($0.written, in: field) == said }
                .map(\.item)
        }
        return try items.filter { path.isExactly(try self.path(ledToBy: $0.written, in: entity, kind)) }.map(\.item)
    }

    /// Whether a field refers already to what a value refers to, item by item, however the two are written.
    func refers(_ field: String, to value: FieldValue, type: FieldType?, in entity: Editable) throws -> Bool {
        let type = type ?? .any
        guard type.element.isReference, let present = entity.document.field(field)?.value else { return false }
        if case .reference = type, let target = Self.said(value, in: field), Self.said(present, in: field) == target {
            return true
        }
        func path(_ item: FieldValue) throws -> String? {
            try self.path(ledToBy: item, in: entity, type.referencedKind)
        }
        let wanted: [FieldValue] = if case .list(let items) = value { items } else { [value] }
        let stated = entity.document.writtenItems(of: field)
        return try wanted.count == stated.count
            && zip(wanted, stated).allSatisfy { item, other in
                try path(item).map { $0.isExactly(try path(other.written)) } ?? false
            }
    }

    /// The path of what an item of a list refers to; nil where it does not lead to one file.
    private func path(ledToBy item: FieldValue, in entity: Editable, _ kind: String?) throws -> String? {
        // An unquoted `[[garden]]` is a reference, whatever YAML makes of it.
        let reference = item.reference ?? FieldValue.list([item]).reference
        return try reference.flatMap { try path(ledToBy: $0, in: entity, expecting: kind) }
    }

    /// What an item says, however it is written: `[[Drama]]` is `Drama`, and `#Garden` the tag `garden`. nil for what is no text.
    static func said(_ item: FieldValue, in field: String) -> String? {
        // An unquoted `[[Drama]]` is a reference, whatever YAML makes of it.
        guard let text = item.scalarText else { return (item.reference ?? FieldValue.list([item]).reference)?.target }
        if field == "tags" { return NameKey.fold(String(text.trimmingPrefix("#"))) }
        return Reference(text)?.target ?? text
    }
}

extension Document {
    /// The values of a list, or the one value of a field that is none.
    func items(of name: String) -> [FieldValue] {
        if let tags = textOfTags(name) { return tags }
        return switch field(name)?.value {
        case .null?, nil: []
        case .list(let items)?: items
        case let value?: [value]
        }
    }

    /// The same values, each with the one that is written.
    fileprivate func writtenItems(of name: String) -> [(item: FieldValue, written: FieldValue)] {
        let items = items(of: name)
        guard textOfTags(name) == nil, let field = field(name) else { return items.map { ($0, $0) } }
        if case .list(let written) = field.value.asWritten(field.node) { return Array(zip(items, written)) }
        return items.map { ($0, $0.asWritten(field.node)) }
    }

    /// The tags of a field that names several of them in one text; nil for anything else.
    func textOfTags(_ name: String) -> [FieldValue]? {
        guard name == "tags", case .string(let text)? = field(name)?.value else { return nil }
        let tags = FieldValue.string(text).tags
        return tags.count > 1 ? tags.map(FieldValue.string) : nil
    }

    /// The edit that adds an item to a field. An unquoted `[[garden]]` becomes the first of two, and a text of several tags a list
    /// of them.
    func appending(_ item: FieldValue, to name: String) -> DocumentEdit {
        if let tags = textOfTags(name) { return .set(name, to: .list(tags + [item])) }
        if let present = field(name)?.value, case .list = present, present.reference != nil {
            return .set(name, to: .list([present, item]))
        }
        return .append(item, to: name)
    }
}
