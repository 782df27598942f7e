/// Changes items of a list in block style, line by line.
struct BlockListRewriter {
    let node: YAMLNode
    let items: [YAMLNode]
    let bytes: [UInt8]
    let lineEnd: String
    let writer: YAMLWriter

    /// The splices of a change that leaves an item at least; nil where the items are not each on lines of their own.
    func splices(for change: ListChange) -> [Splice]? {
        let indentation = bytes.indentation(of: node.span.lowerBound)
        let starts = items.map { lineStart(of: $0) }
        guard !starts.contains(nil) else { return nil }
        var splices: [Splice] = []
        for (index, item) in items.enumerated() {
            guard let start = starts[index] else { return nil }
            let end = bytes.nextLine(after: item.span.upperBound)
            splices += insertion(of: change.insertions[index], at: start, indentation)
            switch change.steps[index] {
            case .keep: break
            case .remove: splices.append(.delete(start..<end))
            case .replace(let value): splices += replacement(of: item, lines: start..<end, by: value, indentation)
            }
        }
        let end = bytes.nextLine(after: items.last?.span.upperBound ?? node.span.upperBound)
        return splices + insertion(of: change.insertions[items.count], at: end, indentation)
    }

    private func insertion(of values: [FieldValue], at offset: Int, _ indentation: String) -> [Splice] {
        guard !values.isEmpty else { return [] }
        let lines = values.flatMap { writer.item($0, indentation: indentation) }
        return [.insert(lines.map { $0 + lineEnd }.joined(), at: offset)]
    }

    private func replacement(
        of item: YAMLNode, lines: ByteRange, by value: FieldValue, _ indentation: String
    ) -> [Splice] {
        if isWithinLine(item), writer.isInlineItem(value) {
            var text = writer.inline(value, inFlow: false)
            if case .string(let string) = value, case .scalar(_, let style) = item.content,
                let quoted = writer.inline(string, like: style)
            {
                text = quoted
            }
            return [Splice(item.span, text)]
        }
        let text = writer.item(value, indentation: indentation).map { $0 + lineEnd }.joined()
        return [Splice(lines, text)]
    }

    /// True for an item that other text can stand in the place of, with what is before and behind it on its lines.
    private func isWithinLine(_ item: YAMLNode) -> Bool {
        switch item.content {
        case .scalar(_, let style): style != .literal && style != .folded && !item.span.isEmpty
        // A tag says which kind of collection there is.
        case .sequence(_, let style), .mapping(_, let style): style == .flow && item.tag == nil
        }
    }

    /// The start of the line with the item's dash, which stands below the first item's.
    private func lineStart(of item: YAMLNode) -> Int? {
        let column = node.span.lowerBound - bytes.lineStart(of: node.span.lowerBound)
        let first = bytes.lineStart(of: node.span.lowerBound)
        var line = bytes.lineStart(of: item.span.lowerBound)
        while line >= first {
            let dash = line + column
            if dash < bytes.count, bytes[dash] == Byte.dash, bytes[line..<dash].allSatisfy(Byte.isBlank) { return line }
            if line == 0 { return nil }
            line = bytes.lineStart(of: line - 1)
        }
        return nil
    }
}
