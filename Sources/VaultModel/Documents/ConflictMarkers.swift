/// A merge conflict that git left in a file: `<<<<<<<`, `=======` and `>>>>>>>`, each at the start of a line, in order.
enum ConflictMarkers {
    /// The spans of all conflicts, each from its first marker to the end of the line of its last.
    static func find(in bytes: UnsafeBufferPointer<UInt8>) -> [ByteRange] {
        var conflicts: [ByteRange] = []
        var search = 0
        while let start = next("<<<<<<<", in: bytes, from: search) {
            guard let middle = next("=======", in: bytes, from: start + 7),
                let end = next(">>>>>>>", in: bytes, from: middle + 7)
            else { break }
            let lineEnd = bytes.lineEnd(from: end, limit: bytes.count)
            let isCRLF = bytes[lineEnd - 1] == Byte.carriageReturn
            conflicts.append(start..<(isCRLF ? lineEnd - 1 : lineEnd))
            search = lineEnd
        }
        return conflicts
    }

    /// The next line that begins with the marker, alone or followed by a blank.
    private static func next(
        _ marker: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        let first = marker.utf8Start[0]
        var offset = start
        while let found = bytes.firstOffset(of: first, from: offset) {
            let after = found + marker.utf8CodeUnitCount
            if found == 0 || bytes[found - 1] == Byte.lineFeed, bytes.hasPrefix(marker, at: found),
                after == bytes.count || Byte.isWhiteSpace(bytes[after])
            {
                return found
            }
            offset = found + 1
        }
        return nil
    }
}
