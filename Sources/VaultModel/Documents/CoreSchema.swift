// Resolution by the YAML 1.2 core schema: <https://yaml.org/spec/1.2.2/#103-core-schema>.

extension FieldValue {
    /// The value of a node.
    package init(resolving node: YAMLNode) {
        switch node.content {
        case .scalar(let text, let style):
            self = Self.scalar(text, isPlain: style == .plain, tag: node.tag)
        case .sequence(let items, _):
            self = .list(items.map(FieldValue.init(resolving:)))
        case .mapping(let pairs, _):
            self = .mapping(
                pairs.map { MappingEntry(key: $0.key.text ?? "", value: FieldValue(resolving: $0.value)) })
        }
    }

    private static func scalar(_ text: String, isPlain: Bool, tag: String?) -> FieldValue {
        switch tag {
        case nil: isPlain ? plain(text) : .string(text)
        case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null":
            plain(text)
        default: .string(text)
        }
    }

    private static func plain(_ text: String) -> FieldValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .number(-.infinity)
        case ".nan", ".NaN", ".NAN": return .number(.nan)
        default: break
        }
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .string(text) }
        if text.hasPrefix("0o"), let value = Int64(text.dropFirst(2), radix: 8), !text.contains("-") {
            return .integer(value)
        }
        if text.hasPrefix("0x"), let value = Int64(text.dropFirst(2), radix: 16), !text.contains("-") {
            return .integer(value)
        }
        if let value = Int64(text) { return .integer(value) }
        return isDecimal(text) ? Double(text).map(FieldValue.number) ?? .string(text) : .string(text)
    }

    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
    private static func isDecimal(_ text: String) -> Bool {
        var rest = Substring(text).utf8
        func digits() -> Int {
            let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
            rest = rest.dropFirst(count)
            return count
        }
        func accept(_ characters: String) -> Bool {
            guard let first = rest.first, characters.utf8.contains(first) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = accept("+-")
        let whole = digits()
        let fraction = accept(".") ? digits() : 0
        guard whole + fraction > 0 else { return false }
        if accept("eE") {
            _ = accept("+-")
            if digits() == 0 { return false }
        }
        return rest.isEmpty
    }
}
