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
