/// A front matter value as its field's type understands it.
package indirect enum TypedValue: Hashable, Sendable {
    case text(String)
    case number(Double)
    case boolean(Bool)
    case day(CalendarDate)
    case dateTime(DateTime)
    case duration(TimeSpan)
    case recurrence(RecurrenceRule)
    case reference(Reference)
    /// A value of an enumeration, with its place in it, counted from 0.
    case enumeration(String, order: Int)
    case list([TypedValue])
    /// A value that has no order: a mapping, or one of the type `any` that is no scalar.
    case other(FieldValue)
}

extension FieldType {
    /// The value as this type understands it; nil for null and for a value that the type does not allow.
    package func typed(_ value: FieldValue) -> TypedValue? {
        if case .null = value { return nil }
        switch self {
        case .text: return value.scalarText.map { .text($0) }
        case .number: return value.finiteNumber.map { .number($0) }
        case .boolean:
            guard case .boolean(let boolean) = value else { return nil }
            return .boolean(boolean)
        case .date: return value.string.flatMap { CalendarDate($0) }.map { .day($0) }
        case .dateTime: return value.string.flatMap { DateTime($0) }.map { .dateTime($0) }
        case .duration: return value.string.flatMap { TimeSpan($0) }.map { .duration($0) }
        case .recurrence: return value.string.flatMap { try? RecurrenceRule($0) }.map { .recurrence($0) }
        case .timeZone: return value.string.map { .text($0) }
        case .reference: return value.reference.map { .reference($0) }
        case .enumeration(let values):
            guard let text = value.scalarText, let order = values.firstIndex(where: { $0.name == text }) else {
                return nil
            }
            return .enumeration(text, order: order)
        case .list(let element): return typedList(of: element, value)
        case .record:
            guard case .mapping = value else { return nil }
            return .other(value)
        case .any: return value.scalarText.map { .text($0) } ?? .other(value)
        }
    }

    private func typedList(of element: FieldType, _ value: FieldValue) -> TypedValue? {
        // An unquoted `[[garden]]` is one reference, whatever YAML makes of it.
        if case .reference = element, let reference = value.reference { return .list([.reference(reference)]) }
        guard case .list(let items) = value else { return element.typed(value).map { .list([$0]) } }
        var typed: [TypedValue] = []
        for item in items where item != .null {
            guard let value = element.typed(item) else { return nil }
            typed.append(value)
        }
        return .list(typed)
    }
}

extension FieldValue {
    /// The text of a string; nil for anything else.
    package var string: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The text of a scalar, in the shortest form that YAML reads as the same; nil for null and for collections.
    package var scalarText: String? {
        switch self {
        case .string(let text), .written(let text): text
        case .boolean(let boolean): boolean ? "true" : "false"
        case .integer(let integer): String(integer)
        case .number(let number):
            Int64(exactly: number).map { String($0) } ?? number.description
        case .null, .list, .mapping: nil
        }
    }

    /// The reference that the value states; nil for a value that has not the shape of one.
    package var reference: Reference? {
        if let text = scalarText { return Reference(text) }
        guard case .list(let outer) = self, outer.count == 1, case .list(let inner) = outer[0], inner.count == 1,
            let text = inner[0].scalarText
        else { return nil }
        return Reference("[[" + text + "]]")
    }

    var finiteNumber: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number) where number.isFinite: number
        case .written: resolved.finiteNumber
        default: nil
        }
    }
}
