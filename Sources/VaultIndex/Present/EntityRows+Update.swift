import GRDB
import VaultModel

extension EntityRows {
    /// Makes the rows of an entity those of what its file says now, and notes that its text is to be fed again. A row that is as
    /// it was is not written, since each one written is a page of the index to write, or several.
    ///
    /// - Returns: Whether the connections are others, so that their ends are to be found again.
    /// - Throws: What the database throws.
    func update(_ record: EntityRecord, id: Int64) throws -> Bool {
        if try !isStored(record, id) {
            try delete("entities WHERE id", id)
            try insertEntity(record, id)
        }
        if try !isStored(document: record.frontMatter, id) {
            try delete("documents WHERE entity", id)
            try insertDocument.bind(id).bind(record.frontMatter).run()
        }
        let fields = RowDifference(from: try storedFields(id), to: record.fields)
        for field in fields.removed {
            try RowStatement(database, "DELETE FROM fields WHERE entity = ? AND name = ? AND item = ?")
                .bind(id).bind(field.name).bind(field.item).run()
        }
        try insert(fields.added, of: id)
        let tags = RowDifference(from: try storedTags(id), to: record.tags)
        for tag in tags.removed {
            try RowStatement(database, "DELETE FROM tags WHERE entity = ? AND name = ?").bind(id).bind(tag.name).run()
        }
        try insert(tags.added, of: id)
        let checkboxes = RowDifference(from: try storedCheckboxes(id), to: record.checkboxes)
        for box in checkboxes.removed {
            try RowStatement(database, "DELETE FROM checkboxes WHERE entity = ? AND ordinal = ?")
                .bind(id).bind(box.ordinal).run()
        }
        try insert(checkboxes.added, of: id)
        try delete("diagnostics WHERE file", id)
        try insert(record.findings, of: id)
        try delete("texts WHERE rowid", id)
        try delete("unfed WHERE entity", id)
        try insertUnfed.bind(id).run()
        if try moveEdges(to: record.edges, of: id) { return false }
        try delete("edges WHERE owner", id)
        try insert(record.edges, of: id)
        return true
    }

