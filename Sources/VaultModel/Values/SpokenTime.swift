/// A day, or a time on a day, in a person's words.
package enum SpokenTime {
    /// What is said as ISO 8601 writes it: `2026-12-01`, `2026-12-01T09:30`; nil for anything else.
    ///
    /// Days are those of ``QueryDates``, of a period (`next week`) the first one. Behind them can stand a time: `9:30`, `09:30:15`,
    /// `2pm`, `2:15 pm`. Who gives a field its value looks ahead.
    package static func written(
        _ text: String, _ direction: QueryDates.Direction = .ahead, today: CalendarDate
    ) -> String? {
        if let day = QueryDates.day(text, direction, today: today) { return day.formatted }
        var words = text.split(whereSeparator: { $0 == " " }).map(String.init)
        if words.count > 2, let half = words.last, halves.contains(half.lowercased()) {
            words.removeLast()
            words[words.count - 1] += half
        }
        guard words.count > 1, let last = words.popLast(), let time = time(last),
            let day = QueryDates.day(words.joined(separator: " "), direction, today: today)
        else { return nil }
        return "\(day.formatted)T\(time)"
    }

    /// Whether a word can be the time behind a day.
    static func isTime(_ word: String) -> Bool { time(word) != nil }

    /// What can stand behind the hours of half a day.
    static let halves = ["am", "pm"]

    /// A time as ISO 8601 writes it; nil for anything else.
    private static func time(_ word: String) -> String? {
        DateTime("2000-01-01T\(word)") == nil ? clock(word) : word
    }

    /// `9:30` as `09:30`, `2pm` as `14:00`; nil for anything else, and for a number alone.
    private static func clock(_ text: String) -> String? {
        let word = text.lowercased()
        let half = halves.first { word.hasSuffix($0) }
        let parts = word.dropLast(half?.count ?? 0).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || half != nil && parts.count == 1, var hour = Int(digits: parts[0]),
            parts[0].utf8.count < 3, parts.count == 1 || parts[1].utf8.count == 2,
            let minute = parts.count == 1 ? 0 : Int(digits: parts[1]), minute < 60
        else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
        }
        guard hour < 24 else { return nil }
        return [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension Int {
    /// A number of nothing but digits.
    init?(digits text: some StringProtocol) {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        self.init(text)
    }
}
