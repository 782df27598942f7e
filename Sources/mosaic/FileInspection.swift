import VaultModel

/// A file as `mosaic inspect` shows it.
struct FileInspection {
    private let entity: Entity
    private let document: Document
    private let edges: [Edge]
    private let diagnostics: [Diagnostic]

    init(path: String, bytes: [UInt8], schema: Schema) {
        document = Document(bytes: bytes)
        entity = Entity(content: EntityContent(document), path: path, schema: schema, usesFolders: false)
        edges = Edge.all(of: document, entity: entity, schema: schema)
        var diagnostics = document.diagnostics
        if let kind = schema.kinds[entity.kind] { diagnostics += schema.check(document: document, kind: kind) }
        self.diagnostics = diagnostics
    }

    var hasError: Bool { diagnostics.contains { $0.severity == .error } }

    /// Lines for a person: a heading, then what there is of fields, connections, tags and diagnostics.
    var text: String {
        var lines = [Self.printable("\(entity.path): \(entity.kind) \"\(entity.title)\"")]
        lines += entity.fields.map { Self.printable("  \($0.name): \($0.value.json)") }
        lines += edges.map { Self.printable("  → \($0.name): \(Self.end($0.source)) → \(Self.end($0.target))") }
        if !document.tags.isEmpty {
            lines.append(
                Self.printable("  tags in the body: " + document.tags.map { "#\($0.name)" }.joined(separator: " ")))
        }
        let table = LineTable(document.bytes)
        lines += diagnostics.map { diagnostic in
            let place = diagnostic.span.map { table.position(of: $0.lowerBound) }
            let prefix = place.map { "\(entity.path):\($0.line):\($0.column)" } ?? entity.path
            return Self.printable(
                "\(prefix): \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.code.rawValue)]")
        }
        return lines.joined(separator: "\n")
    }

    private static func end(_ end: Edge.End) -> String {
        switch end {
        case .owner: "this"
        case .named(let name): name
        }
    }

    /// Control characters of a file never reach the terminal.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "\u{FFFD}" : $0 }))
    }
}
