import GRDB
import VaultModel

/// Answers about entities as they are now.
struct EntityQueries {
    let database: Database

    /// Entities in the order that the filter asks for; those with equal keys by their paths.
    func list(_ filter: EntityFilter) throws -> [EntitySummary] {
        try summaries(ids: ids(filter))
    }

    /// The number of entities that the filter lets through, whatever its limit.
    func count(_ filter: EntityFilter) throws -> Int {
        let (condition, arguments) = Self.condition(filter)
        let sql = "SELECT count(*) FROM entities WHERE \(condition)"
        return try bind(sql, arguments).first { Int($0.int(0)) } ?? 0
    }

    private func ids(_ filter: EntityFilter) throws -> [Int64] {
        let (condition, arguments) = Self.condition(filter)
        var sql = """
            SELECT entities.id FROM entities
            JOIN files ON files.id = entities.id
            LEFT JOIN lineages ON lineages.id = entities.lineage
            WHERE \(condition) ORDER BY \(Self.order(filter.sort))
            """
        if let limit = filter.limit { sql += " LIMIT \(limit)" }
        var sortNames: [SQLValue] = []
        for key in filter.sort where Self.columns[key.name] == nil { sortNames += [.text(key.name), .text(key.name)] }
        var ids: [Int64] = []
        try bind(sql, arguments + sortNames).forEach { ids.append($0.int(0)) }
        return ids
    }

    // MARK: - SQL

    private enum SQLValue {
        case text(String)
    }

    private func bind(_ sql: String, _ values: [SQLValue]) throws -> RowStatement {
        let statement = try RowStatement(database, sql)
        for case .text(let value) in values { statement.bind(value) }
        return statement
    }

    private static func condition(_ filter: EntityFilter) -> (sql: String, arguments: [SQLValue]) {
        var parts: [String] = []
        var arguments: [SQLValue] = []
        func any(_ values: [String], of columns: String...) {
            guard !values.isEmpty else { return }
            let marks = values.map { _ in "?" }.joined(separator: ", ")
            parts.append("(" + columns.map { "\($0) IN (\(marks))" }.joined(separator: " OR ") + ")")
            for _ in columns { arguments += values.map(SQLValue.text) }
        }
        any(filter.kinds, of: "entities.kind")
        if !filter.excludedKinds.isEmpty {
            parts.append("entities.kind NOT IN (\(filter.excludedKinds.map { _ in "?" }.joined(separator: ", ")))")
            arguments += filter.excludedKinds.map(SQLValue.text)
        }
        if !filter.excludedGroups.isEmpty {
            let marks = filter.excludedGroups.map { _ in "?" }.joined(separator: ", ")
            parts.append("(entities.status_group IS NULL OR entities.status_group NOT IN (\(marks)))")
            arguments += filter.excludedGroups.map { .text($0.rawValue) }
        }
        any(filter.statuses, of: "entities.status_group", "entities.status")
        if !filter.tags.isEmpty {
            // A tag stands for the tags below it: `#home` for `#home/garden`.
            let tests = filter.tags.map { _ in "lower(name) = lower(?) OR lower(name) LIKE lower(?) || '/%'" }
            parts.append(
                "entities.id IN (SELECT entity FROM tags WHERE \(tests.joined(separator: " OR ")))")
            arguments += filter.tags.flatMap { [SQLValue.text($0), .text($0)] }
        }
        for field in filter.fields {
            let marks = field.values.map { _ in "?" }.joined(separator: ", ")
            parts.append(
                "entities.id IN (SELECT entity FROM fields WHERE name = ? AND text IN (\(marks)))")
            arguments += [.text(field.name)] + field.values.map(SQLValue.text)
        }
        for reference in filter.references {
            parts.append(
                """
                entities.id IN (SELECT owner FROM edges JOIN files AS targets ON targets.id = edges.target
                  WHERE edges.category = 'reference' AND edges.name = ? AND targets.path = ?)
                """)
            arguments += [.text(reference.name), .text(reference.path)]
        }
        return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), arguments)
    }

    private static let columns = [
        "title": "entities.title COLLATE NOCASE", "type": "entities.kind", "status": "entities.status",
        "path": "files.path", "id": "entities.identifier",
        "created": "coalesce(entities.stated_created, lineages.created_at)",
        "updated": "coalesce(entities.stated_updated, lineages.updated_at)",
    ]

    private static func order(_ keys: [EntityFilter.SortKey]) -> String {
        var parts: [String] = []
        for key in keys {
            let direction = key.isDescending ? "DESC" : "ASC"
            if let column = columns[key.name] {
                parts.append("\(column) IS NULL, \(column) \(direction)")
            } else {
                // What has no value comes last in either direction.
                let value = { (column: String) in
                    "(SELECT \(column) FROM fields WHERE entity = entities.id AND name = ?)"
                }
                parts.append("\(value("coalesce(number, text)")) \(direction) NULLS LAST")
                parts.append("\(value("text")) \(direction) NULLS LAST")
            }
        }
        if keys.isEmpty { parts.append("coalesce(entities.stated_updated, lineages.updated_at) DESC NULLS LAST") }
        return (parts + ["files.path"]).joined(separator: ", ")
    }

    // MARK: - Summaries

    /// The entity at a path; nil where there is none.
    func summary(at path: String) throws -> EntitySummary? {
        let id = try RowStatement(
            database, "SELECT entities.id FROM entities JOIN files USING (id) WHERE path = ?"
        ).bind(path).first { $0.int(0) }
        return try summaries(ids: id.map { [$0] } ?? []).first
    }

    /// The entities of these rows, in the same order.
    func summaries(ids: [Int64]) throws -> [EntitySummary] {
        let select = try RowStatement(
            database,
            """
            SELECT entities.identifier, is_explicit, kind, title, files.path, status, status_group,
              coalesce(stated_created, created_at), coalesce(stated_updated, updated_at)
            FROM entities JOIN files ON files.id = entities.id LEFT JOIN lineages ON lineages.id = entities.lineage
            WHERE entities.id = ?
            """)
        let tags = try RowStatement(database, "SELECT name FROM tags WHERE entity = ? ORDER BY name")
        let fields = try RowStatement(database, "SELECT name, value FROM fields WHERE entity = ? ORDER BY ordinal")
        let shortener = try IdentifierShortener(database: database, expectedCount: ids.count)
        let diagnostics = DiagnosticQueries(database: database, schema: .builtIn)
        return try ids.compactMap { id in
            var summary = try select.bind(id).first { row in
                EntitySummary(
                    id: row.text(0), shortID: row.bool(1) ? "" : row.text(0), type: row.text(2), title: row.text(3),
                    path: row.text(4), status: row.optionalText(5),
                    statusGroup: row.optionalText(6).flatMap(StatusGroup.init), tags: [], fields: [],
                    createdAt: row.optionalInt(7), updatedAt: row.optionalInt(8), diagnostics: [])
            }
            if summary?.shortID == "", let whole = summary?.id { summary?.shortID = try shortener.shortest(whole) }
            try tags.bind(id).forEach { summary?.tags.append($0.text(0)) }
            try fields.bind(id).forEach { row in
                guard !EntitySummary.ownKeys.contains(row.text(0)), let value = FieldValue(json: row.text(1)) else {
                    return
                }
                summary?.fields.append(EntityField(name: row.text(0), value: value))
            }
            if let path = summary?.path { summary?.diagnostics = try diagnostics.ofFile(id, path: path) }
            return summary
        }
    }
}

