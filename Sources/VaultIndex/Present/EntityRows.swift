import GRDB
import VaultModel

/// Writes the rows that follow from one file alone, under its id.
struct EntityRows {
    let database: Database
    private let insertEntity: RowStatement
    let insertDocument: RowStatement
    private let fields: RowInserter
    private let tags: RowInserter
    private let checkboxes: RowInserter
    private let edges: RowInserter
    private let insertDiagnostic: RowStatement
    let insertUnfed: RowStatement

    init(database: Database) throws {
        self.database = database
        func insertion(into table: FileTable) throws -> RowStatement {
            try RowStatement(
                database,
                """
                INSERT INTO \(table.name) (\(table.columns.joined(separator: ", ")))
                VALUES (\(table.columns.map { _ in "?" }.joined(separator: ", ")))
                """)
        }
        insertEntity = try insertion(into: .entities)
        insertDocument = try insertion(into: .documents)
        fields = RowInserter(database, into: .fields)
        tags = RowInserter(database, into: .tags, ignoresKnown: true)
        checkboxes = RowInserter(database, into: .checkboxes)
        edges = RowInserter(database, into: .edges)
        insertDiagnostic = try insertion(into: .diagnostics)
        insertUnfed = try insertion(into: .unfed)
    }

    /// Writes what a file says, and notes that its text is to be fed.
    func insert(_ record: EntityRecord, id: Int64) throws {
        try insertEntity(record, id)
        try insertDocument.bind(id).bind(record.frontMatter).run()
        try insert(record.fields, of: id)
        try insert(record.tags, of: id)
        try insert(record.checkboxes, of: id)
        try insert(record.edges, of: id)
        try insert(record.findings, of: id)
        try insertUnfed.bind(id).run()
    }

    func insertEntity(_ record: EntityRecord, _ id: Int64) throws {
        let entity = record.entity
        insertEntity.bind(id).bind(entity.path).bind(entity.identifier).bind(entity.explicitIdentifier != nil)
        insertEntity.bind(entity.kind).bind(entity.title).bind(entity.status).bind(entity.statusGroup?.rawValue)
        insertEntity.bind(record.isMalformed)
        try record.bindTimes(to: insertEntity).run()
    }

    func insert(_ fields: [EntityRecord.Field], of id: Int64) throws {
        try self.fields.insert(fields.count) { row, insert in
            let field = fields[row]
            insert.bind(id).bind(field.name).bind(field.item).bind(field.isStated).bind(field.value?.text)
                .bind(field.value?.number).bind(field.value?.moment)
                .bind(field.value?.moment == nil ? nil : Int64(field.value?.isZoned == true ? 1 : 0))
        }
    }

    func insert(_ tags: [EntityRecord.Tag], of id: Int64) throws {
        try self.tags.insert(tags.count) { row, insert in insert.bind(id).bind(tags[row].name).bind(tags[row].key) }
    }

    func insert(_ checkboxes: [EntityRecord.Checkbox], of id: Int64) throws {
        try self.checkboxes.insert(checkboxes.count) { row, insert in
            let box = checkboxes[row]
            insert.bind(id).bind(box.ordinal).bind(box.mark).bind(box.position.line).bind(box.position.column)
                .bind(box.text).bind(box.heading)
        }
    }

    func insert(_ edges: [EntityRecord.KeyedEdge], of id: Int64) throws {
        try self.edges.insert(edges.count) { row, insert in
            bind(edges[row], of: id, ordinal: row, to: insert)
        }
    }

    func insert(_ findings: [EntityRecord.Finding], of id: Int64) throws {
        for (ordinal, finding) in findings.enumerated() {
            let diagnostic = finding.diagnostic
            try insertDiagnostic.bind(id).bind(ordinal).bind(diagnostic.code.rawValue)
                .bind(diagnostic.severity.rawValue).bind(diagnostic.message)
                .bind(finding.position.map { Int64($0.line) }).bind(finding.position.map { Int64($0.column) }).run()
        }
    }

    private func bind(
        _ keyed: EntityRecord.KeyedEdge, of id: Int64, ordinal: Int, to insert: RowStatement
    ) {
        let edge = keyed.edge
        insert.bind(id).bind(ordinal).bind(edge.category.rawValue).bind(edge.name).bind(edge.isPath)
            .bind(edge.isInverse).bind(edge.expectedKind)
        for (end, key) in [(edge.source, keyed.sourceKey), (edge.target, keyed.targetKey)] {
            switch end {
            case .owner: insert.bind(id).bind(nil as String?).bind(nil as String?)
            case .named(let text): insert.bind(nil as Int64?).bind(text).bind(key)
            }
        }
        insert.bind(edge.anchor).bind(keyed.position.line).bind(keyed.position.column)
    }

    /// Removes everything under a file's id, and gives the kind of the entity that it was; nil for an attachment.
    func remove(_ id: Int64) throws -> String? {
        let kind = try kind(of: id)
        for condition in [
            "entities WHERE id", "documents WHERE entity", "fields WHERE entity", "tags WHERE entity",
            "checkboxes WHERE entity", "edges WHERE owner", "diagnostics WHERE file", "unfed WHERE entity",
        ] { try delete(condition, id) }
        if kind != nil { try delete("texts WHERE rowid", id) }
        return kind
    }

    /// The kind of the entity under a file's id; nil where there is none.
    func kind(of id: Int64) throws -> String? {
        try RowStatement(database, "SELECT kind FROM entities WHERE id = ?").bind(id).first { $0.text(0) }
    }

    func delete(_ condition: String, _ id: Int64) throws {
        try RowStatement(database, "DELETE FROM \(condition) = ?").bind(id).run()
    }
}

extension EntityRecord {
    /// Binds what the file states of when it came to be and when it was changed last, and whether each is as clocks show it.
    func bindTimes(to statement: RowStatement) -> RowStatement {
        statement.bind(statedCreated?.moment).bind(statedUpdated?.moment)
            .bind(statedCreated?.isZoned == false).bind(statedUpdated?.isZoned == false)
    }
}
