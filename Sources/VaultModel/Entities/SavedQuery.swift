/// A question that a vault keeps under a name, in the committed settings, for everyone who shares it.
package struct SavedQuery: Hashable, Sendable {
    /// Something that the question leaves open: `{name}` in its text.
    package struct Parameter: Hashable, Sendable {
        package var name: String
        /// nil for one that has to be given.
        package var defaultValue: String?
    }

    package var name: String
    package var description: String
    /// In the query language, with `{name}` for each parameter.
    package var text: String
    /// In the order of the settings, then those that only the text names.
    package var parameters: [Parameter]
    /// What a list of its answers shows of each, in order, where nothing else is asked for; empty for what lists show anyway.
    package var fields: [String]
    /// Where its name stands in the settings; nil for one that is of no file.
    package var position: SourcePosition?

    /// Reads a pair of the settings' `queries`: a text, or a mapping of `query`, `description`, `parameters` and `fields`, these as a list
    /// or with commas between them. Nil for anything else.
    init?(name: String, value: FieldValue) {
        self.name = name
        description = ""
        parameters = []
        fields = []
        switch value {
        case .string(let query): text = query
        case .mapping(let entries):
            guard let query = entries.first(where: { $0.key == "query" })?.value.string else { return nil }
            text = query
            description = entries.first { $0.key == "description" }?.value.text ?? ""
            if case .mapping(let stated)? = entries.first(where: { $0.key == "parameters" })?.value {
                parameters = stated.map { Parameter(name: $0.key, defaultValue: $0.value.text) }
            }
            fields = (entries.first { $0.key == "fields" }?.value.texts ?? []).flatMap { names in
                names.split(separator: ",").map { String($0).trimmedASCII }.filter { !$0.isEmpty }
            }
        default: return nil
        }
        var known = Set(parameters.map(\.name))
        for case .hole(let name) in pieces where known.insert(name).inserted {
            parameters.append(Parameter(name: name, defaultValue: nil))
        }
    }

    /// The query, with a value for each parameter: what was given, as the language has it, else its default.
    ///
    /// - Throws: A `QueryError` at a parameter that has neither, and where the query would have more than `mostBytes`.
    package func filled(with values: [String: String], mostBytes: Int = .max) throws(QueryError) -> String {
        let defaults = Dictionary(
            parameters.map { ($0.name, $0.defaultValue) }, uniquingKeysWith: { first, _ in first })
        var result = ""
        var offset = 0
        for piece in pieces {
            switch piece {
            case .text(let part):
                result += part
                offset += part.utf8.count
            case .hole(let name):
                let span = offset..<offset + name.utf8.count + 2
                offset = span.upperBound
                if let value = values[name] {
                    result += value
                } else if let value = defaults[name] ?? nil {
                    result += value.isEmpty ? value : Self.written(value)
                } else {
                    throw QueryError(.missingParameter(name), at: span)
                }
                guard result.utf8.count <= mostBytes else { throw QueryError(.tooLarge, at: span) }
            }
        }
        return result
    }

    /// The key that a parameter is the value of: `domain` for `place` in `domain:{place}`; nil where it is none.
    package func key(before parameter: String) -> String? {
        guard let hole = text.firstRange(of: "{\(parameter)}") else { return nil }
        let term = text[..<hole.lowerBound].reversed().prefix { !$0.isWhitespace && $0 != "(" }.reversed()
        let key = term.drop { $0 == "-" }.prefix { !":=<>!".contains($0) }
        return key.isEmpty || key.endIndex == term.endIndex ? nil : String(key)
    }

    /// A value that a person gave as the language has it: a list or a date stays one, and no value can be more than one.
    package static func written(_ value: String) -> String {
        let isQuoted = value.hasPrefix("\"") && value.hasSuffix("\"") && value.utf8.count > 1
        if isQuoted, !value.dropFirst().dropLast().contains(where: { "\"\\".contains($0) }) { return value }
        let isOne = !value.isEmpty && !value.utf8.contains { $0 <= 0x20 || "()\"".utf8.contains($0) }
        return isOne ? value : QueryWriting.quoted(value)
    }

    private enum Piece {
        case text(String)
        case hole(String)
    }

    private var pieces: [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let close = rest.firstIndex(of: "}") {
            let next = rest.index(after: close)
            if let open = rest[..<close].lastIndex(of: "{"),
                case let name = String(rest[rest.index(after: open)..<close]), KindNames.isValid(name)
            {
                pieces += [.text(String(rest[..<open])), .hole(name)]
            } else {
                pieces.append(.text(String(rest[..<next])))
            }
            rest = rest[next...]
        }
        return pieces + [.text(String(rest))]
    }
}
