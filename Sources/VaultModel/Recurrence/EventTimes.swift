/// When an event takes place, each time that it comes back, as the person's clocks show it.
package struct EventTimes: Sendable {
    /// One of the times: from when to when it goes.
    package struct Stretch: Hashable, Sendable {
        /// A whole day, or a time without an offset.
        package var start: DateTime
        /// Likewise; a whole day is its last. Nil where nothing says so.
        package var end: DateTime?
        /// Whether it is one of the times of a rule.
        package var isRecurring: Bool

        /// The days that it takes some of. What ends at midnight is not on the day that begins then.
        package var days: ClosedRange<CalendarDate> {
            guard let end, end.day > start.day else { return start.day...start.day }
            return start.day...(end.secondOfDay == 0 ? end.day.adding(days: -1) : end.day)
        }
    }

    /// As the file says it, or the day of it for what takes the whole day.
    private let start: DateTime
    private let end: DateTime?
    private let rule: RecurrenceRule?
    private let exclusions: [DateTime]
    /// The zone that times without an offset are of; nil for the person's own.
    private let zone: TimeZoneRules?
    private let clock: QueryClock

    /// Reads the fields of an event; nil where they do not say when it begins.
    ///
    /// - Parameters:
    ///   - value: gives the values of its fields.
    ///   - zone: the zone that its times without an offset are of; nil for the person's own.
    ///   - clock: gives the time zone of the person.
    package init?(of value: (String) -> FieldValue?, zone: TimeZoneRules?, clock: QueryClock) {
        let isAllDay = value("all_day") == .boolean(true)
        // On the same days everywhere, whatever offset they are stated with.
        func placed(_ time: DateTime) -> DateTime { isAllDay ? DateTime(day: time.day) : time }
        func time(_ name: String) -> DateTime? { value(name)?.text.flatMap { DateTime($0) }.map(placed) }
        guard let start = time("start") else { return nil }
        self.start = start
        end = time("end")
        rule = value("recurrence")?.text.flatMap { try? RecurrenceRule($0) }
        exclusions = (value("exdate")?.texts ?? []).compactMap { DateTime($0) }.map(placed)
        self.zone = zone
        self.clock = clock
    }

    /// Whether the event takes some of one of these days.
    package func takePlace(on days: ClosedRange<CalendarDate>) -> Bool { !stretches(on: days).isEmpty }

    /// The times that take some of these days, in their order.
    package func stretches(on days: ClosedRange<CalendarDate>) -> [Stretch] {
        func isThere(_ stretch: Stretch) -> Bool { stretch.days.overlaps(days) }
        let length = end.flatMap { clock.length(from: start, to: $0, in: zone) }
        let endsWithDay = end?.secondOfDay == nil
        guard let rule else {
            let first = start.bound(to: zone)
            // What is of no zone is shown as it is stated.
            let last = length.flatMap { length in
                first.offset == nil
                    ? end.map { clock.local($0.bound(to: zone)) }
                    : clock.end(of: first, lasting: length, isWholeDay: endsWithDay)
            }
            let stretch = Stretch(start: clock.local(first), end: last, isRecurring: false)
            return isThere(stretch) ? [stretch] : []
        }
        // The rule goes by what the file says, even where clocks leave it out on the first day.
        let recurrence = Recurrence(rule: rule, start: start, exclusions: exclusions, clock: clock.placed(in: zone))
        // Where the event is, it can be two days earlier or later than where the person is.
        let margin = zone == nil ? 0 : 2
        let lengthInDays = length.map { $0 / 86_400 + 1 } ?? 0
        let times = recurrence.times(from: days.lowerBound.adding(days: -lengthInDays - margin)).lazy
        return Array(
            times.prefix { $0.day <= days.upperBound.adding(days: margin) }.map { time in
                let start = time.bound(to: zone)
                let end = length.map { clock.end(of: start, lasting: $0, isWholeDay: endsWithDay) }
                return Stretch(start: clock.shown(start), end: end, isRecurring: true)
            }.filter(isThere).prefix(Self.mostTimes))
    }

    /// No event that a person means comes back more often than this on some days.
    private static let mostTimes = 5_000
}

extension QueryClock {
    /// How long something takes; nil where it would end before it begins. Between two times it is what passes from one to the
    /// other, however clocks change meanwhile; a whole day begins at midnight and has 24 hours. Times without an offset are of a
    /// zone, or the person's.
    fileprivate func length(from start: DateTime, to end: DateTime, in zone: TimeZoneRules?) -> Int? {
        let (first, last) = (start.bound(to: zone), end.bound(to: zone))
        func difference(_ first: DateTime, _ last: DateTime) -> Int {
            first.day.days(to: last.day) * 86_400 + (last.secondOfDay ?? 0) - (first.secondOfDay ?? 0)
        }
        var length: Int
        if first.secondOfDay != nil, last.secondOfDay != nil {
            length = Int(moment(last).utc - moment(first).utc)
            // Where clocks leave the start out, it is a later time, which can be behind the end.
            if length < 0, start.offset == nil, end.offset == nil { length = difference(start, end) }
        } else {
            length = difference(local(first), local(last))
        }
        return length < 0 ? nil : length
    }

    /// A time as clocks come to show it: one that they leave out is a later one. A whole day stays one.
    fileprivate func shown(_ time: DateTime) -> DateTime {
        time.secondOfDay == nil ? local(time) : local(utc: moment(time).utc)
    }

    /// When what begins at a time ends, which lasts so many seconds; as the clocks show it.
    fileprivate func end(of start: DateTime, lasting length: Int, isWholeDay: Bool) -> DateTime {
        if start.secondOfDay != nil, !isWholeDay { return local(utc: moment(start).utc + Int64(length)) }
        let start = local(start)
        let total = (start.secondOfDay ?? 0) + length
        return DateTime(day: start.day.adding(days: total / 86_400), secondOfDay: isWholeDay ? nil : total % 86_400)
    }
}
