/// Where a Markdown link leads, as `path` or `<path>` (<https://spec.commonmark.org/0.31.2/#link-destination>).
struct LinkDestination {
    /// The destination as it is written, without angle brackets.
    let span: ByteRange
    /// Right after it, angle brackets included.
    let end: Int

    /// A destination or a title longer than this is none; it keeps the search for its end short.
    private static let longestPart = 2_000
    /// How deep brackets may nest in a destination without angle brackets.
    private static let bracketDepth = 32

    /// Reads what begins at `first`, before `end`; nil where no well-formed destination does.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, at first: Int, end: Int) {
        guard first < end else { return nil }
        if bytes[first] == UInt8(ascii: "<") {
            guard let close = Self.angleEnd(bytes, from: first + 1, end: end) else { return nil }
            span = first + 1..<close
            self.end = close + 1
        } else {
            guard let close = Self.plainEnd(bytes, from: first, end: end) else { return nil }
            span = first..<close
            self.end = close
        }
    }

    /// Reads what stands in round brackets behind the text of a link: `(path "title")`.
    ///
    /// - Returns: The destination, and the place right after the closing bracket; nil where no well-formed destination stands
    ///   there. `start` is right after the opening bracket.
    static func inBrackets(
        _ bytes: UnsafeBufferPointer<UInt8>, after start: Int, end: Int
    ) -> (destination: LinkDestination, linkEnd: Int)? {
        guard let first = skipWhiteSpace(bytes, from: start, end: end),
            let destination = LinkDestination(bytes, at: first, end: end),
            var place = skipWhiteSpace(bytes, from: destination.end, end: end), place < end
        else { return nil }
        if bytes[place] != UInt8(ascii: ")") {
            guard place > destination.end, let title = titleEnd(bytes, from: place, end: end),
                let next = skipWhiteSpace(bytes, from: title, end: end), next < end, bytes[next] == UInt8(ascii: ")")
            else { return nil }
            place = next
        }
        return (destination, place + 1)
    }

    /// Skips blanks and at most one line end.
    private static func skipWhiteSpace(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Int? {
        var offset = start
        var lines = 0
        while offset < end, Byte.isWhiteSpace(bytes[offset]) {
            if bytes[offset] == Byte.lineFeed { lines += 1 }
            if lines > 1 { return nil }
            offset += 1
        }
        return offset
    }

    private static func angleEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Int? {
        var offset = start
        let limit = min(end, start + longestPart)
        while offset < limit {
            switch bytes[offset] {
            case UInt8(ascii: ">"): return offset
            case UInt8(ascii: "<"), Byte.lineFeed: return nil
            case Byte.backslash where offset + 1 < limit && bytes[offset + 1] != Byte.lineFeed: offset += 2
            default: offset += 1
            }
        }
        return nil
    }

    private static func plainEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Int? {
        var offset = start
        var depth = 0
        let limit = min(end, start + longestPart)
        while offset < limit {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "("):
                depth += 1
                if depth > bracketDepth { return nil }
            case UInt8(ascii: ")"):
                if depth == 0 { return offset }
                depth -= 1
            case Byte.backslash where offset + 1 < limit && bytes[offset + 1] > Byte.space: offset += 1
            case 0...Byte.space, 0x7F: return depth == 0 ? offset : nil
            default: break
            }
            offset += 1
        }
        return depth == 0 && offset == end ? end : nil
    }

    /// Right after the title, in quotes or round brackets and without a blank line, that begins at `start`; nil where none does.
    static func titleEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, end: Int) -> Int? {
        guard start < end else { return nil }
        let close: UInt8
        switch bytes[start] {
        case Byte.quote, Byte.apostrophe: close = bytes[start]
        case UInt8(ascii: "("): close = UInt8(ascii: ")")
        default: return nil
        }
        var offset = start + 1
        let limit = min(end, start + longestPart)
        while offset < limit {
            let byte = bytes[offset]
            if byte == close { return offset + 1 }
            offset += byte == Byte.backslash ? 2 : 1
            if byte == Byte.lineFeed {
                while offset < limit, Byte.isBlank(bytes[offset]) { offset += 1 }
                if offset < limit, bytes[offset] == Byte.lineFeed || bytes[offset] == Byte.carriageReturn { return nil }
            }
        }
        return nil
    }

    /// True where the destination names something outside of the vault: it has a scheme, or begins with `//`.
    func leavesVault(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.hasPrefix("//", at: span.lowerBound) { return true }
        guard Byte.isLetter(bytes[span.lowerBound]) else { return false }
        for offset in span {
            let byte = bytes[offset]
            if byte == Byte.colon { return true }
            guard
                Byte.isLetter(byte) || Byte.isDigit(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
                    || byte == Byte.dash
            else { return false }
        }
        return false
    }

    /// The text of a part, without backslash escapes and percent encoding. A part whose percent encoding does not give
    /// UTF-8 stays as it is written.
    func decoded(_ part: ByteRange, of bytes: UnsafeBufferPointer<UInt8>) -> String {
        let isPlain = part.allSatisfy { bytes[$0] != UInt8(ascii: "%") && bytes[$0] != Byte.backslash }
        if isPlain { return bytes.text(bytes.trimmed(part)) }
        var result: [UInt8] = []
        result.reserveCapacity(part.count)
        var offset = part.lowerBound
        while offset < part.upperBound {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "%"), offset + 2 < part.upperBound,
                let high = hexadecimalDigit(bytes[offset + 1]), let low = hexadecimalDigit(bytes[offset + 2])
            {
                result.append(high << 4 | low)
                offset += 3
            } else if byte == Byte.backslash, offset + 1 < part.upperBound, Byte.isPunctuation(bytes[offset + 1]) {
                result.append(bytes[offset + 1])
                offset += 2
            } else {
                result.append(byte)
                offset += 1
            }
        }
        let trimmed = result.withUnsafeBufferPointer { buffer in
            let range = buffer.trimmed(0..<buffer.count)
            return String(validating: buffer[range], as: UTF8.self)
        }
        return trimmed ?? bytes.text(bytes.trimmed(part))
    }

    private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Byte {
    /// True for ASCII punctuation, which a backslash escapes in Markdown.
    static func isPunctuation(_ byte: UInt8) -> Bool {
        byte > space && byte < 0x7F && !isLetter(byte) && !isDigit(byte)
    }
}
