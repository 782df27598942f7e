/// Corrections of libyaml's marks, found in the bytes: its nodes begin with their anchor and tag, and its block scalars
/// run past blank lines.
extension UnsafeBufferPointer<UInt8> {
    /// Where the value begins whose anchor and tag begin the range.
    func offsetPastProperties(in range: ByteRange, anchor: Bool, tag: Bool) -> Int {
        var offset = range.lowerBound
        var anchor = anchor
        var tag = tag
        while offset < range.upperBound {
            switch self[offset] {
            case UInt8(ascii: "&") where anchor:
                anchor = false
                offset = propertyEnd(in: offset..<range.upperBound)
            case UInt8(ascii: "!") where tag:
                tag = false
                offset = propertyEnd(in: offset..<range.upperBound)
            case Byte.hash:
                offset = lineEnd(from: offset, limit: range.upperBound)
            case let byte where Byte.isWhiteSpace(byte):
                offset += 1
            default:
                return offset
            }
        }
        return offset
    }

    private func propertyEnd(in range: ByteRange) -> Int {
        let isVerbatim = hasPrefix("!<", at: range.lowerBound)
        return range.first { offset in
            let byte = self[offset]
            return Byte.isWhiteSpace(byte)
                || (!isVerbatim && (byte == Byte.comma || byte == Byte.closeBracket || byte == UInt8(ascii: "}")))
        } ?? range.upperBound
    }

    /// Where a literal or folded scalar ends: its last line without the line end. Blank lines after it belong to it only
    /// where its header keeps them (`|+`), or where they are indented deeper than its text.
    func blockScalarEnd(_ span: ByteRange) -> Int {
        let headerEnd = lineEnd(from: span.lowerBound, limit: span.upperBound)
        var header = span.lowerBound..<headerEnd
        if let comment = header.first(where: { self[$0] == Byte.hash }) { header = header.lowerBound..<comment }
        let keepsBlankLines = header.contains { self[$0] == UInt8(ascii: "+") }
        var end = lineWithoutBreak(endingAt: headerEnd)
        var indentation: Int?
        var line = headerEnd + 1
        while line < span.upperBound {
            let next = lineEnd(from: line, limit: span.upperBound)
            let textEnd = lineWithoutBreak(endingAt: next)
            let spaces = (line..<textEnd).prefix { self[$0] == Byte.space }.count
            let isBlank = line + spaces == textEnd
            if !isBlank, indentation == nil { indentation = spaces }
            if !isBlank || keepsBlankLines || spaces > indentation ?? Int.max { end = textEnd }
            line = next + 1
        }
        return Swift.max(Swift.min(end, span.upperBound), span.lowerBound)
    }

    private func lineWithoutBreak(endingAt offset: Int) -> Int {
        offset > 0 && self[offset - 1] == Byte.carriageReturn ? offset - 1 : offset
    }

    /// Where an absent value would be written: right after the colon, or after the key where there is no colon.
    func placeOfAbsentValue(at offset: Int, after keyEnd: Int) -> Int {
        var place = offset
        while place > keyEnd, Byte.isWhiteSpace(self[place - 1]) { place -= 1 }
        if place > keyEnd, self[place - 1] == Byte.colon { return place }
        if place > keyEnd, self[keyEnd..<place].contains(Byte.colon) { return offset }
        return keyEnd
    }
}
