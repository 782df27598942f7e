/// The settings of a vault, `.mosaic/config.yaml`, which everybody shares who works in it.
package struct Settings: Hashable, Sendable {
    /// Whether a command that changes files commits them as well. On where the file does not say.
    package var commitsChanges = true
    /// The questions that the vault keeps, in the order of the file.
    package var queries: [SavedQuery] = []
    /// Why the file cannot be read; nil where it can. Then nothing of it holds, and nothing is committed: it may say so.
    package var problem: Problem?
    /// What is written and not understood, in the order of the file; the rest of it holds.
    package var doubts: [Problem] = []

    /// What is wrong with the file, or with something in it, and where.
    package struct Problem: Hashable, Sendable {
        package var code: DiagnosticCode
        package var message: String
        /// nil for the file as a whole.
        package var position: SourcePosition?
    }

    package init() {}

    /// The settings of a file that is there and cannot be read.
    package init(unreadable message: String) {
        commitsChanges = false
        problem = Problem(code: .unreadable, message: message)
    }

    /// Reads the file's bytes. What is read and not understood counts as not stated.
    package init(bytes: [UInt8]) {
        // A front matter has the form of a YAML document, whose own beginning and end would end it.
        let start = bytes.starts(with: Byte.orderMark) ? Byte.orderMark.count : 0
        let lines = bytes[start...].split(separator: Byte.lineFeed, omittingEmptySubsequences: false).map { line in
            let text = line.last == Byte.carriageReturn ? line.dropLast() : line
            return text.elementsEqual("---".utf8) || text.elementsEqual("...".utf8) ? [] : line
        }
        let text = lines.joined(separator: [Byte.lineFeed])
        let document = Document(bytes: Array("---\n".utf8) + text + Array("\n---\n".utf8), subject: "file")
        if let diagnostic = document.diagnostics.first(where: \.code.makesMalformed) {
            commitsChanges = false
            problem = Problem(
                code: diagnostic.code, message: diagnostic.message,
                position: diagnostic.span.map { span in
                    var position = LineTable(document.bytes).position(of: span.lowerBound)
                    position.line = min(max(position.line - 1, 1), lines.count)
                    return position
                })
            return
        }
        switch document.field("commit")?.value {
        case .string(let word)?: commitsChanges = !["off", "no"].contains(word.lowercased())
        case .boolean(false)?: commitsChanges = false
        default: commitsChanges = true
        }
        let table = LineTable(document.bytes)
        func position(of node: YAMLNode) -> SourcePosition {
            var position = table.position(of: node.span.lowerBound)
            position.line = min(max(position.line - 1, 1), lines.count)
            return position
        }
        if let field = document.field("queries"), case .mapping(let entries) = field.value.asWritten(field.node) {
            var names: [YAMLNode] = []
            if case .mapping(let pairs, _) = field.node.content, pairs.count == entries.count {
                names = pairs.map(\.key)
            }
            queries = entries.enumerated().compactMap { place, entry in
                var query = SavedQuery(name: entry.key, value: entry.value)
                query?.position = names.isEmpty ? nil : position(of: names[place])
                return query
            }
        }
        doubts = document.fields.compactMap { field in
            Self.doubt(about: field).map { message, name in
                let keys =
                    if case .mapping(let pairs, _) = field.node.content { pairs.map(\.key) } else { [YAMLNode]() }
                let key = keys.first { $0.text == name }
                return Problem(code: .invalidSetting, message: message, position: position(of: key ?? field.node))
            }
        }
    }

    private static let names = ["commit", "queries"]

    /// What is not understood of a setting, and the key in it that this is about; nil where all is understood.
    private static func doubt(about field: Field) -> (message: String, key: String?)? {
        switch (field.name, field.value) {
        case ("commit", .boolean), ("commit", .null), ("queries", .null): return nil
        case ("commit", .string(let word)) where ["on", "off", "yes", "no"].contains(word.lowercased()): return nil
        case ("commit", let value):
            return ("commit is 'on' or 'off', and not '\(value.text ?? value.json)': it counts as 'on'.", nil)
        case ("queries", .mapping(let entries)):
            return entries.first { SavedQuery(name: $0.key, value: $0.value) == nil }.map {
                ("The query '\($0.key)' is neither a text nor a mapping that has a 'query'.", $0.key)
            }
        case ("queries", _): return ("queries is a mapping of names to queries.", nil)
        default:
            let meant = Spelling.nearest(to: field.name, among: names)
            return ("There is no setting '\(field.name)'." + (meant.map { " Did you mean '\($0)'?" } ?? ""), nil)
        }
    }
}
