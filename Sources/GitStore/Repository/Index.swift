import CGit2

/// One entry of git's index (the staging area).
package struct IndexEntry: Hashable, Sendable {
    /// The path from the root of the work tree, with invalid UTF-8 repaired.
    package var path: String
    package var id: ObjectID
    /// The mode as in a tree (`0o100644`, `0o100755`, `0o120000`, `0o160000`).
    package var mode: UInt32
    /// 0, or for a conflict 1 (the common ancestor), 2 (ours) or 3 (theirs).
    package var stage: Int
    /// The size of the file when it was added, modulo 2³²; 0 also where git wants it to be compared by content.
    package var size: UInt32
    /// The time of the file's last change when it was added, in seconds since 1970, modulo 2³².
    package var modifiedSeconds: Int32
    /// The nanoseconds of that time; 0 where they are not kept.
    package var modifiedNanoseconds: UInt32
    /// The inode of the file when it was added, modulo 2³².
    package var inode: UInt32
    /// Announced by `git add --intent-to-add`: it has no content yet.
    package var isIntentToAdd: Bool
    /// Left out of the work tree by a sparse checkout.
    package var isSkippedInWorkTree: Bool
    /// Said to be unchanged by `git update-index --assume-unchanged`.
    package var isAssumedUnchanged: Bool
}

/// Git's index as it is on disk now.
package struct GitIndex: Sendable {
    /// Sorted by the bytes of the path, then by stage.
    package var entries: [IndexEntry]
    /// True where a merge left conflicts that are not resolved.
    package var hasConflicts: Bool
}

extension Repository {
    /// Reads git's index.
    package func index() throws(GitStoreError) -> GitIndex {
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
            let extended = UInt32(entry.flags_extended)
            entries.append(
                IndexEntry(
                    path: String(cString: path), id: ObjectID(entry.id), mode: entry.mode,
                    stage: Int(entry.flags >> 12 & 3), size: entry.file_size, modifiedSeconds: entry.mtime.seconds,
                    modifiedNanoseconds: entry.mtime.nanoseconds, inode: entry.ino,
                    isIntentToAdd: extended & GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue != 0,
                    isSkippedInWorkTree: extended & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0,
                    isAssumedUnchanged: entry.flags & 0x8000 != 0))
        }
        return GitIndex(entries: entries, hasConflicts: git_index_has_conflicts(index) == 1)
    }

    /// The entries of git's index, sorted by the bytes of the path.
    package func indexEntries() throws(GitStoreError) -> [IndexEntry] { try index().entries }

    static func checkIndex(_ code: Int32) throws(GitStoreError) {
        guard code < 0 else { return }
        let message = LibGit2.lastMessage()
        throw message.contains("extension") ? .unsupportedIndex(message: message) : .other(code: code, message: message)
    }
}
