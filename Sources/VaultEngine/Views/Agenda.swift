import VaultModel

/// What is on some days: events, each time that they come back, and what is due, scheduled or aimed at.
package struct Agenda: Hashable, Sendable {
    package var days: ClosedRange<CalendarDate>
    /// By day, then by time, whole days first, then by title.
    package var entries: [AgendaEntry]
}

/// One thing on one day.
package struct AgendaEntry: Hashable, Sendable {
    /// Why it is there: the field that names the day.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        case start, due, scheduled, target
    }

    package var day: CalendarDate
    package var reason: Reason
    /// When it begins, as the person's clocks show it; a whole day, or a time without an offset. It may be on a day before.
    package var start: DateTime
    /// When it ends, likewise; a whole day is its last. Nil where nothing says so.
    package var end: DateTime?
    /// Whether it is one of the times of a rule.
    package var isRecurring: Bool
    package var entity: EntitySummary

    /// Whether it began on a day before.
    package var isContinued: Bool { start.day < day }
}

extension Vault {
    /// The days that a person names: `today`, `week`, `next month`, `2026-12-01..2026-12-05`, or any date of a query; so many days
    /// that begin or end with today (`7d`, `2w`).
    ///
    /// - Throws: `VaultError.invalidValue` for anything else.
    package func days(named text: String, _ direction: QueryDates.Direction) throws -> ClosedRange<CalendarDate> {
        let words = ["week": "this week", "month": "this month", "quarter": "this quarter", "year": "this year"]
        if let days = QueryDates.stretch(text, direction, clock: surroundings.clock) { return days }
        if let days = QueryDates.days(words[text.lowercased()] ?? text, direction, clock: surroundings.clock) {
            return days
        }
        throw VaultError.invalidValue(
            field: "days", value: text,
            expected: "days, such as today, next week, 7d, 2026-12 or 2026-12-01..2026-12-05")
    }

