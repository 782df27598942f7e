import GRDB
import VaultModel

/// The rows that follow from one entity alone, under the id of its file.
struct EntityRows {
    private let database: Database
    private let insertEntity: RowStatement
    private let insertField: RowStatement
    private let insertTag: RowStatement
    private let insertEdge: RowStatement
    private let insertDiagnostic: RowStatement
    private let insertUnfed: RowStatement

    init(database: Database) throws {
        self.database = database
        insertEntity = try RowStatement(
            database,
            """
            INSERT INTO entities (id, identifier, is_explicit, kind, title, status, status_group, is_malformed,
              stated_created, stated_updated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertField = try RowStatement(
            database,
            """
            INSERT INTO fields (entity, ordinal, item, name, value, text, number, moment, is_zoned)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertTag = try RowStatement(database, "INSERT OR IGNORE INTO tags (entity, name, key) VALUES (?, ?, ?)")
        insertEdge = try RowStatement(
            database,
            """
            INSERT INTO edges (owner, ordinal, category, name, is_path, expected_kind, source, source_text, source_key,
              target, target_text, target_key, line, column)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertDiagnostic = try RowStatement(
            database,
            """
            INSERT INTO diagnostics (file, ordinal, code, severity, message, line, column)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        insertUnfed = try RowStatement(database, "INSERT INTO unfed (entity) VALUES (?)")
    }

    /// Writes an entity, its fields and its tags, and notes that its text is to be fed.
    func insert(_ entity: Entity, of document: Document, id: Int64, schema: Schema) throws {
        try insertEntity.bind(id).bind(entity.identifier).bind(entity.explicitIdentifier != nil).bind(entity.kind)
            .bind(entity.title).bind(entity.status).bind(entity.statusGroup?.rawValue).bind(document.isMalformed)
            .bind(Self.seconds(entity.value("created"))).bind(Self.seconds(entity.value("updated"))).run()
        let kind = schema.kinds[entity.kind]
        for (ordinal, field) in entity.fields.enumerated() {
            let type = schema.fieldType(field.name, of: kind) ?? .any
            try insert(field.name, type, field.value, stated: field.value.json, of: id, ordinal: ordinal)
        }
        var ordinal = entity.fields.count
        for field in kind?.fields ?? [] {
            guard let value = field.defaultValue, entity.value(field.name) ?? .null == .null else { continue }
            try insert(field.name, field.type, value, stated: nil, of: id, ordinal: ordinal)
            ordinal += 1
        }
        for tag in entity.tags + document.tags.map(\.name) {
            try insertTag.bind(id).bind(tag).bind(NameKey.fold(tag)).run()
        }
        try insertUnfed.bind(id).run()
    }

    /// Writes a row for each value of a field, or one for none. `stated` is the field as JSON; nil where the file does not
    /// have it.
    private func insert(
        _ name: String, _ type: FieldType, _ value: FieldValue, stated: String?, of id: Int64, ordinal: Int
    ) throws {
        let items: [FieldItem?] = type.items(of: value)
        for (place, item) in (items.isEmpty ? [nil] : items).enumerated() {
            let isZoned: Int64? = item?.moment == nil ? nil : item?.isZoned == true ? 1 : 0
            try insertField.bind(id).bind(ordinal).bind(place).bind(name).bind(place == 0 ? stated : nil)
                .bind(item.map { NameKey.fold($0.text) }).bind(item?.number).bind(item?.moment).bind(isZoned).run()
        }
    }

    private static func seconds(_ value: FieldValue?) -> Int64? {
        value?.text.flatMap { DateTime($0) }?.instant().secondsSinceEpoch
    }

    /// Writes what a file states of connections. Their ends are found later, by the `LinkResolver`.
    func insert(_ edges: [Edge], of id: Int64, lines: LineTable) throws {
        for (ordinal, edge) in edges.enumerated() {
            let position = lines.position(of: edge.span.lowerBound)
            insertEdge.bind(id).bind(ordinal).bind(edge.category.rawValue).bind(edge.name).bind(edge.isPath)
                .bind(edge.expectedKind)
            for end in [edge.source, edge.target] {
                switch end {
                case .owner: insertEdge.bind(id).bind(nil as String?).bind(nil as String?)
                case .named(let text): insertEdge.bind(nil as Int64?).bind(text).bind(NameKey.key(text))
                }
            }
            try insertEdge.bind(position.line).bind(position.column).run()
        }
    }

    func insert(_ diagnostics: [Diagnostic], of id: Int64, lines: LineTable) throws {
        for (ordinal, diagnostic) in diagnostics.enumerated() {
            let position = diagnostic.span.map { lines.position(of: $0.lowerBound) }
            try insertDiagnostic.bind(id).bind(ordinal).bind(diagnostic.code.rawValue)
                .bind(diagnostic.severity.rawValue).bind(diagnostic.message)
                .bind(position.map { Int64($0.line) }).bind(position.map { Int64($0.column) }).run()
        }
    }

    /// Removes everything under a file's id, and gives the kind of the entity that it was; nil for an attachment.
    func remove(_ id: Int64) throws -> String? {
        let kind = try RowStatement(database, "SELECT kind FROM entities WHERE id = ?").bind(id).first { $0.text(0) }
        for condition in [
            "entities WHERE id", "fields WHERE entity", "tags WHERE entity", "edges WHERE owner",
            "diagnostics WHERE file", "unfed WHERE entity",
        ] {
            try RowStatement(database, "DELETE FROM \(condition) = ?").bind(id).run()
        }
        if kind != nil { try RowStatement(database, "DELETE FROM texts WHERE rowid = ?").bind(id).run() }
        return kind
    }
}
