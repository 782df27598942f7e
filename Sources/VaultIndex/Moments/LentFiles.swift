import GRDB
import GitStore
import VaultModel

/// The rows of files that the present index lends to the index of a commit: of those that the commit has just as the work
/// tree has them. In a vault that is kept for years most are so, and a copy costs far less than to read them again.
///
/// The present index is there as `present`.
struct LentFiles {
    /// The files of the commit that are not lent, sorted as those of the commit.
    private(set) var others: [TreeFile]
    private let database: Database
    private let tree: MomentTree

    /// Finds out which files are lent.
    ///
    /// - Parameters:
    ///   - database: the index of the commit, without a row.
    ///   - tree: the files of the commit.
    ///   - state: what the index depends on beside the commit.
    ///   - rules: those of the commit.
    /// - Throws: What the database throws.
    init(database: Database, tree: MomentTree, state: MomentState, rules: TreeRules) throws {
        self.database = database
        self.tree = tree
        others = tree.files
        try database.execute(sql: "CREATE TEMP TABLE lent (id INTEGER PRIMARY KEY, file INTEGER NOT NULL)")
        guard try meansTheSame(state, rules) else { return }
        let lend = try RowStatement(
            database,
            """
            INSERT INTO lent (file) SELECT files.id FROM present.files JOIN present.entities USING (id)
            WHERE files.path = ? AND files.oid = ? AND is_verbatim AND NOT is_malformed
            """)
        others = try tree.files.filter { file in
            try lend.bind(file.path).bind(file.entry.id).run()
            return database.changesCount == 0
        }
    }

    /// Writes the rows of the files that are lent, before any other.
    func copy() throws {
        try RowStatement(
            database,
            """
            INSERT INTO main.files (id, path, is_entity, oid, is_verbatim, modified)
            SELECT lent.id, path, TRUE, oid, TRUE, ? FROM lent CROSS JOIN present.files ON files.id = lent.file
            """
        ).bind(tree.commit.committer.time).run()
        let tables: [FileTable] = [.entities, .documents, .fields, .tags, .checkboxes, .names, .edges, .diagnostics]
        for table in tables { try copy(table) }
        try database.execute(sql: "INSERT INTO main.unfed (entity) SELECT id FROM lent; DROP TABLE lent")
    }

    /// True where a file is read in the commit as it is in the work tree: by the same kinds, in the same zones.
    private func meansTheSame(_ state: MomentState, _ rules: TreeRules) throws -> Bool {
        let present = try RowStatement(
            database,
            """
            SELECT (SELECT value FROM present.meta WHERE key = '\(Metadata.Key.usesFolders.rawValue)'),
              (SELECT value FROM present.meta WHERE key = '\(Metadata.Key.timeZones.rawValue)')
            """
        ).first { (usesFolders: $0.text(0) == "1", timeZones: $0.text(1)) }
        guard let present, present == (rules.usesFolders, state.timeZones) else { return false }
        var kinds: [ExactText: ObjectID?] = [:]
        try RowStatement(
            database, "SELECT path, oid, is_verbatim FROM present.files WHERE path GLOB 'kinds/*' AND oid IS NOT NULL"
        ).forEach { row in
            guard VaultPath.folder(of: row.text(0)) == "kinds" else { return }
            // What is not read as git stores it is like nothing that a commit has.
            kinds[ExactText(row.text(0))] = .some(row.bool(2) ? row.objectID(1) : nil)
        }
        let then = tree.files.lazy.filter { VaultPath.folder(of: $0.path) == "kinds" }
        return then.count == kinds.count && then.allSatisfy { kinds[ExactText($0.path)] == $0.entry.id }
    }

    private func copy(_ table: FileTable) throws {
        let columns = table.columns.dropFirst().map { column in
            switch (table.name, column) {
            case (FileTable.edges.name, "source"): "CASE WHEN source_text IS NULL THEN lent.id END"
            case (FileTable.edges.name, "target"): "CASE WHEN target_text IS NULL THEN lent.id END"
            default: "told." + column
            }
        }
        try database.execute(
            sql: """
                INSERT INTO main.\(table.name) (\(table.columns.joined(separator: ", ")))
                SELECT \((["lent.id"] + columns).joined(separator: ", "))
                FROM lent CROSS JOIN present.\(table.name) AS told ON told.\(table.columns[0]) = lent.file
                """)
    }
}
