import GRDB

/// A link that names a heading or a block of the file that it leads to.
package struct AnchoredLink: Sendable {
    /// The file that states it, and where.
    package var path: String
    package var line: Int
    package var column: Int
    /// What it names, without the `#`.
    package var anchor: String
    /// The path of the file that it leads to.
    package var target: String
}

extension AnchoredLink {
    /// Every such link that leads to an entity, those to one file behind each other.
    static func all(in database: Database) throws -> [AnchoredLink] {
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
}
