/// A day as a person says it who looks ahead: `2026-12-01`, `today`, `tomorrow`, a weekday (the next one, today left out), or
/// so far from today: `+3d`, `2w`, `-1m`, `1y`.
package struct ComingDay: Hashable, Sendable {
    package let day: CalendarDate

    /// Nil for anything else.
    package init?(_ text: String, today: CalendarDate) {
        let word = text.lowercased()
        if let stated = CalendarDate(word) {
            day = stated
        } else if word == "today" {
            day = today
        } else if word == "tomorrow" {
            day = today.adding(days: 1)
        } else if let weekday = Self.weekday(word) {
            let distance = (weekday.rawValue - today.weekday.rawValue + 7) % 7
            day = today.adding(days: distance == 0 ? 7 : distance)
        } else if let distance = Self.distance(word, from: today) {
            day = distance
        } else {
            return nil
        }
    }

    private static func weekday(_ word: String) -> CalendarDate.Weekday? {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        guard let place = names.firstIndex(where: { $0 == word || $0.prefix(3) == word }) else { return nil }
        return CalendarDate.Weekday.allCases[place]
    }

    private static func distance(_ word: String, from today: CalendarDate) -> CalendarDate? {
        let isBack = word.hasPrefix("-")
        let rest = isBack || word.hasPrefix("+") ? word.dropFirst() : word[...]
        guard let unit = rest.last, let number = DayCount.read(rest.dropLast()) else { return nil }
        let count = isBack ? -number : number
        switch unit {
        case "d": return today.adding(days: count)
        case "w": return today.adding(days: 7 * count)
        case "m": return today.adding(months: count)
        case "y": return today.adding(months: 12 * count)
        default: return nil
        }
    }
}

/// The number of a distance in days, weeks, months or years.
enum DayCount {
    /// Digits and nothing else, up to a hundred thousand; nil for anything else.
    static func read(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text).flatMap { $0 <= 100_000 ? $0 : nil }
    }
}
