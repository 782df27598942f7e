import CGit2

/// One entry of git's index (the staging area).
package struct IndexEntry: Hashable, Sendable {
    /// The path from the root of the work tree, with invalid UTF-8 repaired.
    package var path: String
    package var id: ObjectID
    /// Left out of the work tree by a sparse checkout.
    package var isSkippedInWorkTree: Bool
    /// A commit of another repository, a submodule.
    package var isSubmodule: Bool
}

extension Repository {
    /// The entries of git's index as it is on disk now, sorted by the bytes of the path; of a conflict one for each side.
    package func indexEntries() throws(GitStoreError) -> [IndexEntry] {
        try RegularFiles.check(gitDirectory + "/index")
        var index: OpaquePointer?
        try Self.checkIndex(git_repository_index(&index, pointer))
        defer { git_index_free(index) }
        try Self.checkIndex(git_index_read(index, 0))
        let count = git_index_entrycount(index)
        var entries: [IndexEntry] = []
        entries.reserveCapacity(count)
        for position in 0..<count {
            guard let entry = git_index_get_byindex(index, position)?.pointee, let path = entry.path else { continue }
            let isSkipped = UInt32(entry.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0
            entries.append(
                IndexEntry(
                    path: String(cString: path), id: ObjectID(entry.id), isSkippedInWorkTree: isSkipped,
                    isSubmodule: entry.mode == GIT_FILEMODE_COMMIT.rawValue))
        }
        return entries
    }

    /// True where both sides of a conflict in the file at `path`, relative to the work tree, wait in git's index for somebody
    /// to resolve them; false where the index cannot be read.
    package func isInConflict(_ path: String) -> Bool {
        guard (try? RegularFiles.check(gitDirectory + "/index")) != nil else { return false }
        var index: OpaquePointer?
        guard git_repository_index(&index, pointer) == 0 else { return false }
        defer { git_index_free(index) }
        guard git_index_read(index, 0) == 0 else { return false }
        return [GIT_INDEX_STAGE_OURS, GIT_INDEX_STAGE_THEIRS].allSatisfy {
            git_index_get_bypath(index, path, $0.rawValue) != nil
        }
    }

    static func checkIndex(_ code: Int32) throws(GitStoreError) {
        guard code < 0 else { return }
        let message = LibGit2.lastMessage()
        throw message.contains("extension") ? .unsupportedIndex(message: message) : .other(code: code, message: message)
    }
}
