import VaultModel

extension Document {
    init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    func text(_ range: ByteRange) -> String { String(decoding: bytes[range], as: UTF8.self) }

    var body: String { text(bodySpan) }

    /// The values by name, for comparing all fields at once.
    var values: [String: FieldValue] {
        Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Writes a front matter around its content.
func frontMatter(_ content: String, body: String = "") -> String { "---\n\(content)---\n\(body)" }

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
    ExpressibleByBooleanLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(arrayLiteral elements: FieldValue...) { self = .list(elements) }
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
}
