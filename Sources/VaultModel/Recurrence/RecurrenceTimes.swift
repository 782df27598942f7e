/// Which times of a day a rule means, as seconds since midnight.
struct RecurrenceTimes: Sendable {
    /// True for a rule that comes back several times a day by its frequency.
    let isSubdaily: Bool
    private let rule: RecurrenceRule
    private let isAllDay: Bool
    /// Seconds from the beginning of one hour, minute or second to that of the next; a day's for a coarser rule.
    private let unit: Int
    /// How many of the units since 1970 there are before the one of the start.
    private let startUnit: Int
    private let minutes: [Int]
    private let seconds: [Int]
    /// The times that a rule of days means, which are the same each day.
    private let fixed: [Int]

    init(rule: RecurrenceRule, start: DateTime) {
        self.rule = rule
        isAllDay = start.secondOfDay == nil
        unit = [.hourly: 3600, .minutely: 60, .secondly: 1][rule.frequency] ?? 86_400
        isSubdaily = unit < 86_400
        let second = start.secondOfDay ?? 0
        startUnit = (start.day.daysSinceEpoch * 86_400 + second).dividedDown(by: unit)
        minutes = rule.byMinute.isEmpty ? [second / 60 % 60] : rule.byMinute
        seconds = rule.bySecond.isEmpty ? [second % 60] : rule.bySecond
        let hours = rule.byHour.isEmpty ? [second / 3600] : rule.byHour
        fixed = isAllDay || isSubdaily ? [0] : Self.product(hours, minutes, seconds)
    }

    /// How many hours, minutes or seconds are looked at to find the times of one day.
    var steps: Int { isSubdaily ? 86_400 / unit / rule.interval : 0 }

    /// In order.
    func times(of day: CalendarDate) -> [Int] {
        guard isSubdaily else { return fixed }
        let firstUnit = day.daysSinceEpoch * (86_400 / unit)
        let distance = firstUnit - startUnit
        let skipped = (rule.interval - distance.remainder(by: rule.interval)) % rule.interval
        var times: [Int] = []
        for number in stride(from: skipped, to: 86_400 / unit, by: rule.interval) {
            times += self.times(from: number * unit)
            if isAllDay, !times.isEmpty { return [0] }
        }
        return times
    }

    /// The times within one hour, minute or second, which begins so many seconds after midnight.
    private func times(from second: Int) -> [Int] {
        let (hour, minute) = (second / 3600, second / 60 % 60)
        guard isAllDay || rule.byHour.isEmpty || rule.byHour.contains(hour) else { return [] }
        let all: [Int]
        switch rule.frequency {
        case .hourly: all = Self.product([hour], minutes, seconds)
        case .minutely:
            guard isAllDay || rule.byMinute.isEmpty || rule.byMinute.contains(minute) else { return [] }
            all = Self.product([hour], [minute], seconds)
        default:
            let isMeant =
                (rule.byMinute.isEmpty || rule.byMinute.contains(minute))
                && (rule.bySecond.isEmpty || rule.bySecond.contains(second % 60))
            all = isAllDay || isMeant ? [second] : []
        }
        return rule.bySetPosition.isEmpty ? all : rule.bySetPosition.indices(of: all.count).map { all[$0] }
    }

    /// A leap second is the one before it, as in systems that know none (RFC 5545, section 3.3.12).
    private static func product(_ hours: [Int], _ minutes: [Int], _ seconds: [Int]) -> [Int] {
        var times: Set<Int> = []
        for hour in hours {
            for minute in minutes {
                for second in seconds { times.insert(hour * 3600 + minute * 60 + min(second, 59)) }
            }
        }
        return times.sorted()
    }
}

extension Int {
    /// The quotient, rounded down for negative numbers, too.
    fileprivate func dividedDown(by divisor: Int) -> Int { (self - remainder(by: divisor)) / divisor }

    /// The remainder, never negative.
    fileprivate func remainder(by divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
