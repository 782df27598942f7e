import VaultModel

/// What a person wants a field to be, as it stands on a command line.
package struct FieldAssignment: Hashable, Sendable {
    package enum Operation: Hashable, Sendable {
        case set, append, removeItem
        /// `key=` with nothing behind it.
        case remove
    }

    package var field: String
    package var operation: Operation
    package var value: String

    /// Reads `key=value`, `key+=value`, `key-=value` or `key=`; nil for anything else.
    package init?(_ text: String) {
        guard let equals = text.firstIndex(of: "=") else { return nil }
        var name = text[..<equals]
        value = String(text[text.index(after: equals)...])
        operation = value.isEmpty ? .remove : .set
        if name.last == "+" || name.last == "-" {
            operation = name.last == "+" ? .append : .removeItem
            name.removeLast()
        }
        field = String(name)
        guard !field.isEmpty, !field.contains(where: { $0.isWhitespace || ":#[]{},\"'".contains($0) }) else {
            return nil
        }
        if operation != .remove, operation != .set, value.isEmpty { return nil }
    }
}

extension Vault {
    /// The edits that assignments stand for, for an entity of a kind.
    ///
    /// A value is read as its field's type asks: lists are parted by commas, days can be said in words (`tomorrow`,
    /// `friday`, `+2w`), a reference must name one entity.
    ///
    /// - Throws: `VaultError.invalidValue`, and what ``entity(_:includesGone:)`` throws.
    func edits(for assignments: [FieldAssignment], kind: Kind?) throws -> [DocumentEdit] {
        let schema = try schema()
        return try assignments.map { assignment in
            let field = assignment.field
            let type = schema.fieldType(field, of: kind)
            switch assignment.operation {
            case .remove: return .remove(field)
            case .set: return .set(field, to: try value(assignment.value, of: field, type: type))
            case .append: return .append(try item(assignment.value, of: field, type: type), to: field)
            case .removeItem: return .removeItem(try item(assignment.value, of: field, type: type), from: field)
            }
        }
    }

    private func item(_ text: String, of field: String, type: FieldType?) throws -> FieldValue {
        if case .list(let element)? = type { return try value(text, of: field, type: element) }
        return try value(text, of: field, type: type)
    }

    private func value(_ text: String, of field: String, type: FieldType?) throws -> FieldValue {
        if field == "id", !EntityContent.isIdentifier(text) {
            throw VaultError.invalidValue(field: field, value: text, expected: "a text without spaces")
        }
        switch type {
        case .list(let element)?:
            let items = text.split(separator: ",").map { String($0[...].trimmed) }.filter { !$0.isEmpty }
            return .list(try items.map { try value($0, of: field, type: element) })
        case .reference(let kind)?: return .string(try reference(text, expecting: kind))
        case .date?:
            return try FieldValue.string(ComingDay(text, today: surroundings.today)?.day.formatted ?? text).checked(
                as: type, field)
        case .dateTime?:
            return try FieldValue.string(ComingDay(text, today: surroundings.today)?.day.formatted ?? text).checked(
                as: type, field)
        case .number?, .boolean?, .record?: return try FieldValue(plain: text).checked(as: type, field)
        case .enumeration(let values)?:
            guard values.contains(where: { $0.name == text }) else {
                throw VaultError.unknownValue(
                    field: field, value: text, suggestion: Spelling.nearest(to: text, among: values.map(\.name)),
                    known: values.map(\.name))
            }
            return .string(text)
        case .text?, .duration?, .recurrence?: return try FieldValue.string(text).checked(as: type, field)
        case .any?, nil: return FieldValue(plain: text)
        }
    }

    /// The reference as it is to be written: as the person wrote it, but an id in full.
    private func reference(_ text: String, expecting kind: String?) throws -> String {
        let entity = try entity(Reference(text)?.target ?? text, expecting: kind)
        return entity.id.hasPrefix(text) ? entity.id : text
    }
}

extension FieldValue {
    fileprivate func checked(as type: FieldType?, _ field: String) throws -> FieldValue {
        guard let type, type.typed(self) == nil else { return self }
        throw VaultError.invalidValue(field: field, value: text ?? json, expected: type.example)
    }
}

extension FieldType {
    /// What a value has to be, for a message.
    fileprivate var example: String {
        switch self {
        case .date: "a day, such as 2026-12-01, tomorrow or +2w"
        case .dateTime: "a day or a time, such as 2026-12-01T09:00"
        case .number: "a number"
        case .boolean: "true or false"
        case .duration: "a length of time, such as 90m, 2h30m or 3d"
        case .recurrence: "a recurrence rule, such as FREQ=WEEKLY;BYDAY=SA"
        default: "a \(noun)"
        }
    }
}