    private func isStored(_ record: EntityRecord, _ id: Int64) throws -> Bool {
        let entity = record.entity
        let select = try RowStatement(
            database,
            """
            SELECT 1 FROM entities WHERE id = ? AND (path, identifier, is_explicit, kind, title, status, status_group,
              is_malformed, stated_created, stated_updated, is_created_local, is_updated_local)
              IS (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).bind(id).bind(entity.path).bind(entity.identifier).bind(entity.explicitIdentifier != nil).bind(entity.kind)
            .bind(entity.title).bind(entity.status).bind(entity.statusGroup?.rawValue).bind(record.isMalformed)
        return try record.bindTimes(to: select).hasRow()
    }

    private func isStored(document: String, _ id: Int64) throws -> Bool {
        try RowStatement(database, "SELECT 1 FROM documents WHERE entity = ? AND front_matter = ?").bind(id).bind(
            document
        )
        .hasRow()
    }

    private func storedFields(_ id: Int64) throws -> [EntityRecord.Field] {
        var fields: [EntityRecord.Field] = []
        try RowStatement(
            database, "SELECT name, item, is_stated, text, number, moment, is_zoned FROM fields WHERE entity = ?"
        ).bind(id).forEach { row in
            let value = row.optionalText(3).map { text in
                FieldItem(
                    text: text, number: row.isNull(4) ? nil : row.double(4), moment: row.optionalInt(5),
                    isZoned: row.bool(6))
            }
            fields.append(.init(name: row.text(0), item: Int(row.int(1)), isStated: row.bool(2), value: value))
        }
        return fields
    }

    private func storedTags(_ id: Int64) throws -> [EntityRecord.Tag] {
        var tags: [EntityRecord.Tag] = []
        try RowStatement(database, "SELECT name, key FROM tags WHERE entity = ?").bind(id).forEach { row in
            tags.append(.init(name: row.text(0), key: row.text(1)))
        }
        return tags
    }

    private func storedCheckboxes(_ id: Int64) throws -> [EntityRecord.Checkbox] {
        var checkboxes: [EntityRecord.Checkbox] = []
        try RowStatement(
            database, "SELECT ordinal, mark, line, column, text, heading FROM checkboxes WHERE entity = ?"
        ).bind(id).forEach { row in
            checkboxes.append(
                .init(
                    ordinal: Int(row.int(0)), mark: row.text(1),
                    position: SourcePosition(line: Int(row.int(2)), column: Int(row.int(3))), text: row.text(4),
                    heading: row.optionalText(5)))
        }
        return checkboxes
    }

    /// Gives edges that are the same, one by one, the places where the file states them now; false where they are others.
    private func moveEdges(to edges: [EntityRecord.KeyedEdge], of id: Int64) throws -> Bool {
        var moved: [(edge: Int64, position: SourcePosition)] = []
        var place = 0
        var isSame = true
        try RowStatement(
            database,
            """
            SELECT id, category, name, is_path, is_inverse, expected_kind, source_text, target_text, line, column,
              anchor FROM edges
            WHERE owner = ? ORDER BY ordinal
            """
        ).bind(id).forEach { row in
            defer { place += 1 }
            guard isSame, place < edges.count else {
                isSame = false
                return
            }
            let (edge, position) = (edges[place].edge, edges[place].position)
            isSame =
                row.has(1, edge.category.rawValue) && row.has(2, edge.name) && row.bool(3) == edge.isPath
                && row.bool(4) == edge.isInverse && row.has(5, edge.expectedKind) && row.has(6, edge.source.name)
                && row.has(7, edge.target.name) && row.has(10, edge.anchor)
            if position != SourcePosition(line: Int(row.int(8)), column: Int(row.int(9))) {
                moved.append((row.int(0), position))
            }
        }
        guard isSame, place == edges.count else { return false }
        let move = try RowStatement(database, "UPDATE edges SET line = ?, column = ? WHERE id = ?")
        for (edge, position) in moved { try move.bind(position.line).bind(position.column).bind(edge).run() }
        return true
    }
}

/// A row that is told from others by its bytes: of equal texts, one can be composed and the other not.
protocol IndexRow {
    associatedtype Identity: Hashable
    var identity: Identity { get }
}

/// The rows that go and come where some take the place of others.
struct RowDifference<Row: IndexRow> {
    var removed: [Row]
    var added: [Row]

    init(from old: [Row], to new: [Row]) {
        let (known, wanted) = (Set(old.map(\.identity)), Set(new.map(\.identity)))
        removed = old.filter { !wanted.contains($0.identity) }
        added = new.filter { !known.contains($0.identity) }
    }
}

extension EntityRecord.Field: IndexRow {
    struct Identity: Hashable {
        var name: [UInt8]
        var item: Int
        var isStated: Bool
        var text: [UInt8]?
        var number: Double?
        var moment: Int64?
        var isZoned: Bool
    }

    var identity: Identity {
        Identity(
            name: Array(name.utf8), item: item, isStated: isStated, text: value.map { Array($0.text.utf8) },
            number: value?.number, moment: value?.moment, isZoned: value?.moment != nil && value?.isZoned == true)
    }
}

extension EntityRecord.Tag: IndexRow {
    /// Its key follows from its name.
    var identity: [UInt8] { Array(name.utf8) }
}

extension EntityRecord.Checkbox: IndexRow {
    struct Identity: Hashable {
        var ordinal: Int
        var mark: [UInt8]
        var position: SourcePosition
        var text: [UInt8]
        var heading: [UInt8]?
    }

    var identity: Identity {
        Identity(
            ordinal: ordinal, mark: Array(mark.utf8), position: position, text: Array(text.utf8),
            heading: heading.map { Array($0.utf8) })
    }
}

extension EntityName: IndexRow {
    /// Its key follows from its name.
    var identity: [UInt8] { [UInt8(truncatingIfNeeded: rank.rawValue)] + name.utf8 }
}

extension Edge.End {
    /// nil for the entity that states the edge.
    fileprivate var name: String? {
        if case .named(let text) = self { return text }
        return nil
    }
}

extension RowColumns {
    /// True where a column holds exactly these bytes, or NULL for nil.
    fileprivate func has(_ column: Int32, _ text: String?) -> Bool {
        guard let text, !isNull(column) else { return text == nil && isNull(column) }
        return utf8(column).elementsEqual(text.utf8)
    }
}