    /// What is on some days, of what the request asks for; what is done, and what was dropped, is not there.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func agenda(of days: ClosedRange<CalendarDate>, _ request: EntityRequest) throws -> Agenda {
        let (first, last) = (days.lowerBound, days.upperBound)
        let matching = try paths(matching: request)
        var events = EntityRequest()
        events.queries.append("type:event start<=\(last) (has:recurrence or start>=\(first) or end>=\(first))")
        var plans = EntityRequest()
        let range = "\(first)..\(last)"
        // A target can also be the end of a relation, so that the language has no days for it.
        plans.queries.append("-status:done -type:relationship (due:\(range) or scheduled:\(range) or has:target)")
        let entries =
            try list(query(for: events)).flatMap { try self.entries(of: $0, days) }
            + list(query(for: plans)).flatMap { try self.plannedEntries(of: $0, days) }
        let shown = entries.filter { matching?.contains($0.entity.path) != false }
        return Agenda(days: days, entries: shown.sorted { $0.sortKey < $1.sortKey })
    }

    /// The paths of all that a request asks for; nil where it asks for everything.
    func paths(matching request: EntityRequest) throws -> Set<ExactText>? {
        guard request.kind != nil || !request.queries.isEmpty else { return nil }
        var request = request
        request.includesHidden = true
        let query = try query(for: request)
        return try ask { Set<ExactText>(of: try $0.paths(query)) }
    }

    /// The times of an event, on each of the days that they take where the person is.
    private func entries(of event: EntitySummary, _ days: ClosedRange<CalendarDate>) throws -> [AgendaEntry] {
        let clock = surroundings.clock
        let zone = try timeZone(of: event)
        var isAllDay = false
        if case .boolean(true)? = event.value("all_day") { isAllDay = true }
        func time(_ name: String) -> DateTime? {
            event.time(name).map { isAllDay ? DateTime(day: clock.local($0).day) : $0 }
        }
        guard let stated = time("start") else { return [] }
        let end = time("end")
        let length = end.flatMap { clock.length(from: stated, to: $0, in: zone) }
        let endsWithDay = end?.secondOfDay == nil
        guard let rule = event.value("recurrence")?.text.flatMap({ try? RecurrenceRule($0) }) else {
            let start = stated.bound(to: zone)
            // What is of no zone is shown as it is stated.
            let shownEnd = length.flatMap { length in
                start.offset == nil
                    ? end.map { clock.local($0.bound(to: zone)) }
                    : clock.end(of: start, lasting: length, isWholeDay: endsWithDay)
            }
            return Self.entries(of: event, clock.local(start), shownEnd, isRecurring: false, days)
        }
        var exclusions = event.value("exdate").map { $0.texts.compactMap { DateTime($0) } } ?? []
        if isAllDay { exclusions = exclusions.map { DateTime(day: clock.local($0).day) } }
        // The rule goes by what the file says, even where clocks leave it out on the first day.
        let recurrence = Recurrence(
            rule: rule, start: stated, exclusions: exclusions, clock: clock.placed(in: zone))
        // Where the event is, it can be two days earlier or later than where the person is.
        let margin = zone == nil ? 0 : 2
        let lengthInDays = length.map { $0 / 86_400 + 1 } ?? 0
        let times = recurrence.times(from: days.lowerBound.adding(days: -lengthInDays - margin)).lazy
        return Array(
            times.prefix { $0.day <= days.upperBound.adding(days: margin) }.flatMap { time in
                let start = time.bound(to: zone)
                let end = length.map { clock.end(of: start, lasting: $0, isWholeDay: endsWithDay) }
                return Self.entries(of: event, clock.shown(start), end, isRecurring: true, days)
            }.prefix(Self.mostTimes))
    }

    /// No event that a person means comes back more often than this on the days of an agenda.
    private static let mostTimes = 5_000

    private static func entries(
        of event: EntitySummary, _ start: DateTime, _ end: DateTime?, isRecurring: Bool,
        _ days: ClosedRange<CalendarDate>
    ) -> [AgendaEntry] {
        // What ends at midnight is not on the day that begins then.
        let last = end.map { $0.secondOfDay == 0 && $0.day > start.day ? $0.day.adding(days: -1) : $0.day } ?? start.day
        guard start.day <= days.upperBound, last >= days.lowerBound else { return [] }
        let shown = max(start.day, days.lowerBound).daysSinceEpoch...min(last, days.upperBound).daysSinceEpoch
        return shown.map {
            AgendaEntry(
                day: CalendarDate(daysSinceEpoch: $0), reason: .start, start: start, end: end, isRecurring: isRecurring,
                entity: event)
        }
    }

    /// The days of something to do. One that is due on the day for which it is scheduled is there once.
    private func plannedEntries(of entity: EntitySummary, _ days: ClosedRange<CalendarDate>) throws -> [AgendaEntry] {
        var entries: [AgendaEntry] = []
        for reason in [AgendaEntry.Reason.scheduled, .due, .target] {
            guard let time = try localTime(reason.rawValue, of: entity), days.contains(time.day),
                !entries.contains(where: { $0.day == time.day })
            else { continue }
            entries.append(
                AgendaEntry(
                    day: time.day, reason: reason, start: time, end: nil,
                    isRecurring: entity.value("recurrence") != nil, entity: entity))
        }
        return entries
    }
}

extension AgendaEntry {
    fileprivate var sortKey: (Int, Int, String, String) {
        let second = isContinued ? -1 : start.secondOfDay ?? -1
        return (day.daysSinceEpoch, second, entity.title, entity.path)
    }
}

extension EntitySummary {
    /// The value of a front matter field that is not among its own keys; nil where there is none.
    func value(_ name: String) -> FieldValue? { fields.first { $0.name == name }?.value }

    /// The day or time that a field states; nil where it states none.
    func time(_ name: String) -> DateTime? { value(name)?.text.flatMap { DateTime($0) } }
}

extension Vault {
    /// The zone that an entity's times without an offset are of; nil for the person's own.
    func timeZone(of entity: EntitySummary) throws -> TimeZoneRules? {
        try schema().kinds[entity.type]?.timeZone(of: entity.value, in: surroundings.timeZones)
    }

    /// The day or time that a field states, as the person's clocks show it; nil where it states none.
    package func localTime(_ name: String, of entity: EntitySummary) throws -> DateTime? {
        try entity.time(name).map { surroundings.clock.local($0.bound(to: try timeZone(of: entity))) }
    }
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
