import CYAML

/// Reads the YAML of a front matter, with libyaml's event parser, into a tree whose spans are exact to the byte.
///
/// A stage of `Document.init(bytes:)`. Stops at the first thing that makes the tree unreadable or oversized.
struct YAMLTreeReader: ~Copyable {
    /// The top-level pairs; empty for an empty front matter.
    private(set) var pairs: [YAMLNode.Pair] = []
    /// Keys that are given twice. The tree is complete but cannot be trusted.
    private(set) var duplicateKeys: [Diagnostic] = []

    private let bytes: UnsafeBufferPointer<UInt8>
    private let content: ByteRange
    private let subject: String
    private let marks: YAMLMarks
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private var anchors: [String: Anchor] = [:]
    private var expandedNodes = 0

    private enum Anchor {
        /// The node that it names is still being read.
        case open
        case closed(YAMLNode, nodes: Int, depth: Int)
    }

    /// Says what makes the text unreadable.
    struct Stop: Error {
        var diagnostic: Diagnostic

        init(_ code: DiagnosticCode, _ message: String, at span: ByteRange) {
            diagnostic = Diagnostic(code, message, at: span)
        }
    }

    /// Reads `content`, the part of the document between its front matter's delimiters, which must be valid UTF-8.
    /// Messages call it by `subject`.
    init(_ bytes: UnsafeBufferPointer<UInt8>, content: ByteRange, subject: String) throws(Stop) {
        self.bytes = bytes
        self.subject = subject
        self.content = content
        marks = YAMLMarks(bytes, content: content)
        parser = .allocate(capacity: 1)
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        guard yaml_parser_initialize(parser) == 1 else {
            parser.initialize(to: yaml_parser_t())
            throw Stop(.unreadable, "There is not enough memory to read the \(subject).", at: content)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress.map { $0 + content.lowerBound }, content.count)
        try readStream()
    }

    deinit {
        yaml_event_delete(event)
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
    }

    private mutating func readStream() throws(Stop) {
        try advance()
        try advance()
        guard event.pointee.type == YAML_DOCUMENT_START_EVENT else { return }
        if event.pointee.data.document_start.implicit == 0 { throw severalDocuments() }
        try advance()
        let root = try readNode(depth: 1)
        try advance()
        try advance()
        if event.pointee.type == YAML_DOCUMENT_START_EVENT { throw severalDocuments() }
        switch root.content {
        case .mapping(let pairs, _): self.pairs = pairs
        case .scalar("", .plain) where root.tag == nil: break
        case .scalar:
            throw Stop(
                .notAMapping, "The \(subject) is a text where pairs of key and value are expected.", at: root.span)
        case .sequence:
            throw Stop(
                .notAMapping, "The \(subject) is a list where pairs of key and value are expected.", at: root.span)
        }
    }

    private func severalDocuments() -> Stop {
        let start = marks.offset(of: event.pointee.start_mark)
        return Stop(
            .invalidYAML, "The \(subject) holds a second YAML document; one is expected.",
            at: start..<max(start, marks.offset(of: event.pointee.end_mark)))
    }

    /// Moves to the next event.
    private mutating func advance() throws(Stop) {
        yaml_event_delete(event)
        guard yaml_parser_parse(parser, event) == 1 else { throw parserFailure() }
    }

    private func parserFailure() -> Stop {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "there is not enough memory"
        let start: Int
        if parser.pointee.error == YAML_READER_ERROR {
            start = min(content.lowerBound + Int(clamping: parser.pointee.problem_offset), content.upperBound)
        } else {
            start = marks.offset(of: parser.pointee.problem_mark)
        }
        var end = start
        if start < content.upperBound { end += max(1, UTF8Check.sequenceLength(in: bytes, at: start)) }
        return Stop(.invalidYAML, "The \(subject) cannot be read as YAML from here: \(problem).", at: start..<end)
    }

