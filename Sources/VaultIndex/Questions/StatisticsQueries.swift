import GRDB
import VaultModel

/// Answers about how work goes.
package struct StatisticsQueries {
    let database: Database

    /// Every activity of the entities that a query is of, those of each entity together and in their order; where it asks for
    /// nothing but kinds, of those too that are gone: what was done stays done. What a merge left
    /// behind of another branch's statuses is no change of the status, nor is it to state what the kind gives anyway.
    package func steps(_ query: ResolvedQuery) throws -> [VaultStatistics.Step] {
        let asked = askedLineages(query)
        var steps: [VaultStatistics.Step] = []
        /// The status before and after each step, as JSON.
        var states: [(before: String?, after: String?)] = []
        try RowStatement(
            database,
            """
            SELECT activities.lineage, kind, action, at, changes.before, changes.after, changes.activity IS NOT NULL
            FROM activities LEFT JOIN changes ON changes.activity = activities.id AND changes.field = 'status'
            WHERE activities.lineage IN (\(asked.sql))
            ORDER BY activities.lineage, rank, position, activities.id
            """
        ).bind(asked.values).forEach { row in
            let action = Action(rawValue: row.text(2)) ?? .updated
            let given = Self.givenStatus(query.schema.kinds[row.text(1)])
            let (before, after) = (row.optionalText(4) ?? given, row.optionalText(5) ?? given)
            let comesToBe = action == .created || action == .restored
            states.append((comesToBe ? nil : before, after))
            steps.append(
                VaultStatistics.Step(
                    entity: row.int(0), kind: row.text(1), action: action, at: row.int(3),
                    status: Entity.status(after.flatMap { FieldValue(json: $0) }),
                    changesStatus: comesToBe || row.bool(6) && before != after))
        }
        let present = try statedStatuses(query)
        var end = steps.endIndex
        while let last = steps[..<end].last {
            let start = steps[..<end].lastIndex { $0.entity != last.entity }.map { $0 + 1 } ?? 0
            let line = Self.line(of: start..<end, steps, states, to: present[last.entity])
            for index in start..<end where !line.isEmpty && !line.contains(index) { steps[index].changesStatus = false }
            end = start
        }
        return steps
    }

    /// Those of one entity's steps that changed its status and lead to the present one: each from what the one before it made of it,
    /// back to where it was made. What is back goes on from what it was when it went. `present` is nil for what is gone.
    private static func line(
        of all: Range<Int>, _ steps: [VaultStatistics.Step], _ states: [(before: String?, after: String?)],
        to present: String??
    ) -> Set<Int> {
        var (expected, isGone) = (present ?? nil, present == nil)
        var line: Set<Int> = []
        for index in all.reversed() {
            let step = steps[index]
            if isGone {
                if step.action == .deleted { (expected, isGone) = (states[index].before, false) }
            } else if step.changesStatus, step.action != .deleted, states[index].after == expected {
                if step.action == .created {
                    // Two machines can have made the same: the first one did.
                    let earlier = (all.lowerBound..<index).reversed().prefix { steps[$0].action != .deleted }
                    line.insert(earlier.last { steps[$0].action == .created } ?? index)
                    break
                }
                line.insert(index)
                (expected, isGone) = (states[index].before, step.action == .restored)
            }
        }
        return line
    }

    /// The status that a kind gives what states none, as JSON; nil where it gives none.
    private static func givenStatus(_ kind: Kind?) -> String? { kind?.field("status")?.defaultValue?.json }

    /// The status that each entity of a query has, as JSON and nil for none, by what steps tell it from others by.
    private func statedStatuses(_ query: ResolvedQuery) throws -> [Int64: String?] {
        let asked = asked(query, "entities.id")
        var statuses: [Int64: String?] = [:]
        try RowStatement(
            database,
            """
            SELECT lineage, front_matter -> '$.status', kind FROM entities JOIN documents ON documents.entity = entities.id
            WHERE entities.id IN (\(asked.sql)) AND lineage IS NOT NULL
            """
        ).bind(asked.values).forEach { row in
            let given = Self.givenStatus(query.schema.kinds[row.text(2)])
            statuses.updateValue(row.optionalText(1) ?? given, forKey: row.int(0))
        }
        return statuses
    }

    /// What steps tell each entity of a query from others by, by its path.
    package func lineages(_ query: ResolvedQuery) throws -> [ExactText: Int64] {
        let asked = asked(query, "entities.id")
        var lineages: [ExactText: Int64] = [:]
        try RowStatement(
            database, "SELECT path, lineage FROM entities WHERE id IN (\(asked.sql)) AND lineage IS NOT NULL"
        ).bind(asked.values).forEach { row in lineages[row.text(0)] = row.int(1) }
        return lineages
    }

    /// How much of the activity since a time each user has; in seconds since 1970, UTC.
    package func people(_ query: ResolvedQuery, since: Int64) throws -> [VaultStatistics.Share] {
        let asked = askedLineages(query)
        var shares: [VaultStatistics.Share] = []
        try RowStatement(
            database,
            """
            SELECT users.user, count(*) FROM activities JOIN commits ON commits.position = activities.position
            LEFT JOIN authors AS users ON users.id = commits.author
            WHERE at >= \(since) AND lineage IN (\(asked.sql)) GROUP BY 1 ORDER BY 2 DESC, 1
            """
        ).bind(asked.values).forEach { row in
            shares.append(VaultStatistics.Share(name: row.optionalText(0), activities: Int(row.int(1))))
        }
        return shares
    }

    /// What the domain is called that each entity of a query is in, by what steps tell it from others by: its title, or its path
    /// where several have that; what is written where that leads to no entity. See ``DomainRule``.
    package func domains(_ query: ResolvedQuery) throws -> [Int64: String] {
        let asked = asked(query, "entities.id")
        var rows: [(lineage: Int64, path: String, title: String)] = []
        var domains: [Int64: String] = [:]
        try RowStatement(
            database,
            """
            WITH \(DomainRule.placed(asked.sql))
            SELECT placed.lineage, domains.path, domains.title, stated.target_text
            FROM placed JOIN edges AS stated ON stated.id = placed.edge LEFT JOIN entities AS domains ON domains.id = stated.target
            """
        ).bind(asked.values).forEach { row in
            if let path = row.optionalText(1) {
                rows.append((row.int(0), path, row.text(2)))
            } else {
                domains[row.int(0)] = row.optionalText(3)
            }
        }
        let shared = SharedTitles(rows.lazy.map { (path: $0.path, title: $0.title) })
        for row in rows { domains[row.lineage] = shared.name(path: row.path, title: row.title) }
        return domains
    }

    private func askedLineages(_ query: ResolvedQuery) -> SQLFragment {
        let present = asked(query, "entities.lineage")
        guard query.query.limit == nil, let kinds = query.query.condition.kindsAlone else { return present }
        let condition = SQLFragment.all(
            [SQLFragment("action = 'deleted'")] + kinds.asked.map { SQLFragment.in("kind", $0) }
                + kinds.denied.map { SQLFragment.in("kind", $0).wrapped("NOT ", "") })
        return SQLFragment(
            """
            \(present.sql) UNION SELECT lineage FROM activities WHERE \(condition.sql)
              AND lineage NOT IN (SELECT lineage FROM entities WHERE lineage IS NOT NULL)
            """, values: present.values + condition.values)
    }

    private func asked(_ query: ResolvedQuery, _ column: String) -> SQLFragment {
        QueryCompiler(resolved: query).statement().set(of: column)
    }
}

extension QueryCondition {
    /// The kinds that something has to be of, and those that it must not be of, where nothing else is asked of it but not to be
    /// dropped; nil where more is.
    fileprivate var kindsAlone: (asked: [[String]], denied: [[String]])? {
        var kinds: (asked: [[String]], denied: [[String]]) = ([], [])
        for part in conjuncts {
            switch part {
            case .test(.kind(let names)): kinds.asked.append(names)
            case .not(.test(.kind(let names))): kinds.denied.append(names)
            case .not(.test(.states([.dropped]))), .not(.test(.putAway)): continue
            default: return nil
            }
        }
        return kinds
    }
}