/// Finds the shortest prefix of an id that no other has.
struct IdentifierShortener {
    /// Shorter ones would be unique only until tomorrow.
    private static let minimumLength = 4
    /// From one in so many on, it is faster to go through all ids once than to look up the neighbours of each.
    private static let scanShare = 16

    private let previous: RowStatement
    private let next: RowStatement
    /// The lengths of the prefixes of all ids; nil where each is looked up.
    private var lengths: [String: Int]?

    init(database: Database, expectedCount: Int = 1) throws {
        previous = try RowStatement(
            database, "SELECT max(identifier) FROM entities WHERE is_explicit AND identifier < ?")
        next = try RowStatement(
            database, "SELECT min(identifier) FROM entities WHERE is_explicit AND identifier > ?")
        let last = try RowStatement(database, "SELECT max(id) FROM entities").first { Int($0.int(0)) } ?? 0
        if expectedCount > 1, expectedCount >= last / Self.scanShare { lengths = try Self.lengths(database) }
    }

    private static func lengths(_ database: Database) throws -> [String: Int] {
        var lengths: [String: Int] = [:]
        var last: String?
        try RowStatement(
            database, "SELECT DISTINCT identifier FROM entities WHERE is_explicit ORDER BY identifier"
        ).forEach { row in
            let identifier = row.text(0)
            var length = minimumLength
            if let last {
                length = max(length, sharedLength(identifier, last) + 1)
                if let known = lengths[last], known < length { lengths[last] = length }
            }
            lengths[identifier] = length
            last = identifier
        }
        return lengths
    }

    /// The shortest prefix of an explicit id; a path stays whole.
    func shortestIfExplicit(_ identifier: String) throws -> String {
        identifier.contains("/") || VaultPath.isMarkdown(identifier) ? identifier : try shortest(identifier)
    }

    func shortest(_ identifier: String) throws -> String {
        if let length = lengths?[identifier] { return String(identifier.prefix(length)) }
        var length = Self.minimumLength
        for neighbour in [
            try previous.bind(identifier).first { $0.optionalText(0) },
            try next.bind(identifier).first { $0.optionalText(0) },
        ] {
            guard let neighbour = neighbour ?? nil else { continue }
            length = max(length, Self.sharedLength(identifier, neighbour) + 1)
        }
        return String(identifier.prefix(length))
    }

    /// How many characters two ids begin with together.
    private static func sharedLength(_ first: String, _ second: String) -> Int {
        zip(first, second).prefix { $0 == $1 }.count
    }
}
