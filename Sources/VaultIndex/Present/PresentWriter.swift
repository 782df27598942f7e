import GRDB
import GitStore
import VaultModel

/// Writes the rows of the work tree's files, one file at a time.
final class PresentWriter {
    private let database: Database
    private let rules: TreeRules
    /// The keys of names that came or went: the edges that name them are to be resolved again.
    private(set) var changedKeys: Set<String> = []
    /// The files whose own edges are new.
    private(set) var changedOwners: Set<Int64> = []

    init(database: Database, rules: TreeRules) {
        self.database = database
        self.rules = rules
    }

    // MARK: - Files

    /// The row of a path, which is made if there is none.
    func file(at path: String, isEntity: Bool) throws -> Int64 {
        if let id = try existingFile(at: path) {
            try RowStatement(database, "UPDATE files SET is_entity = ? WHERE id = ?").bind(isEntity).bind(id).run()
            return id
        }
        try RowStatement(database, "INSERT INTO files (path, is_entity) VALUES (?, ?)").bind(path).bind(isEntity).run()
        return database.lastInsertedRowID
    }

    func existingFile(at path: String) throws -> Int64? {
        try RowStatement(database, "SELECT id FROM files WHERE path = ?").bind(path).first { $0.int(0) }
    }

    /// Notes what the last commit has at a path; nil where it has nothing there.
    func setHead(_ oid: ObjectID?, at path: String) throws {
        let id = try file(at: path, isEntity: true)
        try RowStatement(database, "UPDATE files SET head_oid = ? WHERE id = ?").bind(oid).bind(id).run()
        try dropIfGone(id)
    }

    /// What the index knows of the contents at a path; nil for a path that it does not know.
    func contents(at path: String) throws -> (oid: ObjectID?, head: ObjectID?)? {
        try RowStatement(database, "SELECT oid, head_oid FROM files WHERE path = ?").bind(path).first {
            ($0.objectID(0), $0.objectID(1))
        }
    }

    /// Notes that a file's time changed, and nothing else.
    func touch(_ path: String, modified: Int64) throws {
        try RowStatement(database, "UPDATE files SET modified = ? WHERE path = ?").bind(modified).bind(path).run()
    }

    /// Notes a file's contents; its rows are to be written later.
    func reserve(_ path: String, oid: ObjectID, modified: Int64) throws {
        let id = try file(at: path, isEntity: true)
        try RowStatement(database, "UPDATE files SET oid = ?, modified = ? WHERE id = ?").bind(oid).bind(modified).bind(id)
            .run()
    }

    /// Writes an attachment: a file that can be linked to and is never read.
    func write(attachment path: String) throws {
        let id = try file(at: path, isEntity: false)
        try removeRows(of: id)
        try insertName(id, .stem, NameKey.fold(String(VaultPath.name(of: path))))
    }

    /// Takes a file that is no longer in the work tree out of the present.
    func remove(_ path: String) throws {
        guard let id = try existingFile(at: path) else { return }
        try removeRows(of: id)
        try RowStatement(database, "UPDATE files SET oid = NULL, modified = NULL WHERE id = ?").bind(id).run()
        try dropIfGone(id)
    }

    private func dropIfGone(_ id: Int64) throws {
        try RowStatement(
            database, "DELETE FROM files WHERE id = ? AND is_entity AND oid IS NULL AND head_oid IS NULL"
        ).bind(id).run()
        try RowStatement(
            database,
            "DELETE FROM files WHERE id = ? AND NOT is_entity AND NOT EXISTS (SELECT 1 FROM names WHERE file = files.id)"
        ).bind(id).run()
    }

    // MARK: - Entities

