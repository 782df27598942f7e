import GRDB
import GitStore
import VaultModel

/// A commit as far as it matters for whether a command may take it back.
package struct CommandCommit: Hashable, Sendable {
    package var id: ObjectID
    /// Names the operation that it is of; nil for a commit of git's alone.
    package var operation: String?
    /// The door through which it was made: `cli`, `watch`.
    package var via: String?
    package var agent: String?
    /// The address of its author, as the commit has it.
    package var email: String
    /// Who that is: the id of a user of the vault, or a pseudonym.
    package var user: String?
}

/// Answers about the commits that commands made.
package struct CommandCommits {
    let database: Database

    /// Those that commands made, and those by which git takes others back: the newest first, by commit in topological order, then by
    /// commit time; so many of them, from a place of that order on. What was kept before an operation is of none.
    package func newest(from place: Int, count: Int) throws -> [CommandCommit] {
        var commits: [CommandCommit] = []
        try RowStatement(
            database,
            """
            SELECT oid, operation, via, agent, coalesce(email, ''), user FROM commits LEFT JOIN authors ON authors.id = author
            WHERE oid IS NOT NULL AND (operation IS NOT NULL OR subject GLOB 'Revert *')
            ORDER BY rank DESC, position DESC LIMIT ? OFFSET ?
            """
        ).bind(count).bind(place).forEach { row in
            guard let id = row.objectID(0) else { return }
            commits.append(
                CommandCommit(
                    id: id, operation: row.optionalText(1), via: row.optionalText(2), agent: row.optionalText(3),
                    email: row.text(4), user: row.optionalText(5)))
        }
        return commits
    }

    /// The last commit of an operation; nil where the history has none.
    package func last(ofOperation name: String) throws -> ObjectID? {
        try RowStatement(
            database,
            """
            SELECT oid FROM commits WHERE operation = ? AND oid IS NOT NULL ORDER BY rank DESC, position DESC LIMIT 1
            """
        ).bind(name).first { $0.objectID(0) } ?? nil
    }

    /// True where the history has the commit.
    package func contains(_ id: ObjectID) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM commits WHERE oid = ?").bind(id).hasRow()
    }
}
