import VaultIndex
import VaultModel

/// Has the links and references of a file name things otherwise, each by its own bytes.
struct LinkRewriting {
    /// How a link may write the name.
    enum Form {
        /// `[[name]]` in a body.
        case wikiLink
        /// `[text](name)`
        case markdownLink
        /// A value of a front matter, within brackets or without.
        case reference(isWiki: Bool)

        /// True where a name reads as itself.
        func reads(_ name: String) -> Bool {
            switch self {
            case .markdownLink: return true
            case .reference(let isWiki):
                let reference = Reference(target: name, isWiki: isWiki)
                return Reference(reference.written) == reference
            case .wikiLink:
                // What Markdown gives a meaning to may be read so where the link stands among other text.
                guard !name.contains(where: { "|\\`<>$".contains($0) }) else { return false }
                let links = Document(bytes: Array("[[\(name)]]".utf8)).links
                return links.count == 1 && links[0].target == name && links[0].heading == nil
            }
        }
    }

    /// What a name becomes; nil for one that stays.
    var renamed: (_ name: String, _ form: Form, _ place: LinkPlace) throws -> String?

    /// The edit of a link of the file at a path; nil for one that stays.
    func edit(of link: Link, inFileAt path: String) throws -> DocumentEdit? {
        let place = LinkPlace(file: path, isPath: link.isPath)
        let name = try renamed(link.target, link.isPath ? .markdownLink : .wikiLink, place)
        guard let name, name != link.target else { return nil }
        return .replaceBytes(link.targetSpan, with: Array((link.isPath ? Self.escaped(name) : name).utf8))
    }

    /// A path as the destination of a Markdown link: what would end it in percent escapes.
    static func escaped(_ path: String) -> String {
        path.unicodeScalars.map { scalar in
            switch scalar {
            case " ", "(", ")", "<", ">", "%", "#", "?", "\\":
                "%" + String(scalar.value, radix: 16, uppercase: true)
            default: String(scalar)
            }
        }.joined()
    }

    // MARK: - References

    /// The edits of the references in a file's front matter, as far as they stand at places that are concerned. `ends` are fields of a
    /// relationship whose first reference is concerned as well.
    func edits(
        ofReferencesIn file: Vault.Editable, ends: Set<String>, isConcerned: (ByteRange) -> Bool
    ) throws -> [DocumentEdit] {
        let path = file.handle.path
        var edits: [DocumentEdit] = []
        for field in file.document.fields {
            // Within a record only the one value changes, however the record is written.
            for scalar in Reference.recordPairs(in: field.node).flatMap({ $0.value.scalars })
            where isConcerned(scalar.span) {
                let value = try value(of: scalar, concerned: [scalar.span], at: LinkPlace(file: path))
                guard case .string(let text)? = value else { continue }
                edits.append(.replaceBytes(scalar.span, with: scalar.bytes(writing: text)))
            }
            let occurrences = Reference.occurrences(in: field.node).filter { isConcerned($0.span) }
            let spans = ends.contains(field.name) ? Reference.occurrences(in: field.node).prefix(1).map(\.span) : []
            let concerned = Set((file.isRelationship ? [] : occurrences.map(\.span)) + spans)
            let place = LinkPlace(file: path, expectedKind: file.kind?.field(field.name)?.type.referencedKind)
            if let value = try value(of: field.node, concerned: concerned, at: place) {
                edits.append(.set(field.name, to: value))
            }
        }
        return edits
    }

    /// The value of a field in which the references at some places name things as they are called now; nil where all stay.
    private func value(of node: YAMLNode, concerned: Set<ByteRange>, at place: LinkPlace) throws -> FieldValue? {
        if concerned.isEmpty { return nil }
        let new = try replaced(node, concerned, place, isInBrackets: false)
        return new == FieldValue(resolving: node) ? nil : new
    }

    private func replaced(
        _ node: YAMLNode, _ concerned: Set<ByteRange>, _ place: LinkPlace, isInBrackets: Bool
    ) throws -> FieldValue {
        switch node.content {
        case .sequence(let items, _):
            if let inner = node.unquotedWikiScalar {
                return .list([.list([try replaced(inner, concerned, place, isInBrackets: true)])])
            }
            return .list(try items.map { try replaced($0, concerned, place, isInBrackets: false) })
        case .scalar(let text, _) where concerned.contains(node.span):
            guard var reference = Reference(isInBrackets ? "[[\(text)]]" : text),
                let name = try renamed(reference.target, .reference(isWiki: reference.isWiki), place)
            else { break }
            reference.target = name
            if isInBrackets { return .string(String(reference.written.dropFirst(2).dropLast(2))) }
            // In a block of lines the line end behind it is part of the text.
            let end = text.suffix(text.reversed().prefix(while: \.isWhitespace).count)
            return .string(reference.written + end)
        default: break
        }
        return FieldValue(resolving: node)
    }
}

extension Link {
    /// True where its target is a path, and no name.
    var isPath: Bool { syntax == .markdown || syntax == .image }
}

/// Tells which of the links and references of a document are those of connections.
struct ConnectionPlaces {
    private struct Place: Hashable {
        var line: Int
        var column: Int
    }

    private let places: Set<Place>
    private let lines: LineTable

    init(of connections: [Connection], in document: Document) {
        places = Set(connections.map { Place(line: $0.line, column: $0.column) })
        lines = LineTable(document.bytes)
    }

    func contains(_ span: ByteRange) -> Bool {
        let position = lines.position(of: span.lowerBound)
        return places.contains(Place(line: position.line, column: position.column))
    }
}
