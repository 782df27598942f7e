import CYAML

/// Reads the YAML of a front matter into nodes, over libyaml's event parser.
///
/// libyaml counts code points and lets block collections run to the next token: spans are put right here.
struct YAMLReader {
    struct Failure: Error {
        var diagnostic: Diagnostic
    }

    private enum Event {
        case scalar(text: String, style: YAMLNode.ScalarStyle, tag: String?, anchor: String?)
        case sequenceStart(isFlow: Bool, tag: String?, anchor: String?)
        case mappingStart(isFlow: Bool, tag: String?, anchor: String?)
        case end
        case alias(String)
        case documentStart
        case other
        case streamEnd
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let base: Int
    /// The byte offset of each code point; nil where every code point is a byte.
    private let offsets: [Int]?
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
    private var nodeCount = 0
    private var last: ByteRange = 0..<0

    /// Reads one document.
    ///
    /// - Parameters:
    ///   - bytes: the YAML, in UTF-8.
    ///   - base: where the bytes start in the file; spans count from the file's start.
    /// - Returns: the root; nil for a document without content.
    /// - Throws: the first thing that makes the front matter unreadable, as a diagnostic.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, base: Int) throws(Failure) -> YAMLNode? {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else {
            throw Failure(diagnostic: Diagnostic(.invalidYAML, "The front matter is too large for the memory at hand."))
        }
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        var reader = YAMLReader(bytes: bytes, base: base, parser: parser)
        return try reader.root()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, base: Int, parser: UnsafeMutablePointer<yaml_parser_t>) {
        self.bytes = bytes
        self.base = base
        self.parser = parser
        if bytes.allSatisfy({ $0 < 0x80 }) {
            offsets = nil
        } else {
            offsets = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
        }
    }

    private func offset(_ mark: yaml_mark_t) -> Int {
        guard let offsets else { return base + min(Int(mark.index), bytes.count) }
        let index = Int(mark.index)
        return base + (index < offsets.count ? offsets[index] : bytes.count)
    }

    // MARK: - Nodes

    private mutating func root() throws(Failure) -> YAMLNode? {
        var root: YAMLNode?
        var documents = 0
        while true {
            let event = try next()
            switch event {
            case .streamEnd:
                return root
            case .documentStart:
                documents += 1
                if documents > 1 {
                    throw Failure(
                        diagnostic: Diagnostic(.invalidYAML, "The front matter holds several YAML documents.", at: last)
                    )
                }
            case .other, .end:
                continue
            default:
                root = try node(event, depth: 0).node
            }
        }
    }

    private mutating func node(_ event: Event, depth: Int) throws(Failure) -> (node: YAMLNode, size: Int) {
        let start = last
        guard depth <= DocumentLimits.depth else {
            throw Failure(
                diagnostic: Diagnostic(
                    .tooDeep, "The front matter nests deeper than \(DocumentLimits.depth) levels.", at: start))
        }
        try count(1)
        switch event {
        case .alias(let name):
            guard let (anchored, size) = anchors[name] else {
                throw Failure(
                    diagnostic: Diagnostic(.invalidYAML, "The alias *\(name) names no anchor before it.", at: start))
            }
            try count(size)
            var node = anchored
            node.span = start
            node.isAlias = true
            return (node, size)
        case .scalar(let text, let style, let tag, let anchor):
            return remember(
                YAMLNode(content: .scalar(text: text, style: style), span: start, tag: tag), size: 1, as: anchor)
        case .sequenceStart(let isFlow, let tag, let anchor):
            return try sequence(from: start, isFlow: isFlow, tag: tag, anchor: anchor, depth: depth)
        case .mappingStart(let isFlow, let tag, let anchor):
            return try mapping(from: start, isFlow: isFlow, tag: tag, anchor: anchor, depth: depth)
        default:
            throw Failure(diagnostic: Diagnostic(.invalidYAML, "A value is missing.", at: start))
        }
    }

    private mutating func sequence(
        from start: ByteRange, isFlow: Bool, tag: String?, anchor: String?, depth: Int
    ) throws(Failure) -> (node: YAMLNode, size: Int) {
        var items: [YAMLNode] = []
        var total = 1
        while true {
            let event = try next()
            if case .end = event { break }
            let (item, size) = try node(event, depth: depth + 1)
            items.append(item)
            total += size
        }
        let end = isFlow ? last.upperBound : items.last?.span.upperBound ?? start.upperBound
        let content = YAMLNode.Content.sequence(items, style: isFlow ? .flow : .block)
        return remember(
            YAMLNode(content: content, span: start.lowerBound..<max(end, start.lowerBound), tag: tag), size: total,
            as: anchor)
    }

    private mutating func mapping(
        from start: ByteRange, isFlow: Bool, tag: String?, anchor: String?, depth: Int
    ) throws(Failure) -> (node: YAMLNode, size: Int) {
        var pairs: [YAMLNode.Pair] = []
        var keys: Set<String> = []
        var total = 1
        while true {
            let event = try next()
            if case .end = event { break }
            let (key, keySize) = try node(event, depth: depth + 1)
            let name = key.text ?? String(describing: FieldValue(resolving: key).json)
            guard keys.insert(name).inserted else {
                throw Failure(
                    diagnostic: Diagnostic(.duplicateKey, "The key \"\(name)\" is there twice.", at: key.span))
            }
            guard keys.count <= DocumentLimits.keyCount else {
                throw Failure(
                    diagnostic: Diagnostic(
                        .tooManyKeys, "A mapping has more than \(DocumentLimits.keyCount) keys.", at: key.span))
            }
            let (value, valueSize) = try node(next(), depth: depth + 1)
            pairs.append(YAMLNode.Pair(key: key, value: value))
            total += keySize + valueSize
        }
        let end = isFlow ? last.upperBound : pairs.last?.value.span.upperBound ?? start.upperBound
        let content = YAMLNode.Content.mapping(pairs, style: isFlow ? .flow : .block)
        return remember(
            YAMLNode(content: content, span: start.lowerBound..<max(end, start.lowerBound), tag: tag), size: total,
            as: anchor)
    }

    private mutating func remember(_ node: YAMLNode, size: Int, as anchor: String?) -> (node: YAMLNode, size: Int) {
        if let anchor { anchors[anchor] = (node, size) }
        return (node, size)
    }

    private mutating func count(_ nodes: Int) throws(Failure) {
        nodeCount += nodes
        guard nodeCount <= DocumentLimits.nodeCount else {
            throw Failure(
                diagnostic: Diagnostic(
                    .aliasExpansion, "The front matter expands to more than \(DocumentLimits.nodeCount) values.",
                    at: last))
        }
    }

    // MARK: - Events

    private mutating func next() throws(Failure) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        let start = offset(event.start_mark)
        last = start..<max(start, offset(event.end_mark))
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(
                decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let style = Self.style(scalar.style)
            last = scalarSpan(last, style: style, isEmpty: scalar.length == 0)
            return .scalar(text: text, style: style, tag: Self.text(scalar.tag), anchor: Self.text(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            let isFlow = data.style == YAML_FLOW_SEQUENCE_STYLE
            last = collectionStart(last, isFlow: isFlow, opening: UInt8(ascii: "["))
            return .sequenceStart(isFlow: isFlow, tag: Self.text(data.tag), anchor: Self.text(data.anchor))
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            let isFlow = data.style == YAML_FLOW_MAPPING_STYLE
            last = collectionStart(last, isFlow: isFlow, opening: UInt8(ascii: "{"))
            return .mappingStart(isFlow: isFlow, tag: Self.text(data.tag), anchor: Self.text(data.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
        case YAML_ALIAS_EVENT: return .alias(Self.text(event.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_STREAM_END_EVENT: return .streamEnd
        default: return .other
        }
    }

    /// An event's span starts with the anchor and the tag; the value's own does not.
    private func scalarSpan(_ span: ByteRange, style: YAMLNode.ScalarStyle, isEmpty: Bool) -> ByteRange {
        var start = span.lowerBound - base
        var end = span.upperBound - base
        let opening: UInt8? =
            switch style {
            case .plain: nil
            case .singleQuoted: UInt8(ascii: "'")
            case .doubleQuoted: UInt8(ascii: "\"")
            case .literal: UInt8(ascii: "|")
            case .folded: UInt8(ascii: ">")
            }
        while start < end, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!") {
            if let opening, bytes[start] == opening { break }
            while start < end, ![0x20, 0x09, 0x0A, 0x0D].contains(bytes[start]) { start += 1 }
            while start < end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start]) { start += 1 }
        }
        if style == .literal || style == .folded || style == .plain {
            while end > start, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        }
        if style == .plain, isEmpty { end = start }
        return base + start..<base + max(start, end)
    }

    private func collectionStart(_ span: ByteRange, isFlow: Bool, opening: UInt8) -> ByteRange {
        guard isFlow else { return span.upperBound..<span.upperBound }
        let start =
            (span.lowerBound - base..<span.upperBound - base).last { bytes[$0] == opening } ?? span.lowerBound - base
        return base + start..<span.upperBound
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLNode.ScalarStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func failure() -> Failure {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it does not parse"
        let place = offset(parser.pointee.problem_mark)
        return Failure(
            diagnostic: Diagnostic(.invalidYAML, "The front matter is not YAML: \(problem).", at: place..<place))
    }
}
