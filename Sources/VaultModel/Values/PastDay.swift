/// A day as a person says it who looks back: `2026-11-01`, `today`, `yesterday`, or so far back: `7d`, `2w`, `3m`, `1y`
/// (a minus before it changes nothing).
package struct PastDay: Hashable, Sendable {
    package let day: CalendarDate

    /// Nil for anything else.
    package init?(_ text: String, today: CalendarDate) {
        switch text {
        case "today": day = today
        case "yesterday": day = today.adding(days: -1)
        default:
            if let stated = CalendarDate(text) {
                day = stated
                return
            }
            let distance = text.hasPrefix("-") ? text.dropFirst() : text[...]
            guard let unit = distance.last, let count = Int(distance.dropLast()), (0...100_000).contains(count) else {
                return nil
            }
            switch unit {
            case "d": day = today.adding(days: -count)
            case "w": day = today.adding(days: -7 * count)
            case "m": day = today.adding(months: -count)
            case "y": day = today.adding(months: -12 * count)
            default: return nil
            }
        }
    }
}
