import CGit2

/// Tells which files differ between trees: the stage between a commit and the documents that it touched.
///
/// Merges the raw entries of tree objects, which is several times faster than libgit2's own diff, and never looks into
/// subtrees that are equal. Everything is relative to one folder of the repository, and only files whose names have one
/// of the suffixes count. Symbolic links and submodules are not files: a link that becomes a file is an added file.
///
/// Faster when commits are compared in the order of the log, youngest first, since that is how git packs them.
package final class TreeComparer {
    let repository: Repository
    private let prefix: [Substring]
    private let suffixes: [[UInt8]]
    private var cache: TreeCache
    private let reader: PackReader

    // The state of the comparison under way: the path of the folder, with a slash at its end, and what was found.
    private var path: [UInt8] = []
    private var parentCount = 0
    private var changes: [TreeChange] = []

    /// What was compared last: an update looks at a commit once for the past and once for the present.
    private var last: (parents: [ObjectID], tree: ObjectID, changes: [TreeChange])?

    /// Deeper than any part of a vault; a bound keeps a forged tree from exhausting the stack of a thread.
    static let maximumDepth = 2 * WorkTreeScanner.maximumDepth

    /// - Parameters:
    ///   - repository: Where the trees are.
    ///   - prefix: The folder of the repository to look at, with or without a slash at its end; empty for all of it.
    ///   - fileSuffixes: The ends of the names that count (`.md`), in any case of ASCII; none to count every file.
    ///   - cacheByteLimit: How many bytes of trees to keep.
    package init(
        repository: Repository, prefix: String = "", fileSuffixes: [String] = [], cacheByteLimit: Int = 32 << 20
    ) {
        self.repository = repository
        self.prefix = prefix.split(separator: "/")
        suffixes = fileSuffixes.map { $0.utf8.map(Self.lowercased) }
        cache = TreeCache(byteLimit: cacheByteLimit)
        reader = PackReader(repository.packs)
    }

    /// The files in which `tree` differs from every one of `parents` (ids of trees, too), sorted by the bytes of the path.
    ///
    /// With one parent, an ordinary comparison; with several, what git's combined diff names; with none, every file.
    package func changes(
        from parents: [ObjectID], to tree: ObjectID
    ) throws(GitStoreError) -> [TreeChange] {
        if parents.contains(tree) { return [] }
        if let last, last.tree == tree, last.parents == parents { return last.changes }
        path.removeAll(keepingCapacity: true)
        changes = []
        parentCount = parents.count
        defer { changes = [] }
        let new = try folder(of: tree)
        switch parents.count {
        case 0: try compare(nil, new, depth: 0)
        case 1: try compare(try folder(of: parents[0]), new, depth: 0)
        default:
            var olds: [ObjectID?] = []
            for parent in parents { olds.append(try folder(of: parent)) }
            try combine(olds, new, depth: 0)
        }
        last = (parents, tree, changes)
        return changes
    }

    // MARK: - One parent

    /// Compares two subtrees, of which one may be absent.
    private func compare(_ oldID: ObjectID?, _ newID: ObjectID?, depth: Int) throws(GitStoreError) {
        guard oldID != newID else { return }
        let oldTree = try load(oldID, depth: depth)
        let newTree = try load(newID, depth: depth)
        defer { withExtendedLifetime((oldTree, newTree)) {} }
        var old = TreeCursor(oldTree)
        var new = TreeCursor(newTree)
        // Most trees differ in one entry of many. What is equal at the start is skipped, and what is equal at the end is
        // known, so that only entries in between are looked at one by one.
        let start = old.position
        let prefix = ByteComparison.commonPrefix(old.position, new.position, min(oldTree.byteCount, newTree.byteCount))
        guard old.skip(within: prefix) else { throw Self.malformed(oldID) }
        new.position += old.position - start
        let suffix = ByteComparison.commonSuffix(
            old.end, new.end, min(old.end - old.position, new.end - new.position))
        guard old.read() else { throw Self.malformed(oldID) }
        guard new.read() else { throw Self.malformed(newID) }
        while !(old.isAtEnd && new.isAtEnd) {
            let remaining = old.end - old.position
            if remaining <= suffix, remaining == new.end - new.position { return }
            let order = old.compare(new)
            if order == 0 {
                if !old.hasSameID(as: new) || old.mode != new.mode {
                    if old.isTree {
                        try descend(old, old.id, new.id, depth)
                    } else {
                        report(old, old.file, new.file)
                    }
                }
                guard old.advance() else { throw Self.malformed(oldID) }
                guard new.advance() else { throw Self.malformed(newID) }
            } else if order < 0 {
                if old.isTree { try descend(old, old.id, nil, depth) } else { report(old, old.file, nil) }
                guard old.advance() else { throw Self.malformed(oldID) }
            } else {
                if new.isTree { try descend(new, nil, new.id, depth) } else { report(new, nil, new.file) }
                guard new.advance() else { throw Self.malformed(newID) }
            }
        }
    }

    private func descend(
        _ cursor: TreeCursor, _ old: ObjectID?, _ new: ObjectID?, _ depth: Int
    ) throws(GitStoreError) {
        let length = enter(cursor)
        try compare(old, new, depth: depth + 1)
        path.removeSubrange(length...)
    }

    private func report(_ cursor: TreeCursor, _ old: TreeEntry?, _ new: TreeEntry?) {
        // Two things that are no files may differ, and so may modes that mean the same.
        guard old != new, isWanted(cursor) else { return }
        let (path, isRepaired) = text(of: cursor)
        let olds = parentCount == 0 ? [] : [old]
        changes.append(TreeChange(path: path, isPathRepaired: isRepaired, old: olds, new: new))
    }

    // MARK: - Several parents

    /// Compares a subtree with those of all parents. Any of them may be absent.
    private func combine(_ oldIDs: [ObjectID?], _ newID: ObjectID?, depth: Int) throws(GitStoreError) {
        // Equal to one parent's subtree: then nothing in it differs from all of them.
        if oldIDs.contains(newID) { return }
        var ids = oldIDs
        ids.append(newID)
        var trees: [RawTree] = []
        for id in ids { trees.append(try load(id, depth: depth)) }
        defer { withExtendedLifetime(trees) {} }
        var cursors = trees.map { TreeCursor($0) }
        for index in cursors.indices where !cursors[index].read() { throw Self.malformed(ids[index]) }
        while let least = cursors.min(by: { $0.compare($1) < 0 }), !least.isAtEnd {
            let isHere = cursors.map { $0.compare(least) == 0 }
            if least.isTree {
                var subtrees: [ObjectID?] = []
                for index in cursors.indices { subtrees.append(isHere[index] ? cursors[index].id : nil) }
                let new = subtrees.removeLast()
                let length = enter(least)
                try combine(subtrees, new, depth: depth + 1)
                path.removeSubrange(length...)
            } else if isWanted(least) {
                var files: [TreeEntry?] = []
                for index in cursors.indices { files.append(isHere[index] ? cursors[index].file : nil) }
                let new = files.removeLast()
                if !files.contains(new) {
                    let (path, isRepaired) = text(of: least)
                    changes.append(TreeChange(path: path, isPathRepaired: isRepaired, old: files, new: new))
                }
            }
            for index in cursors.indices where isHere[index] {
                guard cursors[index].advance() else { throw Self.malformed(ids[index]) }
            }
        }
    }

    // MARK: - Parts

    func load(_ id: ObjectID?, depth: Int) throws(GitStoreError) -> RawTree {
        guard let id else { return RawTree(nil) }
        // No vault reaches so deep.
        guard depth <= Self.maximumDepth else { return RawTree(nil) }
        if let tree = cache.tree(id) { return tree }
        if let tree = packedTree(id) {
            cache.keep(tree, as: id)
            return tree
        }
        let tree = RawTree(try repository.object(id, type: GIT_OBJECT_TREE, name: "tree"))
        cache.keep(tree, as: id)
        return tree
    }

    /// A big folder's successive trees are long chains of small differences. libgit2 forgets all bases of such chains whenever
    /// it has 16 MB of them, and does each step twice; here they are among the trees that are kept.
    private func packedTree(_ id: ObjectID) -> RawTree? {
        guard let location = repository.packs.location(of: id) else { return nil }
        let object = reader.object(
            at: location, isWanted: { $0 == GIT_OBJECT_TREE }, known: { cache.tree(at: $0)?.object },
            keep: { cache.keep(RawTree($0), at: $1) })
        return object.map { cache.tree(at: location) ?? RawTree($0) }
    }

    static func malformed(_ id: ObjectID?) -> GitStoreError {
        .malformedObject(id ?? .emptyTree, reason: "not in the form of a tree")
    }

    /// The subtree of the prefix; nil where the tree has no such folder.
    func folder(of tree: ObjectID) throws(GitStoreError) -> ObjectID? {
        guard !prefix.isEmpty else { return tree }
        return try subtree(of: tree, at: prefix)
    }

    /// Appends the name of the folder at the cursor to the path, and gives the length to cut it to afterwards.
    func enter(_ cursor: TreeCursor) -> Int {
        let length = path.count
        path.append(contentsOf: UnsafeRawBufferPointer(start: cursor.name, count: cursor.nameLength))
        path.append(UInt8(ascii: "/"))
        return length
    }

    func isWanted(_ cursor: TreeCursor) -> Bool {
        guard !suffixes.isEmpty else { return true }
        return suffixes.contains { suffix in
            guard cursor.nameLength >= suffix.count else { return false }
            let tail = cursor.name + (cursor.nameLength - suffix.count)
            for index in suffix.indices
            where Self.lowercased(tail.load(fromByteOffset: index, as: UInt8.self)) != suffix[index] { return false }
            return true
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    /// The path of the entry at the cursor, and whether it had to be repaired.
    func text(of cursor: TreeCursor) -> (String, Bool) {
        let length = path.count
        path.append(contentsOf: UnsafeRawBufferPointer(start: cursor.name, count: cursor.nameLength))
        defer { path.removeSubrange(length...) }
        if let text = String(validating: path, as: UTF8.self) { return (text, false) }
        return (String(decoding: path, as: UTF8.self), true)
    }

    /// Empties the path for a walk that is not a comparison.
    func startAtRoot() { path.removeAll(keepingCapacity: true) }

    func leave(to length: Int) { path.removeSubrange(length...) }
}
