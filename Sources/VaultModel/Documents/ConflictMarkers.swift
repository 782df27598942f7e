/// A merge conflict that git left in a file: `<<<<<<<`, `=======` and `>>>>>>>`, each at the start of a line, in order.
///
/// The markers of one conflict are of one length, which is 7 or more: git makes them longer where it merges renamed files, and
/// where the attribute `conflict-marker-size` says so.
struct ConflictMarkers {
    /// A git that is not told otherwise writes as many.
    private static let shortest = 7

    private struct Opened {
        var start: Int
        var length: Int
        var hasMiddle = false
    }

    private var conflicts: [ByteRange] = []
    /// Those that are not closed yet, of each length at most one, in the order in which they begin.
    private var opened: [Opened] = []
    /// Where in `opened` those of a length stand.
    private var places: [Int: Int] = [:]

    /// The spans of all conflicts, each from its first marker to the end of the line of its last. None is part of another. Linear
    /// in the number of bytes.
    static func find(in bytes: UnsafeBufferPointer<UInt8>) -> [ByteRange] {
        guard var line = firstMarker(in: bytes) else { return [] }
        var markers = ConflictMarkers()
        while line < bytes.count {
            let end = bytes.lineEnd(from: line, limit: bytes.count)
            if let length = markerLength(in: bytes, at: line) {
                let isCRLF = bytes[end - 1] == Byte.carriageReturn
                markers.take(bytes[line], line..<(isCRLF ? end - 1 : end), length: length)
            }
            line = end + 1
        }
        return markers.conflicts
    }

    private mutating func take(_ mark: UInt8, _ line: ByteRange, length: Int) {
        guard let place = places[length] else {
            guard mark == UInt8(ascii: "<") else { return }
            places[length] = opened.count
            opened.append(Opened(start: line.lowerBound, length: length))
            return
        }
        if mark == UInt8(ascii: "=") { opened[place].hasMiddle = true }
        guard mark == UInt8(ascii: ">"), opened[place].hasMiddle else { return }
        // What a conflict has in it is part of it: a base that was merged itself has conflicts of its own.
        let span = opened[place].start..<line.upperBound
        while let last = conflicts.last, last.lowerBound > span.lowerBound { conflicts.removeLast() }
        conflicts.append(span)
        for inner in opened[place...] { places[inner.length] = nil }
        opened.removeSubrange(place...)
    }

    /// The length of the marker that stands alone, or with a blank behind it, where a line begins; nil where none does.
    private static func markerLength(in bytes: UnsafeBufferPointer<UInt8>, at line: Int) -> Int? {
        let mark = bytes[line]
        guard mark == UInt8(ascii: "<") || mark == UInt8(ascii: "=") || mark == UInt8(ascii: ">") else { return nil }
        var after = line
        while after < bytes.count, bytes[after] == mark { after += 1 }
        guard after - line >= shortest, after == bytes.count || Byte.isWhiteSpace(bytes[after]) else { return nil }
        return after - line
    }

    /// The first line that opens a conflict.
    private static func firstMarker(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var offset = 0
        while let found = bytes.firstOffset(of: UInt8(ascii: "<"), from: offset) {
            if found == 0 || bytes[found - 1] == Byte.lineFeed, markerLength(in: bytes, at: found) != nil {
                return found
            }
            offset = found + 1
        }
        return nil
    }
}
