// Field values as JSON (RFC 8259): the form in which the index keeps them and every face shows them.

extension JSONWriter {
    /// Writes a front matter value. A mapping keeps its order. A number keeps the form in which it is written, `4.10`,
    /// and becomes a string where JSON has no such number: `007`.
    package mutating func value(_ value: FieldValue) {
        switch value {
        case .null: null()
        case .boolean(let isTrue): self.value(isTrue)
        case .integer(let number): self.value(number)
        case .number(let number): self.value(number)
        case .string(let text): self.value(text)
        case .written(let text):
            if FieldValue.isNumberOfJSON(text) { self.value(literal: text) } else { self.value(text) }
        case .list(let values): array { writer in values.forEach { writer.value($0) } }
        case .mapping(let entries):
            object { writer in
                for entry in entries {
                    writer.key(entry.key)
                    writer.value(entry.value)
                }
            }
        }
    }
}

extension FieldValue {
    /// The value as JSON text without white space. Numbers that JSON cannot say (`.inf`, `.nan`) become `null`.
    package var json: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads JSON text; nil where it is not JSON, or nests deeper than a front matter can.
    package init?(json text: String) {
        if let string = Self.plainString(text) {
            self = .string(string)
            return
        }
        var text = text
        guard let value = text.withUTF8({ FieldValue(json: $0) }) else { return nil }
        self = value
    }

    /// Reads JSON in UTF-8; nil where it is not JSON, or nests deeper than a front matter can.
    package init?(json bytes: UnsafeBufferPointer<UInt8>) {
        var parser = JSONParser(bytes: bytes)
        guard let value = parser.document() else { return nil }
        self = value
    }
}

extension EntityField {
    /// The members of an object of JSON in UTF-8, in its order, but for those of some names; nil for anything else.
    package static func members(
        ofJSON bytes: UnsafeBufferPointer<UInt8>, except names: [String] = []
    ) -> [EntityField]? {
        var parser = JSONParser(bytes: bytes)
        return parser.members(except: names)
    }
}

extension FieldValue {
    /// True for a number of YAML that is one of JSON as it stands: RFC 8259 has no `+5`, `007`, `.5`, `5.` and `0x1F`.
    fileprivate static func isNumberOfJSON(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard let first = digits.first, Byte.isDigit(first), Double(text)?.isFinite == true else { return false }
        if first == UInt8(ascii: "0"), let second = digits.dropFirst().first {
            guard [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(second) else { return false }
        }
        guard let point = digits.firstIndex(of: UInt8(ascii: ".")) else { return true }
        return digits[digits.index(after: point)...].first.map(Byte.isDigit) ?? false
    }

    /// What stands between the quotes of a string without escapes, which most values are; nil for anything else.
    private static func plainString(_ text: String) -> String? {
        let bytes = text.utf8
        guard bytes.count >= 2, bytes.first == 0x22, bytes.last == 0x22 else { return nil }
        let inner = bytes.dropFirst().dropLast()
        return inner.contains { $0 == 0x5C || $0 == 0x22 } ? nil : String(inner)
    }
}

/// A recursive-descent reader of RFC 8259.
private struct JSONParser {
    /// Deeper than any front matter that is not malformed.
    private static let maximumDepth = 128

    /// Valid for as long as the parser is used.
    let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func document() -> FieldValue? {
        guard let value = value(depth: 0) else { return nil }
        skipSpace()
        return position == bytes.count ? value : nil
    }

    mutating func members(except names: [String]) -> [EntityField]? {
        var members: [EntityField] = []
        members.reserveCapacity(12)
        guard accept("{") else { return nil }
        if !accept("}") {
            repeat {
                guard let name = key() else { return nil }
                if names.contains(name) {
                    guard skipPlainString() || value(depth: 1) != nil else { return nil }
                } else {
                    guard let value = value(depth: 1) else { return nil }
                    members.append(EntityField(name: name, value: value))
                }
            } while accept(",")
            guard accept("}") else { return nil }
        }
        skipSpace()
        return position == bytes.count ? members : nil
    }

    /// A name with the colon behind it.
    private mutating func key() -> String? {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let name = string(), accept(":") else {
            return nil
        }
        return name
    }

    /// Goes past a string without escapes; false where something else stands there.
    private mutating func skipPlainString() -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return false }
        var end = position + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\\") {
            end += 1
            if bytes[end - 1] == UInt8(ascii: "\"") {
                position = end
                return true
            }
        }
        return false
    }

    private mutating func value(depth: Int) -> FieldValue? {
        guard depth < Self.maximumDepth else { return nil }
        skipSpace()
        guard position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "{"): return mapping(depth: depth)
        case UInt8(ascii: "["): return list(depth: depth)
        case UInt8(ascii: "\""): return string().map(FieldValue.string)
        case UInt8(ascii: "t"): return word("true", .boolean(true))
        case UInt8(ascii: "f"): return word("false", .boolean(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: FieldValue) -> FieldValue? {
        let expected = Array(word.description.utf8)
        guard bytes[position...].starts(with: expected) else { return nil }
        position += expected.count
        return value
    }

    private mutating func number() -> FieldValue? {
        let start = position
        while position < bytes.count, "+-.eE0123456789".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let value = Int64(text).map(FieldValue.integer) ?? Double(text).map(FieldValue.number)
        return value.map { $0.scalarText == text ? $0 : .written(text) }
    }

    private mutating func list(depth: Int) -> FieldValue? {
        position += 1
        var items: [FieldValue] = []
        if accept("]") { return .list(items) }
        repeat {
            guard let item = value(depth: depth + 1) else { return nil }
            items.append(item)
        } while accept(",")
        return accept("]") ? .list(items) : nil
    }

    private mutating func mapping(depth: Int) -> FieldValue? {
        position += 1
        var entries: [FieldValue.MappingEntry] = []
        if accept("}") { return .mapping(entries) }
        repeat {
            guard let key = key(), let item = value(depth: depth + 1) else { return nil }
            entries.append(.init(key: key, value: item))
        } while accept(",")
        return accept("}") ? .mapping(entries) : nil
    }

    private mutating func string() -> String? {
        position += 1
        let start = position
        // Most have no escapes.
        while position < bytes.count, bytes[position] != UInt8(ascii: "\\") {
            position += 1
            if bytes[position - 1] == UInt8(ascii: "\"") {
                return String(decoding: bytes[start..<position - 1], as: UTF8.self)
            }
        }
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard let scalar = escape() else { return nil }
            text.append(contentsOf: Array(String(scalar).utf8))
        }
        return nil
    }

    private mutating func escape() -> Character? {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    private mutating func unicodeEscape() -> Character? {
        guard let unit = hexUnit() else { return nil }
        if UTF16.isLeadSurrogate(unit) {
            guard bytes[position...].starts(with: Array("\\u".utf8)) else { return nil }
            position += 2
            guard let low = hexUnit(), UTF16.isTrailSurrogate(low) else { return nil }
            return Character(UTF16.decode(UTF16.EncodedScalar([unit, low])))
        }
        return Unicode.Scalar(unit).map(Character.init)
    }

    private mutating func hexUnit() -> UInt16? {
        guard position + 4 <= bytes.count else { return nil }
        defer { position += 4 }
        return UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    }
}
