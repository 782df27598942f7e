import GRDB
import GitStore
import VaultModel

/// Writes the rows of the work tree's files, one file at a time.
final class PresentWriter {
    private let database: Database
    private let rules: TreeRules
    private let kindDiagnostics: [String: [Diagnostic]]
    /// True for an index that was empty: then no file has rows that would have to go first.
    private let isFresh: Bool
    private let entities: EntityRows

    /// The keys of names that came or went: the edges that name them are to be resolved again.
    private(set) var changedKeys: Set<String> = []
    /// The files whose own edges are new.
    private(set) var changedOwners: Set<Int64> = []
    /// True once an entity that is a user came, went or changed.
    private(set) var changedUsers = false

    private let selectFile: RowStatement
    private let insertFile: RowStatement
    private let updateIsEntity: RowStatement
    private let updateHead: RowStatement
    private let updateContents: RowStatement
    private let insertName: RowStatement

    /// - Parameters:
    ///   - database: the index, within a transaction.
    ///   - rules: the kinds of the work tree.
    ///   - kindDiagnostics: what is wrong with each kind's file, by path.
    ///   - isFresh: true for an index without a row.
    /// - Throws: What the database throws.
    init(
        database: Database, rules: TreeRules, kindDiagnostics: [String: [Diagnostic]], isFresh: Bool
    ) throws {
        self.database = database
        self.rules = rules
        self.kindDiagnostics = kindDiagnostics
        self.isFresh = isFresh
        entities = try EntityRows(database: database)
        selectFile = try RowStatement(database, "SELECT id FROM files WHERE path = ?")
        insertFile = try RowStatement(database, "INSERT INTO files (path, is_entity) VALUES (?, ?)")
        updateIsEntity = try RowStatement(database, "UPDATE files SET is_entity = ? WHERE id = ?")
        updateHead = try RowStatement(database, "UPDATE files SET head_oid = ? WHERE id = ?")
        updateContents = try RowStatement(database, "UPDATE files SET oid = ?, modified = ? WHERE id = ?")
        insertName = try RowStatement(
            database, "INSERT OR IGNORE INTO names (file, rank, key, name) VALUES (?, ?, ?, ?)")
    }

    // MARK: - Files

    /// The row of a path, which is made if there is none. Without an attachment there, it is an entity's.
    private func file(at path: String, isEntity: Bool? = nil) throws -> Int64 {
        if let id = try existingFile(at: path) {
            if let isEntity { try updateIsEntity.bind(isEntity).bind(id).run() }
            return id
        }
        try insertFile.bind(path).bind(isEntity ?? true).run()
        return database.lastInsertedRowID
    }

    private func existingFile(at path: String) throws -> Int64? {
        try selectFile.bind(path).first { $0.int(0) }
    }

    /// Notes what the last commit has at a path; nil where it has nothing there.
    func setHead(_ oid: ObjectID?, at path: String) throws {
        let id = try file(at: path)
        try updateHead.bind(oid).bind(id).run()
        if oid == nil { try dropIfGone(id) }
    }

    /// What the index knows of the contents at a path; nil for a path that it does not know.
    func contents(at path: String) throws -> (oid: ObjectID?, head: ObjectID?, isMalformed: Bool)? {
        try RowStatement(
            database,
            "SELECT oid, head_oid, is_malformed FROM files LEFT JOIN entities ON entities.id = files.id WHERE path = ?"
        ).bind(path).first { ($0.objectID(0), $0.objectID(1), $0.bool(2)) }
    }

    /// Notes that a file's time changed, and nothing else.
    func touch(_ path: String, modified: Int64) throws {
        try RowStatement(database, "UPDATE files SET modified = ? WHERE path = ?").bind(modified).bind(path).run()
    }

    /// Notes a file's contents; its rows are to be written later.
    func reserve(_ path: String, oid: ObjectID, modified: Int64) throws {
        try updateContents.bind(oid).bind(modified).bind(file(at: path, isEntity: true)).run()
    }

    /// Writes an attachment: a file that can be linked to and is never read.
    func write(attachment path: String) throws {
        let id = try file(at: path, isEntity: false)
        try removeRows(of: id)
        try write(NameKey.fold(String(VaultPath.name(of: path))), .stem, of: id)
    }

    /// Takes a file that is no longer in the work tree out of the present.
    func remove(_ path: String) throws {
        guard let id = try existingFile(at: path) else { return }
        try removeRows(of: id)
        try updateIsEntity.bind(true).bind(id).run()
        try updateContents.bind(nil as ObjectID?).bind(nil as Int64?).bind(id).run()
        try dropIfGone(id)
    }

    private func dropIfGone(_ id: Int64) throws {
        try RowStatement(
            database,
            "DELETE FROM files WHERE id = ? AND is_entity AND oid IS NULL AND head_oid IS NULL"
        ).bind(id).run()
    }

    // MARK: - Entities

    /// Writes a Markdown file.
    ///
    /// - Parameters:
    ///   - document: the file.
    ///   - content: what the document says; for one that cannot be read, what it said last.
    ///   - path: relative to the vault.
    ///   - oid: the blob that the file would be if it were added now.
    ///   - modified: the file's modification time; seconds since 1970, UTC.
    /// - Throws: What the database throws.
    func write(_ document: Document, content: EntityContent, path: String, oid: ObjectID, modified: Int64) throws {
        let id = try file(at: path, isEntity: true)
        try removeRows(of: id)
        try updateContents.bind(oid).bind(modified).bind(id).run()
        let entity = Entity(content: content, path: path, schema: rules.schema, usesFolders: rules.usesFolders)
        if entity.kind == "user" { changedUsers = true }
        let lines = LineTable(document.bytes)
        try entities.insert(entity, of: document, id: id, schema: rules.schema)
        try entities.insert(Edge.all(of: document, entity: entity, schema: rules.schema), of: id, lines: lines)
        let kind = rules.schema.kinds[entity.kind]
        try entities.insert(
            document.diagnostics + (kind.map { rules.schema.check(document: document, kind: $0) } ?? [])
                + (kindDiagnostics[path] ?? []), of: id, lines: lines)
        if let identifier = entity.explicitIdentifier { try write(NameKey.fold(identifier), .identifier, of: id) }
        try write(NameKey.fold(VaultPath.stem(of: entity.path)), .stem, of: id)
        try write(NameKey.fold(entity.title), .title, of: id)
        for alias in entity.aliases { try write(NameKey.fold(alias), .alias, of: id) }
        changedOwners.insert(id)
    }

    private func write(_ name: String, _ rank: NameRank, of id: Int64) throws {
        let key = NameKey.key(name)
        try insertName.bind(id).bind(rank.rawValue).bind(key).bind(name).run()
        if !isFresh { changedKeys.insert(key) }
    }

    private func removeRows(of id: Int64) throws {
        if isFresh { return }
        try RowStatement(database, "SELECT key FROM names WHERE file = ?").bind(id).forEach { row in
            changedKeys.insert(row.text(0))
        }
        try RowStatement(database, "DELETE FROM names WHERE file = ?").bind(id).run()
        if try entities.remove(id) == "user" { changedUsers = true }
        changedOwners.remove(id)
    }
}
