/// Changes items of a list in flow style, `[a, b]`, on one line or on several.
struct FlowListRewriter {
    let node: YAMLNode
    let items: [YAMLNode]
    let bytes: [UInt8]
    let writer: YAMLWriter

    /// The splices of a change that leaves an item at least.
    func splices(for change: ListChange) -> [Splice] {
        var splices: [Splice] = []
        for (index, item) in items.enumerated() {
            for value in change.insertions[index] {
                splices.append(.insert(writer.inline(value, inFlow: true) + separator, at: item.span.lowerBound))
            }
            if case .replace(let value) = change.steps[index] {
                splices.append(Splice(item.span, replacement(of: item, by: value)))
            }
        }
        return splices + removals(change) + appending(change.insertions[items.count])
    }

    private func replacement(of item: YAMLNode, by value: FieldValue) -> String {
        if case .string(let string) = value, case .scalar(_, let style) = item.content,
            let quoted = writer.inline(string, like: style)
        {
            return quoted
        }
        return writer.inline(value, inFlow: true)
    }

    /// A comma and the white space that stands before the last item.
    private var separator: String {
        guard let last = items.last else { return ", " }
        let start = items.dropLast().last?.span.upperBound ?? node.span.lowerBound + 1
        let gap = bytes[start..<max(start, last.span.lowerBound)]
        let white = gap.suffix(while: Byte.isWhiteSpace)
        if items.count == 1, !white.contains(Byte.lineFeed) { return ", " }
        let firstBreak = white.firstIndex(of: Byte.lineFeed).map { isCRLF(at: $0) ? $0 - 1 : $0 }
        return "," + String(decoding: firstBreak.map { white[$0...] } ?? white, as: UTF8.self)
    }

    private func isCRLF(at offset: Int) -> Bool { offset > 0 && bytes[offset - 1] == Byte.carriageReturn }

    // MARK: Removing

    private func removals(_ change: ListChange) -> [Splice] {
        var splices: [Splice] = []
        let lastKept = change.steps.lastIndex { $0 != .remove } ?? 0
        for (index, item) in items.enumerated() where change.steps[index] == .remove {
            if let lines = ownLines(of: index) {
                splices.append(.delete(lines))
            } else if index < lastKept {
                splices.append(.delete(item.span.lowerBound..<items[index + 1].span.lowerBound))
            } else {
                splices.append(.delete(items[index - 1].span.upperBound..<item.span.upperBound))
            }
        }
        return splices
    }

    /// The lines of an item that shares them with nothing but its comma and a comment.
    private func ownLines(of index: Int) -> ByteRange? {
        let item = items[index].span
        let start = bytes.lineStart(of: item.lowerBound)
        let end = bytes.lineEnd(of: item.upperBound)
        guard bytes[start..<item.lowerBound].allSatisfy(Byte.isBlank) else { return nil }
        var rest = bytes[item.upperBound..<end].drop(while: Byte.isBlank)
        if rest.first == Byte.comma { rest = rest.dropFirst().drop(while: Byte.isBlank) }
        return rest.isEmpty || rest.first == Byte.hash ? start..<bytes.nextLine(after: end) : nil
    }

    // MARK: Appending

    private func appending(_ values: [FieldValue]) -> [Splice] {
        guard !values.isEmpty, let last = items.last else { return [] }
        let texts = values.map { writer.inline($0, inFlow: true) }
        let separator = separator
        let white = String(separator.dropFirst())
        let lineEnd = bytes.lineEnd(of: last.span.upperBound)
        guard white.utf8.contains(Byte.lineFeed), lineEnd < node.span.upperBound - 1 else {
            return [.insert(texts.map { separator + $0 }.joined(), at: last.span.upperBound)]
        }
        // The last item's comment stays on its line.
        let hasComma = bytes[last.span.upperBound..<lineEnd].first { !Byte.isBlank($0) } == Byte.comma
        if hasComma { return [.insert(texts.map { white + $0 + "," }.joined(), at: lineEnd)] }
        let text = white + texts.joined(separator: separator)
        return [.insert(",", at: last.span.upperBound), .insert(text, at: lineEnd)]
    }
}

extension Collection {
    /// The longest end of the collection whose elements all satisfy the predicate.
    fileprivate func suffix(while predicate: (Element) -> Bool) -> SubSequence where Self: BidirectionalCollection {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
