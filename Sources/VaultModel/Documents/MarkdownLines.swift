/// What a line of Markdown is, seen by itself: the marks that begin blocks.
extension MarkdownScanner {
    func isLineEnd(_ offset: Int) -> Bool {
        offset >= end || bytes[offset] == Byte.lineFeed
            || (bytes[offset] == Byte.carriageReturn && offset + 1 < end && bytes[offset + 1] == Byte.lineFeed)
    }

    /// 1 to 6 for the marks of an ATX heading.
    func headingLevel(at offset: Int) -> Int? {
        var after = offset
        while after < end, bytes[after] == Byte.hash { after += 1 }
        guard after - offset <= 6, after == end || Byte.isWhiteSpace(bytes[after]) else { return nil }
        return after - offset
    }

    /// The length of the fence that opens here: three or more marks, and no backtick after backticks.
    func fenceLength(at offset: Int) -> Int? {
        let mark = bytes[offset]
        guard offset + 2 < end, bytes[offset + 1] == mark, bytes[offset + 2] == mark else { return nil }
        var after = offset
        while after < end, bytes[after] == mark { after += 1 }
        if mark == Byte.backtick {
            let lineEnd = bytes.lineEnd(from: after, limit: end)
            if bytes.firstOffset(of: mark, from: after, limit: lineEnd) != nil { return nil }
        }
        return after - offset
    }

    /// True for three or more equal marks, with nothing but blanks between and after them.
    func isThematicBreak(at offset: Int) -> Bool {
        thematicBreak(at: offset) == .found
    }

    enum ThematicBreak: Equatable {
        case found
        /// The byte that belongs to none; a shorter line of the same mark fails there as well.
        case spoilt(by: Int)
    }

    func thematicBreak(at offset: Int) -> ThematicBreak {
        let mark = bytes[offset]
        guard mark == Byte.dash || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_") else {
            return .spoilt(by: offset)
        }
        var count = 0
        var place = offset
        while place < end, bytes[place] != Byte.lineFeed {
            if bytes[place] == mark {
                count += 1
            } else if !Byte.isWhiteSpace(bytes[place]) {
                return .spoilt(by: place)
            }
            place += 1
        }
        return count >= 3 ? .found : .spoilt(by: place)
    }

    /// Where the content of the list item that begins here stands; nil where none begins.
    func listItem(at cursor: LineCursor) -> LineCursor? {
        var after = cursor.offset
        var number = 0
        while after < end, after - cursor.offset < 9, Byte.isDigit(bytes[after]) {
            number = number * 10 + Int(bytes[after] & 0x0F)
            after += 1
        }
        guard after < end else { return nil }
        let isOrdered = after > cursor.offset
        let mark = bytes[after]
        guard isOrdered ? mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") : Byte.isBullet(mark) else {
            return nil
        }
        if interruptsParagraph, isOrdered, number != 1 { return nil }
        var content = LineCursor(
            offset: after + 1, column: cursor.column + after + 1 - cursor.offset, start: cursor.start)
        let marked = content.column
        if isLineEnd(content.offset) {
            content.column += 1
            return interruptsParagraph ? nil : content
        }
        guard Byte.isBlank(bytes[content.offset]) else { return nil }
        content.skipBlanks(bytes, end)
        if content.column > marked + 4 || isLineEnd(content.offset) { content.column = marked + 1 }
        return content
    }

    /// True where the line that begins here does not go on with the paragraph before it.
    func endsParagraph(_ lineStart: Int) -> Bool {
        var cursor = LineCursor(offset: lineStart)
        cursor.skipBlanks(bytes, end)
        while cursor.offset < end, bytes[cursor.offset] == UInt8(ascii: ">") { cursor.skipQuoteMark(bytes, end) }
        if isLineEnd(cursor.offset) { return true }
        switch bytes[cursor.offset] {
        case Byte.hash: return headingLevel(at: cursor.offset) != nil
        case Byte.backtick, UInt8(ascii: "~"): return fenceLength(at: cursor.offset) != nil
        case Byte.dash, UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return isThematicBreak(at: cursor.offset) || listItem(at: cursor) != nil
        default: return false
        }
    }

    mutating func scanTaskBox(at offset: Int) {
        guard offset < end, bytes[offset] == Byte.openBracket, offset + 2 < end else { return }
        let length = UTF8Check.sequenceLength(in: bytes, at: offset + 1)
        let close = offset + 1 + length
        guard length > 0, close < end, bytes[close] == Byte.closeBracket, !isLineEnd(offset + 1) else { return }
        let inner = bytes[offset + 1]
        guard inner != Byte.openBracket, inner != Byte.closeBracket, inner != Byte.carriageReturn else { return }
        guard isLineEnd(close + 1) || Byte.isBlank(bytes[close + 1]) else { return }
        guard let mark = bytes.text(offset + 1..<close).first else { return }
        let rest = bytes.trimmed(close + 1..<max(close + 1, bytes.lineEnd(from: close + 1, limit: end)))
        taskBoxes.append(TaskBox(mark: mark, span: offset..<close + 1, text: bytes.text(rest)))
    }
}

/// A place in a line with its column. A tab runs to the next column of the line that is a multiple of four.
struct LineCursor {
    var offset: Int
    /// Counted from `start`.
    var column = 0
    /// The column of the line that columns are counted from.
    var start = 0

    mutating func skipBlanks(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) {
        while offset < end {
            if bytes[offset] == Byte.space {
                column += 1
            } else if bytes[offset] == Byte.tab {
                column += 4 - (start + column) % 4
            } else {
                return
            }
            offset += 1
        }
    }

    /// Skips `>` and the blanks after it. The columns of a quote's content count from its own start, behind one blank
    /// column; what else a tab there is wide indents the content.
    mutating func skipQuoteMark(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) {
        offset += 1
        start += column + 1
        column = 0
        if offset < end, Byte.isBlank(bytes[offset]) {
            if bytes[offset] == Byte.tab { column = 3 - start % 4 }
            start += 1
            offset += 1
        }
        skipBlanks(bytes, end)
    }
}

extension Byte {
    static func isBullet(_ byte: UInt8) -> Bool {
        byte == dash || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "+")
    }
}
