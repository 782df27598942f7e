import VaultEngine
import VaultModel

extension ExpectedValue {
    /// What a value has to be, as a sentence or two: `It has to be a number.`
    var sentence: String {
        switch self {
        case .day(_, let suggestion?), .recurrence(_, let suggestion?):
            return "Did you mean '\(suggestion)'? It has to be \(text)."
        default: break
        }
        return "It has to be \(text)" + (text.hasSuffix("?") ? "" : ".")
    }

    /// The same as the end of a sentence: `a number`.
    private var text: String {
        switch self {
        case .ofType(let type): type.example
        case .day(let type, _): type.example
        case .dayAlone(let other): "a day without a time" + (other.map { ": '\($0)' takes one" } ?? "")
        case .recurrence(let flaw, _): "\(FieldType.recurrence.example), weekly or every 2 weeks: this \(flaw)"
        case .identifier: "a text without spaces"
        case .freeIdentifier: "an id that no other file has"
        case .timeZone(let suggestion): "a time zone, such as \(suggestion ?? "Europe/Dublin")"
        case .oneValue: "one value, which '=' sets"
        }
    }
}

extension FieldType {
    fileprivate var example: String {
        switch self {
        case .date: "a day, such as 2026-12-01, tomorrow or +2w"
        case .dateTime: "a day or a time, such as 2026-12-01T09:00, friday 9:30 or +2w"
        case .number: "a number"
        case .boolean: "true or false"
        case .duration: "a length of time, such as 90m, 2h30m or 3d"
        case .recurrence: "a recurrence rule, such as FREQ=WEEKLY;BYDAY=SA"
        case .record: "an entry with fields of its own, which only an editor can write: 'mosaic edit'"
        default: "aeiou".contains(noun.prefix(1)) ? "an \(noun)" : "a \(noun)"
        }
    }
}
