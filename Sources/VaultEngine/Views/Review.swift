import VaultModel

/// A look back at some days, and at what they leave to be decided.
package struct Review: Hashable, Sendable {
    /// A day that was put off.
    package struct Slip: Hashable, Sendable {
        package var entityID: String
        package var title: String
        package var path: String
        /// `due`, `target`, `scheduled` or `start`.
        package var field: String
        package var from: CalendarDate
        package var to: CalendarDate
    }

    /// Something that is open past its target.
    package struct Passed: Hashable, Sendable {
        package var entity: EntitySummary
        /// The day of its `due` or `target`, the earlier one; nil where neither is a day or time.
        package var target: CalendarDate?
    }

    /// How often something happened: `task.completed`.
    package struct Event: Hashable, Sendable {
        package var name: String
        package var count: Int
    }

    package var days: ClosedRange<CalendarDate>
    /// What was completed on these days and stands so, the last change first: what `VaultStatistics` counts as completed, as far as
    /// it is still there.
    package var done: [EntitySummary]
    /// On which of these days each of those was completed, by its id.
    package var daysOfDone: [String: CalendarDate] = [:]
    /// What else came into the vault on these days, the youngest first; without ideas that became something.
    package var new: [EntitySummary]
    /// What was put off on these days and is still there; of one field of one thing, from the first day to the last.
    package var slipped: [Slip]
    /// What is open past its target now, the longest first. Like what else waits, only where today is one of the days.
    package var passed: [Passed]
    /// What is open and has not been touched for longer than its kind allows, the longest first.
    package var stale: [EntitySummary]
    /// Ideas that are captured and not yet looked at, the oldest first.
    package var ideas: [EntitySummary]
    /// What happened on these days, the most frequent first.
    package var events: [Event]
}

extension Vault {
    /// The days of a review: those that a person names, as ``days(named:_:)`` reads them, or the last seven with today.
    ///
    /// - Throws: `VaultError.unknownDays`.
    package func reviewDays(named text: String?) throws -> ClosedRange<CalendarDate> {
        try days(named: text ?? "-6d..today", .back)
    }

