/// Finds ways to write another value in the place of a field's present one.
struct FieldValueRewriter {
    let field: Field
    let bytes: [UInt8]
    let lineEnd: String
    /// Right after the colon that follows the key.
    private let colonEnd: Int
    /// The anchor and the tag of the value, where it has some.
    private let properties: ByteRange?
    /// True where the whole front matter is one flow mapping, `{key: value}`.
    private let isInFlow: Bool

    private var span: ByteRange { field.node.span }

    init(field: Field, bytes: [UInt8], lineEnd: String) {
        self.field = field
        self.bytes = bytes
        self.lineEnd = lineEnd
        let gap = field.nameSpan.upperBound..<max(field.nameSpan.upperBound, field.node.span.lowerBound)
        let colon = bytes[gap].firstIndex(of: Byte.colon) ?? gap.lowerBound
        colonEnd = min(colon + 1, gap.upperBound)
        let start = bytes[colonEnd..<gap.upperBound].firstIndex { !Byte.isBlank($0) }
        if let start, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!") {
            let end = bytes[start..<gap.upperBound].firstIndex(of: Byte.hash) ?? gap.upperBound
            properties = start..<(bytes[start..<end].lastIndex { !Byte.isWhiteSpace($0) }.map { $0 + 1 } ?? start)
        } else {
            properties = nil
        }
        let before = bytes[..<field.nameSpan.lowerBound].last { !Byte.isWhiteSpace($0) }
        isInFlow = before == UInt8(ascii: "{") || before == Byte.comma
    }

    /// Each way is a set of splices; they come in the order of preference and may turn out to read as something else.
    func candidates(for value: FieldValue) -> [[Splice]] {
        var candidates: [[Splice]] = []
        if case .list(let items) = value, !items.isEmpty, !field.node.isAlias {
            candidates += [false, true].compactMap { listChange(to: items, YAMLWriter(isCautious: $0)) }
        }
        candidates += whole(value, like: field.node.content, YAMLWriter())
        candidates += whole(value, like: nil, YAMLWriter(isCautious: true))
        guard let properties else { return candidates }
        // A tag says what the present value is; another kind of value does without it.
        let bare = candidates.map { $0 + [.delete(withBlanksBefore(properties))] }
        let keepsKind = field.node.tag == nil || value.hasSameKind(as: field.value)
        return keepsKind ? candidates + bare : bare + candidates
    }

    private func listChange(to items: [FieldValue], _ writer: YAMLWriter) -> [Splice]? {
        guard case .sequence(let nodes, let style) = field.node.content, !nodes.isEmpty else { return nil }
        let change = ListChange(from: nodes.map { FieldValue(resolving: $0) }, to: items)
        switch style {
        case .block:
            return BlockListRewriter(node: field.node, items: nodes, bytes: bytes, lineEnd: lineEnd, writer: writer)
                .splices(for: change)
        case .flow:
            return FlowListRewriter(node: field.node, items: nodes, bytes: bytes, writer: writer).splices(for: change)
        }
    }

    /// Ways to write the whole value anew, in the style of `present` where it can.
    private func whole(_ value: FieldValue, like present: YAMLNode.Content?, _ writer: YAMLWriter) -> [[Splice]] {
        var ways: [[Splice]] = []
        var isBlock = writer.prefersBlock(value)
        switch (value, present) {
        case (.string(let text), .scalar(_, let style)?):
            if style == .literal || style == .folded { ways += blockScalars(text, style: style, writer) }
            if let quoted = writer.inline(text, like: style) { ways.append(inline(quoted)) }
        case (.list(let items), .sequence(_, let style)?): isBlock = style == .block && !items.isEmpty
        case (.mapping(let entries), .mapping(_, let style)?): isBlock = style == .block && !entries.isEmpty
        default: break
        }
        if isBlock, !isInFlow { ways.append(block(writer.block(value, indentation: blockIndentation(for: value)))) }
        ways.append(inline(writer.inline(value, inFlow: isInFlow)))
        return ways
    }

    /// The indentation of the present block, where there is one of the same kind; two spaces elsewhere.
    private func blockIndentation(for value: FieldValue) -> String {
        switch (value, field.node.content) {
        case (.list, .sequence(_, .block)), (.mapping, .mapping(_, .block)): bytes.indentation(of: span.lowerBound)
        default: "  "
        }
    }

    private func blockScalars(_ text: String, style: YAMLNode.ScalarStyle, _ writer: YAMLWriter) -> [[Splice]] {
        let header = headerRange
        let firstLine = bytes.nextLine(after: header.upperBound)
        var indentation = "  "
        var line = firstLine
        while line < span.upperBound {
            let textStart = bytes[line...].firstIndex { $0 != Byte.space } ?? line
            if !Byte.isWhiteSpace(bytes[textStart]) {
                indentation = bytes.indentation(of: textStart)
                break
            }
            line = bytes.nextLine(after: line)
        }
        return [style == .folded, false].compactMap { isFolded in
            writer.blockScalar(text, isFolded: isFolded, indentation: indentation).map { scalar in
                let headerEnd = bytes.lineEnd(of: header.upperBound)
                let lines = scalar.lines.map { lineEnd + $0 }.joined()
                return [
                    Splice(header, scalar.header), Splice(headerEnd..<max(headerEnd, span.upperBound), lines),
                ]
            }
        }
    }

    /// The indicators that begin a literal or folded scalar, such as `|2-`.
    private var headerRange: ByteRange {
        let end = bytes[span].firstIndex(where: Byte.isWhiteSpace) ?? span.upperBound
        return span.lowerBound..<end
    }

    // MARK: Places

    private var isBlockCollection: Bool {
        switch field.node.content {
        case .sequence(_, .block), .mapping(_, .block): !field.node.isAlias
        default: false
        }
    }

    private var isBlockScalar: Bool {
        switch field.node.content {
        case .scalar(_, .literal), .scalar(_, .folded): !field.node.isAlias
        default: false
        }
    }

    /// Puts a text of one line in the place of the value.
    private func inline(_ text: String) -> [Splice] {
        if isBlockCollection {
            let place = properties?.upperBound ?? colonEnd
            return [.insert(" " + text, at: place), .delete(blockLines)]
        }
        if isBlockScalar {
            let header = headerRange
            let end = bytes.lineEnd(of: header.upperBound)
            return [Splice(header, text), .delete(end..<max(end, span.upperBound))]
        }
        guard span.isEmpty else { return [Splice(span, text)] }
        let rest = bytes[span.lowerBound..<bytes.lineEnd(of: span.lowerBound)]
        let isBlank = rest.allSatisfy(Byte.isBlank)
        if isBlank, !rest.isEmpty { return [.insert(text, at: span.lowerBound + 1)] }
        return [.insert(" " + text, at: span.lowerBound)]
    }

    /// Puts lines below the key in the place of the value.
    private func block(_ lines: [String]) -> [Splice] {
        let text = lines.map { lineEnd + $0 }.joined()
        if isBlockCollection {
            return [Splice(blockLines, lines.map { $0 + lineEnd }.joined())]
        }
        if isBlockScalar {
            let header = headerRange
            let end = bytes.lineEnd(of: header.upperBound)
            return [.delete(withBlanksBefore(header)), Splice(end..<max(end, span.upperBound), text)]
        }
        return [.delete(withBlanksBefore(span)), .insert(text, at: bytes.lineEnd(of: span.upperBound))]
    }

    /// The lines of a block collection, with the line end of the last.
    private var blockLines: ByteRange {
        bytes.lineStart(of: span.lowerBound)..<bytes.nextLine(after: span.upperBound)
    }

    private func withBlanksBefore(_ range: ByteRange) -> ByteRange {
        var start = range.lowerBound
        while start > colonEnd, Byte.isBlank(bytes[start - 1]) { start -= 1 }
        return start..<range.upperBound
    }
}

extension FieldValue {
    fileprivate func hasSameKind(as other: FieldValue) -> Bool {
        switch (resolved, other) {
        case (.null, .null), (.boolean, .boolean), (.integer, .integer), (.number, .number), (.string, .string),
            (.list, .list), (.mapping, .mapping):
            true
        default: false
        }
    }
}
