import VaultModel

/// Something that can be done now, with what speaks for it.
package struct NextStep: Hashable, Sendable {
    /// What speaks for it, or against it. The points of all together put steps in their order.
    package enum Reason: Hashable, Sendable {
        /// The higher the priority among those that its kind has, the more: 0 to 6.
        case priority(String, points: Int)
        /// Its `due` or `target`: passed 6, today 5, within 3 days 4, within 7 days 3, within 30 days 1.
        case target(CalendarDate, points: Int)
        /// The day for which it is scheduled: 4 where it is there or behind us, -6 where it is to come.
        case scheduled(CalendarDate, points: Int)
        /// It has been begun: 3.
        case begun(status: String, points: Int)
        /// Open things wait for it: 2 for each, up to 6.
        case unblocks([String], points: Int)
        /// How many days it is old: 1 for each 30 of them, up to 3.
        case age(days: Int, points: Int)

        package var points: Int {
            switch self {
            case .priority(_, let points), .target(_, let points), .scheduled(_, let points), .begun(_, let points),
                .unblocks(_, let points), .age(_, let points):
                points
            }
        }
    }

    package var entity: EntitySummary
    /// The day of its `due` or `target`; nil where it has none.
    package var target: CalendarDate?
    /// In the order in which they are named above; those without points are not there.
    package var reasons: [Reason]

    /// The sum of those of its reasons; less than nothing for what is scheduled for later.
    package var points: Int { reasons.reduce(0) { $0 + $1.points } }
}

/// What can be done now, as much of it as is asked for.
package struct NextSteps: Hashable, Sendable {
    /// How many are there where nobody says how many.
    package static let defaultLimit = 10

    package var steps: [NextStep]
    /// How many there are, whatever the limit.
    package var total: Int
}

extension Vault {
    /// The query of what can be done now, of what the request asks for: of tasks, where it asks for no kind. Where nobody says how many,
    /// it is of ``NextSteps/defaultLimit``; a limit of 0 is for all.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func nextQuery(_ request: EntityRequest) throws -> ResolvedQuery {
        var request = request
        request.queries.append("is:ready")
        var resolved = try query(for: request)
        if !resolved.query.condition.asksForKind {
            request.kind = KindRole.task.kind
            resolved = try query(for: request)
        }
        let limit = request.limit ?? resolved.query.limit ?? NextSteps.defaultLimit
        resolved.query.limit = limit == 0 ? nil : limit
        return resolved
    }

    /// The tasks of ``nextQuery(_:)``, in the order that it asks for; where it asks for none, the most points first,
    /// then the nearest target, then by title.
    package func nextSteps(_ query: ResolvedQuery) throws -> NextSteps {
        let steps = try orderedSteps(query)
        return NextSteps(steps: Array(steps.prefix(query.query.limit ?? steps.count)), total: steps.count)
    }

    /// All of them: which are the first is known once each has its points.
    private func orderedSteps(_ query: ResolvedQuery) throws -> [NextStep] {
        var everything = query
        everything.query.limit = nil
        let ready = try list(everything)
        let schema = try schema()
        let waiting = ready.isEmpty ? [:] : try ask { try $0.graph.openDependents() }
        let steps = try ready.map { entity in
            let target = try targetDays(of: entity).first
            let reasons = try reasons(for: entity, target, schema.kinds[entity.type], waiting[entity.path] ?? [])
            return NextStep(entity: entity, target: target, reasons: reasons.filter { $0.points != 0 })
        }
        return query.query.sort.isEmpty ? steps.sorted { $0.sortKey < $1.sortKey } : steps
    }

    /// The days of an entity's `due` and `target`, those that it has, where the person is.
    func targetDays(of entity: EntitySummary) throws -> [CalendarDate] {
        try QueryState.targetFields.compactMap { try localTime($0, of: entity)?.day }
    }

    private func reasons(for entity: EntitySummary, _ target: CalendarDate?, _ kind: Kind?, _ waiting: [String])
        throws -> [NextStep.Reason]
    {
        var reasons: [NextStep.Reason] = []
        if case .enumeration(let values)? = kind?.field("priority")?.type, values.count > 1,
            let priority = entity.value("priority")?.text ?? kind?.field("priority")?.defaultValue?.text,
            let place = values.firstIndex(where: { $0.name == priority })
        {
            reasons.append(.priority(priority, points: 6 * place / (values.count - 1)))
        }
        let today = surroundings.today
        let clock = surroundings.clock
        if let target {
            let points =
                switch today.days(to: target) {
                case ..<0: 6
                case 0: 5
                case 1...3: 4
                case 4...7: 3
                case 8...30: 1
                default: 0
                }
            reasons.append(.target(target, points: points))
        }
        if let day = try localTime("scheduled", of: entity)?.day {
            reasons.append(.scheduled(day, points: day <= today ? 4 : -6))
        }
        if let status = entity.status, status != kind?.field("status")?.defaultValue?.text {
            reasons.append(.begun(status: status, points: 3))
        }
        reasons.append(.unblocks(waiting, points: min(2 * waiting.count, 6)))
        if let created = entity.createdAt {
            let days = max(0, Int((clock.now - created) / 86_400))
            reasons.append(.age(days: days, points: min(days / 30, 3)))
        }
        return reasons
    }
}

extension NextStep {
    fileprivate var sortKey: (Int, Int, String, String) {
        (-points, target?.daysSinceEpoch ?? Int.max, entity.title, entity.path)
    }
}
