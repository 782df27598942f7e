import CGit2

extension Repository {
    /// The commit that a revision names: anything that `git rev-parse` takes (`HEAD~2`, a branch, a tag, an abbreviated
    /// id). A tag is followed to its commit.
    ///
    /// - Throws: ``GitStoreError/unknownRevision(_:)``, ``GitStoreError/ambiguousRevision(_:)``,
    ///   ``GitStoreError/notACommit(_:)``, and ``GitStoreError/notAFile(path:)`` where a pipe, a socket or a device is in the
    ///   place of a file that says what the revision is.
    package func resolve(_ revision: String) throws(GitStoreError) -> ObjectID {
        try checkRefs(for: revision)
        var object: OpaquePointer?
        let code = git_revparse_single(&object, pointer, revision)
        guard code == 0 else {
            try checkRefusal(code)
            throw code == GIT_EAMBIGUOUS.rawValue ? .ambiguousRevision(revision) : .unknownRevision(revision)
        }
        defer { git_object_free(object) }
        var commit: OpaquePointer?
        let peeling = git_object_peel(&commit, object, GIT_OBJECT_COMMIT)
        guard peeling == 0 else {
            try checkRefusal(peeling)
            throw .notACommit(revision)
        }
        defer { git_object_free(commit) }
        guard let oid = git_object_id(commit) else { throw .notACommit(revision) }
        return ObjectID(oid.pointee)
    }

    /// Throws the error of the store's guard, where `code` is of it.
    private func checkRefusal(_ code: Int32) throws(GitStoreError) {
        guard let refusal = ObjectStore.refusal(code) else { return }
        // Where libgit2 has followed a tag, its message is not the guard's, and names no file.
        try ObjectStore.check(commonDirectory: commonDirectory)
        throw refusal
    }

    /// The last commit on the first-parent line from `tip` that was committed no later than `seconds` (UTC, since 1970);
    /// nil where all of them are younger.
    package func firstParentCommit(
        from tip: ObjectID, notAfter seconds: Int64
    ) throws(GitStoreError) -> ObjectID? {
        var next: ObjectID? = tip
        while let id = next {
            let node = try commitNode(id)
            if node.committerTime <= seconds { return id }
            next = node.parents.first
        }
        return nil
    }
}
