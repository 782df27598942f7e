import VaultModel

/// What is on some days: events, each time that they come back, and what is due, scheduled or aimed at.
package struct Agenda: Hashable, Sendable {
    package var days: ClosedRange<CalendarDate>
    /// By day: events of the whole day, then what has a time, by that, then what is to be done on the day; then by title.
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

/// A day of something that is open or paused, and that is behind us.
package enum PassedDay: CaseIterable, Sendable {
    /// The day, or time, at which it was to be done: it is `passed`.
    case target
    /// The day for which it was scheduled: it was to be taken up then, and may be in time yet.
    case scheduled

    /// The query by which a person finds it.
    package var query: String {
        switch self {
        case .target: "is:passed"
        case .scheduled: "is:open,paused scheduled<today"
        }
    }

    /// What the query asks for, in a vault in which no kind has the fields as well.
    fileprivate func condition(_ clock: QueryClock) -> QueryCondition {
        switch self {
        case .target: return .test(.states([.passed]))
        case .scheduled:
            let past = QueryPeriod(start: nil, end: clock.start(of: clock.today))
            return .all([.test(.states([.open, .paused])), .field("scheduled", in: past)])
        }
    }
}

extension Vault {
    /// The days that a person names: `today`, `week`, `next month`, `2026-12-01..2026-12-05`, or any date of a query;
    /// so many days that begin or end with today (`7d`, `2w`).
    ///
    /// - Throws: `VaultError.unknownDays` for anything else.
    package func days(named text: String, _ direction: QueryDates.Direction) throws -> ClosedRange<CalendarDate> {
        let words = ["week": "this week", "month": "this month", "quarter": "this quarter", "year": "this year"]
        if let days = QueryDates.stretch(text, direction, clock: surroundings.clock) { return days }
        if let days = QueryDates.days(words[text.lowercased()] ?? text, direction, clock: surroundings.clock) {
            return days
        }
        throw VaultError.unknownDays(text, suggestion: QueryDates.nearest(to: text))
    }

    /// The days of an agenda: those that a person names, as ``days(named:_:)`` reads them, or this week.
    ///
    /// - Throws: `VaultError.unknownDays`.
    package func agendaDays(named text: String?) throws -> ClosedRange<CalendarDate> {
        try days(named: text ?? "week", .ahead)
    }

    /// How much of what a request asks for is open past such a day, and so has no place on the days to come.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func count(of request: EntityRequest, past day: PassedDay) throws -> Int {
        var request = request
        request.condition = .all([request.condition, day.condition(surroundings.clock)])
        return try count(query(for: request))
    }

    /// What is on some days, of what the request asks for; what is done, and what was dropped, is not there.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func agenda(of days: ClosedRange<CalendarDate>, _ request: EntityRequest) throws -> Agenda {
        let schema = try schema()
        let matching = try paths(matching: request)
        let period = surroundings.clock.period(of: days)
        let (until, since) = (QueryPeriod(start: nil, end: period.end), QueryPeriod(start: period.start, end: nil))
        var events = EntityRequest()
        events.condition = .all([
            .test(.kind(schema.kindsTakingPlace.map(\.name))), .field("start", in: until),
            .any([.has("recurrence"), .field("start", in: since), .field("end", in: since)]),
        ])
        var plans = EntityRequest()
        // A target can also be the end of a relation, which has no days.
        plans.condition = .all([
            .not(.status("done")), .not(.kind(KindRole.relationship.kind)),
            .any([.field("due", in: period), .field("scheduled", in: period), .has("target")]),
        ])
        let entries =
            try list(query(for: events)).flatMap { try self.entries(of: $0, days) }
            + list(query(for: plans)).flatMap { try self.plannedEntries(of: $0, days) }
        let shown = entries.filter { matching?.contains($0.entity.path) != false }
        return Agenda(days: days, entries: shown.sorted { $0.sortKey < $1.sortKey })
    }

    /// The paths of all that a request asks for; nil where it asks for everything.
    func paths(matching request: EntityRequest) throws -> Set<ExactText>? {
        guard request.kind != nil || !request.queries.isEmpty else { return nil }
        let query = try historyQuery(request)
        return try ask { Set<ExactText>(of: try $0.entities.paths(query)) }
    }

    /// The times of an event, on each of the days that they take where the person is.
    private func entries(of event: EntitySummary, _ days: ClosedRange<CalendarDate>) throws -> [AgendaEntry] {
        let times = EventTimes(of: event.value, zone: try timeZone(of: event), clock: surroundings.clock)
        let entries = (times?.stretches(on: days) ?? []).lazy.flatMap { stretch in
            let shown = stretch.days.clamped(to: days)
            return (shown.lowerBound.daysSinceEpoch...shown.upperBound.daysSinceEpoch).map {
                AgendaEntry(
                    day: CalendarDate(daysSinceEpoch: $0), reason: .start, start: stretch.start, end: stretch.end,
                    isRecurring: stretch.isRecurring, entity: event)
            }
        }
        return Array(entries.prefix(Self.mostEntries))
    }

    /// More days than a person looks at, and fewer than what lasts a year and comes back each day would take.
    private static let mostEntries = 40_000

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
    fileprivate var sortKey: (day: Int, group: Int, second: Int, title: String, path: String) {
        let group =
            switch reason {
            case .start: start.secondOfDay == nil ? 0 : 1
            case .scheduled: start.secondOfDay == nil ? 2 : 1
            case .due, .target: 2
            }
        let second = isContinued ? -1 : start.secondOfDay ?? -1
        return (day.daysSinceEpoch, group, second, entity.title, entity.path)
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
