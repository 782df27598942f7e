/// Where a document's front matter stands.
///
/// A front matter is opened by a first line `---` (a byte order mark may stand before it) and closed by the next line
/// `---` or `...`; blanks may follow on either. A line ends with LF or CRLF.
///
/// A Markdown file may also begin with a thematic break. Without a closing line, the opening one is taken for that,
/// unless the very next line (comment lines aside) looks like `key:`; then the front matter is unterminated.
enum FrontMatterBounds: Equatable {
    case none
    /// The whole span with both delimiter lines, and what stands between them.
    case found(span: ByteRange, content: ByteRange)
    /// The opening line, without its line end.
    case unterminated(opening: ByteRange)

    init(in bytes: UnsafeBufferPointer<UInt8>) {
        let start = bytes.starts(with: Byte.orderMark) ? Byte.orderMark.count : 0
        guard bytes.hasPrefix("---", at: start), let content = Self.delimiterEnd(in: bytes, at: start) else {
            self = .none
            return
        }
        var line = content
        while line < bytes.count {
            if bytes.hasPrefix("---", at: line) || bytes.hasPrefix("...", at: line),
                let next = Self.delimiterEnd(in: bytes, at: line)
            {
                self = .found(span: start..<next, content: content..<line)
                return
            }
            line = bytes.lineEnd(from: line, limit: bytes.count) + 1
        }
        self = Self.looksLikeYAML(bytes, from: content) ? .unterminated(opening: start..<start + 3) : .none
    }

    /// Everything after the front matter; without one, everything after a byte order mark.
    func bodySpan(in bytes: UnsafeBufferPointer<UInt8>) -> ByteRange {
        if case .found(let span, _) = self { return span.upperBound..<bytes.count }
        return (bytes.starts(with: Byte.orderMark) ? Byte.orderMark.count : 0)..<bytes.count
    }

    /// Where the line after the three-byte delimiter at `offset` begins; nil where more than blanks follow it.
    private static func delimiterEnd(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int? {
        var offset = offset + 3
        while offset < bytes.count, Byte.isBlank(bytes[offset]) { offset += 1 }
        if offset == bytes.count { return offset }
        if bytes[offset] == Byte.lineFeed { return offset + 1 }
        return bytes.hasPrefix("\r\n", at: offset) ? offset + 2 : nil
    }

    private static func looksLikeYAML(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var line = start
        while line < bytes.count {
            let end = bytes.lineEnd(from: line, limit: bytes.count)
            if bytes[line] != Byte.hash {
                return looksLikeKey(bytes, in: bytes.trimmed(line..<end))
            }
            line = end + 1
        }
        return false
    }

    private static func looksLikeKey(_ bytes: UnsafeBufferPointer<UInt8>, in line: ByteRange) -> Bool {
        guard let first = line.first.map({ bytes[$0] }) else { return false }
        guard
            Byte.isLetter(first) || Byte.isDigit(first) || first >= 0x80 || first == UInt8(ascii: "_")
                || first == Byte.quote || first == Byte.apostrophe
        else { return false }
        return line.contains {
            bytes[$0] == Byte.colon && ($0 + 1 == line.upperBound || Byte.isBlank(bytes[$0 + 1]))
        }
    }
}
