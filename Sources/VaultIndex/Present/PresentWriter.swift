import GRDB
import GitStore
import VaultModel

/// The contents that a file has.
struct FileVersion {
    /// The blob that the file would be if it were added now.
    var oid: ObjectID
    /// True where that blob holds the very bytes that were read: no line end would be converted.
    var isVerbatim: Bool
    /// The file's modification time; seconds since 1970, UTC.
    var modified: Int64
    /// True where it has conflict markers in fenced code, of which git's index says whether they are meant.
    var holdsFencedMarkers = false
}

/// Writes the rows of the work tree's files, one file at a time.
final class PresentWriter {
    private let database: Database
    /// True for an index that was empty: then no file has rows that would have to go first.
    private let isFresh: Bool
    /// True where what files mean has changed, so that not even what reads the same is the same.
    private let changesMeaning: Bool
    private let entities: EntityRows
    /// What the last commit has at paths of which there is no row yet.
    private var pendingHeads: [ExactText: ObjectID] = [:]

    /// The keys of names that came or went: the edges that name them are to be resolved again.
    private(set) var changedKeys: Set<String> = []
    /// The files whose own edges are new; none in an index that was empty, where all are.
    private(set) var changedOwners: Set<Int64> = []
    /// True once an entity that is a user came, went or changed.
    private(set) var changedUsers = false

    private let selectFile: RowStatement
    private let insertFile: RowStatement
    private let updateIsEntity: RowStatement
    private let updateHead: RowStatement
    private let updateContents: RowStatement
    private let names: RowInserter

