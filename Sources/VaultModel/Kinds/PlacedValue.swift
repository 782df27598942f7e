/// A front matter value together with the bytes that state it.
///
/// Values and nodes are two readings of one tree; where their shapes differ, a part has the span of the whole.
struct PlacedValue {
    let value: FieldValue
    let span: ByteRange
    private let node: YAMLNode?

    /// One pair of a mapping.
    struct Entry {
        var key: String
        var keySpan: ByteRange
        var value: PlacedValue
    }

    init(_ field: Field) {
        self.init(value: field.value, node: field.node, span: field.node.span)
    }

    private init(value: FieldValue, node: YAMLNode?, span: ByteRange) {
        self.value = value
        self.node = node
        self.span = span
    }

    /// The items of a list; nil for anything else.
    var items: [PlacedValue]? {
        guard case .list(let values) = value else { return nil }
        var nodes: [YAMLNode?] = Array(repeating: nil, count: values.count)
        if case .sequence(let children, _)? = node?.content, children.count == values.count { nodes = children }
        return zip(values, nodes).map { value, node in
            PlacedValue(value: value, node: node, span: node?.span ?? span)
        }
    }

    /// The pairs of a mapping, in order; nil for anything else.
    var entries: [Entry]? {
        guard case .mapping(let pairs) = value else { return nil }
        var nodes: [YAMLNode.Pair?] = Array(repeating: nil, count: pairs.count)
        if case .mapping(let children, _)? = node?.content, children.count == pairs.count { nodes = children }
        return zip(pairs, nodes).map { pair, node in
            Entry(
                key: pair.key, keySpan: node?.key.span ?? span,
                value: PlacedValue(value: pair.value, node: node?.value, span: node?.value.span ?? span))
        }
    }

    /// A scalar as it is written, so that `1.0` stays `1.0`; nil for null and for collections.
    var scalarText: String? {
        guard value.scalarText != nil else { return nil }
        return node?.text ?? value.scalarText
    }

    /// The value with its numbers and answers as they are written.
    var written: FieldValue { node.map { value.asWritten($0) } ?? value }

    var isNull: Bool { value == .null }

    /// The value between backticks for a message, on one line and not too long.
    var shown: String { Self.shown(plainText) }

    /// A text between backticks for a message, on one line and not too long.
    static func shown(_ text: String) -> String {
        let line = text.prefix(61).map { $0.isNewline || $0 == "\t" || $0 == "`" ? " " : $0 }
        return "`" + (line.count > 60 ? String(line.prefix(59)) + "…" : String(line)) + "`"
    }

    private var plainText: String {
        switch value {
        case .null: "nothing"
        case .list(let items): items.isEmpty ? "[]" : "[…]"
        case .mapping(let entries): entries.isEmpty ? "{}" : "{…}"
        default: scalarText.map { $0.isEmpty ? "\"\"" : $0 } ?? ""
        }
    }
}
