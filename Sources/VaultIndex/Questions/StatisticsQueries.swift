import GRDB
import VaultModel

/// Answers about how work goes.
struct StatisticsQueries {
    let database: Database

    /// Every activity of the entities that a query is of, those of each entity together and in their order. What a merge left
    /// behind of another branch's statuses is no change of the status.
    func steps(_ query: ResolvedQuery) throws -> [VaultStatistics.Step] {
        let asked = asked(query, "entities.lineage")
        var steps: [VaultStatistics.Step] = []
        /// The status that is stated before and after each step, as JSON.
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
            let after = row.optionalText(5)
            states.append((row.optionalText(4), after))
            steps.append(
                VaultStatistics.Step(
                    entity: row.int(0), kind: row.text(1), action: action, at: row.int(3),
                    status: after.flatMap { FieldValue(json: $0)?.text },
                    changesStatus: row.bool(6) || action == .created || action == .restored))
        }
        let present = try statedStatuses(query)
        var end = steps.endIndex
        while let last = steps[..<end].last {
            let start = steps[..<end].lastIndex { $0.entity != last.entity }.map { $0 + 1 } ?? 0
            let changes = (start..<end).filter { steps[$0].changesStatus }
            let line = Self.line(of: changes, steps, states, to: present[last.entity])
            for index in changes where !line.isEmpty && !line.contains(index) { steps[index].changesStatus = false }
            end = start
        }
        return steps
    }

    /// Those of the changes of one entity's status, the last first, that lead to the present one: each from what the one before it
    /// made of it, back to where it was made. `present` is nil for what is gone.
    private static func line(
        of changes: [Int], _ steps: [VaultStatistics.Step], _ states: [(before: String?, after: String?)],
        to present: String??
    ) -> Set<Int> {
        var expected = present ?? changes.last.flatMap { states[$0].after }
        var line: Set<Int> = []
        for index in changes.reversed() where states[index].after == expected {
            line.insert(index)
            if steps[index].action == .created { break }
            expected = states[index].before
        }
        return line
    }

    /// The status that each entity of a query states, as JSON and nil for none, by what steps tell it from others by.
    private func statedStatuses(_ query: ResolvedQuery) throws -> [Int64: String?] {
        let asked = asked(query, "entities.id")
        var statuses: [Int64: String?] = [:]
        try RowStatement(
            database,
            """
            SELECT lineage, front_matter -> '$.status' FROM entities JOIN documents ON documents.entity = entities.id
            WHERE entities.id IN (\(asked.sql)) AND lineage IS NOT NULL
            """
        ).bind(asked.values).forEach { statuses.updateValue($0.optionalText(1), forKey: $0.int(0)) }
        return statuses
    }

    /// How much of the activity since a time each user has; in seconds since 1970, UTC.
    func people(_ query: ResolvedQuery, since: Int64) throws -> [VaultStatistics.Share] {
        let asked = asked(query, "entities.lineage")
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

    /// The title of the domain that each entity of a query is in, by what steps tell it from others by; what is written where
    /// that leads to no entity. What states no domain is in that of its project.
    func domains(_ query: ResolvedQuery) throws -> [Int64: String] {
        let asked = asked(query, "entities.id")
        var domains: [Int64: String] = [:]
        try RowStatement(
            database,
            """
            SELECT lineage, coalesce(
                (SELECT coalesce(domains.title, target_text) FROM edges
                  LEFT JOIN entities AS domains ON domains.id = target
                  WHERE owner = entities.id AND category = 'reference' AND name = 'domain' ORDER BY ordinal LIMIT 1),
                (SELECT coalesce(domains.title, its.target_text) FROM edges AS project
                  JOIN edges AS its ON its.owner = project.target
                  LEFT JOIN entities AS domains ON domains.id = its.target
                  WHERE project.owner = entities.id AND project.category = 'reference' AND project.name = 'project'
                    AND its.category = 'reference' AND its.name = 'domain'
                  ORDER BY project.ordinal, its.ordinal LIMIT 1))
            FROM entities WHERE id IN (\(asked.sql)) AND lineage IS NOT NULL
            """
        ).bind(asked.values).forEach { row in
            if let title = row.optionalText(1) { domains[row.int(0)] = title }
        }
        return domains
    }

    private func asked(
        _ query: ResolvedQuery, _ column: String
    ) -> (sql: String, values: [SQLFragment.Value]) {
        let select = QueryCompiler(resolved: query).statement().set(of: column)
        return (select.sql, select.values)
    }
}
