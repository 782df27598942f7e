/// The label of a link: what stands in the brackets of `[text][label]` and of its definition, `[label]: target`
/// (<https://spec.commonmark.org/0.31.2/#link-label>).
struct LinkLabel: Hashable {
    private let folded: ExactText

    /// Labels are the same whatever their case and the white space in them. Nothing but white space is none, nor is the name of a
    /// footnote, which begins with `^`.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - range: what stands between the brackets.
    ///   - quoteDepth: how many quote marks begin each line of it but the first.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ range: ByteRange, quoteDepth: Int) {
        let range = bytes.trimmed(range)
        guard let first = range.first, bytes[first] != UInt8(ascii: "^") else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var isASCII = true
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            offset += 1
            guard Byte.isWhiteSpace(byte) else {
                isASCII = isASCII && byte < 0x80
                text.append(byte &- UInt8(ascii: "a") < 26 ? byte & 0xDF : byte)
                continue
            }
            text.append(Byte.space)
            var marks = byte == Byte.lineFeed ? quoteDepth : 0
            while offset < range.upperBound {
                if bytes[offset] == UInt8(ascii: ">"), marks > 0 {
                    marks -= 1
                } else if bytes[offset] == Byte.lineFeed {
                    marks = quoteDepth
                } else if !Byte.isWhiteSpace(bytes[offset]) {
                    break
                }
                offset += 1
            }
        }
        let label = String(decoding: text, as: UTF8.self)
        // Upper case of lower case is what has no case: `ẞ`, `ß` and `SS` are the same.
        folded = ExactText(isASCII ? label : label.lowercased().uppercased())
    }
}

/// Scanning of the definitions of labels, and of the links that refer to them.
extension MarkdownScanner {
    /// A label with more characters is none.
    private static let longestLabel = 999

    /// Takes the definition of a label that begins here, at the beginning of a paragraph, where one does; returns the
    /// start of the line after it (<https://spec.commonmark.org/0.31.2/#link-reference-definitions>).
    mutating func scanDefinition(_ open: Int) -> Int? {
        guard let close = labelEnd(at: open), close + 1 < end, bytes[close + 1] == Byte.colon,
            let label = label(in: open + 1..<close), let first = nextPart(from: close + 2),
            let destination = LinkDestination(bytes, at: first, end: end)
        else { return nil }
        var last = destination.end
        if let title = nextPart(from: last), title > last,
            let titleEnd = LinkDestination.titleEnd(bytes, from: title, end: end), isBlank(from: titleEnd)
        {
            last = titleEnd
        } else if !isBlank(from: last) {
            return nil
        }
        if definitions[label] == nil { definitions[label] = destination }
        return nextLine(last)
    }

    /// What the text in brackets that ends here refers to by a label, and the end of the link; nil where that is nothing.
    func reference(behind close: Int, of open: OpenBracket) -> (destination: LinkDestination, linkEnd: Int)? {
        var linkEnd = close + 1
        if linkEnd < end, bytes[linkEnd] == Byte.openBracket, let labelEnd = labelEnd(at: linkEnd) {
            if let label = label(in: linkEnd + 1..<labelEnd) { return definitions[label].map { ($0, labelEnd + 1) } }
            if labelEnd == linkEnd + 1 { linkEnd = labelEnd + 1 }
        }
        // The box of a task is none, whatever its mark.
        guard taskBoxes.last?.span.lowerBound != open.offset, labelEnd(at: open.offset) == close,
            let label = label(in: open.offset + 1..<close)
        else { return nil }
        return definitions[label].map { ($0, linkEnd) }
    }

    private func label(in range: ByteRange) -> LinkLabel? { LinkLabel(bytes, range, quoteDepth: quoteDepth) }

    /// The bracket that closes the label which this one opens, with no other bracket between; nil where there is none.
    private func labelEnd(at open: Int) -> Int? {
        var offset = open + 1
        var length = 0
        while offset < end, length <= Self.longestLabel {
            let byte = bytes[offset]
            switch byte {
            case Byte.openBracket: return nil
            case Byte.closeBracket: return offset
            case Byte.lineFeed where offset >= textEnd || endsParagraph(offset + 1): return nil
            case Byte.backslash where offset + 1 < end && Byte.isPunctuation(bytes[offset + 1]):
                offset += 1
                length += 1
            default: break
            }
            if byte & 0xC0 != 0x80 { length += 1 }
            offset += 1
        }
        return nil
    }

    /// Where the next part of a definition stands: on the same line, or on the next one that goes on with the paragraph.
    private func nextPart(from start: Int) -> Int? {
        var cursor = LineCursor(offset: start)
        cursor.skipBlanks(bytes, end)
        guard isLineEnd(cursor.offset) else { return cursor.offset }
        let line = nextLine(cursor.offset)
        guard quoteDepth == 0, line < end, !endsParagraph(line) else { return nil }
        cursor = LineCursor(offset: line)
        cursor.skipBlanks(bytes, end)
        let beginsBlock = bytes[cursor.offset] == UInt8(ascii: ">") || bytes.hasPrefix("<!--", at: cursor.offset)
        return beginsBlock ? nil : cursor.offset
    }

    /// True where nothing but blanks stands on the line from here on.
    private func isBlank(from offset: Int) -> Bool {
        var cursor = LineCursor(offset: offset)
        cursor.skipBlanks(bytes, end)
        return isLineEnd(cursor.offset)
    }
}