    /// Writes a Markdown file.
    ///
    /// - Parameters:
    ///   - content: what the document says; for one that cannot be read, what it said last.
    ///   - modified: the file's modification time; seconds since 1970, UTC.
    func write(_ document: Document, content: EntityContent, path: String, oid: ObjectID, modified: Int64) throws {
        let id = try file(at: path, isEntity: true)
        try removeRows(of: id)
        try RowStatement(database, "UPDATE files SET oid = ?, modified = ? WHERE id = ?").bind(oid).bind(modified)
            .bind(id).run()
        let entity = Entity(content: content, path: path, schema: rules.schema, usesFolders: rules.usesFolders)
        let kind = rules.schema.kinds[entity.kind]
        try RowStatement(
            database,
            """
            INSERT INTO entities (id, identifier, is_explicit, kind, title, status, status_group, is_malformed,
              stated_created, stated_updated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).bind(id).bind(entity.identifier).bind(entity.explicitIdentifier != nil).bind(entity.kind).bind(entity.title)
            .bind(entity.status).bind(entity.statusGroup?.rawValue).bind(document.isMalformed)
            .bind(Self.instant(entity.value("created"))).bind(Self.instant(entity.value("updated"))).run()
        try insertFields(id, entity, kind)
        try insertTags(id, entity, document)
        try insertNames(id, entity)
        let lines = LineTable(document.bytes)
        try insertEdges(id, Edge.all(of: document, entity: entity, schema: rules.schema), lines)
        try insertDiagnostics(
            id, document.diagnostics + rules.schema.check(document, kind: kind), lines)
        changedOwners.insert(id)
    }

    private static func instant(_ value: FieldValue?) -> Int64? {
        value?.text.flatMap { DateTime($0) }?.instant.secondsSince1970
    }

    private func insertFields(_ id: Int64, _ entity: Entity, _ kind: Kind?) throws {
        let insert = try RowStatement(
            database, "INSERT INTO fields (entity, ordinal, name, value, text, number) VALUES (?, ?, ?, ?, ?, ?)")
        for (ordinal, field) in entity.fields.enumerated() {
            let number = kind?.field(field.name)?.type.sortKey(for: field.value)
            try insert.bind(id).bind(ordinal).bind(field.name).bind(field.value.json).bind(field.value.text).bind(number).run()
        }
    }

    private func insertTags(_ id: Int64, _ entity: Entity, _ document: Document) throws {
        let insert = try RowStatement(database, "INSERT OR IGNORE INTO tags (entity, name) VALUES (?, ?)")
        for tag in entity.tags + document.tags.map(\.name) { try insert.bind(id).bind(tag).run() }
    }

    private func insertNames(_ id: Int64, _ entity: Entity) throws {
        if let identifier = entity.explicitIdentifier { try insertName(id, .identifier, NameKey.fold(identifier)) }
        try insertName(id, .stem, NameKey.fold(VaultPath.stem(of: entity.path)))
        try insertName(id, .title, NameKey.fold(entity.title))
        for alias in entity.aliases { try insertName(id, .alias, NameKey.fold(alias)) }
    }

    private func insertName(_ id: Int64, _ rank: NameRank, _ name: String) throws {
        let key = NameKey.key(name)
        try RowStatement(database, "INSERT OR IGNORE INTO names (file, rank, key, name) VALUES (?, ?, ?, ?)")
            .bind(id).bind(rank.rawValue).bind(key).bind(name).run()
        changedKeys.insert(key)
    }

    private func insertEdges(_ id: Int64, _ edges: [Edge], _ lines: LineTable) throws {
        let insert = try RowStatement(
            database,
            """
            INSERT INTO edges (owner, ordinal, category, name, is_path, source, source_text, source_key, target,
              target_text, target_key, line, column)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for (ordinal, edge) in edges.enumerated() {
            let position = lines.position(of: edge.span.lowerBound)
            insert.bind(id).bind(ordinal).bind(edge.category.rawValue).bind(edge.name).bind(edge.isPath)
            for end in [edge.source, edge.target] {
                switch end {
                case .owner: insert.bind(id).bind(nil as String?).bind(nil as String?)
                case .named(let text): insert.bind(nil as Int64?).bind(text).bind(NameKey.key(text))
                }
            }
            try insert.bind(position.line).bind(position.column).run()
        }
    }

    private func insertDiagnostics(_ id: Int64, _ diagnostics: [Diagnostic], _ lines: LineTable) throws {
        let insert = try RowStatement(
            database,
            "INSERT INTO diagnostics (file, ordinal, code, severity, message, line, column) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for (ordinal, diagnostic) in diagnostics.enumerated() {
            let position = diagnostic.span.map { lines.position(of: $0.lowerBound) }
            try insert.bind(id).bind(ordinal).bind(diagnostic.code.rawValue).bind(diagnostic.severity.rawValue)
                .bind(diagnostic.message).bind(position.map { Int64($0.line) }).bind(position.map { Int64($0.column) }).run()
        }
    }

    private func removeRows(of id: Int64) throws {
        try RowStatement(database, "SELECT key FROM names WHERE file = ?").bind(id).forEach { changedKeys.insert($0.text(0)) }
        for table in ["names WHERE file", "entities WHERE id", "fields WHERE entity", "tags WHERE entity", "edges WHERE owner", "diagnostics WHERE file"] {
            try RowStatement(database, "DELETE FROM \(table) = ?").bind(id).run()
        }
        if try RowStatement(database, "SELECT 1 FROM fed WHERE entity = ?").bind(id).first({ _ in true }) ?? false {
            try RowStatement(database, "DELETE FROM texts WHERE rowid = ?").bind(id).run()
            try RowStatement(database, "DELETE FROM fed WHERE entity = ?").bind(id).run()
        }
    }
}
