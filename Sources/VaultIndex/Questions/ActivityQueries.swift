import GRDB
import GitStore
import VaultModel

/// Answers about what happened.
package struct ActivityQueries {
    let database: Database

    /// One page of the feed: the newest first, by commit in topological order, then by commit time; only of the entities that a
    /// query is of, where there is one.
    package func page(_ filter: ActivityFilter, where query: ResolvedQuery? = nil) throws -> ActivityPage {
        var condition = Self.condition(filter)
        if let query {
            let select = QueryCompiler(resolved: query).statement().set(of: "entities.lineage")
            condition.parts.append("activities.lineage IN (\(select.sql))")
            condition.values += select.values
        }
        var sql = """
            SELECT activities.id, action, kind, title, path, at, lines_added, lines_removed, lineage,
              commits.oid, users.user, agent, session, via, operation
            \(Self.from) WHERE \(condition.sql)
            ORDER BY activities.rank DESC, activities.position DESC, activities.id
            """
        if let limit = filter.limit {
            let (before, isBeyond) = (max(filter.page, 1) - 1).multipliedReportingOverflow(by: limit)
            sql += " LIMIT \(limit) OFFSET \(isBeyond ? Int.max : before)"
        } else if filter.page > 1 {
            sql += " LIMIT 0"
        }
        let activities = try activities(condition.bind(to: RowStatement(database, sql)))
        let isAll = filter.limit == nil && filter.page <= 1
        return ActivityPage(
            activities: activities, total: try isAll ? activities.count : count(condition), page: filter.page,
            limit: filter.limit)
    }

    private func count(_ condition: Condition) throws -> Int {
        let from = condition.asksForCommits ? Self.from : "FROM activities"
        return try condition.bind(to: RowStatement(database, "SELECT count(*) \(from) WHERE \(condition.sql)"))
            .first { Int($0.int(0)) } ?? 0
    }

    /// The commits that the index has from a place of its history on, counted from 0, in the order in which they entered it: parents
    /// before children. As long as the head only moves on, those that were there keep their places.
    package func commits(from position: Int64) throws -> [ObjectID] {
        var commits: [ObjectID] = []
        try RowStatement(
            database, "SELECT oid FROM commits WHERE position >= ? AND oid IS NOT NULL ORDER BY position"
        ).bind(position).forEach { row in
            if let id = row.objectID(0) { commits.append(id) }
        }
        return commits
    }

    /// The kinds that entities have or had, in order.
    package func kinds() throws -> [String] {
        try RowStatement(database, "SELECT DISTINCT kind FROM activities ORDER BY 1").allTexts()
    }

    /// The names of all front matter fields whose changes the history tells, in order. Reads every change.
    package func fieldNames() throws -> [String] {
        try RowStatement(database, "SELECT DISTINCT field FROM changes ORDER BY field").allTexts()
            .filter { !QueryKey.historyNames.contains($0) }
    }

    /// True where some change was of a field.
    package func hasChange(of field: String) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM changes WHERE field = ? LIMIT 1").bind(field).hasRow()
    }

    private static let from = """
        FROM activities JOIN commits ON commits.position = activities.position
        LEFT JOIN authors AS users ON users.id = commits.author
        """

    private struct Condition {
        var parts: [String] = []
        var values: [SQLFragment.Value] = []
        /// True where it is of more than the activities themselves.
        var asksForCommits = false

        var sql: String { parts.isEmpty ? "1" : parts.joined(separator: " AND ") }

        mutating func add(_ sql: String, _ values: SQLFragment.Value...) {
            parts.append(sql)
            self.values += values
        }

        func bind(to statement: RowStatement) -> RowStatement { statement.bind(values) }
    }

    private static func condition(_ filter: ActivityFilter) -> Condition {
        var condition = Condition()
        func any(_ column: String, _ values: [String]) {
            guard !values.isEmpty else { return }
            condition.parts.append("\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
            condition.values += values.map { .text($0) }
        }
        any("activities.kind", filter.kinds)
        if !filter.events.isEmpty {
            let events = SQLFragment.any(
                filter.events.map { event in
                    .all(
                        (event.kind.map { [.in("activities.kind", [$0])] } ?? [])
                            + (event.action.map { [.in("activities.action", [$0.rawValue])] } ?? []))
                })
            condition.parts.append(events.sql)
            condition.values += events.values
        }
        any("users.user", filter.users)
        let signatures = [
            filter.agents.map { QueryCompiler.isSigned(by: $0.text, path: $0.path) },
            filter.sessions.map(QueryCompiler.isOf),
        ]
        for alternatives in signatures where !alternatives.isEmpty {
            let signature = SQLFragment.any(alternatives)
            condition.parts.append(signature.sql)
            condition.values += signature.values
        }
        condition.asksForCommits = !filter.users.isEmpty || signatures.contains { !$0.isEmpty }
        if !filter.entities.isEmpty {
            let lineages = filter.entities.map { String($0.lineage ?? -1) }.joined(separator: ", ")
            condition.parts.append("activities.lineage IN (\(lineages))")
        }
        if let position = filter.position {
            // The activities of a commit follow those of the ones before it.
            condition.add(
                "activities.id >= (SELECT first_activity FROM commits WHERE position = ?)", .integer(position))
        }
        if filter.isUncommitted { condition.parts.append("activities.rank = \(HistoryStack.rankOfWorkTree)") }
        if let since = filter.since { condition.add("activities.at >= ?", .integer(since)) }
        if let until = filter.until { condition.add("activities.at < ?", .integer(until)) }
        if !filter.fields.isEmpty {
            let isChanged = SQLFragment.in("field", filter.fields)
                .wrapped("EXISTS (SELECT 1 FROM changes WHERE activity = activities.id AND ", ")")
            let body = SQLFragment("activities.lines_added IS NOT NULL")
            let alternatives = SQLFragment.any([isChanged] + (filter.fields.contains("body") ? [body] : []))
            condition.parts.append(alternatives.sql)
            condition.values += alternatives.values
        }
        return condition
    }

    private func activities(_ select: RowStatement) throws -> [Activity] {
        var rows: [(id: Int64, lineage: Int64, activity: Activity)] = []
        try select.forEach { row in
            let activity = Activity(
                action: Action(rawValue: row.text(1)) ?? .updated, entityType: row.text(2), entityID: "",
                title: row.text(3), path: row.text(4), userID: row.optionalText(10), agentID: row.optionalText(11),
                sessionID: row.optionalText(12), via: row.optionalText(13), operationID: row.optionalText(14),
                commit: row.objectID(9)?.description ?? Activity.uncommitted, createdAt: row.int(5), changes: [],
                body: row.optionalInt(6).map { BodyChange(added: Int($0), removed: Int(row.int(7))) })
            rows.append((row.int(0), row.int(8), activity))
        }
        let changes = try RowStatement(
            database, "SELECT field, before, after FROM changes WHERE activity = ? ORDER BY ordinal")
        let lineages = LineageQueries(database: database)
        var identifiers: [Int64: String] = [:]
        return try rows.map { row in
            var activity = row.activity
            let known = try identifiers[row.lineage] ?? lineages.identifier(of: row.lineage)
            identifiers[row.lineage] = known
            activity.entityID = known
            try changes.bind(row.id).forEach { change in
                activity.changes.append(
                    FieldChange(
                        field: change.text(0), before: change.optionalText(1).flatMap { FieldValue(json: $0) },
                        after: change.optionalText(2).flatMap { FieldValue(json: $0) }))
            }
            return activity
        }
    }
}
