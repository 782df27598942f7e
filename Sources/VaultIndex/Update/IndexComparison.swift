import GRDB
import GitStore
import VaultModel

/// Compares two indexes row by row, by what their rows mean: numbers that only count files stand for the files' paths.
struct IndexComparison {
    let kept: DatabaseQueue
    let built: DatabaseQueue
    /// Whether the store has not an object that the kept index takes for missing.
    let lacks: (ObjectID) -> Bool

    /// A table with the columns that two indexes of one vault have to agree in. Machine state (stamps) is none of them.
    static let tables: [(name: String, sql: String)] = [
        (
            "commits",
            """
            SELECT position, hex(oid), hex(tree), line, base, rank, name, email, user, authored_at, agent, session, via,
              operation, subject, first_activity, first_lineage, author IS NULL
            FROM commits LEFT JOIN authors ON authors.id = commits.author ORDER BY 1
            """
        ),
        ("lineages", "SELECT * FROM lineages ORDER BY 1"),
        ("occupancies", "SELECT * FROM occupancies ORDER BY 1, 2"),
        ("activities", "SELECT * FROM activities ORDER BY 1"),
        ("changes", "SELECT * FROM changes ORDER BY 1, 2"),
        ("told_names", "SELECT * FROM told_names ORDER BY 1, 2"),
        (
            "files",
            "SELECT path, is_entity, hex(oid), hex(head_oid), is_verbatim, modified, holds_markers FROM files ORDER BY 1"
        ),
        (
            "entities",
            """
            SELECT files.path, entities.path, identifier, is_explicit, kind, title, status, status_group, is_malformed, lineage,
              stated_created, stated_updated, is_created_local, is_updated_local, created_at, updated_at
            FROM entities JOIN files USING (id) ORDER BY 1
            """
        ),
        ("documents", "SELECT path, front_matter FROM documents JOIN files ON files.id = entity ORDER BY 1"),
        (
            "fields",
            """
            SELECT path, name, item, is_stated, text, number, moment, is_zoned FROM fields
            JOIN files ON files.id = entity ORDER BY 1, 2, 3
            """
        ),
        ("tags", "SELECT path, name, key FROM tags JOIN files ON files.id = entity ORDER BY 1, 2"),
        (
            "checkboxes",
            """
            SELECT path, ordinal, mark, line, column, text, heading FROM checkboxes
            JOIN files ON files.id = entity ORDER BY 1, 2
            """
        ),
        ("names", "SELECT path, rank, key, name FROM names JOIN files ON files.id = file ORDER BY 1, 2, 3, 4"),
        (
            "edges",
            """
            SELECT owners.path, ordinal, category, name, is_path, is_inverse, expected_kind,
              coalesce(sources.path, source), source_text, source_key, source_candidates,
              coalesce(targets.path, target), target_text, target_key, target_candidates, anchor, line, column
            FROM edges JOIN files AS owners ON owners.id = owner LEFT JOIN files AS sources ON sources.id = source
            LEFT JOIN files AS targets ON targets.id = target ORDER BY 1, 2
            """
        ),
        (
            "diagnostics",
            """
            SELECT path, ordinal, code, severity, message, line, column FROM diagnostics
            JOIN files ON files.id = file ORDER BY 1, 2
            """
        ),
        ("problems", "SELECT * FROM problems ORDER BY 1, 2"),
        ("directories", "SELECT path FROM directories ORDER BY 1"),
        (
            "texts",
            "SELECT path, texts.title, texts.body, texts.names FROM texts JOIN files ON files.id = texts.rowid ORDER BY 1"
        ),
        ("unfed", "SELECT path FROM unfed JOIN files ON files.id = entity ORDER BY 1"),
        ("sqlite_schema", "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"),
        (
            "meta",
            """
            SELECT key, value FROM meta
            WHERE key NOT IN ('ignore_fingerprint', 'git_index_stamp', 'missing_objects', 'store_stamp') ORDER BY 1
            """
        ),
    ]

    private static let mostDifferences = 100

    func run() throws -> IndexVerification {
        var result = IndexVerification(rowsCompared: 0, differences: try unsound())
        try kept.unsafeRead { kept in
            try built.unsafeRead { built in
                for table in Self.tables {
                    let found = try compare(table, kept, built)
                    result.rowsCompared += found.count
                    result.differences += found.differences
                }
                result.differences += try falselyMissing(kept, built)
            }
        }
        return result
    }

