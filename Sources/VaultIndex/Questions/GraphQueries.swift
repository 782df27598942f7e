import GRDB
import VaultModel

/// Answers about how entities are connected.
struct GraphQueries {
    let database: Database

    /// Every connection that has the file at one of its ends, in the order of the files that state them.
    func connections(of path: String) throws -> [Connection] {
        try connections(
            "edges.source = (SELECT id FROM files WHERE path = ?1) OR edges.target = (SELECT id FROM files WHERE path = ?1)",
            path)
    }

    /// Every connection of the vault.
    func all() throws -> [Connection] { try connections("1", nil) }

    /// The connections of these rows.
    func connections(numbers: [Int64]) throws -> [Connection] {
        numbers.isEmpty
            ? [] : try connections("edges.id IN (\(numbers.map(String.init).joined(separator: ", ")))", nil)
    }

    /// The connections between the entities that are at most `depth` steps from one, in either direction.
    func neighbourhood(of path: String, depth: Int) throws -> [Connection] {
        guard
            let start = try RowStatement(database, "SELECT id FROM files WHERE path = ?").bind(path).first({ $0.int(0) }
            )
        else { return [] }
        var near: Set<Int64> = [start]
        var frontier = near
        for _ in 0..<max(depth, 0) where !frontier.isEmpty {
            var next: Set<Int64> = []
            for node in frontier { next.formUnion(try neighbours(of: node)) }
            frontier = next.subtracting(near)
            near.formUnion(frontier)
        }
        let members = near.sorted().map(String.init).joined(separator: ", ")
        return try connections("edges.source IN (\(members)) AND edges.target IN (\(members))", nil)
    }

    /// The shortest chain of connections from one file to another, whatever their directions; nil where there is none.
    func path(from start: String, to end: String) throws -> [Connection]? {
        let file = try RowStatement(database, "SELECT id FROM files WHERE path = ?")
        guard let first = try file.bind(start).first({ $0.int(0) }), let last = try file.bind(end).first({ $0.int(0) })
        else { return nil }
        var previous: [Int64: Int64] = [first: first]
        var frontier = [first]
        while !frontier.isEmpty, previous[last] == nil {
            var next: [Int64] = []
            for node in frontier {
                for neighbour in try neighbours(of: node) where previous[neighbour] == nil {
                    previous[neighbour] = node
                    next.append(neighbour)
                }
            }
            frontier = next
        }
        guard previous[last] != nil else { return nil }
        var steps: [Connection] = []
        var node = last
        while node != first, let before = previous[node] {
            let pair =
                "(edges.source = \(before) AND edges.target = \(node) OR edges.source = \(node) AND edges.target = \(before))"
            if let step = try connections(pair, nil).first { steps.append(step) }
            node = before
        }
        return steps.reversed()
    }

    /// The titles of the open and paused things that wait for something directly, by its path.
    func openDependents() throws -> [ExactText: Set<String>] {
        var dependents: [ExactText: Set<String>] = [:]
        try RowStatement(
            database,
            """
            WITH \(QueryCompiler.steps)
            SELECT first.path, waiting.title FROM steps JOIN entities AS first ON first.id = prerequisite
            JOIN entities AS waiting ON waiting.id = dependent WHERE waiting.status_group IN ('open', 'paused')
            """
        ).forEach { dependents[ExactText($0.text(0)), default: []].insert($0.text(1)) }
        return dependents
    }

    /// The link targets that do not exist, those that are named most often first.
    func wanted() throws -> [WantedTarget] {
        var order: [String] = []
        var targets: [String: WantedTarget] = [:]
        try RowStatement(
            database,
            """
            SELECT target_text, files.path, line, column FROM edges JOIN files ON files.id = edges.owner
            WHERE target IS NULL AND target_candidates = 0 ORDER BY files.path, ordinal
            """
        ).forEach { row in
            let key = NameKey.fold(row.text(0))
            if targets[key] == nil {
                order.append(key)
                targets[key] = WantedTarget(text: row.text(0), places: [])
            }
            targets[key]?.places.append(.init(path: row.text(1), line: Int(row.int(2)), column: Int(row.int(3))))
        }
        return order.compactMap { targets[$0] }.sorted { ($1.places.count, $0.text) < ($0.places.count, $1.text) }
    }

    private func neighbours(of node: Int64) throws -> [Int64] {
        var found: [Int64] = []
        try RowStatement(
            database,
            """
            SELECT target FROM edges WHERE source = ?1 AND target IS NOT NULL UNION
            SELECT source FROM edges WHERE target = ?1 AND source IS NOT NULL ORDER BY 1
            """
        ).bind(node).forEach { found.append($0.int(0)) }
        return found
    }

    private func connections(_ condition: String, _ text: String?) throws -> [Connection] {
        let select = try RowStatement(
            database,
            """
            SELECT edges.category, edges.name, owners.path, edges.line, edges.column,
              coalesce(edges.target_candidates, edges.source_candidates, 1),
              edges.source_text, s.identifier, s.kind, s.title, sf.path, s.status,
              edges.target_text, t.identifier, t.kind, t.title, tf.path, t.status
            FROM edges JOIN files AS owners ON owners.id = edges.owner
            LEFT JOIN entities AS s ON s.id = edges.source LEFT JOIN files AS sf ON sf.id = edges.source
            LEFT JOIN entities AS t ON t.id = edges.target LEFT JOIN files AS tf ON tf.id = edges.target
            WHERE \(condition) ORDER BY owners.path, edges.ordinal
            """)
        if let text { select.bind(text) }
        var found: [Connection] = []
        try select.forEach { row in
            func end(_ column: Int32) -> Connection.End {
                let path = row.optionalText(column + 4)
                return Connection.End(
                    id: row.optionalText(column + 1) ?? path, type: row.optionalText(column + 2),
                    title: row.optionalText(column + 3) ?? path ?? row.text(column), path: path,
                    status: row.optionalText(column + 5))
            }
            found.append(
                Connection(
                    category: Edge.Category(rawValue: row.text(0)) ?? .link, name: row.text(1), source: end(6),
                    target: end(12), path: row.text(2), line: Int(row.int(3)), column: Int(row.int(4)),
                    candidates: Int(row.int(5))))
        }
        return found
    }
}
