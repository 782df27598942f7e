/// The days that have names, each of which says one day alone. Weeks begin on Monday.
extension QueryDates {
    package static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The last days of periods, by what they are called in a word.
    static let endsOfPeriods: KeyValuePairs = [
        "eow": "this week", "eom": "this month", "eoq": "this quarter", "eoy": "this year",
    ]

    /// How many steps from the present period each of ``places`` is.
    private static let steps = ["last": -1, "this": 0, "next": 1]

    private static let days = [
        "yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2,
        "day before yesterday": -2, "the day before yesterday": -2,
    ]

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// The units of a distance, with the letter of each.
    private static let units = ["day": "d", "week": "w", "month": "m", "year": "y"]

    /// The letter of a unit that is written as a letter, or as a word with or without a space before it; nil for anything else.
    static func unit(_ text: Substring) -> String? {
        if units.values.contains(String(text)) { return String(text) }
        let word = text.drop { $0 == " " }
        return units[String(word.hasSuffix("s") ? word.dropLast() : word)]
    }

    /// The day that has a name, in lower case: `tomorrow`, `friday`, `next friday`, `eom`, `30 mar`, `in 3 days`. nil for anything else.
    func named(_ word: String) -> CalendarDate? {
        if let steps = Self.days[word] { return clock.today.adding(days: steps) }
        return weekday(word) ?? endOfPeriod(word) ?? distant(word) ?? dayOfMonth(word) ?? compact(word)
    }

    /// `next week`, `last-month`
    func periodInWords(_ word: String) -> (first: CalendarDate, next: CalendarDate)? {
        let parts = Self.parts(word)
        guard parts.count == 2, let steps = Self.steps[parts[0]] else { return nil }
        return period(parts[1], steps: steps)
    }

    /// A week as ISO 8601 numbers it, or a quarter: `2026-w50`, `2026-q4`, also without the `-`. nil for anything else, and for a week
    /// that the year has not.
    static func numberedPeriod(_ word: String) -> (first: CalendarDate, next: CalendarDate)? {
        guard let mark = word.firstIndex(where: { $0 == "w" || $0 == "q" }) else { return nil }
        let yearText = word[..<mark].hasSuffix("-") ? word[..<mark].dropLast() : word[..<mark]
        let numberText = word[word.index(after: mark)...]
        guard yearText.utf8.count == 4, (1...2).contains(numberText.utf8.count), let year = Int(digits: yearText),
            let number = Int(digits: numberText), number > 0
        else { return nil }
        if word[mark] == "q" {
            guard number < 5, let first = CalendarDate(year: year, month: 3 * number - 2, day: 1) else { return nil }
            return (first, first.adding(months: 3))
        }
        // The fourth of January is in the first week. A week is of the year that its Thursday is in.
        guard let inFirst = CalendarDate(year: year, month: 1, day: 4) else { return nil }
        let monday = inFirst.adding(days: 1 - inFirst.weekday.rawValue + 7 * (number - 1))
        return monday.adding(days: 3).components.year == year ? (monday, monday.adding(days: 7)) : nil
    }

    /// Whether a word, in lower case, can stand behind `next`.
    static func isBehindStep(_ word: String) -> Bool {
        periods.contains(word) || place(ofWeekday: word) != nil
    }

    private static func parts(_ word: String) -> [String] {
        word.split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "_" }).map(String.init)
    }

    /// `friday` is the next one, or for who looks back the last one, today included; `next friday` is that of the next week.
    private func weekday(_ word: String) -> CalendarDate? {
        let parts = Self.parts(word)
        guard let name = parts.last, let place = Self.place(ofWeekday: name) else { return nil }
        if parts.count == 2, let steps = Self.steps[parts[0]], let week = period("week", steps: steps) {
            return week.first.adding(days: place)
        }
        guard name == word else { return nil }
        let ahead = (place + 1 - clock.today.weekday.rawValue + 7) % 7
        switch direction {
        case .ahead: return clock.today.adding(days: ahead == 0 ? 7 : ahead)
        case .back: return clock.today.adding(days: ahead == 0 ? 0 : ahead - 7)
        }
    }

    /// `eom`, `end of month`, `end of next month`
    private func endOfPeriod(_ word: String) -> CalendarDate? {
        var name = Self.endsOfPeriods.first { $0.key == word }?.value
        if word.hasPrefix("end of ") {
            name = String(word.dropFirst("end of ".count))
            if Self.periods.contains(name ?? "") { name = name.map { "this \($0)" } }
        }
        return name.flatMap(periodInWords)?.next.adding(days: -1)
    }

    /// `in 3 days`, `in a week`, `2 weeks ago`
    private func distant(_ word: String) -> CalendarDate? {
        var parts = word.split(separator: " ").map(String.init)
        guard parts.count == 3, parts[0] == "in" || parts[2] == "ago" else { return nil }
        let sign = parts[0] == "in" ? 1 : -1
        parts.remove(at: sign == 1 ? 0 : 2)
        // Only a word: `in 3 d` is none.
        guard Self.units.values.contains(parts[1]) == false else { return nil }
        let number = ["a", "an"].contains(parts[0]) ? "1" : parts[0]
        return Self.shifted(clock.today, by: "\(number) \(parts[1])"[...], sign: sign)
    }

    /// `30 mar`, `march 30th`, `mar 30, 2027`. Without a year it is the next such day, or for who looks back the last one; today is one.
    private func dayOfMonth(_ word: String) -> CalendarDate? {
        let parts = word.split(separator: " ").map(String.init)
        guard parts.count == 2 || parts.count == 3 else { return nil }
        func month(_ text: String) -> Int? {
            Self.months.firstIndex { $0 == text || $0.prefix(3) == text || text == "sept" && $0 == "september" }.map {
                $0 + 1
            }
        }
        func day(_ text: String) -> Int? {
            let text = text.hasSuffix(",") ? text.dropLast() : text[...]
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            guard ["", "st", "nd", "rd", "th"].contains(text.dropFirst(digits.count)), digits.count < 3 else {
                return nil
            }
            return Int(digits)
        }
        guard let month = month(parts[0]) ?? month(parts[1]),
            let day = day(parts[0]) ?? day(parts[1])
        else { return nil }
        let year = clock.today.components.year
        if parts.count == 3 {
            guard parts[2].utf8.count == 4, let year = Int(digits: parts[2]) else { return nil }
            return CalendarDate(year: year, month: month, day: day)
        }
        // There is a 29th of February every eight years at least.
        let near = (-8...8).compactMap { CalendarDate(year: year + $0, month: month, day: day) }
        return switch direction {
        case .ahead: near.first { $0 >= clock.today }
        case .back: near.last { $0 <= clock.today }
        }
    }

    /// `20270330`, in the centuries in which a number is read so.
    private func compact(_ word: String) -> CalendarDate? {
        guard word.utf8.count == 8, let number = Int(digits: word), (1900..<2200).contains(number / 10_000) else {
            return nil
        }
        return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// What a person most likely means by a text that names no day: `tomorrow` for `tomorow`, `next friday` for `next fryday`; nil where
    /// nothing is near.
    package static func nearest(to text: String) -> String? {
        let behind = periods + weekdays
        let known =
            words + days.keys.sorted() + places.flatMap { which in behind.map { "\(which) \($0)" } }
            + periods.map { "end of \($0)" }
        return Spelling.nearest(to: text, among: known)
    }
}
