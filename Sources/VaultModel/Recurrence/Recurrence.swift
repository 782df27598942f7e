/// A start and the rule by which it comes back: a sequence of the times that they stand for, in their order.
///
/// All times are local ones, as the clocks of its zone show them: what comes back at nine does so at nine in summer and in
/// winter. The start itself is one of the times where the rule says so, as in python-dateutil. `COUNT` counts what is excluded,
/// too. Where the start is a whole day, so are all times, and what the rule says of hours, minutes and seconds does not count
/// (RFC 5545, section 3.3.10).
///
/// No rule can keep a program busy for long: the sequence ends after two hundred thousand steps, which are days looked
/// at and times passed.
package struct Recurrence: Sequence, Sendable {
    /// Without an offset.
    package let start: DateTime
    package let rule: RecurrenceRule
    /// The last local time that can count, or the last day, the whole of it; nil for no end.
    let until: DateTime?
    /// The last point in time that counts, where the rule names one; seconds since 1970, UTC.
    private let lastMoment: Int64?
    /// Local times, and days as a whole.
    private let exclusions: Set<DateTime>
    /// Seconds since 1970, UTC.
    private let excludedMoments: Set<Int64>
    private let clock: QueryClock

    /// - Parameters:
    ///   - rule: how it comes back.
    ///   - start: from when on. A time with an offset comes back at the time that the clocks show then.
    ///   - exclusions: when it does not come back after all: points in time, local times, or whole days.
    ///   - clock: gives the time zone: the entity's own, or the person's.
    package init(rule: RecurrenceRule, start: DateTime, exclusions: [DateTime] = [], clock: QueryClock) {
        self.rule = rule
        self.start = clock.local(start)
        self.clock = clock
        self.exclusions = Set(exclusions.filter { $0.offset == nil })
        excludedMoments = Set(exclusions.filter { $0.offset != nil }.map { clock.moment($0).utc })
        if let end = rule.until, end.offset != nil, start.secondOfDay != nil {
            // Where clocks go back, a later local time can be an earlier point in time.
            lastMoment = clock.moment(end).utc
            until = clock.local(end).day.adding(days: 1).wholeDay
        } else {
            lastMoment = nil
            // Whole days are the same everywhere: of the end, the day counts as it is written.
            until = rule.until.map { start.secondOfDay == nil ? $0.day.wholeDay : clock.local($0) }
        }
    }

    /// Whether a time of the rule is not to be: it is left out, or behind the last point in time.
    func excludes(_ time: DateTime) -> Bool {
        if exclusions.contains(time) || exclusions.contains(time.day.wholeDay) { return true }
        guard lastMoment != nil || !excludedMoments.isEmpty, time.secondOfDay != nil else { return false }
        let moment = clock.moment(time).utc
        return lastMoment.map { moment > $0 } == true || excludedMoments.contains(moment)
    }

    /// The times from the first one on.
    package func makeIterator() -> RecurrenceIterator { RecurrenceIterator(self, from: start.day) }

    /// The times from a day on, without going through those before it where the rule does not count them.
    package func times(from day: CalendarDate) -> IteratorSequence<RecurrenceIterator> {
        IteratorSequence(RecurrenceIterator(self, from: day))
    }
}

/// Goes through the periods of a rule (its years, months, weeks or days) one by one, and through the times of each.
package struct RecurrenceIterator: IteratorProtocol {
    private static let mostSteps = 200_000

    private let recurrence: Recurrence
    private let periods: RecurrencePeriods
    private let timesOfDay: RecurrenceTimes
    private let firstDay: CalendarDate
    private var period: Int
    private var steps = 0
    /// How many times are left of those that the rule counts; nil for a rule that does not.
    private var remaining: Int?

    // The period that is being gone through: every time of each of its days, or the chosen ones among them.
    private var days: [CalendarDate] = []
    private var times: [Int] = []
    private var chosen: [Int]?
    private var place = 0

    init(_ recurrence: Recurrence, from day: CalendarDate) {
        self.recurrence = recurrence
        periods = RecurrencePeriods(rule: recurrence.rule, start: recurrence.start.day)
        timesOfDay = RecurrenceTimes(rule: recurrence.rule, start: recurrence.start)
        firstDay = day
        remaining = recurrence.rule.count
        period = remaining == nil ? periods.period(before: day) : 0
    }

    /// The next time that is not excluded, from the first day that was asked for on; without an offset.
    package mutating func next() -> DateTime? {
        while let time = nextOfRule() {
            if time.day >= firstDay, !recurrence.excludes(time) { return time }
        }
        return nil
    }

    private mutating func nextOfRule() -> DateTime? {
        let start = recurrence.start
        while remaining != 0 {
            while place < count {
                let index = chosen?[place] ?? place
                place += 1
                steps += 1
                guard steps < Self.mostSteps else { return nil }
                let day = days[index / times.count]
                let second = times[index % times.count]
                guard (day, second) >= (start.day, start.secondOfDay ?? 0) else { continue }
                if let until = recurrence.until, (day, second) > (until.day, until.secondOfDay ?? 86_400) { return nil }
                remaining = remaining.map { $0 - 1 }
                return DateTime(day: day, secondOfDay: start.secondOfDay == nil ? nil : second)
            }
            guard beginPeriod() else { return nil }
        }
        return nil
    }

    private var count: Int { chosen?.count ?? days.count * times.count }

    /// Goes on to the next period; false where there is none any more.
    private mutating func beginPeriod() -> Bool {
        guard steps < Self.mostSteps, let first = periods.firstDay(of: period) else { return false }
        if let until = recurrence.until, first > until.day { return false }
        let candidates = periods.candidates(of: period)
        steps += candidates.count + 1
        days = candidates.filter(periods.filter.contains)
        times = days.isEmpty ? [] : timesOfDay.times(of: days[0])
        steps += days.isEmpty ? 0 : timesOfDay.steps
        let positions = recurrence.rule.bySetPosition
        chosen = positions.isEmpty || timesOfDay.isSubdaily ? nil : positions.indices(of: days.count * times.count)
        steps += chosen == nil ? 0 : positions.count
        period += 1
        place = 0
        return true
    }
}

extension [Int] {
    /// The indices that positions mean in a list of a length, counted from 1, or from its end with a minus; in order, each
    /// once.
    func indices(of length: Int) -> [Int] {
        Set(map { $0 > 0 ? $0 - 1 : length + $0 }.filter { $0 >= 0 && $0 < length }).sorted()
    }
}

extension CalendarDate {
    fileprivate var wholeDay: DateTime { DateTime(day: self) }
}