    /// Reads the node that begins with the current event, and leaves its last event as the current one.
    private mutating func readNode(depth: Int) throws(Stop) -> YAMLNode {
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: return readScalar()
        case YAML_ALIAS_EVENT: return try readAlias(depth: depth)
        case YAML_SEQUENCE_START_EVENT: return try readSequence(depth: depth)
        default: return try readMapping(depth: depth)
        }
    }

    private mutating func readScalar() -> YAMLNode {
        let scalar = event.pointee.data.scalar
        let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        let style: YAMLNode.ScalarStyle =
            switch scalar.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
        var start = marks.offset(of: event.pointee.start_mark)
        var end = marks.offset(of: event.pointee.end_mark)
        if scalar.anchor != nil || scalar.tag != nil {
            start = offsetPastProperties(from: start, anchor: scalar.anchor != nil, tag: scalar.tag != nil)
        }
        if style == .literal || style == .folded {
            end = bytes.blockScalarEnd(min(start, end)..<end)
        } else if style == .plain, scalar.length == 0 {
            start = end
        }
        let node = YAMLNode(
            content: .scalar(text: text, style: style), span: min(start, end)..<end,
            tag: scalar.tag.map { String(cString: $0) })
        if let anchor = scalar.anchor {
            anchors[String(cString: anchor)] = .closed(node, nodes: node.nodeCount, depth: 0)
        }
        return node
    }

    private mutating func readAlias(depth: Int) throws(Stop) -> YAMLNode {
        let name = event.pointee.data.alias.anchor.map { String(cString: $0) } ?? ""
        let span = marks.offset(of: event.pointee.start_mark)..<marks.offset(of: event.pointee.end_mark)
        switch anchors[name] {
        case nil:
            throw Stop(.invalidYAML, "The alias *\(name) names no anchor before it.", at: span)
        case .open:
            throw Stop(.aliasExpansion, "The alias *\(name) stands within the value that it names.", at: span)
        case .closed(var node, let nodes, let height):
            expandedNodes += nodes
            if expandedNodes > DocumentLimits.expandedNodes {
                throw Stop(
                    .aliasExpansion,
                    "Written out, the aliases of the \(subject) have more than \(DocumentLimits.expandedNodes) values.",
                    at: span)
            }
            if depth - 1 + height > DocumentLimits.nestingDepth { throw tooDeep(at: span) }
            node.span = span
            node.isAlias = true
            return node
        }
    }

    private func tooDeep(at span: ByteRange) -> Stop {
        Stop(.tooDeep, "The \(subject) nests deeper than \(DocumentLimits.nestingDepth) levels.", at: span)
    }

    private mutating func readSequence(depth: Int) throws(Stop) -> YAMLNode {
        let data = event.pointee.data.sequence_start
        let isFlow = data.style == YAML_FLOW_SEQUENCE_STYLE
        let anchor = data.anchor.map { String(cString: $0) }
        let tag = data.tag.map { String(cString: $0) }
        let start = try openCollection(depth: depth, anchor: anchor, tag: tag)
        var items: [YAMLNode] = []
        try advance()
        while event.pointee.type != YAML_SEQUENCE_END_EVENT {
            items.append(try readNode(depth: depth + 1))
            try advance()
        }
        let end = isFlow ? marks.offset(of: event.pointee.end_mark) : items.last?.span.upperBound ?? start
        let node = YAMLNode(
            content: .sequence(items, style: isFlow ? .flow : .block), span: start..<max(start, end), tag: tag)
        close(anchor, node)
        return node
    }

    private mutating func readMapping(depth: Int) throws(Stop) -> YAMLNode {
        let data = event.pointee.data.mapping_start
        let isFlow = data.style == YAML_FLOW_MAPPING_STYLE
        let anchor = data.anchor.map { String(cString: $0) }
        let tag = data.tag.map { String(cString: $0) }
        let start = try openCollection(depth: depth, anchor: anchor, tag: tag)
        var pairs: [YAMLNode.Pair] = []
        pairs.reserveCapacity(depth == 1 ? 16 : 4)
        var keys = MappingKeys()
        try advance()
        while event.pointee.type != YAML_MAPPING_END_EVENT {
            let key = try readNode(depth: depth + 1)
            if pairs.count == DocumentLimits.keysPerMapping {
                throw Stop(
                    .tooManyKeys, "A mapping of the \(subject) has more than \(DocumentLimits.keysPerMapping) keys.",
                    at: key.span)
            }
            if let first = keys.insert(key.keyText) { reportDuplicate(key, first: pairs[first].key) }
            try advance()
            var value = try readNode(depth: depth + 1)
            if value.span.isEmpty {
                let place = bytes.placeOfAbsentValue(at: value.span.lowerBound, after: key.span.upperBound)
                value.span = place..<place
            }
            pairs.append(YAMLNode.Pair(key: key, value: value))
            try advance()
        }
        // A pair in a flow sequence, `[a: b]`, is a mapping without braces; its end mark runs on to the next item.
        let isBraced = isFlow && start < bytes.count && bytes[start] == UInt8(ascii: "{")
        let end = isBraced ? marks.offset(of: event.pointee.end_mark) : pairs.last?.value.span.upperBound ?? start
        let node = YAMLNode(
            content: .mapping(pairs, style: isFlow ? .flow : .block), span: start..<max(start, end), tag: tag)
        close(anchor, node)
        return node
    }

    /// Checks the depth, opens the anchor and returns where the collection itself starts.
    private mutating func openCollection(depth: Int, anchor: String?, tag: String?) throws(Stop) -> Int {
        let start = marks.offset(of: event.pointee.start_mark)
        if depth > DocumentLimits.nestingDepth {
            throw tooDeep(at: start..<max(start, marks.offset(of: event.pointee.end_mark)))
        }
        guard anchor != nil || tag != nil else { return start }
        if let anchor { anchors[anchor] = .open }
        return offsetPastProperties(from: start, anchor: anchor != nil, tag: tag != nil)
    }

    private mutating func close(_ anchor: String?, _ node: YAMLNode) {
        guard let anchor else { return }
        anchors[anchor] = .closed(node, nodes: node.nodeCount, depth: node.collectionDepth)
    }

    private func offsetPastProperties(from start: Int, anchor: Bool, tag: Bool) -> Int {
        bytes.offsetPastProperties(in: start..<content.upperBound, anchor: anchor, tag: tag)
    }

    private mutating func reportDuplicate(_ key: YAMLNode, first: YAMLNode) {
        guard duplicateKeys.count < 100 else { return }
        let line = bytes[..<first.span.lowerBound].count { $0 == Byte.lineFeed } + 1
        duplicateKeys.append(
            Diagnostic(
                .duplicateKey, "The key “\(key.keyText)” is given twice; it first stands in line \(line).",
                at: key.span))
    }
}
