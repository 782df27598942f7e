/// Finds which deleted file became which added one.
///
/// Identical files first, those of the same file name before others; then the most similar of the rest, if at least half
/// of the larger file is the same. Of very many, those that alone have their file name, or the end of their
/// path, are looked for by it before that.
/// Everything is decided by content, name and path, so that every machine finds the same.
package struct RenameDetector: Sendable {
    /// A file on either side.
    package struct File: Hashable, Sendable {
        package var path: String
        package var id: ObjectID

        package init(path: String, id: ObjectID) {
            self.path = path
            self.id = id
        }
    }

    /// A deleted file and the added one that it became.
    package struct Rename: Hashable, Sendable {
        package var old: File
        package var new: File
        /// 1 for identical files, else the part that is the same, from 0.5.
        package var similarity: Double
    }

    /// The least part of the larger file that must be the same; git's own default.
    private static let minimumSimilarity = 0.5
    /// With more pairs than this to compare, file names say which are compared.
    package var pairLimit = 1_000_000
    /// So many parts at the end of a path tell files of one name apart, as `garden/index.md` does.
    private static let mostParts = 3

    package init() {}

    /// Finds the renames, sorted by the bytes of the old path.
    ///
    /// - Parameters:
    ///   - deleted: The files that are gone. The order does not matter.
    ///   - added: The files that are new. The order does not matter.
    ///   - load: Gives the bytes of a blob; nil where they cannot be had, which leaves that file without a similar one.
    ///     Called a few times at most for a file.
    /// - Returns: The pairs; a file is in one of them at most.
    /// - Throws: What `load` throws.
    package func renames<Failure: Error>(
        deleted: [File], added: [File], load: (ObjectID) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [Rename] {
        var deleted = Self.sorted(deleted)
        var added = Self.sorted(added)
        var renames = Self.identical(&deleted, &added)
        for length in 1...Self.mostParts where !isComparable(deleted, added) {
            renames += try Self.alike(&deleted, &added, by: length, load: load)
        }
        if isComparable(deleted, added) { renames += try Self.similar(deleted, added, load: load) }
        return renames.sorted { Self.isBefore($0.old.path, $1.old.path) }
    }

    private func isComparable(_ deleted: [File], _ added: [File]) -> Bool {
        added.isEmpty || deleted.count <= pairLimit / added.count
    }

    // MARK: - Identical files

    /// What files have to have in common to be the same one elsewhere; the name is nil where it does not matter.
    private struct Likeness: Hashable {
        var id: ObjectID
        var name: Substring?
    }

    /// Takes the pairs of identical files out of both lists.
    private static func identical(_ deleted: inout [File], _ added: inout [File]) -> [Rename] {
        var renames: [Rename] = []
        var isTaken = [Bool](repeating: false, count: added.count)
        for mustHaveSameName in [true, false] {
            func likeness(_ file: File) -> Likeness {
                // All empty files are the same: only the name tells that one of them went elsewhere.
                let hasToAgree = mustHaveSameName || file.id == .emptyBlob
                return Likeness(id: file.id, name: hasToAgree ? name(of: file.path) : nil)
            }
            // The last ones first, so that the next one is at the end.
            var places: [Likeness: [Int]] = [:]
            for index in added.indices.reversed() where !isTaken[index] {
                places[likeness(added[index]), default: []].append(index)
            }
            var rest: [File] = []
            for file in deleted {
                guard let match = places[likeness(file)]?.popLast() else {
                    rest.append(file)
                    continue
                }
                isTaken[match] = true
                renames.append(Rename(old: file, new: added[match], similarity: 1))
            }
            deleted = rest
        }
        added = added.indices.filter { !isTaken[$0] }.map { added[$0] }
        return renames
    }

    // MARK: - Similar files

    private struct Pair {
        var old: Int
        var new: Int
        var similarity: Double
        var hasSameName: Bool
    }

    /// Takes the pairs of similar files out of both lists that alone have the last parts of their paths on either side.
    private static func alike<Failure: Error>(
        _ deleted: inout [File], _ added: inout [File], by length: Int, load: (ObjectID) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [Rename] {
        let places = Dictionary(grouping: added.indices) { end(of: added[$0].path, length) }
        let namesakes = Dictionary(grouping: deleted.indices) { end(of: deleted[$0].path, length) }
        var renames: [Rename] = []
        var (goneOld, goneNew): (Set<Int>, Set<Int>) = ([], [])
        for old in deleted.indices {
            let end = end(of: deleted[old].path, length)
            guard namesakes[end]?.count == 1, let new = places[end], new.count == 1,
                let before = try load(deleted[old].id), let after = try load(added[new[0]].id),
                let similarity = similarity(SimilarityFingerprint(before), SimilarityFingerprint(after))
            else { continue }
            renames.append(Rename(old: deleted[old], new: added[new[0]], similarity: similarity))
            goneOld.insert(old)
            goneNew.insert(new[0])
        }
        deleted = deleted.indices.filter { !goneOld.contains($0) }.map { deleted[$0] }
        added = added.indices.filter { !goneNew.contains($0) }.map { added[$0] }
        return renames
    }

    /// Whether a file that moves, and changes from one content to another meanwhile, is still taken for the same where nothing else is
    /// as similar.
    package static func canFollow(_ old: [UInt8], _ new: [UInt8]) -> Bool {
        old == new || similarity(SimilarityFingerprint(old), SimilarityFingerprint(new)) != nil
    }

    /// The part of the larger file that is the same; nil where that is too little.
    private static func similarity(_ old: SimilarityFingerprint, _ new: SimilarityFingerprint) -> Double? {
        // More than the whole of the smaller file cannot be the same.
        let (smaller, larger) = (min(old.byteCount, new.byteCount), max(old.byteCount, new.byteCount))
        guard Double(smaller) >= minimumSimilarity * Double(larger) else { return nil }
        let similarity = old.similarity(to: new)
        return similarity > 0 && similarity >= minimumSimilarity ? similarity : nil
    }

    private static func similar<Failure: Error>(
        _ deleted: [File], _ added: [File], load: (ObjectID) throws(Failure) -> [UInt8]?
    ) throws(Failure) -> [Rename] {
        var loaded: [ObjectID: SimilarityFingerprint?] = [:]
        func fingerprint(_ id: ObjectID) throws(Failure) -> SimilarityFingerprint? {
            if let known = loaded[id] { return known }
            let fingerprint = try load(id).map { SimilarityFingerprint($0) }
            loaded[id] = .some(fingerprint)
            return fingerprint
        }
        var news: [SimilarityFingerprint?] = []
        for file in added { news.append(try fingerprint(file.id)) }
        var pairs: [Pair] = []
        for (oldIndex, file) in deleted.enumerated() {
            guard let old = try fingerprint(file.id) else { continue }
            let oldName = name(of: file.path)
            for newIndex in news.indices {
                guard let new = news[newIndex], let similarity = similarity(old, new) else { continue }
                let hasSameName = oldName == name(of: added[newIndex].path)
                pairs.append(Pair(old: oldIndex, new: newIndex, similarity: similarity, hasSameName: hasSameName))
            }
        }
        pairs.sort { left, right in
            if left.similarity != right.similarity { return left.similarity > right.similarity }
            if left.hasSameName != right.hasSameName { return left.hasSameName }
            return (left.old, left.new) < (right.old, right.new)
        }
        var isOldTaken = [Bool](repeating: false, count: deleted.count)
        var isNewTaken = [Bool](repeating: false, count: added.count)
        var renames: [Rename] = []
        for pair in pairs where !isOldTaken[pair.old] && !isNewTaken[pair.new] {
            isOldTaken[pair.old] = true
            isNewTaken[pair.new] = true
            renames.append(Rename(old: deleted[pair.old], new: added[pair.new], similarity: pair.similarity))
        }
        return renames
    }

    // MARK: - Names

    private static func name(of path: String) -> Substring { end(of: path, 1) }

    /// The last so many parts of a path, or all of it.
    private static func end(of path: String, _ length: Int) -> Substring {
        var end = path.utf8.endIndex
        for _ in 0..<length {
            guard let slash = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) else { return path[...] }
            end = slash
        }
        return path[path.utf8.index(after: end)...]
    }

    private static func sorted(_ files: [File]) -> [File] {
        files.sorted { isBefore($0.path, $1.path) }
    }

    private static func isBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