    /// The objects that the kept index takes for missing though the store has them, or does not though they are. It knows of all that were
    /// asked for since it was built, and the new one only of those that it asked for.
    private func falselyMissing(_ kept: Database, _ built: Database) throws -> [IndexVerification.Difference] {
        let stored = try Metadata(database: kept).bytes(.missingObjects) ?? []
        let known = Set(VaultState.objects(stored))
        let wanted = Set(VaultState.objects(try Metadata(database: built).bytes(.missingObjects) ?? []))
        let surplus = known.subtracting(wanted).filter { !lacks($0) }
        let isMangled = stored.count != known.count * ObjectID.byteCount
        return
            (surplus.map { ("missing_objects=\($0)", true) }
            + wanted.subtracting(known).map { ("missing_objects=\($0)", false) }
            + (isMangled ? [("missing_objects", true)] : []))
            .map { IndexVerification.Difference(table: "meta", row: $0.0, isSurplus: $0.1) }
    }

    /// What of the kept file does not fit the rest of it, so that rows can be right and yet not be found: entries of SQLite's
    /// indexes and of the full-text index.
    private func unsound() throws -> [IndexVerification.Difference] {
        let messages = try kept.unsafeRead { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check(\(Self.mostDifferences))").filter { $0 != "ok" }
        }
        var found = messages.map { IndexVerification.Difference(table: "sqlite_master", row: $0, isSurplus: true) }
        func note(_ row: String) {
            found.append(IndexVerification.Difference(table: "texts", row: row, isSurplus: true))
        }
        do {
            try kept.write { try $0.execute(sql: "INSERT INTO texts (texts, rank) VALUES ('integrity-check', 1)") }
            for word in try unfoundWords() { note("the full-text index does not lead to '\(word)'") }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            note("the full-text index is not that of the texts")
        }
        return found
    }

    /// Words of the full-text index that are there and not found by asking for them: FTS5 checks its pages, and not every
    /// shortcut to them. An accent that stands alone is a word without a letter, which nobody can ask for.
    private func unfoundWords() throws -> [String] {
        try kept.writeWithoutTransaction { database in
            try database.execute(sql: "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, texts, row)")
            defer { try? database.execute(sql: "DROP TABLE temp.vocabulary") }
            return try String.fetchAll(
                database,
                sql: """
                    SELECT listed.term FROM vocabulary AS listed LEFT JOIN vocabulary AS found ON found.term = listed.term
                    WHERE found.cnt IS NOT listed.cnt AND listed.term <> ''
                    LIMIT \(Self.mostDifferences)
                    """)
        }
    }

    /// Walks both results in step: equal rows are the ordinary case, and cost no memory.
    private func compare(
        _ table: (name: String, sql: String), _ kept: Database, _ built: Database
    ) throws -> (count: Int, differences: [IndexVerification.Difference]) {
        let left = try RowStatement(kept, table.sql)
        let right = try RowStatement(built, table.sql)
        var count = 0
        while true {
            let rows = (try left.next(), try right.next())
            guard let first = rows.0, let second = rows.1, first.equals(second) else {
                if rows.0 == nil, rows.1 == nil { return (count, []) }
                left.reset()
                right.reset()
                return (count, try differences(table, kept, built))
            }
            count += 1
        }
    }

    private func differences(
        _ table: (name: String, sql: String), _ kept: Database, _ built: Database
    ) throws -> [IndexVerification.Difference] {
        func rows(_ database: Database) throws -> [ExactText] {
            var rows: [ExactText] = []
            try RowStatement(database, table.sql).forEach { rows.append(ExactText($0.description)) }
            return rows
        }
        let (left, right) = (try rows(kept), try rows(built))
        let (known, wanted) = (Set(left), Set(right))
        let surplus = left.filter { !wanted.contains($0) }.map {
            IndexVerification.Difference(table: table.name, row: $0.text, isSurplus: true)
        }
        let missing = right.filter { !known.contains($0) }.map {
            IndexVerification.Difference(table: table.name, row: $0.text, isSurplus: false)
        }
        return Array((surplus + missing).prefix(Self.mostDifferences))
    }
}
