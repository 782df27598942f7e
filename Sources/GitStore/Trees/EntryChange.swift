import CGit2

/// What a commit did to one entry of its tree, be that a file, a symbolic link or a submodule.
package struct EntryChange: Hashable, Sendable {
    /// From the root of the repository on.
    package var path: String
    /// True where the path's bytes are not valid UTF-8, so that ``path`` has U+FFFD in their place.
    package var isPathRepaired: Bool
    /// Nil for an entry that was added.
    package var old: TreeEntry?
    /// Nil for one that was removed.
    package var new: TreeEntry?
}

extension TreeEntry {
    /// True for a file, executable or not; a submodule and a symbolic link are none.
    package var isFile: Bool { mode == 0o100644 || isExecutable }

    package var isExecutable: Bool { mode == 0o100755 }
}

extension Repository {
    /// How the entries of one tree differ from those of another, by path; renames are not looked for. For single commits: it is
    /// libgit2's own comparison, which knows every kind of entry.
    package func entryChanges(from old: ObjectID, to new: ObjectID) throws(GitStoreError) -> [EntryChange] {
        let trees = (try tree(old), try tree(new))
        defer {
            git_tree_free(trees.0)
            git_tree_free(trees.1)
        }
        var diff: OpaquePointer?
        try LibGit2.check(git_diff_tree_to_tree(&diff, pointer, trees.0, trees.1, nil))
        defer { git_diff_free(diff) }
        return (0..<git_diff_num_deltas(diff)).compactMap { place in
            git_diff_get_delta(diff, place).map { EntryChange($0.pointee) }
        }
    }

    private func tree(_ id: ObjectID) throws(GitStoreError) -> OpaquePointer? {
        var oid = id.oid
        var tree: OpaquePointer?
        let code = git_tree_lookup(&tree, pointer, &oid)
        if code == GIT_ENOTFOUND.rawValue { throw .missingObject(id) }
        try LibGit2.check(code)
        return tree
    }
}

extension EntryChange {
    fileprivate init(_ delta: git_diff_delta) {
        func entry(_ side: git_diff_file) -> TreeEntry? {
            side.mode == 0 ? nil : TreeEntry(id: ObjectID(side.id), mode: UInt32(side.mode))
        }
        // Both sides bear the path, whichever is there.
        let path = delta.new_file.path ?? delta.old_file.path
        let valid = path.flatMap { String(validatingCString: $0) }
        self.init(
            path: valid ?? path.map { String(cString: $0) } ?? "", isPathRepaired: valid == nil,
            old: entry(delta.old_file), new: entry(delta.new_file))
    }
}
