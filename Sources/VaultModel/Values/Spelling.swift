/// Finds what a person may have meant by a word that nothing is called.
package enum Spelling {
    /// Words longer than this are not compared: the work grows with the product of two lengths.
    private static let longestWord = 64

    /// The candidate that the word most likely stands for; nil where none is near. The earlier of equals wins.
    ///
    /// Case does not count, nor whether words are joined by `_`, `-` or a space. A word is near where it becomes the
    /// candidate by a change for every three letters, or begins it.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = folded(word)
        guard !letters.isEmpty, letters.count <= longestWord else { return nil }
        let limit = max(1, letters.count / 3)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let count = candidate.utf8.count
            guard count > 0, count <= longestWord else { continue }
            let missing = count - letters.count
            // Most candidates are told by their length alone, or by the best one so far.
            guard abs(missing) <= limit || letters.count >= 3 && missing > 0,
                best.map({ abs(missing) < $0.distance }) ?? true
            else { continue }
            let other = folded(candidate)
            if letters.count >= 3 && other.starts(with: letters) {
                best = (candidate, missing)
                continue
            }
            // One changed letter of two makes another word.
            let most = min(limit, max(letters.count, count) - 2, best.map { $0.distance - 1 } ?? limit)
            let bound = max(most, 0)
            let distance = distance(letters, other, atMost: bound)
            if distance <= bound { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// The candidates that are nearest to a word, be they far from it, the nearest first; at most so many. The earlier of equals wins.
    package static func nearest(_ count: Int, to word: String, among candidates: some Sequence<String>) -> [String] {
        let letters = folded(String(word.prefix(longestWord)))
        let measured = candidates.enumerated().map { place, candidate in
            (candidate, (distance(letters, folded(candidate)), place))
        }
        return measured.sorted { $0.1 < $1.1 }.prefix(count).map(\.0)
    }

    /// The candidate that a word was surely meant to be, though nobody asked for one of them; nil where it may be a
    /// word of its own. The earlier of equals wins.
    ///
    /// Stricter than ``nearest(to:among:)``: beside what does not count, only long words differ, in one letter behind
    /// the first, or from eight letters on in two.
    package static func slip(of word: String, among candidates: some Sequence<String>) -> String? {
        let letters = folded(word)
        guard let first = letters.first, letters.count <= longestWord else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates where candidate.utf8.first?.lowercasedASCII == first {
            let shorter = min(letters.count, candidate.utf8.count)
            let allowed = shorter < 5 ? 0 : shorter < 8 ? 1 : 2
            let most = min(allowed, best.map { $0.distance - 1 } ?? allowed)
            guard most >= 0, abs(candidate.utf8.count - letters.count) <= most else { continue }
            let distance = distance(letters, folded(candidate), atMost: most)
            if distance <= most { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// Whether two words differ in nothing but what does not count.
    package static func isSame(_ first: String, _ second: String) -> Bool { folded(first) == folded(second) }

    /// The number of letters to insert, delete, replace or swap with their neighbours (optimal string alignment). What is more
    /// than `most` may be given as any number above it.
    static func distance(_ first: [UInt8], _ second: [UInt8], atMost most: Int = .max) -> Int {
        if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        var current = last
        var shortestBefore = 0
        for row in 1...first.count {
            current[0] = row
            var shortest = row
            for column in 1...second.count {
                let isSame = first[row - 1] == second[column - 1]
                var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current[column] = cost
                shortest = min(shortest, cost)
            }
            (beforeLast, last, current) = (last, current, beforeLast)
            // Every way to the end goes through one of two rows that follow each other.
            if min(shortest, shortestBefore) > most { return most + 1 }
            shortestBefore = shortest
        }
        return last[second.count]
    }

    private static func folded(_ word: String) -> [UInt8] {
        word.utf8.prefix(longestWord + 1).map { $0 == 0x2D || $0 == 0x20 ? 0x5F : $0.lowercasedASCII }
    }
}
