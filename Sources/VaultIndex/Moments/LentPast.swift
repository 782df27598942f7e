import GRDB
import GitStore
import VaultModel

/// The past of the present index up to a commit, which an index of that commit sees as its own.
///
/// The stack of a commit on the first-parent line of the head is the bottom of the head's stack, number by number. So
/// nothing of it has to be told again: views in place of the tables end where the commit does.
struct LentPast {
    /// The file of the present index.
    let path: String
    /// The place of the commit in the stack.
    let position: Int64
    /// The digest of the objects that the past was told without.
    let missingObjects: String

    /// What the present index can lend to an index of the commit; nil where the commit is not on its first-parent line, or
    /// where the past was told by other rules than the commit's.
    init?(_ commit: ObjectID, state: MomentState, path: String, database: Database) throws {
        let found = try RowStatement(database, "SELECT position FROM commits WHERE oid = ? AND line = 0").bind(commit)
            .first { $0.int(0) }
        let metadata = Metadata(database: database)
        guard let position = found, try metadata.text(.mosaicIgnores) == state.mosaicIgnores,
            try metadata.text(.shallowBoundary) == state.shallowBoundary
        else { return nil }
        self.path = path
        self.position = position
        missingObjects = Digest.hex(try metadata.bytes(.missingObjects).map { "\($0)" } ?? "")
    }

    // MARK: - Seeing it

    /// What opens the present index, as `present`, beside that of the commit; outside of a transaction. It is only read: a transaction
    /// that writes would otherwise wait for whoever brings the present index up to date.
    var attachment: String {
        "ATTACH DATABASE '\(IndexDatabase.uri(path, "mode=ro").replacing("'", with: "''"))' AS present"
    }

    /// Opens the present index, as `present`, beside that of the commit; outside of a transaction.
    func attach(to database: Database) throws { try database.execute(sql: attachment) }

    /// Has the connection see the past in place of its own tables, whose SQL indexes are to be there already.
    func show(in database: Database) throws { try database.execute(sql: views()) }

    /// Has the connection name the authors as the commit's own users do.
    func showAuthors(in database: Database) throws { try database.execute(sql: viewOfAuthors()) }

    /// True where the attached index still has the commit at that place.
    func isCurrent(_ commit: ObjectID, database: Database) throws -> Bool {
        try RowStatement(database, presence(of: commit)).hasRow()
    }

    /// Selects a row where the attached index still has the commit at that place.
    func presence(of commit: ObjectID) -> String {
        "SELECT 1 FROM present.commits WHERE position = \(position) AND oid = x'\(commit)' AND line = 0"
    }

    /// Makes the views, which bear the names of the tables that they stand in for, unless `name` gives them others.
    func views(named name: (String) -> String = { $0 }) -> String {
        let end =
            "coalesce((SELECT first_activity FROM present.commits WHERE position = \(position + 1)), \(Int64.max))"
        return """
            CREATE TEMP VIEW "\(name("commits"))" AS SELECT * FROM present.commits WHERE position <= \(position);
            CREATE TEMP VIEW "\(name("activities"))" AS SELECT * FROM present.activities WHERE position <= \(position);
            CREATE TEMP VIEW "\(name("changes"))" AS SELECT * FROM present.changes WHERE activity < \(end);
            CREATE TEMP VIEW "\(name("told_names"))" AS SELECT * FROM present.told_names WHERE activity < \(end);
            CREATE TEMP VIEW "\(name("occupancies"))" AS SELECT * FROM present.occupancies
            WHERE since <= \(position);
            """
    }

    func viewOfAuthors(named name: (String) -> String = { $0 }) -> String {
        """
        CREATE TEMP VIEW "\(name("authors"))" AS SELECT told.id, told.name, told.email, named.user
        FROM present.authors AS told JOIN main.authors AS named ON named.name = told.name AND named.email = told.email;
        """
    }

    // MARK: - What is copied

    /// Copies the entities that the past knows at the commit, with the times of their first and last activities, and the
    /// authors, who are to be named.
    func copy(into database: Database) throws {
        var times: [Int64: (first: Int64, last: Int64)] = [:]
        // In the order of the table: far faster than from one entity to the next.
        try RowStatement(
            database,
            """
            SELECT lineage, at FROM present.activities WHERE id < coalesce(
              (SELECT first_activity FROM present.commits WHERE position = ?), \(Int64.max))
            """
        ).bind(position + 1).forEach { row in
            let (lineage, time) = (row.int(0), row.int(1))
            let known = times[lineage] ?? (time, time)
            times[lineage] = (min(known.first, time), max(known.last, time))
        }
        let insert = try RowStatement(
            database,
            """
            INSERT INTO main.lineages (id, identifier, identified_since, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
            """)
        try RowStatement(
            database,
            """
            SELECT id, identifier, identified_since FROM present.lineages WHERE id < coalesce(
              (SELECT first_lineage FROM present.commits WHERE position = ?), \(Int64.max)) ORDER BY id
            """
        ).bind(position + 1).forEach { row in
            let since = row.optionalInt(2).flatMap { $0 <= position ? $0 : nil }
            insert.bind(row.int(0)).bind(since == nil ? nil : row.optionalText(1)).bind(since)
            try insert.bind(times[row.int(0)]?.first).bind(times[row.int(0)]?.last).run()
        }
        try database.execute(
            sql: """
                INSERT INTO main.authors (name, email) SELECT name, email FROM present.authors
                WHERE id IN (SELECT author FROM present.commits WHERE position <= \(position)) ORDER BY id
                """)
    }
}
