/// A place in a text as editors and compilers show it.
package struct SourcePosition: Hashable, Sendable, Comparable {
    /// Counts from 1. A line ends with LF or CRLF; a CR alone ends none.
    package var line: Int
    /// Counts from 1, in Unicode scalars. A byte that is not part of valid UTF-8 counts as one.
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (a: SourcePosition, b: SourcePosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// The line starts of a text, for turning byte offsets into positions.
///
/// Building is linear in the size of the text; each look-up is logarithmic in the number of lines, and linear in the
/// length of the one line.
package struct LineTable: Sendable {
    private let bytes: [UInt8]
    private let lineStarts: [Int]

    /// Finds the line starts of the bytes, which need not be valid UTF-8.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        bytes.withUnsafeBufferPointer { bytes in
            while let end = bytes.firstOffset(of: Byte.lineFeed, from: starts[starts.count - 1]) {
                starts.append(end + 1)
            }
        }
        lineStarts = starts
    }

    /// The bytes of a line, counted from 1, without its end; nil where there is no such line.
    package func line(_ number: Int) -> ArraySlice<UInt8>? {
        guard lineStarts.indices.contains(number - 1) else { return nil }
        let isLast = number == lineStarts.count
        let line = bytes[lineStarts[number - 1]..<(isLast ? bytes.count : lineStarts[number] - 1)]
        return line.last == Byte.carriageReturn && !isLast ? line.dropLast() : line
    }

    /// The position of a byte offset; an offset outside of the text is taken as the nearest one inside.
    ///
    /// A byte order mark takes no column, as editors do not show it.
    package func position(of offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        var start = lineStarts[low]
        if start == 0, bytes.starts(with: Byte.orderMark) { start = min(Byte.orderMark.count, offset) }
        return SourcePosition(line: low + 1, column: scalarCount(in: start..<offset) + 1)
    }

    private func scalarCount(in range: ByteRange) -> Int {
        if bytes[range].allSatisfy({ $0 < 0x80 }) { return range.count }
        return bytes.withUnsafeBufferPointer { buffer in
            var count = 0
            var offset = range.lowerBound
            while offset < range.upperBound {
                offset += max(UTF8Check.sequenceLength(in: buffer, at: offset), 1)
                count += 1
            }
            return count
        }
    }
}
