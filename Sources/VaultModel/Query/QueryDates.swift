/// The person's present, against which a query says `today` and `7d`. Injected, so that an answer can be had twice.
package struct QueryClock: Sendable {
    /// Seconds since 1970, UTC.
    package var now: Int64
    /// The person's present day.
    package var today: CalendarDate
    /// The local time zone: the seconds to add to a time (in seconds since 1970) to get the local one.
    package var secondsFromUTC: @Sendable (Int64) -> Int

    package init(now: Int64, today: CalendarDate, secondsFromUTC: @escaping @Sendable (Int64) -> Int = { _ in 0 }) {
        self.now = now
        self.today = today
        self.secondsFromUTC = secondsFromUTC
    }

    /// When a day begins where the person is.
    package func start(of day: CalendarDate) -> QueryMoment {
        moment(local: day.startOfDay.secondsSinceEpoch)
    }

    /// When a day ends where the person is: the first moment behind it, which the last day that there is has as well.
    package func end(of day: CalendarDate) -> QueryMoment {
        moment(local: day.startOfDay.secondsSinceEpoch + 86_400)
    }

    /// The moment at which the person's clocks show a time; seconds since 1970, as if the clocks were of UTC. What they leave
    /// out and what they show twice is as ``Instant/init(local:secondsFromUTC:)`` has it.
    package func moment(local: Int64) -> QueryMoment {
        QueryMoment(
            local: local, utc: Instant(local: local, secondsFromUTC: secondsFromUTC).secondsSinceEpoch)
    }

    /// The moment of a point in time; seconds since 1970, UTC.
    package func moment(utc: Int64) -> QueryMoment {
        QueryMoment(local: utc + Int64(secondsFromUTC(utc)), utc: utc)
    }

    /// The point in time of a value: a time without an offset is one of the person's clocks, a whole day begins at midnight.
    package func moment(_ time: DateTime) -> QueryMoment {
        let written = time.day.startOfDay.secondsSinceEpoch + Int64(time.secondOfDay ?? 0)
        return time.offset.map { moment(utc: written - Int64($0)) } ?? moment(local: written)
    }

    /// The same point in time as the person's clocks show it; a whole day stays one.
    package func local(_ time: DateTime) -> DateTime {
        guard time.secondOfDay != nil, time.offset != nil else {
            return DateTime(day: time.day, secondOfDay: time.secondOfDay)
        }
        return local(utc: moment(time).utc)
    }

    /// A point in time (in seconds since 1970) as the person's clocks show it.
    package func local(utc: Int64) -> DateTime {
        let local = Instant(secondsSinceEpoch: moment(utc: utc).local)
        let second = local.secondsSinceEpoch - local.day.startOfDay.secondsSinceEpoch
        return DateTime(day: local.day, secondOfDay: Int(min(max(second, 0), 86_399)))
    }

    /// The same present where clocks are those of a zone; the person's own for none.
    package func placed(in zone: TimeZoneRules?) -> QueryClock {
        guard let zone else { return self }
        var placed = self
        placed.secondsFromUTC = zone.secondsFromUTC
        return placed
    }
}

/// A point in time: as clocks show it where the person is, for days and for times without an offset; and in UTC, for all else.
package struct QueryMoment: Hashable, Sendable {
    /// The local time as if it were UTC; seconds since 1970.
    package var local: Int64
    package var utc: Int64

    package init(local: Int64, utc: Int64) {
        self.local = local
        self.utc = utc
    }

    func adding(seconds: Int64) -> QueryMoment { QueryMoment(local: local + seconds, utc: utc + seconds) }
}

/// A stretch of time that a value may lie in, its end left out.
package struct QueryPeriod: Hashable, Sendable {
    /// nil for no beginning.
    package var start: QueryMoment?
    /// The first moment behind it; nil for no end.
    package var end: QueryMoment?

    package init(start: QueryMoment?, end: QueryMoment?) {
        self.start = start
        self.end = end
    }
}

