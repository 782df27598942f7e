/// The YAML 1.2 core schema's rules for what a plain scalar stands for
/// (<https://yaml.org/spec/1.2.2/#1032-tag-resolution>).
enum CoreSchema {
    private static let prefix = "tag:yaml.org,2002:"

    /// The value of a scalar. A tag that does not fit the text, or that the schema does not know, leaves a string.
    static func value(of text: String, style: YAMLNode.ScalarStyle, tag: String?) -> FieldValue {
        guard let tag else { return style == .plain ? resolve(text) : .string(text) }
        guard tag.hasPrefix(prefix) else { return .string(text) }
        let resolved = resolve(text)
        switch (tag.dropFirst(prefix.count), resolved) {
        case ("null", .null), ("bool", .boolean), ("int", .integer), ("float", .number): return resolved
        case ("float", .integer(let value)): return .number(Double(value))
        default: return .string(text)
        }
    }

    /// The value of a plain scalar without a tag.
    ///
    /// An integer past 64 bits stays a string, so that no digit of it is lost.
    static func resolve(_ text: String) -> FieldValue {
        var copy = text
        return copy.withUTF8 { bytes in
            guard let first = bytes.first else { return .null }
            switch first {
            case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
                UInt8(ascii: "f"), UInt8(ascii: "F"):
                return word(text, length: bytes.count) ?? .string(text)
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                return number(bytes) ?? .string(text)
            default:
                return .string(text)
            }
        }
    }

    private static func word(_ text: String, length: Int) -> FieldValue? {
        guard length <= 5 else { return nil }
        switch text {
        case "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: return nil
        }
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> FieldValue? {
        var digits = bytes[...]
        if digits.first == UInt8(ascii: "+") || digits.first == Byte.dash { digits = digits.dropFirst() }
        guard !digits.isEmpty else { return nil }
        if digits.allSatisfy(Byte.isDigit) {
            return Int64(String(decoding: bytes, as: UTF8.self)).map { .integer($0) }
        }
        if bytes.count > 2, bytes[0] == UInt8(ascii: "0") {
            let rest = bytes[2...]
            if bytes[1] == UInt8(ascii: "x"), rest.first != UInt8(ascii: "-"), rest.first != UInt8(ascii: "+") {
                return Int64(String(decoding: rest, as: UTF8.self), radix: 16).map { .integer($0) }
            }
            if bytes[1] == UInt8(ascii: "o"), rest.first != UInt8(ascii: "-"), rest.first != UInt8(ascii: "+") {
                return Int64(String(decoding: rest, as: UTF8.self), radix: 8).map { .integer($0) }
            }
        }
        if digits.first == UInt8(ascii: "."), digits.count == 4 {
            switch String(decoding: digits, as: UTF8.self) {
            case ".inf", ".Inf", ".INF": return .number(bytes[0] == Byte.dash ? -.infinity : .infinity)
            case ".nan", ".NaN", ".NAN": return bytes.count == 4 ? .number(.nan) : nil
            default: return nil
            }
        }
        guard isDecimal(digits) else { return nil }
        return Double(String(decoding: bytes, as: UTF8.self)).map { .number($0) }
    }

    /// `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func isDecimal(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = text
        func skipDigits() -> Int {
            let count = rest.prefix(while: Byte.isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        let whole = skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if skipDigits() == 0, whole == 0 { return false }
        } else if whole == 0 {
            return false
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == Byte.dash { rest = rest.dropFirst() }
            if skipDigits() == 0 { return false }
        }
        return rest.isEmpty
    }
}

extension FieldValue {
    /// The value that a node stands for in the YAML 1.2 core schema.
    package init(resolving node: YAMLNode) {
        switch node.content {
        case .scalar(let text, let style):
            self = CoreSchema.value(of: text, style: style, tag: node.tag)
        case .sequence(let items, _):
            self = .list(items.map { FieldValue(resolving: $0) })
        case .mapping(let pairs, _):
            self = .mapping(
                pairs.map { MappingEntry(key: $0.key.keyText, value: FieldValue(resolving: $0.value)) })
        }
    }
}

extension YAMLNode {
    /// The text by which the node names a pair, where it is a mapping's key: a collection is written in flow style.
    package var keyText: String {
        switch content {
        case .scalar(let text, _): text
        case .sequence(let items, _): "[" + items.map(\.keyText).joined(separator: ", ") + "]"
        case .mapping(let pairs, _):
            "{" + pairs.map { "\($0.key.keyText): \($0.value.keyText)" }.joined(separator: ", ") + "}"
        }
    }
}

extension FieldValue {
    /// The value that a text without quotes stands for.
    package init(plain text: String) {
        self = CoreSchema.resolve(text)
    }
}
