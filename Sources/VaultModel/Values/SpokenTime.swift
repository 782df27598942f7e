/// A day, or a time on a day, in a person's words.
package enum SpokenTime {
    /// What is said as ISO 8601 writes it: `2026-12-01`, `2026-12-01T09:30`; nil for anything else.
    ///
    /// Days are those of ``QueryDates``, of a period (`next week`) the first one. Behind them can stand a time: `9:30`, `09:30:15`,
    /// `2pm`, `2:15 pm`, `noon`. Who gives a field its value looks ahead.
    package static func written(
        _ text: String, _ direction: QueryDates.Direction = .ahead, today: CalendarDate
    ) -> String? {
        if let day = QueryDates.day(text, direction, today: today) { return day.formatted }
        var words = words(of: text)
        guard words.count > 1, let last = words.popLast(), let time = time(last),
            let day = QueryDates.day(words.joined(separator: " "), direction, today: today)
        else { return nil }
        return "\(day.formatted)T\(time)"
    }

    /// What is said of an end beside a start, `2026-12-01T09:00`, as ISO 8601 writes it: a time alone is one of the day of the start, and
    /// `+1h` is so long after it, where `m` are minutes unless the start is a whole day. nil for anything else.
    package static func written(end text: String, beside start: String) -> String? {
        guard let begins = DateTime(start) else { return nil }
        let words = words(of: text)
        let offset = begins.offset == nil ? "" : String(start.dropFirst(11).drop { !"Zz+-".contains($0) })
        if words.count == 1, let time = time(words[0]) {
            let hasOffset = DateTime("2000-01-01T\(time)")?.offset != nil
            return "\(begins.day.formatted)T\(time)\(hasOffset ? "" : offset)"
        }
        guard text.hasPrefix("+") else { return nil }
        let length = text.dropFirst().lowercased()
        guard let second = begins.secondOfDay else {
            return QueryDates.shifted(begins.day, by: length[...], sign: 1)?.formatted
        }
        guard let span = TimeSpan(length) else { return nil }
        let (days, rest) = (second + span.seconds).quotientAndRemainder(dividingBy: 86_400)
        let parts = [rest / 3600, rest / 60 % 60] + (rest % 60 == 0 ? [] : [rest % 60])
        return "\(begins.day.adding(days: days).formatted)T\(clock(parts))\(offset)"
    }

    /// The word for the present time, or the present day where one is asked for.
    package static let present = "now"

    /// A time as it is written: its day, and where it has one the minute, `2026-12-01T09:30`; one that is bound to an offset to the
    /// second, `2026-12-01T09:30:15+01:00`.
    package static func written(_ time: DateTime) -> String {
        guard let second = time.secondOfDay else { return time.day.formatted }
        let (hour, minute) = (second / 3600, second / 60 % 60)
        guard let offset = time.offset else { return "\(time.day.formatted)T\(clock([hour, minute]))" }
        return "\(time.day.formatted)T\(clock([hour, minute, second % 60]))\(written(offset: offset))"
    }

    /// An offset as ISO 8601 writes it, to the minute: `Z`, `+01:00`.
    private static func written(offset: Int) -> String {
        let minutes = abs(offset) / 60
        return minutes == 0 ? "Z" : (offset < 0 ? "-" : "+") + clock([minutes / 60, minutes % 60])
    }

    /// The words of a text, `2 pm` as one.
    private static func words(of text: String) -> [String] {
        var words = text.split(separator: " ").map(String.init)
        if words.count > 1, let half = words.last, halves.contains(half.lowercased()) {
            words.removeLast()
            words[words.count - 1] += half
        }
        return words
    }

    /// The times that have a name.
    private static let named = ["noon": "12:00"]

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
        if let named = named[word] { return named }
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
        return clock([hour, minute])
    }

    /// `09:30`
    private static func clock(_ parts: [Int]) -> String {
        parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension Int {
    /// A number of nothing but digits.
    init?(digits text: some StringProtocol) {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        self.init(text)
    }
}
