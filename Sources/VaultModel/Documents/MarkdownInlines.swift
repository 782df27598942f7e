/// A bracket of a paragraph that may begin a Markdown link or image.
struct OpenBracket {
    var offset: Int
    var isImage: Bool
}

/// Scanning of running text: escapes, code spans, comments, links and tags.
extension MarkdownScanner {
    /// The bytes at which running text needs a closer look, as bit sets of 64 each.
    private static let lowSpecials: UInt64 = [Byte.lineFeed, Byte.hash, UInt8(ascii: "%"), UInt8(ascii: "<")]
        .reduce(0) { $0 | 1 << UInt64($1) }
    private static let highSpecials: UInt64 = [Byte.openBracket, Byte.backslash, Byte.closeBracket, Byte.backtick]
        .reduce(0) { $0 | 1 << UInt64($1 - 64) }

    /// Scans the text from `start` to the end of its line, and on where a construct spans lines; returns the start of
    /// the next line. `contentStart` is where a tag may stand without white space before it. Nothing of `isolated` text
    /// goes on after its line.
    mutating func scanInlines(_ start: Int, from contentStart: Int, isolated: Bool = false) -> Int {
        let low = Self.lowSpecials
        let high = Self.highSpecials
        var offset = start
        var escapeEnd = start
        while offset < end {
            let byte = bytes[offset]
            let set = byte < 64 ? low : byte < 128 ? high : 0
            if set & (1 << UInt64(byte & 63)) == 0 {
                offset &+= 1
                continue
            }
            switch byte {
            case Byte.lineFeed:
                return offset + 1
            case Byte.backslash:
                offset += offset + 1 < end && bytes[offset + 1] != Byte.lineFeed ? 2 : 1
                escapeEnd = offset
            case Byte.backtick:
                offset = codeSpanEnd(at: offset, isolated: isolated)
            case UInt8(ascii: "<"), UInt8(ascii: "%"):
                offset = commentEnd(at: offset, opensLine: false) ?? offset + 1
            case Byte.hash:
                offset = scanTag(offset, contentStart: contentStart)
            case Byte.openBracket:
                let isImage = offset > escapeEnd && bytes[offset - 1] == UInt8(ascii: "!")
                offset = scanOpenBracket(offset, isImage: isImage)
            default:
                offset = scanCloseBracket(offset)
            }
        }
        return end
    }

    // MARK: Code and comments

    /// The end of the code span that opens here, or of the backticks where they open none.
    private mutating func codeSpanEnd(at offset: Int, isolated: Bool) -> Int {
        let open = runEnd(offset)
        let length = open - offset
        guard length < 64, unmatchedBackticks & (1 << UInt64(length)) == 0 else { return open }
        var place = open
        while place < end {
            let byte = bytes[place]
            if byte == Byte.backtick {
                let close = runEnd(place)
                if close - place == length { return close }
                place = close
            } else {
                place += 1
                if byte == Byte.lineFeed, isolated || endsParagraph(place) { break }
            }
        }
        unmatchedBackticks |= 1 << UInt64(length)
        return open
    }

    private func runEnd(_ offset: Int) -> Int {
        var after = offset
        while after < end, bytes[after] == Byte.backtick { after += 1 }
        return after
    }

    /// The end of the HTML comment or the `%%` comment that begins here; nil where none does.
    ///
    /// An HTML comment that is never closed hides the rest of the body where it opens a line, and is text elsewhere.
    mutating func commentEnd(at offset: Int, opensLine: Bool) -> Int? {
        if bytes[offset] == UInt8(ascii: "%") {
            guard textEnd > commentEndLackedTo, bytes.hasPrefix("%%", at: offset) else { return nil }
            if let close = firstOffset(of: "%%", from: offset + 2, limit: textEnd) { return close + 2 }
            commentEndLackedTo = textEnd
            return nil
        }
        guard bytes.hasPrefix("<!--", at: offset), offset + 4 <= end else { return nil }
        if textEnd > htmlCommentEndLackedTo {
            if let close = firstOffset(of: "-->", from: offset + 2, limit: textEnd) { return close + 3 }
            htmlCommentEndLackedTo = textEnd
        }
        return opensLine ? end : nil
    }

    func firstOffset(of text: StaticString, from start: Int, limit: Int) -> Int? {
        var offset = start
        while let found = bytes.firstOffset(of: text.utf8Start[0], from: offset, limit: limit) {
            if bytes.hasPrefix(text, at: found), found + text.utf8CodeUnitCount <= limit { return found }
            offset = found + 1
        }
        return nil
    }

    // MARK: Tags

    /// Takes the tag that begins here, where one does; returns the end of what it looked at.
    private mutating func scanTag(_ offset: Int, contentStart: Int) -> Int {
        guard offset == contentStart || isWhiteSpace(before: offset) else { return offset + 1 }
        var after = offset + 1
        var namesSomething = false
        while after < end {
            let byte = bytes[after]
            if byte < 0x80 {
                let isName = Byte.isLetter(byte) || byte == UInt8(ascii: "_")
                guard isName || Byte.isDigit(byte) || byte == Byte.dash || byte == UInt8(ascii: "/") else { break }
                if isName || (byte == Byte.dash && after > offset + 1) { namesSomething = true }
                after += 1
            } else {
                let length = UTF8Check.sequenceLength(in: bytes, at: after)
                guard length > 0 else { break }
                let scalar = scalar(at: after, length: length)
                // What joins the `#` itself makes another sign of it: `#️⃣`.
                guard Self.isTagScalar(scalar), after > offset + 1 || !Self.isJoining(scalar) else { break }
                namesSomething = true
                after += length
            }
        }
        var nameEnd = after
        while nameEnd > offset + 1, bytes[nameEnd - 1] == UInt8(ascii: "/") { nameEnd -= 1 }
        if namesSomething, nameEnd > offset + 1 {
            tags.append(Tag(name: bytes.text(offset + 1..<nameEnd), span: offset..<nameEnd))
        }
        return after
    }

    private func isWhiteSpace(before offset: Int) -> Bool {
        guard offset > 0 else { return true }
        let byte = bytes[offset - 1]
        if byte < 0x80 { return Byte.isWhiteSpace(byte) }
        // No-break space and the ideographic space.
        return offset >= 2 && bytes[offset - 2] == 0xC2 && byte == 0xA0
            || offset >= 3 && bytes[offset - 3] == 0xE3 && bytes[offset - 2] == 0x80 && byte == 0x80
    }

    private func scalar(at offset: Int, length: Int) -> UInt32 {
        var value = UInt32(bytes[offset]) & (0xFF >> UInt32(length + 1))
        for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
        return value
    }

    /// True for accents, enclosing marks and variation selectors.
    private static func isJoining(_ value: UInt32) -> Bool {
        [0x300...0x36F, 0x20D0...0x20FF, 0xFE00...0xFE0F].contains { $0.contains(value) }
    }

    /// True for what a tag's name may hold beyond ASCII: all but white space and punctuation.
    private static func isTagScalar(_ value: UInt32) -> Bool {
        switch value {
        case 0x80...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7: return false
        case 0x200D: return true
        case 0x2000...0x206F, 0x2E00...0x2E7F, 0x3000...0x3004, 0x3008...0x3020, 0x3030, 0xFEFF: return false
        case 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF3E, 0xFF40, 0xFF5B...0xFF65, 0xFFFD: return false
        default: return true
        }
    }
}
