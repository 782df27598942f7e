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
    /// The days that a person names: `today`, `week`, `next month`, `2026-12-01..2026-12-05`, or any date of a query.
    ///
    /// - Throws: `VaultError.invalidValue` for anything else.
    package func days(named text: String, _ direction: QueryDates.Direction) throws -> ClosedRange<CalendarDate> {
        let words = ["week": "this week", "month": "this month", "quarter": "this quarter", "year": "this year"]
        if let days = QueryDates.days(words[text.lowercased()] ?? text, direction, clock: surroundings.clock) {
            return days
        }
        throw VaultError.invalidValue(
            field: "days", value: text, expected: "days, such as today, next week, 2026-12 or 2026-12-01..2026-12-05")
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
            try list(query(for: events)).flatMap { self.entries(of: $0, days) }
            + list(query(for: plans)).flatMap { self.plannedEntries(of: $0, days) }
        let shown = entries.filter { matching?.contains($0.entity.path) != false }
        return Agenda(days: days, entries: shown.sorted { $0.sortKey < $1.sortKey })
    }

    /// The paths of all that a request asks for; nil where it asks for everything.
    func paths(matching request: EntityRequest) throws -> Set<String>? {
        guard request.kind != nil || !request.queries.isEmpty else { return nil }
        var request = request
        request.includesHidden = true
        let query = try query(for: request)
        return try ask { Set(try $0.paths(query)) }
    }

    /// The times of an event, on each of the days that they take.
    private func entries(of event: EntitySummary, _ days: ClosedRange<CalendarDate>) -> [AgendaEntry] {
        let clock = surroundings.clock
        guard var start = event.time("start").map(clock.local) else { return [] }
        var end = event.time("end").map(clock.local)
        if case .boolean(true)? = event.value("all_day") {
            start.secondOfDay = nil
            end?.secondOfDay = nil
        }
        let length = end.map { start.seconds(to: $0) }.flatMap { $0 < 0 ? nil : $0 }
        if length == nil { end = nil }
        let lengthInDays = length.map { ($0 + 86_399) / 86_400 } ?? 0
        guard let rule = event.value("recurrence")?.text.flatMap({ try? RecurrenceRule($0) }) else {
            return Self.entries(of: event, start, end, isRecurring: false, days)
        }
        let exclusions = event.value("exdate").map { $0.texts.compactMap { DateTime($0) } } ?? []
        let recurrence = Recurrence(rule: rule, start: start, exclusions: exclusions, clock: clock)
        let times = recurrence.times(from: days.lowerBound.adding(days: -lengthInDays)).lazy
        return Array(
            times.prefix { $0.day <= days.upperBound }.flatMap { time in
                Self.entries(
                    of: event, time, length.map { time.adding(seconds: $0, isWholeDay: end?.secondOfDay == nil) },
                    isRecurring: true, days)
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
    private func plannedEntries(of entity: EntitySummary, _ days: ClosedRange<CalendarDate>) -> [AgendaEntry] {
        var entries: [AgendaEntry] = []
        for reason in [AgendaEntry.Reason.scheduled, .due, .target] {
            guard let time = entity.time(reason.rawValue).map(surroundings.clock.local), days.contains(time.day),
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

extension DateTime {
    /// From one local time to another; a whole day begins at midnight.
    fileprivate func seconds(to other: DateTime) -> Int {
        day.days(to: other.day) * 86_400 + (other.secondOfDay ?? 0) - (secondOfDay ?? 0)
    }

    fileprivate func adding(seconds: Int, isWholeDay: Bool) -> DateTime {
        let total = (secondOfDay ?? 0) + seconds
        return DateTime(day: day.adding(days: total / 86_400), secondOfDay: isWholeDay ? nil : total % 86_400)
    }
}