/// Reads the dates of a query: ISO 8601 days, months, years and times, also such as `2026-3-7`; `today`, `yesterday`,
/// `tomorrow`; `now`, which is the present moment, or today where days are compared; weekdays, also of a week (`next friday`); `this`,
/// `next` or `last` with `week`, `month`, `quarter` or `year`, and the end of them; days of a month by its name (`30 mar`); and so
/// far from today: `7d`, `2w`, `3m`, `1y`, `2 weeks`, with `-` or `+` before it or without, or in words, `in 3 days` and `3 days
/// ago`; the weeks and quarters of a year, `2026-W50` and `2026-Q4`; times
/// behind a day, as ``SpokenTime`` reads them; and times that are so far from now, `2h` and `30min`.
///
/// Fields look ahead: `7d` and `friday` are to come. The times of the past look back: there `7d` without a sign is an age, so
/// that `<7d` means less than seven days ago, and `7d..3d` from the day seven days ago to the one three days ago; and `friday`
/// is the last one.
package struct QueryDates {
    /// Which of two days is meant by a word that fits both: the next, or the last.
    package enum Direction: Hashable, Sendable {
        case ahead, back
    }

    /// The stretches of a calendar that have a name.
    package static let periods = ["week", "month", "quarter", "year"]
    /// What stands before a period, or a weekday.
    package static let places = ["last", "this", "next"]
    /// Those that stand for a day by themselves.
    package static let words = ["today", "yesterday", "tomorrow"] + weekdays + endsOfPeriods.map { $0.key }

    let clock: QueryClock
    let direction: Direction
    /// Whether what is compared is a day, so that `now` is today.
    var isOfDays = false

    /// The days that a date or a range of a query names, both ends of which must be there: `today`, `next week`, `a..b`; nil
    /// for anything else.
    package static func days(_ text: String, _ direction: Direction, clock: QueryClock) -> ClosedRange<CalendarDate>? {
        guard let period = QueryDates(clock: clock, direction: direction).period(.matches, text),
            let start = period.start, let end = period.end, start.local < end.local
        else { return nil }
        return Instant(secondsSinceEpoch: start.local).day...Instant(secondsSinceEpoch: end.local - 1).day
    }

    /// The days of a length of time that ends or begins with today: `7d` the last seven, or the next; nil for anything else, and
    /// with a sign, which means a single day.
    package static func stretch(_ text: String, _ direction: Direction, clock: QueryClock) -> ClosedRange<CalendarDate>?
    {
        let today = clock.today
        let sign = direction == .back ? -1 : 1
        guard let last = shifted(today, by: text.lowercased()[...], sign: sign) else { return nil }
        if last == today { return today...today }
        return direction == .back ? last.adding(days: 1)...today : today...last.adding(days: -1)
    }

    /// The day that a text names: `2026-12-01`, `yesterday`, `friday`, `2w`; of a period (`next week`, `2026-12`) the first one. nil for
    /// anything else, and for a year, which is a number alone.
    package static func day(_ text: String, _ direction: Direction, today: CalendarDate) -> CalendarDate? {
        let dates = QueryDates(clock: QueryClock(now: 0, today: today), direction: direction)
        let word = text.lowercased()
        return word.utf8.count == 4 && Int(digits: word) != nil ? nil : dates.days(word)?.first
    }

    /// The first second of what a text names that looks back, and the first one behind it, so that `7d` is the day seven days
    /// ago; seconds since 1970, UTC. A time is one second. nil where the text is no date.
    package static func seconds(of text: String, clock: QueryClock) -> (start: Int64, end: Int64)? {
        QueryDates(clock: clock, direction: .back).span(text.lowercased()).map { ($0.start.utc, $0.end.utc) }
    }

    /// What a comparison with a date lets through; nil where the text is no date.
    func period(_ operation: QueryOperator, _ text: String) -> QueryPeriod? {
        let word = text.lowercased()
        if !operation.isOrder, let range = range(word) { return range }
        if direction == .back, let period = ages(operation, word) { return period }
        guard let (start, end) = span(word) else { return nil }
        switch operation {
        case .matches, .equal, .notEqual: return QueryPeriod(start: start, end: end)
        case .less: return QueryPeriod(start: nil, end: start)
        case .lessOrEqual: return QueryPeriod(start: nil, end: end)
        case .greater: return QueryPeriod(start: end, end: nil)
        case .greaterOrEqual: return QueryPeriod(start: start, end: nil)
        }
    }

    /// The last second of the day, period or time that a text names which looks back, so that `7d` is the end of the day seven
    /// days ago; seconds since 1970, UTC. nil where the text is no date.
    package static func lastSecond(of text: String, clock: QueryClock) -> Int64? {
        QueryDates(clock: clock, direction: .back).span(text.lowercased()).map { $0.end.utc - 1 }
    }

    /// What a comparison of an age with a length of time lets through, as `age>90d`; nil where the text is no such length.
    func ages(_ operation: QueryOperator, _ text: String) -> QueryPeriod? {
        let word = text.lowercased()
        if let age = Self.shortLength(word[...]) { return period(operation, age: age) }
        return age(word).map { period(operation, age: $0) }
    }

    private func period(_ operation: QueryOperator, age: CalendarDate) -> QueryPeriod {
        switch operation {
        case .matches, .equal, .notEqual:
            return QueryPeriod(start: clock.start(of: age), end: clock.end(of: age))
        default:
            let sinceMidnight = clock.now - clock.start(of: clock.today).utc
            return period(operation, then: clock.start(of: age).adding(seconds: sinceMidnight))
        }
    }

    /// What a comparison with an age lets through that reaches back to a moment: the greater the age, the earlier.
    func period(_ operation: QueryOperator, then: QueryMoment) -> QueryPeriod {
        switch operation {
        case .less: QueryPeriod(start: then.adding(seconds: 1), end: nil)
        case .lessOrEqual: QueryPeriod(start: then, end: nil)
        case .greater: QueryPeriod(start: nil, end: then)
        case .greaterOrEqual: QueryPeriod(start: nil, end: then.adding(seconds: 1))
        case .matches, .equal, .notEqual: QueryPeriod(start: then, end: then.adding(seconds: 1))
        }
    }

    /// `a..b`, of which one end may be missing; nil for one that runs backwards.
    private func range(_ word: String) -> QueryPeriod? {
        guard let (first, last) = QueryRange.ends(of: word) else { return nil }
        var period = QueryPeriod(start: nil, end: nil)
        if !first.isEmpty {
            guard let (start, _) = span(first) else { return nil }
            period.start = start
        }
        if !last.isEmpty {
            guard let (_, end) = span(last) else { return nil }
            period.end = end
        }
        guard let start = period.start, let end = period.end, start.local >= end.local else { return period }
        return days(from: first, to: last).map { days in
            QueryPeriod(start: clock.start(of: days.first), end: clock.end(of: days.last))
        }
    }

    /// The days of a range that ends with a weekday before the day that it begins with, as `monday..friday` on a Wednesday: looking
    /// ahead, its end is the first such day from its beginning on; looking back, its beginning the last one up to its end. nil where
    /// a range runs backwards otherwise.
    private func days(from first: String, to last: String) -> (first: CalendarDate, last: CalendarDate)? {
        switch direction {
        case .ahead:
            guard let place = Self.place(ofWeekday: last), let start = days(first)?.first else { return nil }
            return (start, start.adding(days: (place + 1 - start.weekday.rawValue + 7) % 7))
        case .back:
            guard let place = Self.place(ofWeekday: first), let next = days(last)?.next else { return nil }
            let end = next.adding(days: -1)
            return (end.adding(days: -((end.weekday.rawValue - place - 1 + 7) % 7)), end)
        }
    }

    /// Counted from Monday, which is 0; nil for what is no weekday.
    static func place(ofWeekday word: String) -> Int? {
        weekdays.firstIndex { $0 == word || $0.prefix(3) == word }
    }

    /// The first moment of what a date names, and the first one behind it.
    private func span(_ word: String) -> (start: QueryMoment, end: QueryMoment)? {
        if word == SpokenTime.present {
            if isOfDays { return (clock.start(of: clock.today), clock.end(of: clock.today)) }
            let moment = clock.moment(utc: clock.now)
            return (moment, moment.adding(seconds: 1))
        }
        if let day = day(word) { return (clock.start(of: day), clock.end(of: day)) }
        if let (first, next) = days(word) {
            // No day is behind the last year.
            return (clock.start(of: first), next == .latest ? clock.end(of: next) : clock.start(of: next))
        }
        if let time = distantTime(word) { return (time, time.adding(seconds: 1)) }
        let spoken = SpokenTime.written(word, direction, today: clock.today)
        guard let time = DateTime(word) ?? spoken.flatMap({ DateTime($0) }), time.secondOfDay != nil else { return nil }
        let moment = clock.moment(time)
        return (moment, moment.adding(seconds: 1))
    }

    // MARK: - Days

    /// The first day of what a date names, and the first one behind it.
    private func days(_ word: String) -> (first: CalendarDate, next: CalendarDate)? {
        if let day = day(word) { return (day, day.adding(days: 1)) }
        guard let numbers = Self.numbers(word), numbers.count < 3 else {
            return periodInWords(word) ?? Self.numberedPeriod(word)
        }
        let month = numbers.count == 1 ? 1 : numbers[1]
        guard let first = CalendarDate(year: numbers[0], month: month, day: 1) else { return nil }
        return (first, first.adding(months: numbers.count == 1 ? 12 : 1))
    }

    /// The numbers of a year, a month or a day, of which all but the year can have one digit: `2026-3-7`, `2026/3/7`. nil for anything
    /// else.
    private static func numbers(_ word: String) -> [Int]? {
        let parts = word.split(separator: word.contains("/") ? "/" : "-", omittingEmptySubsequences: false)
        guard parts.count < 4, parts[0].utf8.count == 4, parts.dropFirst().allSatisfy({ $0.utf8.count < 3 }) else {
            return nil
        }
        let numbers = parts.compactMap { Int(digits: $0) }
        return numbers.count == parts.count ? numbers : nil
    }

    private func day(_ word: String) -> CalendarDate? {
        let today = clock.today
        if direction == .back, let day = age(word) { return day }
        if let stated = CalendarDate(word) { return stated }
        if let numbers = Self.numbers(word), numbers.count == 3 {
            return CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
        }
        if let day = named(word) { return day }
        let isBack = word.hasPrefix("-")
        let isSigned = isBack || word.hasPrefix("+")
        return Self.shifted(today, by: isSigned ? word.dropFirst() : word[...], sign: isBack ? -1 : 1)
    }

    /// The day so long ago; nil for anything but a number with a unit.
    private func age(_ word: String) -> CalendarDate? {
        Self.shifted(clock.today, by: word[...], sign: -1)
    }

    /// The day so far away; nil for anything but a number with a unit, `2w` or `2 weeks`. With zeros before the number it is the id
    /// of a commit, of which many end in `d`.
    static func shifted(_ day: CalendarDate, by distance: Substring, sign: Int) -> CalendarDate? {
        let digits = distance.prefix { $0.isASCII && $0.isNumber }
        guard digits == "0" || digits.first != "0", let number = Int(digits), number <= 100_000 else { return nil }
        let count = number * sign
        switch unit(distance.dropFirst(digits.count)) {
        case "d": return day.adding(days: count)
        case "w": return day.adding(days: 7 * count)
        case "m": return day.adding(months: count)
        case "y": return day.adding(months: 12 * count)
        default: return nil
        }
    }

    /// The week, which begins on Monday, the month, the quarter or the year that is so many steps from the present one.
    func period(_ name: String, steps: Int) -> (first: CalendarDate, next: CalendarDate)? {
        let today = clock.today
        if name == "week" {
            let monday = today.adding(days: 1 - today.weekday.rawValue + 7 * steps)
            return (monday, monday.adding(days: 7))
        }
        let (_, month, day) = today.components
        let firstOfMonth = today.adding(days: 1 - day)
        let (length, place): (Int, Int)
        switch name {
        case "month": (length, place) = (1, 0)
        case "quarter": (length, place) = (3, (month - 1) % 3)
        case "year": (length, place) = (12, month - 1)
        default: return nil
        }
        let first = firstOfMonth.adding(months: steps * length - place)
        return (first, first.adding(months: length))
    }
}

/// Two values joined by `..`.
enum QueryRange {
    /// The ends, of which one may be empty; nil where the text is no range.
    static func ends(of text: String) -> (first: String, last: String)? {
        let bytes = Array(text.utf8)
        guard let place = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2E && bytes[$0 + 1] == 0x2E }) else {
            return nil
        }
        let first = String(decoding: bytes[..<place], as: UTF8.self)
        let last = String(decoding: bytes[(place + 2)...], as: UTF8.self)
        return first.isEmpty && last.isEmpty ? nil : (first, last)
    }
}
