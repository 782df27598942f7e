/// A day as a person says it who looks back: `2026-11-01`, `today`, `yesterday`, or so far back: `7d`, `2w`, `3m`, `1y`
/// (a minus before it changes nothing).
package struct PastDay: Hashable, Sendable {
    package let day: CalendarDate

    /// Nil for anything else.
    package init?(_ text: String, today: CalendarDate) {
        let word = text.lowercased()
        switch word {
        case "today": day = today
        case "yesterday": day = today.adding(days: -1)
        default:
            if let stated = CalendarDate(word) {
                day = stated
                return
            }
            let distance = word.hasPrefix("-") ? word.dropFirst() : word[...]
            guard let unit = distance.last, let count = DayCount.read(distance.dropLast()) else { return nil }
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