    /// - Parameters:
    ///   - database: the index, within a transaction.
    ///   - isFresh: true for an index without a row.
    ///   - changesMeaning: true where the kinds have changed since the rows were written.
    /// - Throws: What the database throws.
    init(database: Database, isFresh: Bool, changesMeaning: Bool = false) throws {
        self.database = database
        self.isFresh = isFresh
        self.changesMeaning = changesMeaning
        entities = try EntityRows(database: database)
        selectFile = try RowStatement(database, "SELECT id FROM files WHERE path = ?")
        insertFile = try RowStatement(
            database,
            """
            INSERT INTO files (path, is_entity, head_oid, oid, is_verbatim, modified, holds_markers)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        updateIsEntity = try RowStatement(database, "UPDATE files SET is_entity = ? WHERE id = ?")
        updateHead = try RowStatement(database, "UPDATE files SET head_oid = ? WHERE id = ?")
        updateContents = try RowStatement(
            database,
            "UPDATE files SET is_entity = TRUE, oid = ?, is_verbatim = ?, modified = ?, holds_markers = ? WHERE id = ?")
        names = RowInserter(database, into: .names, ignoresKnown: true)
    }

    // MARK: - Files

    private func existingFile(at path: String) throws -> Int64? {
        try selectFile.bind(path).first { $0.int(0) }
    }

    private func insert(_ path: String, isEntity: Bool, _ version: FileVersion? = nil) throws -> Int64 {
        insertFile.bind(path).bind(isEntity).bind(pendingHeads.removeValue(forKey: ExactText(path)))
        try bind(version, to: insertFile).run()
        return database.lastInsertedRowID
    }

    private func bind(_ version: FileVersion?, to statement: RowStatement) -> RowStatement {
        statement.bind(version?.oid).bind(version?.isVerbatim ?? false).bind(version?.modified)
            .bind(version?.holdsFencedMarkers ?? false)
    }

    /// Notes what the last commit has at a path; nil where it has nothing there.
    func setHead(_ oid: ObjectID?, at path: String) throws {
        if isFresh {
            pendingHeads[ExactText(path)] = oid
            return
        }
        let id = try existingFile(at: path) ?? insert(path, isEntity: true)
        try updateHead.bind(oid).bind(id).run()
        if oid == nil { try dropIfGone(id) }
    }

    /// Notes what the last commit has at paths that the work tree does not have; to be called once all its files are written.
    func finishHeads() throws {
        for path in pendingHeads.keys.sorted() { _ = try insert(path.text, isEntity: true) }
        pendingHeads = [:]
    }

    /// What the index knows of the contents at a path; nil for a path that it does not know.
    func contents(at path: String) throws -> (oid: ObjectID?, isVerbatim: Bool, head: ObjectID?, isMalformed: Bool)? {
        try RowStatement(
            database,
            """
            SELECT oid, is_verbatim, head_oid, is_malformed FROM files LEFT JOIN entities ON entities.id = files.id
            WHERE files.path = ?
            """
        ).bind(path).first { ($0.objectID(0), $0.bool(1), $0.objectID(2), $0.bool(3)) }
    }

    /// Notes that a file's time changed, and nothing else.
    func touch(_ path: String, modified: Int64) throws {
        try RowStatement(database, "UPDATE files SET modified = ? WHERE path = ?").bind(modified).bind(path).run()
    }

    /// Notes a file's contents, and gives its id; its rows are to be written later.
    @discardableResult
    func reserve(_ path: String, _ version: FileVersion) throws -> Int64 {
        guard let id = try existingFile(at: path) else { return try insert(path, isEntity: true, version) }
        try bind(version, to: updateContents).bind(id).run()
        return id
    }

    /// Writes an attachment: a file that can be linked to and is never read.
    func write(attachment path: String) throws {
        let id = try existingFile(at: path) ?? insert(path, isEntity: false)
        try updateIsEntity.bind(false).bind(id).run()
        try removeRows(of: id)
        try write([EntityName(String(VaultPath.name(of: path)), .stem)], of: id)
    }

    /// Takes a file that is no longer in the work tree out of the present.
    func remove(_ path: String) throws {
        guard let id = try existingFile(at: path) else { return }
        try removeRows(of: id)
        try bind(nil, to: updateContents).bind(id).run()
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
    ///   - record: what the file says.
    ///   - version: what it says it in.
    /// - Throws: What the database throws.
    func write(_ record: EntityRecord, _ version: FileVersion) throws {
        let id = try reserve(record.entity.path, version)
        if record.entity.hasRole(.person) { changedUsers = true }
        if !isFresh, !changesMeaning, let kind = try entities.kind(of: id) {
            try update(record, id: id, kind: kind)
            return
        }
        try removeRows(of: id)
        try entities.insert(record, id: id)
        try write(record.names, of: id)
        if !isFresh { changedOwners.insert(id) }
    }

    /// Writes what differs from the rows of an entity, which was of a kind.
    private func update(_ record: EntityRecord, id: Int64, kind: String) throws {
        if kind == KindRole.person.kind { changedUsers = true }
        if try entities.update(record, id: id) { changedOwners.insert(id) }
        let names = RowDifference(from: try storedNames(of: id), to: record.names)
        for name in names.removed {
            try RowStatement(database, "DELETE FROM names WHERE file = ? AND rank = ? AND key = ? AND name = ?")
                .bind(id).bind(name.rank.rawValue).bind(name.key).bind(name.name).run()
            changedKeys.insert(name.key)
        }
        try write(names.added, of: id)
        // Of several that go by a name, the kind tells which is meant.
        if kind != record.entity.kind { changedKeys.formUnion(record.names.map(\.key)) }
    }

    private func storedNames(of id: Int64) throws -> [EntityName] {
        var names: [EntityName] = []
        try RowStatement(database, "SELECT rank, key, name FROM names WHERE file = ?").bind(id).forEach { row in
            guard let rank = NameRank(rawValue: row.int(0)) else { return }
            names.append(.init(rank: rank, key: row.text(1), name: row.text(2)))
        }
        return names
    }

    private func write(_ written: [EntityName], of id: Int64) throws {
        try names.insert(written.count) { row, insert in
            let name = written[row]
            insert.bind(id).bind(name.rank.rawValue).bind(name.key).bind(name.name)
            if !isFresh { changedKeys.insert(name.key) }
        }
    }

    private func removeRows(of id: Int64) throws {
        if isFresh { return }
        try RowStatement(database, "SELECT key FROM names WHERE file = ?").bind(id).forEach { row in
            changedKeys.insert(row.text(0))
        }
        try RowStatement(database, "DELETE FROM names WHERE file = ?").bind(id).run()
        if try entities.remove(id) == KindRole.person.kind { changedUsers = true }
        changedOwners.remove(id)
    }
}
