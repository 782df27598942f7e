import GRDB
import VaultModel

/// Answers about how entities are connected.
package struct GraphQueries {
    let database: Database

    /// Every connection that has the file at one of its ends, in the order of the files that state them.
    package func connections(of path: String) throws -> [Connection] {
        try connections(
            "edges.source = (SELECT id FROM files WHERE path = ?1) OR edges.target = (SELECT id FROM files WHERE path = ?1)"
        ) { _ = $0.bind(path) }
    }

    /// Every connection of the vault, in the order of the files that state them.
    package func all() throws -> [Connection] { try connections("1") }

    /// The connections of these rows.
    func connections(numbers: [Int64]) throws -> [Connection] {
        numbers.isEmpty
            ? [] : try connections("edges.id IN (\(numbers.map(String.init).joined(separator: ", ")))")
    }

    /// The connections between the entities that are at most `depth` steps from one, in either direction.
    package func neighbourhood(of path: String, depth: Int) throws -> [Connection] {
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
        return try connections("edges.source IN (\(members)) AND edges.target IN (\(members))")
    }

    /// The shortest chain of connections from one file to another, whatever their directions; nil where there is none.
    package func path(from start: String, to end: String) throws -> [Connection]? {
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
            let pair = "(edges.source = ?1 AND edges.target = ?2 OR edges.source = ?2 AND edges.target = ?1)"
            if let step = try connections(pair, { _ = $0.bind(before).bind(node) }).first { steps.append(step) }
            node = before
        }
        return steps.reversed()
    }

    /// The paths of what waits directly for the entity at a path, done or not, each once, in order; but for what only the file at the
    /// path `owner` says.
    package func dependents(of path: String, statedElsewhereThan owner: String) throws -> [String] {
        func step(_ from: String, _ to: String, _ name: String) -> String {
            """
            SELECT \(to) FROM edges WHERE \(from) = (SELECT id FROM files WHERE path = ?1) AND category = 'relation'
              AND name = '\(name)' AND owner IS NOT (SELECT id FROM files WHERE path = ?2)
            """
        }
        return try RowStatement(
            database,
            """
            SELECT path FROM files
            WHERE id IN (\(step("target", "source", "depends_on")) UNION \(step("source", "target", "blocks"))) ORDER BY path
            """
        ).bind(path).bind(owner).allTexts()
    }

    /// The titles of the open and paused things that wait for something directly, by its path; one for each of them, in order.
    package func openDependents() throws -> [ExactText: [String]] {
        var dependents: [ExactText: [String]] = [:]
        try RowStatement(
            database,
            """
            WITH \(QueryCompiler.steps)
            SELECT DISTINCT first.path, waiting.title, waiting.path FROM steps JOIN entities AS first ON first.id = prerequisite
            JOIN entities AS waiting ON waiting.id = dependent WHERE waiting.status_group IN ('open', 'paused')
            ORDER BY waiting.title, waiting.path
            """
        ).forEach { dependents[ExactText($0.text(0)), default: []].append($0.text(1)) }
        return dependents
    }

    /// What is named and does not exist, what is named most often first. Paths that lead to one place are one target, by the
    /// shortest of them. Of what may be in a folder that cannot be looked at, nobody knows whether it exists.
    package func wanted() throws -> [WantedTarget] {
        var targets: [String: WantedTarget] = [:]
        let unseen = try UnseenPlaces(database: database)
        let unseenKeys = try unseen.keys()
        func missing(_ end: String) -> String {
            """
            SELECT \(end)_text, is_path, files.path AS path, line, column, ordinal
            FROM edges JOIN files ON files.id = edges.owner WHERE \(end) IS NULL AND \(end)_candidates = 0
            """
        }
        try RowStatement(
            database, "\(missing("target")) UNION ALL \(missing("source")) ORDER BY path, ordinal"
        ).forEach { row in
            let (text, path) = (row.text(0), row.text(2))
            if !unseen.isEmpty {
                let places = ["", VaultPath.folder(of: path)].compactMap { VaultPath.resolve(text, from: $0) }
                if unseenKeys.contains(NameKey.key(text)) || places.contains(where: unseen.contain) { return }
            }
            let key = Self.wantedKey(text, isPath: row.bool(1), in: VaultPath.folder(of: path))
            let place = row.bool(1) ? VaultPath.resolve(text, from: VaultPath.folder(of: path)) : nil
            var target = targets[key] ?? WantedTarget(text: text, target: place ?? text, places: [])
            if text.utf8.count < target.text.utf8.count { (target.text, target.target) = (text, place ?? text) }
            target.places.append(.init(path: path, line: Int(row.int(3)), column: Int(row.int(4))))
            targets[key] = target
        }
        return targets.sorted { first, second in
            let (one, other) = (first.value, second.value)
            return (other.places.count, one.text, first.key) < (one.places.count, other.text, second.key)
        }.map(\.value)
    }

    /// True where files name something by this text that does not exist.
    package func isWanted(_ text: String) throws -> Bool {
        try RowStatement(
            database,
            """
            SELECT 1 FROM edges WHERE target_key = ?1 AND target IS NULL AND target_candidates = 0
            UNION ALL SELECT 1 FROM edges WHERE source_key = ?1 AND source IS NULL AND source_candidates = 0 LIMIT 1
            """
        ).bind(NameKey.key(text)).hasRow()
    }

    /// Every link that names something of the entity that it leads to, those to one file behind each other.
    package func anchoredLinks() throws -> [AnchoredLink] {
        var links: [AnchoredLink] = []
        try RowStatement(
            database,
            """
            SELECT owners.path, line, column, anchor, targets.path FROM edges
            JOIN files AS owners ON owners.id = owner JOIN entities AS targets ON targets.id = target
            WHERE anchor IS NOT NULL ORDER BY target
            """
        ).forEach { row in
            links.append(
                AnchoredLink(
                    path: row.text(0), line: Int(row.int(1)), column: Int(row.int(2)), anchor: row.text(3),
                    target: row.text(4)))
        }
        return links
    }

    /// What texts that name one thing have in common.
    private static func wantedKey(_ text: String, isPath: Bool, in folder: Substring) -> String {
        let folded = NameKey.fold(text)
        let place = isPath ? VaultPath.resolve(folded, from: NameKey.fold(String(folder))) : nil
        return VaultPath.withoutSuffix(place ?? folded)
    }

    /// What is connected to a file, sorted by the bytes of the paths.
    private func neighbours(of node: Int64) throws -> [Int64] {
        var found: [Int64] = []
        try RowStatement(
            database,
            """
            SELECT id FROM (
              SELECT target AS id FROM edges WHERE source = ?1 AND target IS NOT NULL UNION
              SELECT source FROM edges WHERE target = ?1 AND source IS NOT NULL
            ) JOIN files USING (id) ORDER BY path
            """
        ).bind(node).forEach { found.append($0.int(0)) }
        return found
    }

    /// `bind` binds the parameters of the condition.
    private func connections(_ condition: String, _ bind: (RowStatement) -> Void = { _ in }) throws -> [Connection] {
        let select = try RowStatement(
            database,
            """
            SELECT edges.category, edges.name, owners.path, edges.line, edges.column,
              iif(0 IN (ifnull(edges.source_candidates, 1), ifnull(edges.target_candidates, 1)), 0,
                max(ifnull(edges.source_candidates, 1), ifnull(edges.target_candidates, 1))),
              edges.source_text, s.identifier, s.kind, s.title, sf.path, s.status,
              edges.target_text, t.identifier, t.kind, t.title, tf.path, t.status,
              iif(edges.category = 'relation', (SELECT front_matter ->> '$.note' FROM documents JOIN entities ON entities.id = entity
                WHERE entity = edges.owner AND entities.kind = '\(KindRole.relationship.kind)'), NULL)
            FROM edges JOIN files AS owners ON owners.id = edges.owner
            LEFT JOIN entities AS s ON s.id = edges.source LEFT JOIN files AS sf ON sf.id = edges.source
            LEFT JOIN entities AS t ON t.id = edges.target LEFT JOIN files AS tf ON tf.id = edges.target
            WHERE \(condition) ORDER BY owners.path, edges.ordinal
            """)
        bind(select)
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
                    candidates: Int(row.int(5)), note: row.optionalText(18)))
        }
        return found
    }
}
