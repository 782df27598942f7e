import GRDB
import VaultModel

/// Writes the rows that follow from one file alone, under its id.
struct EntityRows {
    private let database: Database
    private let insertEntity: RowStatement
    private let insertDocument: RowStatement
    private let fields: RowInserter
    private let tags: RowInserter
    private let edges: RowInserter
    private let insertDiagnostic: RowStatement
    private let insertUnfed: RowStatement

    init(database: Database) throws {
        self.database = database
        insertEntity = try RowStatement(
            database,
            """
            INSERT INTO entities (id, path, identifier, is_explicit, kind, title, status, status_group, is_malformed,
              stated_created, stated_updated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertDocument = try RowStatement(database, "INSERT INTO documents (entity, front_matter) VALUES (?, ?)")
        fields = RowInserter(
            database, into: "fields",
            ["entity", "name", "item", "is_stated", "text", "number", "moment", "is_zoned"])
        tags = RowInserter(database, into: "tags", ["entity", "name", "key"], ignoresKnown: true)
        edges = RowInserter(
            database, into: "edges",
            [
                "owner", "ordinal", "category", "name", "is_path", "is_inverse", "expected_kind", "source",
                "source_text", "source_key", "target", "target_text", "target_key", "line", "column",
            ])
        insertDiagnostic = try RowStatement(
            database,
            """
            INSERT INTO diagnostics (file, ordinal, code, severity, message, line, column)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insertUnfed = try RowStatement(database, "INSERT INTO unfed (entity) VALUES (?)")
    }

    /// Writes what a file says, and notes that its text is to be fed.
    func insert(_ record: EntityRecord, id: Int64) throws {
        let entity = record.entity
        try insertEntity.bind(id).bind(entity.path).bind(entity.identifier).bind(entity.explicitIdentifier != nil)
            .bind(entity.kind).bind(entity.title).bind(entity.status).bind(entity.statusGroup?.rawValue).bind(
                record.isMalformed
            )
            .bind(record.statedCreated).bind(record.statedUpdated).run()
        try insertDocument.bind(id).bind(record.frontMatter).run()
        try insert(record.fields, of: id)
        try tags.insert(record.tags.count) { row, insert in
            insert.bind(id).bind(record.tags[row].name).bind(record.tags[row].key)
        }
        try edges.insert(record.connections.count) { row, insert in
            bind(record.connections[row], of: id, ordinal: row, to: insert)
        }
        for (ordinal, finding) in record.findings.enumerated() {
            let diagnostic = finding.diagnostic
            try insertDiagnostic.bind(id).bind(ordinal).bind(diagnostic.code.rawValue)
                .bind(diagnostic.severity.rawValue).bind(diagnostic.message)
                .bind(finding.position.map { Int64($0.line) }).bind(finding.position.map { Int64($0.column) }).run()
        }
        try insertUnfed.bind(id).run()
    }

    /// Writes a row for each value of each field, or one for none.
    private func insert(_ stated: [EntityRecord.Field], of id: Int64) throws {
        var next = (field: 0, item: 0)
        try fields.insert(stated.reduce(0) { $0 + max($1.items.count, 1) }) { _, insert in
            let field = stated[next.field]
            let item = field.items.isEmpty ? nil : field.items[next.item]
            let isZoned: Int64? = item?.moment == nil ? nil : item?.isZoned == true ? 1 : 0
            insert.bind(id).bind(field.name).bind(next.item).bind(field.isStated).bind(item?.text)
                .bind(item?.number).bind(item?.moment).bind(isZoned)
            next = next.item + 1 < field.items.count ? (next.field, next.item + 1) : (next.field + 1, 0)
        }
    }

    private func bind(
        _ connection: EntityRecord.Connection, of id: Int64, ordinal: Int, to insert: RowStatement
    ) {
        let edge = connection.edge
        insert.bind(id).bind(ordinal).bind(edge.category.rawValue).bind(edge.name).bind(edge.isPath)
            .bind(edge.isInverse).bind(edge.expectedKind)
        for (end, key) in [(edge.source, connection.sourceKey), (edge.target, connection.targetKey)] {
            switch end {
            case .owner: insert.bind(id).bind(nil as String?).bind(nil as String?)
            case .named(let text): insert.bind(nil as Int64?).bind(text).bind(key)
            }
        }
        insert.bind(connection.position.line).bind(connection.position.column)
    }

    /// Removes everything under a file's id, and gives the kind of the entity that it was; nil for an attachment.
    func remove(_ id: Int64) throws -> String? {
        let kind = try RowStatement(database, "SELECT kind FROM entities WHERE id = ?").bind(id).first { $0.text(0) }
        for condition in [
            "entities WHERE id", "documents WHERE entity", "fields WHERE entity", "tags WHERE entity",
            "edges WHERE owner",
            "diagnostics WHERE file", "unfed WHERE entity",
        ] {
            try RowStatement(database, "DELETE FROM \(condition) = ?").bind(id).run()
        }
        if kind != nil { try RowStatement(database, "DELETE FROM texts WHERE rowid = ?").bind(id).run() }
        return kind
    }
}
