/// The periods that a rule goes by, numbered from the one of its start, and the days in them.
///
/// A rule that is finer than a day goes by days; ``RecurrenceTimes`` knows which times of them it means.
struct RecurrencePeriods: Sendable {
    let filter: RecurrenceDayFilter
    private let frequency: RecurrenceRule.Frequency
    private let interval: Int
    private let start: CalendarDate
    /// The first day of the week that the start is in.
    private let startOfWeek: CalendarDate
    /// The months outside of which no day of a year is meant; empty for all.
    private let months: [Int]

    init(rule: RecurrenceRule, start: CalendarDate) {
        filter = RecurrenceDayFilter(rule: rule, start: start)
        frequency = rule.frequency
        interval = [.hourly, .minutely, .secondly].contains(rule.frequency) ? 1 : rule.interval
        self.start = start
        startOfWeek = start.adding(days: -start.weekday.days(since: rule.weekStart))
        months = filter.months
    }

    /// The number of the last period that begins on a day or before it, at least 0.
    func period(before day: CalendarDate) -> Int {
        let (year, month, _) = start.components
        let (dayYear, dayMonth, _) = day.components
        let distance =
            switch frequency {
            case .yearly: dayYear - year
            case .monthly: (dayYear - year) * 12 + dayMonth - month
            case .weekly: startOfWeek.days(to: day) / 7
            default: start.days(to: day)
            }
        return max(0, distance / interval)
    }

    /// The first day of a period; nil for one behind the end of the calendar.
    func firstDay(of period: Int) -> CalendarDate? {
        let (distance, isTooFar) = period.multipliedReportingOverflow(by: interval)
        guard !isTooFar, distance <= 4_000_000 else { return nil }
        let (year, month, _) = start.components
        switch frequency {
        case .yearly: return CalendarDate(year: year + distance, month: 1, day: 1)
        case .monthly:
            let months = year * 12 + month - 1 + distance
            return CalendarDate(year: months / 12, month: months % 12 + 1, day: 1)
        case .weekly: return day(distance * 7, after: startOfWeek)
        default: return day(distance, after: start)
        }
    }

    private func day(_ days: Int, after day: CalendarDate) -> CalendarDate? {
        let result = day.adding(days: days)
        return day.days(to: result) == days ? result : nil
    }

    /// The days of a period that may be meant, in order.
    func candidates(of period: Int) -> [CalendarDate] {
        guard let first = firstDay(of: period) else { return [] }
        let (year, month, _) = first.components
        switch frequency {
        case .yearly:
            return (months.isEmpty ? Array(1...12) : months).flatMap { days(ofMonth: $0, year: year) }
        case .monthly: return months.isEmpty || months.contains(month) ? days(ofMonth: month, year: year) : []
        case .weekly: return (0..<7).compactMap { day($0, after: first) }
        default: return [first]
        }
    }

    private func days(ofMonth month: Int, year: Int) -> [CalendarDate] {
        (1...CalendarDate.length(ofMonth: month, year: year)).compactMap {
            CalendarDate(year: year, month: month, day: $0)
        }
    }
}

/// Which days a rule means, of those in its periods.
struct RecurrenceDayFilter: Sendable {
    /// Sorted; empty for all.
    let months: [Int]
    private let weekNumbers: [Int]
    private let yearDays: [Int]
    private let monthDays: [Int]
    private let weekdays: [RecurrenceRule.Day]
    private let weekStart: CalendarDate.Weekday
    /// Whether the nth weekday is one of the year, and not of the month.
    private let countsInYear: Bool

    /// What the rule leaves open is as it is on the day of its start.
    init(rule: RecurrenceRule, start: CalendarDate) {
        let (_, month, day) = start.components
        let isOpen =
            rule.byWeekNumber.isEmpty && rule.byYearDay.isEmpty && rule.byMonthDay.isEmpty && rule.byDay.isEmpty
        months =
            isOpen && rule.frequency == .yearly && rule.byMonth.isEmpty ? [month] : Set(rule.byMonth).sorted()
        weekNumbers = rule.byWeekNumber
        yearDays = rule.byYearDay
        monthDays = isOpen && [.yearly, .monthly].contains(rule.frequency) ? [day] : rule.byMonthDay
        weekdays = isOpen && rule.frequency == .weekly ? [.init(weekday: start.weekday)] : rule.byDay
        weekStart = rule.weekStart
        countsInYear = rule.frequency == .yearly && rule.byMonth.isEmpty
    }

    func contains(_ day: CalendarDate) -> Bool {
        let (year, month, dayOfMonth) = day.components
        guard months.isEmpty || months.contains(month) else { return false }
        let length = CalendarDate.length(ofMonth: month, year: year)
        guard monthDays.isEmpty || monthDays.contains(dayOfMonth) || monthDays.contains(dayOfMonth - length - 1) else {
            return false
        }
        let isInYear = !yearDays.isEmpty || countsInYear
        let (dayOfYear, lengthOfYear) = isInYear ? day.placeInYear : (0, 0)
        guard yearDays.isEmpty || yearDays.contains(dayOfYear) || yearDays.contains(dayOfYear - lengthOfYear - 1) else {
            return false
        }
        guard weekNumbers.isEmpty || isInWeek(day) else { return false }
        if weekdays.isEmpty { return true }
        let weekday = day.weekday
        let (place, whole) = countsInYear ? (dayOfYear, lengthOfYear) : (dayOfMonth, length)
        return weekdays.contains { wanted in
            guard wanted.weekday == weekday else { return false }
            guard let ordinal = wanted.ordinal else { return true }
            return ordinal > 0 ? ordinal == (place - 1) / 7 + 1 : -ordinal == (whole - place) / 7 + 1
        }
    }

    /// Weeks are numbered as in ISO 8601, but for the day on which they begin: the first has at least four days of the year.
    private func isInWeek(_ day: CalendarDate) -> Bool {
        let number = weekNumber(day)
        let year = middleOfWeek(day).components.year
        // The 28th is in the last week of a year whatever day a week begins on.
        guard let late = CalendarDate(year: year, month: 12, day: 28) else { return false }
        return weekNumbers.contains(number) || weekNumbers.contains(number - weekNumber(late) - 1)
    }

    private func weekNumber(_ day: CalendarDate) -> Int { (middleOfWeek(day).placeInYear.day - 1) / 7 + 1 }

    /// The fourth day of a day's week, which is in the year that the week is counted in.
    private func middleOfWeek(_ day: CalendarDate) -> CalendarDate {
        day.adding(days: 3 - day.weekday.days(since: weekStart))
    }
}

extension CalendarDate {
    /// The day's number in its year, counted from 1, and the number of days that the year has.
    var placeInYear: (day: Int, length: Int) {
        let year = components.year
        let length = 337 + Self.length(ofMonth: 2, year: year)
        guard let first = CalendarDate(year: year, month: 1, day: 1) else { return (1, length) }
        return (first.days(to: self) + 1, length)
    }
}

extension CalendarDate.Weekday {
    /// How many days a weekday is behind another one, 0 to 6.
    package func days(since other: CalendarDate.Weekday) -> Int { (rawValue - other.rawValue + 7) % 7 }
}
