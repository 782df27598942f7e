import GRDB
import VaultModel

/// Answers about what comes back: each has an id that follows from the one of what was done before it.
package struct SeriesQueries {
    let database: Database

    private static let comesBack =
        "entities.id IN (SELECT entity FROM fields WHERE name = 'recurrence' AND text IS NOT NULL)"

    /// The paths, in their order, of what is done and says that it comes back, while nothing has or ever had the id of the next.
    package func completedWithoutNext() throws -> [String] {
        var done: [(path: String, identifier: String, lineage: Int64?)] = []
        try RowStatement(
            database,
            """
            SELECT path, identifier, lineage FROM entities
            WHERE status_group = 'done' AND NOT is_malformed AND \(Self.comesBack) ORDER BY path
            """
        ).forEach { done.append(($0.text(0), $0.text(1), $0.optionalInt(2))) }
        let paths = try RowStatement(database, "SELECT DISTINCT path FROM occupancies WHERE lineage = ?")
        return try done.filter { entity in
            if try isKnown(Identifier.successor(of: entity.identifier)) { return false }
            // What had no id when it was done was its path then.
            let former = try entity.lineage.map { try paths.bind($0).allTexts() } ?? []
            return try !former.contains { try isKnown(Identifier.successor(of: $0)) }
        }.map(\.path)
    }

    /// The paths, in their order, of what else comes back by the rule of an entity, is of its kind and has its title, and states a day in a
    /// field: its next, whoever has written it.
    package func namesakes(of path: String, on day: CalendarDate, in field: String) throws -> [String] {
        var found: [(path: String, title: String)] = []
        let own = try RowStatement(
            database, "SELECT title FROM entities WHERE id = (SELECT id FROM files WHERE path = ?)"
        )
        .bind(path).first { NameKey.fold($0.text(0)) }
        guard let own else { return [] }
        let onDay = SQLFragment.begins("text", with: day.formatted)
        let condition = SQLFragment.all([
            SQLFragment("path <> ?", .text(path)), SQLFragment("NOT is_malformed"),
            SQLFragment("kind = (SELECT kind FROM itself)"),
            SQLFragment.all([SQLFragment("name = ?", .text(field)), onDay])
                .wrapped("entities.id IN (SELECT entity FROM fields WHERE ", ")"),
            SQLFragment(
                """
                EXISTS (SELECT 1 FROM fields AS rule JOIN fields AS other USING (name, text)
                  WHERE name = 'recurrence' AND rule.entity = (SELECT id FROM itself) AND other.entity = entities.id)
                """),
        ])
        try RowStatement(
            database,
            """
            WITH itself AS (SELECT id, kind FROM entities WHERE id = (SELECT id FROM files WHERE path = ?))
            SELECT path, title FROM entities WHERE \(condition.sql) ORDER BY path
            """
        ).bind(path).bind(condition.values).forEach { found.append(($0.text(0), $0.text(1))) }
        return found.filter { NameKey.fold($0.title) == own }.map(\.path)
    }

    /// The paths of what says that it comes back, by the id that the next has or would have.
    package func pathsByNextID() throws -> [String: String] {
        var paths: [String: String] = [:]
        try RowStatement(database, "SELECT identifier, path FROM entities WHERE \(Self.comesBack) ORDER BY path DESC")
            .forEach { paths[Identifier.successor(of: $0.text(0))] = $0.text(1) }
        return paths
    }

    private func isKnown(_ identifier: String) throws -> Bool {
        try RowStatement(
            database,
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM lineages WHERE identifier = ?1)
              OR EXISTS (SELECT 1 FROM entities WHERE identifier = ?1)
            """
        ).bind(identifier).hasRow()
    }
}
