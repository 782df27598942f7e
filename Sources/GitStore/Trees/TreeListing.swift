extension TreeComparer {
    /// The files of a tree below the prefix that have one of the suffixes, sorted by the bytes of the path.
    package func entries(of tree: ObjectID) throws(GitStoreError) -> [TreeFile] {
        try list(tree) { $0.isFile && isWanted($0) }
    }

    /// The files and the symbolic links of a tree below the prefix, whatever their names, sorted by the bytes of the path.
    package func everything(in tree: ObjectID) throws(GitStoreError) -> [TreeFile] {
        try list(tree) { $0.isFile || $0.isSymbolicLink }
    }

    /// The file at a path below the prefix, whatever its name, or the symbolic link; nil where there is neither.
    package func entry(at path: String, in tree: ObjectID) throws(GitStoreError) -> TreeEntry? {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.popLast(), let root = try folder(of: tree), let folder = try subtree(of: root, at: parts)
        else { return nil }
        return try find(name, in: folder) { $0.isFile || $0.isSymbolicLink }
    }

    /// The id of the folder at a path below the prefix (the prefix itself for an empty path); nil where there is none.
    package func subtree(at path: String, in tree: ObjectID) throws(GitStoreError) -> ObjectID? {
        guard let root = try folder(of: tree) else { return nil }
        return try subtree(of: root, at: path.split(separator: "/"))
    }

    func subtree(of tree: ObjectID, at path: [Substring]) throws(GitStoreError) -> ObjectID? {
        var folder = tree
        for name in path {
            guard let next = try find(name, in: folder, where: { $0.isTree }) else { return nil }
            folder = next.id
        }
        return folder
    }

    private func find(
        _ name: Substring, in folder: ObjectID, where isMatch: (TreeCursor) -> Bool
    ) throws(GitStoreError) -> TreeEntry? {
        let tree = try load(folder, depth: 0)
        defer { withExtendedLifetime(tree) {} }
        var cursor = TreeCursor(tree)
        guard cursor.read() else { throw Self.malformed(folder) }
        while !cursor.isAtEnd {
            let bytes = UnsafeRawBufferPointer(start: cursor.name, count: cursor.nameLength)
            if isMatch(cursor), bytes.elementsEqual(name.utf8) { return TreeEntry(id: cursor.id, mode: cursor.mode) }
            guard cursor.advance() else { throw Self.malformed(folder) }
        }
        return nil
    }

    private func list(
        _ tree: ObjectID, where isMatch: (TreeCursor) -> Bool
    ) throws(GitStoreError) -> [TreeFile] {
        guard let root = try folder(of: tree) else { return [] }
        startAtRoot()
        var files: [TreeFile] = []
        try list(root, depth: 0, where: isMatch, into: &files)
        return files
    }

    private func list(
        _ folder: ObjectID, depth: Int, where isMatch: (TreeCursor) -> Bool, into files: inout [TreeFile]
    ) throws(GitStoreError) {
        let tree = try load(folder, depth: depth)
        defer { withExtendedLifetime(tree) {} }
        var cursor = TreeCursor(tree)
        guard cursor.read() else { throw Self.malformed(folder) }
        while !cursor.isAtEnd {
            if cursor.isTree {
                let length = enter(cursor)
                try list(cursor.id, depth: depth + 1, where: isMatch, into: &files)
                leave(to: length)
            } else if isMatch(cursor) {
                let (path, isRepaired) = text(of: cursor)
                let entry = TreeEntry(id: cursor.id, mode: cursor.mode)
                files.append(TreeFile(path: path, isPathRepaired: isRepaired, entry: entry))
            }
            guard cursor.advance() else { throw Self.malformed(folder) }
        }
    }
}
