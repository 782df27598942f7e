/// Which times of a day a rule means, as seconds since midnight.
struct RecurrenceTimes: Sendable {
    /// True for a rule that comes back several times a day by its frequency.
    let isSubdaily: Bool
    private let isAllDay: Bool
    private let interval: Int
    /// Seconds from the beginning of one hour, minute or second to that of the next; a day's for a coarser rule.
    private let unit: Int
    /// How many of the units since 1970 there are before the one of the start.
    private let startUnit: Int
    /// The times of each hour, minute or second that the rule means, in seconds after its beginning; of each day for a
    /// coarser rule. In order, each once.
    let offsets: [Int]
    /// The hours, and the minutes and seconds of a finer rule, outside of which nothing is meant; empty for all.
    private let hours: Set<Int>
    private let minutes: Set<Int>
    private let seconds: Set<Int>

    init(rule: RecurrenceRule, start: DateTime) {
        isAllDay = start.secondOfDay == nil
        interval = rule.interval
        unit = [.hourly: 3600, .minutely: 60, .secondly: 1][rule.frequency] ?? 86_400
        isSubdaily = unit < 86_400
        let second = start.secondOfDay ?? 0
        startUnit = (start.day.daysSinceEpoch * 86_400 + second).dividedDown(by: unit)
        hours = isAllDay || !isSubdaily ? [] : Set(rule.byHour)
        minutes = isAllDay || unit > 60 ? [] : Set(rule.byMinute)
        seconds = isAllDay || unit > 1 ? [] : Set(rule.bySecond)
        guard isSubdaily || !isAllDay else {
            offsets = [0]
            return
        }
        let all = Self.product(
            unit <= 3600 ? [0] : rule.byHour.isEmpty ? [second / 3600] : rule.byHour,
            unit <= 60 ? [0] : rule.byMinute.isEmpty ? [second / 60 % 60] : rule.byMinute,
            unit <= 1 ? [0] : rule.bySecond.isEmpty ? [second % 60] : rule.bySecond)
        let positions = isSubdaily ? rule.bySetPosition : []
        offsets = positions.isEmpty ? all : positions.indices(of: all.count).map { all[$0] }
    }

    /// How many hours, minutes or seconds are looked at to find the times of one day.
    var steps: Int { isSubdaily ? 86_400 / unit / interval : 0 }

    /// In order.
    func times(of day: CalendarDate) -> [Int] {
        guard isSubdaily else { return offsets }
        let firstUnit = day.daysSinceEpoch * (86_400 / unit)
        let distance = firstUnit - startUnit
        let skipped = (interval - distance.remainder(by: interval)) % interval
        var times: [Int] = []
        for number in stride(from: skipped, to: 86_400 / unit, by: interval) where means(number * unit) {
            if isAllDay, !offsets.isEmpty { return [0] }
            for offset in offsets { times.append(number * unit + offset) }
        }
        return times
    }

    /// Whether the rule means the hour, minute or second that begins so many seconds after midnight.
    private func means(_ second: Int) -> Bool {
        (hours.isEmpty || hours.contains(second / 3600)) && (minutes.isEmpty || minutes.contains(second / 60 % 60))
            && (seconds.isEmpty || seconds.contains(second % 60))
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
