import VaultModel

/// The rows that follow from one file alone: made from it without the database, on any thread.
struct EntityRecord: Sendable {
    /// One of the values of a field.
    struct Field: Sendable {
        var name: String
        /// The place of the value in the field.
        var item: Int
        /// False where the kind gives the value, since the file has none.
        var isStated: Bool
        /// Its text is folded; nil for a field without a value.
        var value: FieldItem?
    }

    struct Tag: Sendable {
        var name: String
        var key: String
    }

    /// An edge with the keys of its ends, by which the `LinkResolver` finds the entities later.
    struct KeyedEdge: Sendable {
        var edge: Edge
        var sourceKey: String?
        var targetKey: String?
        var position: SourcePosition
    }

    struct Checkbox: Sendable {
        var ordinal: Int
        var mark: String
        var position: SourcePosition
        var text: String
        var heading: String?
    }

    struct Finding: Sendable {
        var diagnostic: Diagnostic
        var position: SourcePosition?
    }

    var entity: Entity
    var isMalformed: Bool
    /// Values with a moment; nil where the file states none.
    var statedCreated: FieldItem?
    var statedUpdated: FieldItem?
    /// The whole front matter as an object of JSON, in the order of the file.
    var frontMatter: String
    /// A field without a value has one of them, as if it had one.
    var fields: [Field]
    var tags: [Tag]
    var checkboxes: [Checkbox]
    var names: [EntityName]
    var edges: [KeyedEdge]
    var findings: [Finding]
}

/// Makes the records of files by the kinds of the work tree.
struct EntityRecordReader: Sendable {
    let rules: TreeRules
    /// What is wrong with each kind's file, by path.
    let kindDiagnostics: [String: [Diagnostic]]
    /// The zones that times can be of.
    let timeZones: TimeZones

    /// - Parameters:
    ///   - document: the file.
    ///   - last: for one that cannot be read, the last version that could be.
    ///   - content: what the document says, completed by the last version.
    ///   - path: relative to the vault.
    /// - Returns: The rows of the file.
    func record(
        _ document: Document, completedBy last: Document? = nil, content: EntityContent, path: String
    ) -> EntityRecord {
        let schema = rules.schema
        let entity = Entity(content: content, path: path, schema: schema, usesFolders: rules.usesFolders)
        let kind = schema.kinds[entity.kind]
        var diagnostics = document.diagnostics
        if let kind, entity.hasStatedKind {
            diagnostics += schema.check(document: document, kind: kind, timeZones: timeZones)
        } else if rules.usesFolders {
            // A vault that never heard of Mosaic has ids of its own, too.
            diagnostics += schema.checkID(of: document)
        }
        if rules.usesFolders {
            let stated = entity.hasStatedKind ? kind : nil
            diagnostics += schema.checkSpelling(of: document, path: path, kind: stated)
            diagnostics += document.commentedTagDiagnostics
        }
        diagnostics += kindDiagnostics[path] ?? []
        diagnostics += document.deadAnchors
        if entity.hasStatedKind, entity.hasRole(.definition), VaultPath.folder(of: path) != "kinds" {
            let message = "A kind is a file in kinds/ itself, so that this one defines none."
            diagnostics.append(Diagnostic(.invalidKind, message, at: document.frontMatterSpan))
        }
        let fields = fields(of: entity, kind)
        let edges = Edge.all(of: document, completedBy: last, entity: entity, schema: schema)
        let asksForLines = !edges.isEmpty || !diagnostics.isEmpty || !document.taskBoxes.isEmpty
        let lines = asksForLines ? LineTable(document.bytes) : nil
        func position(_ span: ByteRange) -> SourcePosition {
            lines?.position(of: span.lowerBound) ?? SourcePosition(line: 1, column: 1)
        }
        return EntityRecord(
            entity: entity, isMalformed: document.isMalformed,
            statedCreated: Self.time("created", in: fields), statedUpdated: Self.time("updated", in: fields),
            frontMatter: Self.frontMatter(of: entity), fields: fields,
            tags: (entity.tags + document.tags.map(\.name)).map { .init(name: $0, key: NameKey.fold($0)) },
            checkboxes: lines.map { Self.checkboxes(document.placedBoxes(in: $0)) } ?? [],
            names: EntityName.all(of: entity),
            edges: edges.map { edge in
                EntityRecord.KeyedEdge(
                    edge: edge, sourceKey: Self.key(edge.source), targetKey: Self.key(edge.target),
                    position: position(edge.span))
            },
            findings: diagnostics.map { EntityRecord.Finding(diagnostic: $0, position: $0.span.map(position)) })
    }

    /// The rows of a file that says all itself; nil for one that cannot be read, whose rows need the past.
    func record(ofReadable document: Document, path: String) -> EntityRecord? {
        document.isMalformed ? nil : record(document, content: EntityContent(document), path: path)
    }

    /// The rows of a file that cannot be read: what it said last, where it could be read once.
    func record(ofMalformed document: Document, path: String, lastReadable: LastReadable) throws -> EntityRecord {
        let last = try lastReadable.document(at: path)
        let content = EntityContent(document).completed(by: last.map { EntityContent($0) })
        return record(document, completedBy: last, content: content, path: path)
    }

    private func fields(of entity: Entity, _ kind: Kind?) -> [EntityRecord.Field] {
        let zone = kind?.timeZone(of: entity.value, in: timeZones)
        let isAllDay = kind?.isAllDay(entity.value) ?? false
        var fields: [EntityRecord.Field] = []
        func add(_ name: String, _ type: FieldType, _ value: FieldValue, isStated: Bool) {
            let stated = type.items(of: value, in: zone)
            let items = isAllDay ? stated.map(\.unbound) : stated
            if items.isEmpty { fields.append(.init(name: name, item: 0, isStated: isStated, value: nil)) }
            for (place, var item) in items.enumerated() {
                item.text = NameKey.fold(item.text)
                fields.append(.init(name: name, item: place, isStated: isStated, value: item))
            }
        }
        let given = (kind?.fields ?? []).filter {
            $0.defaultValue != nil && entity.value($0.name) ?? .null == .null
        }
        for stated in entity.fields {
            guard stated.value != .null || !given.contains(where: { $0.name == stated.name }) else { continue }
            add(stated.name, rules.schema.fieldType(stated.name, of: kind) ?? .any, stated.value, isStated: true)
        }
        for definition in given {
            add(definition.name, definition.type, definition.defaultValue ?? .null, isStated: false)
        }
        return fields
    }

    private static func frontMatter(of entity: Entity) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            for field in entity.fields {
                writer.key(field.name)
                writer.value(field.value)
            }
        }
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    private static func checkboxes(_ boxes: [PlacedBox]) -> [EntityRecord.Checkbox] {
        boxes.enumerated().map { ordinal, placed in
            EntityRecord.Checkbox(
                ordinal: ordinal, mark: String(placed.box.mark), position: placed.position, text: placed.box.text,
                heading: placed.heading)
        }
    }

    private static func key(_ end: Edge.End) -> String? {
        if case .named(let text) = end { return NameKey.key(text) }
        return nil
    }

    private static func time(_ name: String, in fields: [EntityRecord.Field]) -> FieldItem? {
        fields.first { $0.name == name && $0.item == 0 }?.value.flatMap { $0.moment == nil ? nil : $0 }
    }
}
