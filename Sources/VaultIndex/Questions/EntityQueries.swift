import GRDB
import VaultModel

/// Answers about entities as they are now.
package struct EntityQueries {
    let database: Database

    /// The entities that a query is of, in its order; those with equal keys by their paths.
    package func list(_ query: ResolvedQuery) throws -> [EntitySummary] {
        try summaries(ids: ids(query))
    }

    /// The number of entities that a query is of, whatever its limit.
    package func count(_ query: ResolvedQuery) throws -> Int {
        let select = QueryCompiler(resolved: query).statement().select("count(*)", isOrdered: false)
        return try RowStatement(database, select.sql).bind(select.values).first { Int($0.int(0)) } ?? 0
    }

    /// The files of the entities that a query is of, in its order.
    package func paths(_ query: ResolvedQuery) throws -> [String] {
        let select = QueryCompiler(resolved: query).statement().select("entities.path")
        return try RowStatement(database, select.sql).bind(select.values).allTexts()
    }

    /// Since when each entity of a query has the status that it has, by its path, in seconds since 1970, UTC; what has none, or
    /// came to be nobody knows when, is left out.
    package func statusTimes(_ query: ResolvedQuery) throws -> [ExactText: Int64] {
        let compiler = QueryCompiler(resolved: query)
        let (since, asked) = (compiler.statusChanged, compiler.statement().set(of: "entities.id"))
        var times: [ExactText: Int64] = [:]
        try RowStatement(database, "SELECT path, \(since.sql) FROM entities WHERE id IN (\(asked.sql))")
            .bind(since.values + asked.values).forEach { row in
                if let time = row.optionalInt(1) { times[ExactText(row.text(0))] = time }
            }
        return times
    }

    /// The rows of the entities that a query is of, in its order.
    func ids(_ query: ResolvedQuery) throws -> [Int64] {
        let select = QueryCompiler(resolved: query).statement().select("entities.id")
        var ids: [Int64] = []
        try RowStatement(database, select.sql).bind(select.values).forEach { ids.append($0.int(0)) }
        return ids
    }

    /// The kinds of what states a value in a field, or stated it once: a text, or what begins with the text before a `*`.
    package func kinds(stating value: String, in field: String) throws -> Set<String> {
        let isPrefix = value.hasSuffix("*")
        let text = isPrefix ? String(value.dropLast()) : value
        let stating =
            field == "status"
            ? QueryCompiler.matches("status", QueryPattern(text: text, isPrefix: isPrefix))
                .wrapped("SELECT DISTINCT kind FROM entities WHERE ", "")
            : SQLFragment.all([
                SQLFragment("name = ?", .text(field)),
                QueryCompiler.matches("text", QueryPattern(text: NameKey.fold(text), isPrefix: isPrefix)),
            ]).wrapped("SELECT DISTINCT kind FROM entities WHERE id IN (SELECT entity FROM fields WHERE ", ")")
        var kinds: Set<String> = []
        try RowStatement(database, stating.sql).bind(stating.values).forEach { kinds.insert($0.text(0)) }
        let json = FieldValue.string(value).json
        try RowStatement(
            database,
            """
            SELECT DISTINCT kind FROM changes JOIN activities ON activities.id = activity
            WHERE field = ? AND (before = ? OR after = ?)
            """
        ).bind(field).bind(json).bind(json).forEach { kinds.insert($0.text(0)) }
        return kinds
    }

    /// How many entities of a query have each combination of values, the greatest number first. An entity with several values
    /// of a field counts for each of them. A field has `field.` before its name.
    ///
    /// - Throws: `QueryError` where there are too many combinations, and what the database throws.
    package func tally(_ query: ResolvedQuery, by names: [String]) throws -> [QueryTally] {
        try TallyQueries(database: database, query: query).tally(by: names)
    }

    /// The names of all front matter fields that are in use, in order.
    package func fieldNames() throws -> [String] {
        // From one name to the next: there are few of them in many rows.
        try RowStatement(
            database,
            """
            WITH RECURSIVE names(name) AS (
              SELECT min(name) FROM fields UNION ALL
              SELECT (SELECT min(name) FROM fields WHERE name > names.name) FROM names WHERE name IS NOT NULL)
            SELECT name FROM names WHERE name IS NOT NULL
            """
        ).allTexts()
    }

    /// Whether some entity states when it was changed last by a time that is bound to no offset and no zone.
    package func hasLocalUpdates() throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM entities WHERE is_updated_local LIMIT 1").hasRow()
    }

    // MARK: - Summaries

    /// The entity at a path; nil where there is none.
    package func summary(at path: String) throws -> EntitySummary? {
        let id = try RowStatement(
            database, "SELECT id FROM entities WHERE id = (SELECT id FROM files WHERE path = ?)"
        ).bind(path).first { $0.int(0) }
        return try summaries(ids: id.map { [$0] } ?? []).first
    }

    /// What an entity says in front of its body, an entity that cannot be read by its last version that could be; nil where none is at
    /// the path.
    package func lastContent(at path: String) throws -> EntityContent? {
        try RowStatement(
            database,
            """
            SELECT front_matter, CASE WHEN is_explicit THEN identifier END
            FROM documents JOIN entities ON entities.id = documents.entity
            WHERE entity = (SELECT id FROM files WHERE path = ?)
            """
        ).bind(path).first { EntityContent(fields: $0.fields(0), identifier: $0.optionalText(1)) }
    }

    /// Rows so near to each other are read in one go, with those between them; others are looked up by themselves.
    private static let greatestGap: Int64 = 8

    /// The entities of these rows, in the same order.
    func summaries(ids: [Int64]) throws -> [EntitySummary] {
        var summaries: [EntitySummary?] = Array(repeating: nil, count: ids.count)
        /// The rows in their own order, each with its place in the result.
        let rows = ids.enumerated().map { (id: $1, place: $0) }.sorted { $0.id < $1.id }
        let ranges = Self.ranges(rows.map(\.id))
        /// Reads what is kept of the entities in the column `key`, the first one of the rows, each entity's in an order of its own.
        func forEachRow(_ sql: String, _ key: String, _ order: String, _ read: (Int, RowColumns) throws -> Void)
            throws
        {
            let some = try RowStatement(database, "\(sql) WHERE \(key) BETWEEN ? AND ? ORDER BY \(key)\(order)")
            var next = 0
            for range in ranges {
                try some.bind(range.lowerBound).bind(range.upperBound).forEach { row in
                    let id = row.int(0)
                    while next < rows.count, rows[next].id < id { next += 1 }
                    if next < rows.count, rows[next].id == id { try read(rows[next].place, row) }
                }
            }
        }
        let shortener = try IdentifierShortener(database: database, expectedCount: ids.count)
        try forEachRow(Self.entityColumns, "id", "") { place, row in
            let whole = row.text(1)
            summaries[place] = EntitySummary(
                id: whole, shortID: row.bool(2) ? try shortener.shortest(whole, row: row.int(0)) : whole,
                type: row.text(3),
                title: row.text(4), path: row.text(5), status: row.optionalText(6),
                statusGroup: row.optionalText(7).flatMap(StatusGroup.init), tags: [],
                fields: Self.fields(row, kind: row.text(3)),
                createdAt: row.optionalInt(8), updatedAt: row.optionalInt(9), diagnostics: [])
        }
        try forEachRow("SELECT entity, name FROM tags", "entity", ", name") { place, row in
            summaries[place]?.tags.append(row.text(1))
        }
        let diagnostics = "SELECT file, code, message, line, column FROM diagnostics"
        try forEachRow(diagnostics, "file", ", ordinal") { place, row in
            guard let path = summaries[place]?.path else { return }
            summaries[place]?.diagnostics += DiagnosticQueries.diagnostic(row, path: path).map { [$0] } ?? []
        }
        return summaries.compactMap { $0 }
    }

    /// The front matter without what a summary states elsewhere. What has the name of no kind for its type is a note that has a
    /// field of that name.
    private static func fields(_ row: RowColumns, kind: String) -> [EntityField] {
        guard kind == Entity.kindOfOthers else { return row.fields(10, except: EntitySummary.ownKeys) }
        return row.fields(10, except: EntitySummary.ownKeys.filter { $0 != "type" }).filter { field in
            field.name != "type" || field.value.text.map { $0 != kind } ?? (field.value != .null)
        }
    }

    /// The ranges that ids in ascending order make.
    private static func ranges(_ ids: [Int64]) -> [ClosedRange<Int64>] {
        var ranges: [ClosedRange<Int64>] = []
        for id in ids {
            if let last = ranges.last, id - last.upperBound <= greatestGap {
                ranges[ranges.count - 1] = last.lowerBound...id
            } else {
                ranges.append(id...id)
            }
        }
        return ranges
    }

    private static let entityColumns = """
        SELECT id, identifier, is_explicit, kind, title, path, status, status_group, \(QueryCompiler.created),
          \(QueryCompiler.updated), front_matter
        FROM entities JOIN documents ON documents.entity = entities.id
        """
}