    /// Looks back at some days, at what the request asks for. What waits at present is no part of days that do not reach it.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func review(of days: ClosedRange<CalendarDate>, _ request: EntityRequest) throws -> Review {
        let period = surroundings.clock.period(of: days)
        let matching = try paths(matching: request)
        func query(_ condition: QueryCondition, by sort: [Query.SortKey]) throws -> ResolvedQuery {
            var request = EntityRequest()
            request.condition = condition
            var query = try self.query(for: request)
            query.query.sort = sort
            return query
        }
        func entities(_ condition: QueryCondition, by sort: Query.SortKey...) throws -> [EntitySummary] {
            try list(query(condition, by: sort)).filter { matching?.contains($0.path) != false }
        }
        var activities = ActivityFilter()
        activities.since = period.start?.utc
        activities.until = period.end?.utc
        activities.limit = nil
        let happened = try self.activities(
            activities, where: matching == nil ? nil : historyQuery(request)
        ).activities
        let becameDone = try query(
            .became(.done, in: period, schema()), by: [Query.SortKey(name: "updated", isDescending: true)])
        let completedDays = try completions(of: becameDone).mapValues { surroundings.clock.local(utc: $0).day }
            .filter { days.contains($0.value) && matching?.contains($0.key) != false }
        let done = try list(becameDone).filter { completedDays[$0.path] != nil }
        let told = Set(happened.filter { $0.action == .promoted }.map(\.entityID) + done.map(\.id))
        let daysOfDone = Dictionary(
            done.compactMap { entity in completedDays[entity.path].map { (entity.id, $0) } },
            uniquingKeysWith: { first, _ in first })
        let reachesNow = days.contains(surroundings.today)
        return Review(
            days: days, done: done, daysOfDone: daysOfDone,
            new: try entities(
                .test(.time(.created, [period])), by: Query.SortKey(name: "created", isDescending: true)
            ).filter { !told.contains($0.id) },
            slipped: try slips(happened, since: period.start?.utc),
            passed: !reachesNow
                ? [] : try passed(entities(.test(.states([.passed])), by: .field("due"), .field("target"))),
            stale: !reachesNow ? [] : try entities(.test(.states([.stale])), by: Query.SortKey(name: "updated")),
            ideas: !reachesNow
                ? []
                : try entities(
                    .all([.kind(KindRole.idea.kind), .status("captured")]), by: Query.SortKey(name: "created")),
            events: Self.events(happened))
    }

    /// By the day that has passed, whichever field says it; those of one day in their order.
    private func passed(_ entities: [EntitySummary]) throws -> [Review.Passed] {
        let passed = try entities.map { Review.Passed(entity: $0, target: try targetDays(of: $0).min()) }
        return passed.enumerated().sorted {
            ($0.element.target?.daysSinceEpoch ?? .max, $0.offset) < (
                $1.element.target?.daysSinceEpoch ?? .max, $1.offset
            )
        }.map(\.element)
    }

    /// What of what is still there was put off, by the changes that led to the days that it states: what a merge left behind of another
    /// branch is none of them.
    private func slips(_ activities: [Activity], since start: Int64?) throws -> [Review.Slip] {
        let schema = try schema()
        return try Self.movedDays(activities).compactMap { moved in
            let found = try ask { try $0.references.find(moved.entityID, schema: schema) }
            guard let entity = found.first(where: { $0.id == moved.entityID }) else { return nil }
            var filter = ActivityFilter()
            (filter.entities, filter.fields, filter.since, filter.limit) = ([entity], [moved.field], start, nil)
            let changes = try ask { try $0.activities.page(filter) }.activities.map { activity in
                (id: activity.id, change: activity.changes.first { $0.field == moved.field })
            }
            let led = Self.leading(
                to: try ask { try $0.entities.summary(at: entity.path) }?.value(moved.field), changes
            )
            .filter { moved.activities.contains($0.id) }
            guard let from = led.last?.change.before?.day, let to = led.first?.change.after?.day, to > from else {
                return nil
            }
            return Review.Slip(
                entityID: entity.id, title: entity.title, path: entity.path, field: moved.field, from: from, to: to)
        }
    }

    /// Of changes, the newest first, those that lead to a value, each from what the one before it made of it.
    private static func leading(
        to value: FieldValue?, _ changes: [(id: String, change: FieldChange?)]
    ) -> [(id: String, change: FieldChange)] {
        var expected = value
        return changes.compactMap { id, change in
            guard let change, change.after == expected else { return nil }
            expected = change.before
            return (id, change)
        }
    }

    private static func events(_ activities: [Activity]) -> [Review.Event] {
        var counts: [String: Int] = [:]
        for activity in activities { counts[activity.event, default: 0] += 1 }
        return counts.map { Review.Event(name: $0.key, count: $0.value) }.sorted {
            ($1.count, $0.name) < ($0.count, $1.name)
        }
    }

    /// The days of entities that were given others, by the activities that did so; in the order in which that began.
    private static func movedDays(
        _ activities: [Activity]
    ) -> [(entityID: String, field: String, activities: Set<String>)] {
        struct Key: Hashable {
            var entity: String
            var field: String
        }
        var moved: [Key: Set<String>] = [:]
        var order: [Key] = []
        for activity in activities.reversed() where activity.action != .deleted {
            for change in activity.changes where QueryState.dayFields.contains(change.field) {
                guard change.before?.day != nil, change.after?.day != nil else { continue }
                let key = Key(entity: activity.entityID, field: change.field)
                if moved[key] == nil { order.append(key) }
                moved[key, default: []].insert(activity.id)
            }
        }
        return order.map { ($0.entity, $0.field, moved[$0] ?? []) }
    }
}

extension FieldValue {
    /// The day that it states; nil for what is no day or time.
    fileprivate var day: CalendarDate? { text.flatMap { DateTime($0) }?.day }
}
