/// A day, or a time on a day, in the words of a person who gives a field its value.
package enum SpokenTime {
    /// What is said as ISO 8601 writes it: `2026-12-01`, `2026-12-01T09:30`; nil for anything else.
    ///
    /// Days are those of ``QueryDates`` that look ahead, of a period (`next week`) the first one, and such as `2026-3-7`. Behind them
    /// can stand a time: `9:30`, `09:30:15`, `2pm`, `2:15 pm`.
    package static func written(_ text: String, today: CalendarDate) -> String? {
        if let day = day(text, today) { return day.formatted }
        var words = text.split(whereSeparator: { $0 == " " }).map(String.init)
        if words.count > 2, let half = words.last, ["am", "pm"].contains(half.lowercased()) {
            words.removeLast()
            words[words.count - 1] += half
        }
        guard words.count > 1, let last = words.popLast(), let day = day(words.joined(separator: " "), today) else {
            return nil
        }
        let stated = "\(day.formatted)T\(last)"
        if DateTime(stated) != nil { return stated }
        return clock(last).map { "\(day.formatted)T\($0)" }
    }

    private static func day(_ text: String, _ today: CalendarDate) -> CalendarDate? {
        if let day = QueryDates.day(text, .ahead, today: today) { return day }
        let numbers = text.split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers[0].utf8.count == 4, numbers.dropFirst().allSatisfy({ $0.utf8.count < 3 }),
            let year = digits(numbers[0]), let month = digits(numbers[1]), let day = digits(numbers[2])
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// `9:30` as `09:30`, `2pm` as `14:00`; nil for anything else, and for a number alone.
    private static func clock(_ text: String) -> String? {
        let word = text.lowercased()
        let half = ["am", "pm"].first { word.hasSuffix($0) }
        let parts = word.dropLast(half?.count ?? 0).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || half != nil && parts.count == 1, var hour = digits(parts[0]),
            parts[0].utf8.count < 3, parts.count == 1 || parts[1].utf8.count == 2,
            let minute = parts.count == 1 ? 0 : digits(parts[1]), minute < 60
        else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        guard hour < 24 else { return nil }
        return [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// A number of nothing but digits.
    private static func digits(_ text: some StringProtocol) -> Int? {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(text) : nil
    }
}
