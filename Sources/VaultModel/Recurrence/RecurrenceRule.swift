/// An iCalendar recurrence rule, as RFC 5545 section 3.3.10 defines it
/// (<https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10>).
///
/// Reads and validates; ``Recurrence`` computes the times that a rule stands for.
package struct RecurrenceRule: Hashable, Sendable {
    /// How often a rule comes back (`FREQ`).
    package enum Frequency: String, Hashable, Sendable, CaseIterable {
        case secondly = "SECONDLY"
        case minutely = "MINUTELY"
        case hourly = "HOURLY"
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// A weekday, or the nth such weekday of a month or a year; a negative number counts from the end.
    package struct Day: Hashable, Sendable {
        package var ordinal: Int?
        package var weekday: CalendarDate.Weekday

        package init(ordinal: Int? = nil, weekday: CalendarDate.Weekday) {
            self.ordinal = ordinal
            self.weekday = weekday
        }
    }

    package fileprivate(set) var frequency: Frequency
    package fileprivate(set) var interval = 1
    package fileprivate(set) var count: Int?
    /// The last moment that the rule may reach; a day, or a local or UTC time.
    package fileprivate(set) var until: DateTime?
    package fileprivate(set) var bySecond: [Int] = []
    package fileprivate(set) var byMinute: [Int] = []
    package fileprivate(set) var byHour: [Int] = []
    package fileprivate(set) var byDay: [Day] = []
    package fileprivate(set) var byMonthDay: [Int] = []
    package fileprivate(set) var byYearDay: [Int] = []
    package fileprivate(set) var byWeekNumber: [Int] = []
    package fileprivate(set) var byMonth: [Int] = []
    package fileprivate(set) var bySetPosition: [Int] = []
    package fileprivate(set) var weekStart = CalendarDate.Weekday.monday

    /// What keeps a text from being a recurrence rule.
    package struct Invalid: Error, Hashable, Sendable {
        /// The end of a sentence that begins with the rule: "says BYMONTH=13: a month is 1 to 12".
        package var reason: String
    }

    /// Whether a text can be the beginning of a rule, in capital or small letters.
    package static func canBegin(with text: String) -> Bool {
        var text = text.trimmedASCII.uppercased()[...]
        if text.hasPrefix("RRULE:") { text = text.dropFirst(6) }
        let name = text.prefix { $0 != "=" }
        let names = RecurrenceRuleParser.partNames
        if text.count > name.count { return names.contains(String(name)) }
        return "RRULE:".hasPrefix(text) || names.contains { $0.hasPrefix(name) }
    }

    /// Reads `FREQ=WEEKLY;BYDAY=MO,TH`, in capital or small letters, with or without `RRULE:` before it.
    package init(_ text: String) throws(Invalid) {
        self = try RecurrenceRuleParser.parse(text)
    }

    fileprivate init(frequency: Frequency) {
        self.frequency = frequency
    }
}

/// Reads the parts of a rule one by one, then judges them together.
private enum RecurrenceRuleParser {
    typealias Invalid = RecurrenceRule.Invalid

    fileprivate static let partNames = [
        "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
        "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
    ]
    private static let weekdays: [(name: String, weekday: CalendarDate.Weekday)] = [
        ("MO", .monday), ("TU", .tuesday), ("WE", .wednesday), ("TH", .thursday), ("FR", .friday), ("SA", .saturday),
        ("SU", .sunday),
    ]
    /// No rule that a person writes comes near.
    private static let longestRule = 2000

    static func parse(_ text: String) throws(Invalid) -> RecurrenceRule {
        guard text.utf8.count <= longestRule else { throw Invalid(reason: "is longer than \(longestRule) bytes") }
        var rest = text.trimmedASCII.uppercased()[...]
        if rest.hasPrefix("RRULE:") { rest = rest.dropFirst(6) }
        var parts: [(name: String, value: Substring)] = []
        for part in rest.split(separator: ";", omittingEmptySubsequences: false) {
            guard let equals = part.firstIndex(of: "=") else {
                throw Invalid(reason: part.isEmpty ? "has an empty part" : "has a part without `=`: \(shown(part))")
            }
            let name = String(part[..<equals])
            guard partNames.contains(name) else {
                let nearest = Spelling.nearest(to: name, among: partNames).map { ", did you mean \($0)?" } ?? ""
                throw Invalid(reason: "has an unknown part \(shown(part[..<equals]))\(nearest)")
            }
            guard !parts.contains(where: { $0.name == name }) else { throw Invalid(reason: "says \(name) twice") }
            parts.append((name, part[part.index(after: equals)...]))
        }
        guard let frequencyText = parts.first(where: { $0.name == "FREQ" })?.value else {
            throw Invalid(reason: "has no FREQ, such as FREQ=WEEKLY")
        }
        guard let frequency = RecurrenceRule.Frequency(rawValue: String(frequencyText)) else {
            let all = RecurrenceRule.Frequency.allCases.map(\.rawValue)
            let nearest = Spelling.nearest(to: String(frequencyText), among: all).map { "did you mean \($0)?" }
            let hint = nearest ?? "FREQ is one of \(all.joined(separator: ", "))"
            throw Invalid(reason: "says FREQ=\(shown(frequencyText)): \(hint)")
        }
        var rule = RecurrenceRule(frequency: frequency)
        for (name, value) in parts where name != "FREQ" {
            try read(value, as: name, into: &rule)
        }
        try judge(rule)
        return rule
    }

    private static func read(
        _ value: Substring, as name: String, into rule: inout RecurrenceRule
    ) throws(Invalid) {
        switch name {
        case "INTERVAL": rule.interval = try positive(value, name)
        case "COUNT": rule.count = try positive(value, name)
        case "UNTIL": rule.until = try until(value)
        case "BYSECOND": rule.bySecond = try numbers(value, name, 0...60)
        case "BYMINUTE": rule.byMinute = try numbers(value, name, 0...59)
        case "BYHOUR": rule.byHour = try numbers(value, name, 0...23)
        case "BYDAY": rule.byDay = try days(value)
        case "BYMONTHDAY": rule.byMonthDay = try numbers(value, name, 1...31, isSigned: true)
        case "BYYEARDAY": rule.byYearDay = try numbers(value, name, 1...366, isSigned: true)
        case "BYWEEKNO": rule.byWeekNumber = try numbers(value, name, 1...53, isSigned: true)
        case "BYMONTH": rule.byMonth = try numbers(value, name, 1...12)
        case "BYSETPOS": rule.bySetPosition = try numbers(value, name, 1...366, isSigned: true)
        default:
            guard let weekday = weekdays.first(where: { $0.name == value })?.weekday else {
                throw Invalid(reason: "says \(name)=\(shown(value)): a weekday is one of MO, TU, WE, TH, FR, SA, SU")
            }
            rule.weekStart = weekday
        }
    }

    /// The rules of RFC 5545 on which parts go together.
    private static func judge(_ rule: RecurrenceRule) throws(Invalid) {
        let frequency = rule.frequency
        if rule.count != nil, rule.until != nil {
            throw Invalid(reason: "has both COUNT and UNTIL, of which one ends it")
        }
        if rule.byDay.contains(where: { $0.ordinal != nil }) {
            guard frequency == .monthly || frequency == .yearly else {
                throw Invalid(reason: "numbers a weekday, which goes with FREQ=MONTHLY or FREQ=YEARLY only")
            }
            guard rule.byWeekNumber.isEmpty else { throw Invalid(reason: "numbers a weekday beside BYWEEKNO") }
        }
        if !rule.byMonthDay.isEmpty, frequency == .weekly {
            throw Invalid(reason: "has BYMONTHDAY, which does not go with FREQ=WEEKLY")
        }
        if !rule.byYearDay.isEmpty, [.daily, .weekly, .monthly].contains(frequency) {
            throw Invalid(reason: "has BYYEARDAY, which does not go with FREQ=\(frequency.rawValue)")
        }
        if !rule.byWeekNumber.isEmpty, frequency != .yearly {
            throw Invalid(reason: "has BYWEEKNO, which goes with FREQ=YEARLY only")
        }
        if !rule.bySetPosition.isEmpty {
            let others = [
                rule.bySecond, rule.byMinute, rule.byHour, rule.byMonthDay, rule.byYearDay, rule.byWeekNumber,
                rule.byMonth,
            ]
            guard !rule.byDay.isEmpty || others.contains(where: { !$0.isEmpty }) else {
                throw Invalid(reason: "has BYSETPOS without another BY… part to choose from")
            }
        }
    }

    private static func positive(_ value: Substring, _ name: String) throws(Invalid) -> Int {
        var cursor = ASCIICursor(value)
        guard let number = cursor.number(), cursor.isAtEnd, number > 0 else {
            throw Invalid(reason: "says \(name)=\(shown(value)): it is a whole number from 1")
        }
        return number
    }

    private static func numbers(
        _ value: Substring, _ name: String, _ range: ClosedRange<Int>, isSigned: Bool = false
    ) throws(Invalid) -> [Int] {
        var numbers: [Int] = []
        var cursor = ASCIICursor(value)
        repeat {
            var sign = 1
            if isSigned {
                if cursor.skip(0x2D) { sign = -1 } else { _ = cursor.skip(0x2B) }
            }
            guard let number = cursor.number(), range.contains(number), cursor.isAtEnd || cursor.next == 0x2C else {
                let signs = isSigned ? ", or the same with a minus, from the end" : ""
                let bounds = "\(range.lowerBound) to \(range.upperBound)"
                throw Invalid(reason: "says \(name)=\(shown(value)): the numbers are \(bounds)\(signs)")
            }
            numbers.append(sign * number)
        } while cursor.skip(0x2C)
        return numbers
    }

    private static func days(_ value: Substring) throws(Invalid) -> [RecurrenceRule.Day] {
        var days: [RecurrenceRule.Day] = []
        for item in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let weekday = weekdays.first(where: { item.hasSuffix($0.name) })?.weekday else {
                throw Invalid(reason: "says BYDAY=\(shown(value)): a weekday is one of MO, TU, WE, TH, FR, SA, SU")
            }
            let ordinalText = item.dropLast(2)
            guard !ordinalText.isEmpty else {
                days.append(.init(weekday: weekday))
                continue
            }
            let ordinal = try numbers(ordinalText, "BYDAY", 1...53, isSigned: true)
            days.append(.init(ordinal: ordinal.first, weekday: weekday))
        }
        return days
    }

    /// `20261224`, `20261224T180000` or `20261224T180000Z`.
    private static func until(_ value: Substring) throws(Invalid) -> DateTime {
        var cursor = ASCIICursor(value)
        let invalid = Invalid(reason: "says UNTIL=\(shown(value)): write a day as 20261224, a time as 20261224T180000Z")
        guard let year = cursor.number(digits: 4), let month = cursor.number(digits: 2),
            let dayOfMonth = cursor.number(digits: 2),
            let day = CalendarDate(year: year, month: month, day: dayOfMonth)
        else { throw invalid }
        if cursor.isAtEnd { return DateTime(day: day) }
        guard cursor.skip(0x54), let hour = cursor.number(digits: 2), hour < 24,
            let minute = cursor.number(digits: 2), minute < 60, let second = cursor.number(digits: 2), second <= 60
        else { throw invalid }
        let isUTC = cursor.skip(0x5A)
        guard cursor.isAtEnd else { throw invalid }
        return DateTime(day: day, secondOfDay: hour * 3600 + minute * 60 + second, offset: isUTC ? 0 : nil)
    }

    /// A part of the rule as a message can show it.
    private static func shown(_ part: Substring) -> String {
        part.utf8.count <= 40 ? String(part) : part.prefix(39) + "…"
    }
}
