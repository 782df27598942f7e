extension YAMLNode {
    /// The scalar itself, or those of a list of them.
    package var scalars: [YAMLNode] {
        switch content {
        case .scalar: [self]
        case .sequence(let items, _): items.flatMap(\.scalars)
        case .mapping: []
        }
    }

    /// What writes a text in the place of this scalar, on one line: in its own quotes, else without any where that can be.
    package func bytes(writing text: String) -> [UInt8] {
        let writer = YAMLWriter()
        guard case .scalar(_, let style) = content, let quoted = writer.inline(text, like: style) else {
            return Array(writer.inline(.string(text), inFlow: true).utf8)
        }
        return Array(quoted.utf8)
    }
}

/// Writes values as YAML that reads back as the same values.
struct YAMLWriter {
    /// True to put every string in double quotes unless it is a simple word: for where the bolder way fails.
    var isCautious = false

    /// How wide a collection may be in flow style before it is written as a block.
    private static let flowWidth = 80

    // MARK: Scalars

    /// A scalar, or a collection in flow style, as one line.
    func inline(_ value: FieldValue, inFlow: Bool) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): number(value)
        case .string(let text): isPlain(text, inFlow: inFlow) ? text : Self.doubleQuoted(text)
        case .written(let text): text
        case .list(let items): "[" + items.map { inline($0, inFlow: true) }.joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{"
                + entries.map { "\(key($0.key, inFlow: true)): \(inline($0.value, inFlow: true))" }
                .joined(separator: ", ") + "}"
        }
    }

    /// A string in the style that the present value has, where that style can hold it.
    func inline(_ text: String, like style: YAMLNode.ScalarStyle) -> String? {
        switch style {
        case .singleQuoted:
            guard text.unicodeScalars.allSatisfy(Self.isPrintable) else { return nil }
            return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        case .doubleQuoted: return Self.doubleQuoted(text)
        case .plain, .literal, .folded: return nil
        }
    }

    func key(_ text: String, inFlow: Bool) -> String {
        isPlain(text, inFlow: inFlow) && text.utf8.count < 500 ? text : Self.doubleQuoted(text)
    }

    private func number(_ value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
        return value.description
    }

    /// True where the text may stand without quotes and is then read as the same string.
    func isPlain(_ text: String, inFlow: Bool) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return false }
        if isCautious {
            guard scalars.allSatisfy({ $0.isASCII && (Byte.isLetter(UInt8($0.value)) || $0 == "_") }) else {
                return false
            }
        }
        guard scalars.allSatisfy(Self.isPrintable), first != " ", last != " ", last != ":" else { return false }
        guard !",[]{}#&*!|>'\"%@`".unicodeScalars.contains(first) else { return false }
        guard !text.hasPrefix("---"), !text.hasPrefix("..."), text != "<<", text != "=" else { return false }
        if first == "-" || first == "?" || first == ":" {
            guard let second = scalars.dropFirst().first, second != " ", !inFlow else { return false }
        }
        var previous: Unicode.Scalar?
        for scalar in scalars {
            if previous == ":", scalar == " " { return false }
            if previous == " ", scalar == "#" { return false }
            if inFlow, ",[]{}?".unicodeScalars.contains(scalar) { return false }
            previous = scalar
        }
        return CoreSchema.resolve(text) == .string(text)
    }

    /// True for what may stand in a file as it is, within one line.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    static func doubleQuoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let width = scalar.value > 0xFF ? 4 : 2
                result += scalar.value > 0xFF ? "\\u" : "\\x"
                result += String(repeating: "0", count: max(0, width - digits.count)) + digits
            }
        }
        return result + "\""
    }

    // MARK: Blocks

    /// True where a collection is better read as a block: it is wide, or deep, or has a string of several lines.
    func prefersBlock(_ value: FieldValue) -> Bool {
        switch value {
        case .list(let items):
            guard !items.isEmpty else { return false }
            return items.contains { !$0.isScalar } || inline(value, inFlow: false).utf8.count > Self.flowWidth
        case .mapping(let entries):
            guard !entries.isEmpty else { return false }
            return entries.contains { !$0.value.isScalar } || inline(value, inFlow: false).utf8.count > Self.flowWidth
        default: return false
        }
    }

    /// The lines of a collection that is not empty, in block style.
    func block(_ value: FieldValue, indentation: String) -> [String] {
        switch value {
        case .list(let items): items.flatMap { item($0, indentation: indentation) }
        case .mapping(let entries):
            entries.flatMap { entry -> [String] in
                let start = indentation + key(entry.key, inFlow: false) + ":"
                guard prefersBlock(entry.value) else { return [start + " " + inline(entry.value, inFlow: false)] }
                return [start] + block(entry.value, indentation: indentation + "  ")
            }
        default: [indentation + inline(value, inFlow: false)]
        }
    }

    /// True where an item of a block list reads well on the line of its dash.
    func isInlineItem(_ value: FieldValue) -> Bool {
        if case .mapping = value { return !prefersBlock(value) }
        return true
    }

    /// The lines of one item of a block list.
    func item(_ value: FieldValue, indentation: String) -> [String] {
        guard case .mapping(let entries) = value, !entries.isEmpty else {
            return [indentation + "- " + inline(value, inFlow: false)]
        }
        var lines = block(value, indentation: indentation + "  ")
        lines[0] = indentation + "- " + lines[0].dropFirst(indentation.count + 2)
        return lines
    }

    /// The header and the lines of a literal or folded scalar; nil where that style cannot hold the text.
    func blockScalar(_ text: String, isFolded: Bool, indentation: String) -> (header: String, lines: [String])? {
        let isText = text.unicodeScalars.allSatisfy { Self.isPrintable($0) || $0 == "\n" || $0 == "\t" }
        guard isText, text.unicodeScalars.contains(where: { $0 != "\n" && $0 != " " && $0 != "\t" }) else { return nil }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        let chomping = lines.last != "" ? "-" : lines.count > 1 && lines[lines.count - 2] == "" ? "+" : ""
        if lines.last == "" { lines.removeLast() }
        guard let first = lines.first, !first.hasPrefix(" "), !first.hasPrefix("\t"), !first.isEmpty else { return nil }
        if isFolded {
            guard chomping != "+", !lines.contains(where: { $0.isEmpty || $0.hasPrefix(" ") || $0.hasPrefix("\t") })
            else { return nil }
            lines = Array(lines.map { [$0] }.joined(separator: [""]))
        }
        return ((isFolded ? ">" : "|") + chomping, lines.map { $0.isEmpty ? "" : indentation + $0 })
    }
}

extension FieldValue {
    /// False for a list and for a mapping.
    var isScalar: Bool {
        switch self {
        case .list, .mapping: false
        default: true
        }
    }
}
