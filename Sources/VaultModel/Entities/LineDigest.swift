/// Digests of lines, and how many lines two texts differ by.
package enum LineDigest {
    /// The digest of each line, ends of line left out, so that a change of CRLF to LF alone is no change. A text that
    /// ends with a line end has no line after it.
    package static func digests(of bytes: UnsafeRawBufferPointer) -> [UInt64] {
        var lines: [UInt64] = []
        lines.reserveCapacity(bytes.count / 40 + 1)
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(ofLineFeedFrom: start) ?? bytes.count
            var length = end - start
            if length > 0, bytes[end - 1] == 0x0D { length -= 1 }
            lines.append(digest(UnsafeRawBufferPointer(rebasing: bytes[start..<start + length])))
            start = end + 1
        }
        return lines
    }

    /// How many lines were added and removed between two texts, as the shortest edit script has them
    /// (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
    ///
    /// Texts that differ by more than `maximumDistance` lines are compared as bags of lines, which counts a moved line as none.
    package static func difference(from old: [UInt64], to new: [UInt64]) -> (added: Int, removed: Int) {
        var head = 0
        while head < old.count, head < new.count, old[head] == new[head] { head += 1 }
        var tail = 0
        while tail < old.count - head, tail < new.count - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] {
            tail += 1
        }
        let left = old[head..<(old.count - tail)]
        let right = new[head..<(new.count - tail)]
        if left.isEmpty || right.isEmpty { return (right.count, left.count) }
        if let distance = editDistance(Array(left), Array(right)) {
            let added = (distance + right.count - left.count) / 2
            return (added, distance - added)
        }
        return bagDifference(from: left, to: right)
    }

    /// How many lines `new` has that no old text has, and how many it lacks that all old texts have. A line counts as often as it is
    /// there: added is what is more than in the old text that has it most often, removed what is less than in the one that has it least
    /// often. A moved line counts as none.
    package static func combinedDifference(from olds: [[UInt64]], to new: [UInt64]) -> (added: Int, removed: Int) {
        func counts(_ lines: [UInt64]) -> [UInt64: Int] { lines.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
        let present = counts(new)
        let parents = olds.map(counts)
        let added = present.map { line, count in count - (parents.map { $0[line] ?? 0 }.max() ?? 0) }
        let removed = (parents.first ?? [:]).keys.map { line in
            (parents.map { $0[line] ?? 0 }.min() ?? 0) - (present[line] ?? 0)
        }
        return (added.reduce(0) { $0 + max($1, 0) }, removed.reduce(0) { $0 + max($1, 0) })
    }

    private static let maximumDistance = 1_000

    private static func editDistance(_ old: [UInt64], _ new: [UInt64]) -> Int? {
        let limit = min(old.count + new.count, maximumDistance)
        var furthest = [Int](repeating: 0, count: 2 * limit + 2)
        for distance in 0...limit {
            for diagonal in stride(from: -distance, through: distance, by: 2) {
                let slot = diagonal + limit
                let goesDown =
                    diagonal == -distance || (diagonal != distance && furthest[slot - 1] < furthest[slot + 1])
                var x = goesDown ? furthest[slot + 1] : furthest[slot - 1] + 1
                while x < old.count, x - diagonal < new.count, x - diagonal >= 0, old[x] == new[x - diagonal] { x += 1 }
                furthest[slot] = x
                if x >= old.count, x - diagonal >= new.count { return distance }
            }
        }
        return nil
    }

    private static func bagDifference(
        from old: ArraySlice<UInt64>, to new: ArraySlice<UInt64>
    ) -> (added: Int, removed: Int) {
        var counts: [UInt64: Int] = [:]
        for line in old { counts[line, default: 0] += 1 }
        var added = 0
        for line in new {
            if let count = counts[line], count > 0 { counts[line] = count - 1 } else { added += 1 }
        }
        return (added, old.count - (new.count - added))
    }

    /// A 64-bit digest, eight bytes at a step: only ever compared with another within one history.
    private static func digest(_ line: UnsafeRawBufferPointer) -> UInt64 {
        var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: line.count)
        var offset = 0
        while offset + 8 <= line.count {
            hash = mix(hash ^ line.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < line.count {
            rest = rest << 8 | UInt64(line[offset])
            offset += 1
        }
        return mix(hash ^ rest)
    }

    /// The finalizer of SplitMix64.
    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func firstIndex(ofLineFeedFrom start: Int) -> Int? {
        var index = start
        // Eight bytes at a step: the lowest bit that is left is in the first of them that is a line feed.
        while index + 8 <= count {
            let word =
                UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ 0x0A0A_0A0A_0A0A_0A0A
            let found = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count {
            if self[index] == 0x0A { return index }
            index += 1
        }
        return nil
    }
}
