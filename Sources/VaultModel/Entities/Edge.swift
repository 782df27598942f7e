/// One directed connection that a file states. Its ends are still texts: the index finds the entities that they name.
package struct Edge: Hashable, Sendable {
    /// What makes a connection.
    package enum Category: String, Hashable, Sendable, CaseIterable {
        /// A typed relation, as a key of the front matter or as an entity of its own.
        case relation
        /// A front matter field whose kind says `ref`.
        case reference
        /// A link of the body, or a value of another field that is one: `topics: ["[[garden]]"]`.
        case link
    }

    /// What stands at one end.
    package enum End: Hashable, Sendable {
        /// The entity that states the edge.
        case owner
        case named(String)
    }

    package var category: Category
    /// The relation's canonical name, the field's name, or `links_to`.
    package var name: String
    package var source: End
    package var target: End
    /// Where the file states it.
    package var span: ByteRange
    /// True where the text is a path relative to the file (a Markdown link), not a name.
    package var isPath: Bool
    /// The kind that the field asks for: of several entities that go by the name, one of it is meant.
    package var expectedKind: String?
    /// True for a relation that is stated by the name of its inverse, so that what a relationship calls its source is the
    /// target here.
    package var isInverse = false
    /// What a link of the text names of its target behind a `#`: a heading, or a block (`^id`).
    package var anchor: String?

    /// Every edge that a document states, in the order of the file.
    ///
    /// - Parameters:
    ///   - document: the file.
    ///   - last: where the file cannot be read, the last version of it that could be: the front matter is that one's,
    ///     and its edges stand where the file has its front matter.
    ///   - entity: the file as its kind reads it.
    ///   - schema: the kinds and relations that the vault has.
    /// - Returns: The edges, those of the front matter before those of the text.
    package static func all(
        of document: Document, completedBy last: Document? = nil, entity: Entity, schema: Schema
    ) -> [Edge] {
        var edges = stated(inFrontMatterOf: last ?? document, entity: entity, schema: schema)
        if last != nil {
            let place = document.frontMatterSpan?.lowerBound ?? 0
            for index in edges.indices { edges[index].span = place..<place }
        }
        return edges + links(of: document, at: entity.path)
    }

    private static func stated(inFrontMatterOf document: Document, entity: Entity, schema: Schema) -> [Edge] {
        if entity.hasRole(.relationship) { return relationship(document, schema: schema).map { [$0] } ?? [] }
        var edges: [Edge] = []
        let kind = schema.kinds[entity.kind]
        for field in document.fields {
            let type = kind?.field(field.name)?.type
            let expected = type?.referencedKind
            if let relation = schema.relations[field.name] {
                let isInverse = !relation.isSymmetric && field.name == relation.inverse
                edges += targets(of: field.node).map { target in
                    Edge(
                        category: .relation, name: relation.name, source: isInverse ? .named(target.name) : .owner,
                        target: isInverse ? .owner : .named(target.name), span: target.span, isPath: false,
                        expectedKind: expected, isInverse: isInverse)
                }
            } else if type?.isReference ?? false {
                edges += targets(of: field.node).map { target in
                    Edge(
                        category: .reference, name: field.name, source: .owner, target: .named(target.name),
                        span: target.span, isPath: false, expectedKind: expected)
                }
            } else if let definitions = type?.recordFields {
                edges += references(inRecordsOf: field, definitions)
            } else {
                edges += Reference.wikiOccurrences(in: field.node).map { occurrence in
                    Edge(
                        category: .link, name: "links_to", source: .owner, target: .named(occurrence.reference.target),
                        span: occurrence.span, isPath: false)
                }
            }
        }
        return edges
    }

    /// The references of the members of a list of records, such as the user of each member of a workspace.
    private static func references(inRecordsOf field: Field, _ definitions: [Kind.FieldDefinition]) -> [Edge] {
        Reference.recordPairs(in: field.node).flatMap { pair -> [Edge] in
            guard let definition = definitions.first(where: { $0.name == pair.key.keyText }),
                definition.type.isReference
            else { return [] }
            return targets(of: pair.value).map { target in
                Edge(
                    category: .reference, name: "\(field.name).\(definition.name)", source: .owner,
                    target: .named(target.name), span: target.span, isPath: false,
                    expectedKind: definition.type.referencedKind)
            }
        }
    }

    /// The links of the text. One that leads out of the vault connects nothing in it, and is not wanted there.
    private static func links(of document: Document, at path: String) -> [Edge] {
        document.links.compactMap { link in
            let isPath = link.syntax == .markdown || link.syntax == .image
            guard !link.target.isEmpty,
                !isPath || VaultPath.resolve(link.target, from: VaultPath.folder(of: path)) != nil
            else { return nil }
            return Edge(
                category: .link, name: "links_to", source: .owner, target: .named(link.target), span: link.span,
                isPath: isPath, anchor: link.heading)
        }
    }

    private static func relationship(_ document: Document, schema: Schema) -> Edge? {
        guard let source = document.field("source"), let target = document.field("target"),
            let name = document.field("relation")?.text,
            let sourceName = targets(of: source.node).first?.name, let targetName = targets(of: target.node).first?.name
        else { return nil }
        let relation = schema.relations[name]
        let isInverse = relation.map { !$0.isSymmetric && $0.inverse == name } ?? false
        return Edge(
            category: .relation, name: relation?.name ?? name, source: .named(isInverse ? targetName : sourceName),
            target: .named(isInverse ? sourceName : targetName), span: target.node.span, isPath: false,
            isInverse: isInverse)
    }

    private static func targets(of node: YAMLNode) -> [(name: String, span: ByteRange)] {
        Reference.occurrences(in: node).map { ($0.reference.target, $0.span) }
    }
}

extension FieldType {
    /// The kind that a reference, or each of a list, has to be of; nil where any will do.
    package var referencedKind: String? {
        switch self {
        case .reference(let kind): kind
        case .list(let element): element.referencedKind
        default: nil
        }
    }

    /// What a record, or each of a list of them, holds; nil for anything else.
    package var recordFields: [Kind.FieldDefinition]? {
        switch self {
        case .record(let fields): fields
        case .list(let element): element.recordFields
        default: nil
        }
    }

    /// True for a reference and for a list of them.
    package var isReference: Bool {
        switch self {
        case .reference: true
        case .list(let element): element.isReference
        default: false
        }
    }
}
