/// How work goes in a vault, as the history tells it of some entities.
package struct VaultStatistics: Hashable, Sendable {
    /// What happened in one week of the person's calendar.
    package struct Week: Hashable, Sendable {
        package var monday: CalendarDate
        package var created = 0
        /// By the completions that stand: see ``StatusTimeline/completion``.
        package var completed = 0
        package var activities = 0
    }

    /// Lengths of time, in seconds. The median of an even number is midway between the two in the middle, rounded; a percentile is the
    /// least length that so many of them do not exceed.
    package struct Durations: Hashable, Sendable {
        package var count: Int
        package var median: Int64
        package var ninetieth: Int64

        /// nil for no lengths.
        package init?(_ lengths: [Int64]) {
            guard !lengths.isEmpty else { return nil }
            let sorted = lengths.sorted()
            count = sorted.count
            let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
            median = low + (high - low + 1) / 2
            ninetieth = sorted[(sorted.count * 90 + 99) / 100 - 1]
        }
    }

    /// How long entities of a kind stay in a status.
    package struct Stay: Hashable, Sendable {
        package var kind: String
        package var status: String
        package var durations: Durations
    }

    /// How much of the activity somebody has.
    package struct Share: Hashable, Sendable {
        /// The id or pseudonym of the user; nil for none.
        package var name: String?
        package var activities: Int

        package init(name: String?, activities: Int) {
            self.name = name
            self.activities = activities
        }
    }

    /// How much of the activity the entities of a domain have, and what of them was done.
    package struct DomainShare: Hashable, Sendable {
        /// The title; nil for what is in no domain.
        package var name: String?
        package var activities = 0
        /// How many were completed in each of the weeks.
        package var completed: [Int]
    }

    /// How many entities it is of.
    package var entities: Int
    /// The last weeks, the present one at the end.
    package var weeks: [Week]
    /// From the first activity to the completion, of what is done and was not from the beginning.
    package var fromCreation: Durations?
    /// The same from the first status that is neither the kind's default nor an end, of what had one.
    package var fromStart: Durations?
    /// By kind, then in the order of its statuses. What is in an open or paused status still counts until now; `done` and
    /// `dropped` ones are no stay.
    package var stays: [Stay]
    /// In the weeks, the greatest share of activity first; equal ones by name, what is in no domain last.
    package var domains: [DomainShare]
    /// In the weeks, the greatest share first.
    package var people: [Share]

    /// One step of an entity's history.
    package struct Step: Hashable, Sendable {
        /// What tells entities apart.
        package var entity: Int64
        package var kind: String
        package var action: Action
        /// Seconds since 1970, UTC.
        package var at: Int64
        /// The status that it states from then on; nil where it states none.
        package var status: String?
        /// True where the status is another than before, or the entity is new; false for what a merge left behind.
        package var changesStatus: Bool

        package init(entity: Int64, kind: String, action: Action, at: Int64, status: String?, changesStatus: Bool) {
            self.entity = entity
            self.kind = kind
            self.action = action
            self.at = at
            self.status = status
            self.changesStatus = changesStatus
        }
    }

    /// Counts steps.
    ///
    /// - Parameters:
    ///   - entities: how many entities there are.
    ///   - steps: of the entities, those of each together and in their order.
    ///   - weekCount: how many weeks to tell of, the present one among them.
    ///   - schema: the kinds, whose statuses have groups.
    ///   - clock: the person's present.
    ///   - domains: what the domain is called that each entity is in, by what tells entities apart.
    ///   - people: the shares of users since ``firstSecond(weekCount:clock:)``.
    package init(
        entities: Int, steps: [Step], weekCount: Int, schema: Schema, clock: QueryClock, domains: [Int64: String],
        people: [Share]
    ) {
        self.entities = entities
        self.people = people
        let first = Self.firstMonday(weekCount: weekCount, clock: clock)
        weeks = (0..<weekCount).map { Week(monday: first.adding(days: 7 * $0)) }
        stays = []
        /// The place of the week that a time is in; nil for one outside of the weeks.
        func week(of time: Int64) -> Int? {
            let local = time + Int64(clock.secondsFromUTC(time)) - first.startOfDay.secondsSinceEpoch
            let week = Int(local / (7 * 86_400))
            return local >= 0 && week < weekCount ? week : nil
        }
        var shares: [String?: DomainShare] = [:]
        func count(_ entity: Int64, _ change: (inout DomainShare) -> Void) {
            let name = domains[entity]
            change(&shares[name, default: DomainShare(name: name, completed: Array(repeating: 0, count: weekCount))])
        }
        for step in steps {
            guard let week = week(of: step.at) else { continue }
            weeks[week].activities += 1
            count(step.entity) { $0.activities += 1 }
            // Two machines can have done the same: one of them made it so.
            if step.action == .created, step.changesStatus { weeks[week].created += 1 }
        }
        var stayLengths: [StatusTimeline.Status: [Int64]] = [:]
        var (fromCreation, fromStart): ([Int64], [Int64]) = ([], [])
        for (entity, timeline) in StatusTimeline.all(of: steps, schema: schema, now: clock.now) {
            for (status, length) in timeline.stays { stayLengths[status, default: []].append(length) }
            if let length = timeline.fromCreation { fromCreation.append(length) }
            if let length = timeline.fromStart { fromStart.append(length) }
            guard let week = timeline.completion.flatMap(week) else { continue }
            weeks[week].completed += 1
            count(entity) { $0.completed[week] += 1 }
        }
        self.domains = shares.values.sorted { first, second in
            if first.activities != second.activities { return first.activities > second.activities }
            return first.name.map { name in second.name.map { name < $0 } ?? true } ?? false
        }
        self.fromCreation = Durations(fromCreation)
        self.fromStart = Durations(fromStart)
        stays = stayLengths.compactMap { key, lengths in
            Durations(lengths).map { Stay(kind: key.kind, status: key.name, durations: $0) }
        }.sorted { first, second in
            let places = [first, second].map { schema.kinds[$0.kind]?.place(ofStatus: $0.status) ?? .max }
            return (first.kind, places[0], first.status) < (second.kind, places[1], second.status)
        }
    }

    /// When the weeks begin where the person is; seconds since 1970, UTC.
    package static func firstSecond(weekCount: Int, clock: QueryClock) -> Int64 {
        clock.start(of: firstMonday(weekCount: weekCount, clock: clock)).utc
    }

    private static func firstMonday(weekCount: Int, clock: QueryClock) -> CalendarDate {
        clock.today.adding(days: 1 - clock.today.weekday.rawValue - 7 * (weekCount - 1))
    }
}

extension Kind {
    /// The place of a status among the kind's own.
    fileprivate func place(ofStatus status: String) -> Int? {
        guard case .enumeration(let values)? = field("status")?.type else { return nil }
        return values.firstIndex { $0.name == status }
    }
}
