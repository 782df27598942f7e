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
/// Building is linear in the size of the text; each look-up is logarithmic in the number of lines, whatever the length of the
/// one line.
package struct LineTable: Sendable {
    private let bytes: [UInt8]
    private let lineStarts: [Int]
    /// Offsets within long lines, in order, and how many scalars of their lines stand before them.
    private let marks: [(offset: Int, column: Int)]
    /// About how many bytes of a line have a mark at their end.
    private static let markDistance = 1_024

    /// Finds the line starts of the bytes, which need not be valid UTF-8.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        var marks: [(offset: Int, column: Int)] = []
        bytes.withUnsafeBufferPointer { bytes in
            var start = Self.isMarked(bytes) ? Byte.orderMark.count : 0
            while true {
                let end = bytes.firstOffset(of: Byte.lineFeed, from: starts[starts.count - 1])
                var place = (offset: start, column: 0)
                while (end ?? bytes.count) - place.offset > Self.markDistance {
                    let (count, offset) = Self.scalars(
                        in: bytes, from: place.offset, to: place.offset + Self.markDistance)
                    place = (offset, place.column + count)
                    marks.append(place)
                }
                guard let end else { break }
                start = end + 1
                starts.append(start)
            }
        }
        lineStarts = starts
        self.marks = marks
    }

    private static func isMarked(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: Byte.orderMark) }

    /// The bytes of a line, counted from 1, without its end; nil where there is no such line.
    package func line(_ number: Int) -> ArraySlice<UInt8>? {
        guard lineStarts.indices.contains(number - 1) else { return nil }
        let isLast = number == lineStarts.count
        let line = bytes[lineStarts[number - 1]..<(isLast ? bytes.count : lineStarts[number] - 1)]
        return line.last == Byte.carriageReturn && !isLast ? line.dropLast() : line
    }

    /// The text of a line about one of its columns: all of a line that is not long, else so much of it, with `…` where it is cut.
    package func excerpt(at position: SourcePosition) -> String {
        guard let line = line(position.line) else { return "" }
        if line.count <= Self.longestExcerpt { return String(decoding: line, as: UTF8.self) }
        var start = (offset: line.startIndex, column: 0)
        let offsets = marks.lazy.map(\.offset)
        let first = Self.place(of: line.startIndex, among: offsets).map { $0 + 1 } ?? 0
        let inLine = marks[first..<max(first, Self.place(of: line.endIndex, among: offsets).map { $0 + 1 } ?? 0)]
        if let mark = Self.place(of: position.column - 1, among: inLine.lazy.map(\.column)) {
            start = marks[first + mark]
        }
        let place = bytes.withUnsafeBufferPointer { bytes in
            var offset = start.offset
            for _ in start.column..<max(start.column, position.column - 1) where offset < line.endIndex {
                offset += max(UTF8Check.sequenceLength(in: bytes, at: offset), 1)
            }
            return min(offset, line.endIndex)
        }
        var begin = max(line.startIndex, place - Self.longestExcerpt / 4)
        var end = min(line.endIndex, begin + Self.longestExcerpt)
        while begin < end, bytes[begin] & 0xC0 == 0x80 { begin += 1 }
        while end > begin, end < line.endIndex, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return (begin > line.startIndex ? "…" : "") + String(decoding: bytes[begin..<end], as: UTF8.self)
            + (end < line.endIndex ? "…" : "")
    }

    private static let longestExcerpt = 600

    /// The position of a byte offset; an offset outside of the text is taken as the nearest one inside.
    ///
    /// A byte order mark takes no column, as editors do not show it.
    package func position(of offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), bytes.count)
        let line = Self.place(of: offset, among: lineStarts) ?? 0
        var start = (offset: lineStarts[line], column: 0)
        if line == 0, Self.isMarked(bytes) { start.offset = min(Byte.orderMark.count, offset) }
        if let mark = Self.place(of: offset, among: marks.lazy.map(\.offset)), marks[mark].offset > start.offset {
            start = marks[mark]
        }
        let count = bytes.withUnsafeBufferPointer { Self.scalars(in: $0, from: start.offset, to: offset).count }
        return SourcePosition(line: line + 1, column: start.column + count + 1)
    }

    /// Which of the offsets, which are in order, is the last that is not behind another; nil for none.
    private static func place(of offset: Int, among offsets: some RandomAccessCollection<Int>) -> Int? {
        let next = offsets.partitioningIndex { $0 > offset }
        return next > offsets.startIndex ? offsets.distance(from: offsets.startIndex, to: next) - 1 : nil
    }

    /// How many scalars begin in a range, and where the last of them ends.
    private static func scalars(
        in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
    ) -> (count: Int, end: Int) {
        if bytes[start..<max(start, limit)].allSatisfy({ $0 < 0x80 }) { return (max(0, limit - start), limit) }
        var count = 0
        var offset = start
        while offset < limit {
            offset += max(UTF8Check.sequenceLength(in: bytes, at: offset), 1)
            count += 1
        }
        return (count, offset)
    }
}
