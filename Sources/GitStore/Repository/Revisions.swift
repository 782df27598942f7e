import CGit2

extension Repository {
    /// The commit that a revision names: anything that `git rev-parse` takes (`HEAD~2`, a branch, a tag, an abbreviated
    /// id). A tag is followed to its commit.
    ///
    /// - Throws: ``GitStoreError/unknownRevision(_:)``, ``GitStoreError/ambiguousRevision(_:)``,
    ///   ``GitStoreError/notACommit(_:)``, and ``GitStoreError/notAFile(path:)`` where a pipe, a socket or a device is in the
    ///   place of a file that says what the revision is.
    package func resolve(_ revision: String) throws(GitStoreError) -> ObjectID {
        let written = Self.writingOutHead(revision)
        try checkRefs(for: written)
        var object: OpaquePointer?
        let code = git_revparse_single(&object, pointer, written)
        guard code == 0 else {
            try checkRefusal(code)
            if let id = try resolveByOwnReading(revision, code) { return id }
            throw code == GIT_EAMBIGUOUS.rawValue ? .ambiguousRevision(revision) : .unknownRevision(revision)
        }
        defer { git_object_free(object) }
        var commit: OpaquePointer?
        let peeling = git_object_peel(&commit, object, GIT_OBJECT_COMMIT)
        guard peeling == 0 else {
            try checkRefusal(peeling)
            if let id = try resolveByOwnReading(revision, peeling) { return id }
            throw .notACommit(revision)
        }
        defer { git_object_free(commit) }
        guard let oid = git_object_id(commit) else { throw .notACommit(revision) }
        return ObjectID(oid.pointee)
    }

    /// The revision with `HEAD` for an `@` that stands for it in front of more (`@~1`, `@^2`), which libgit2 takes only alone.
    private static func writingOutHead(_ revision: String) -> String {
        let rest = revision.dropFirst()
        guard revision.hasPrefix("@"), ["~", "^", ":", "@{"].contains(where: { rest.hasPrefix($0) }) else {
            return revision
        }
        return "HEAD" + rest
    }

    /// The same by the reader of commits that the history is read with, where libgit2 cannot read an object that git
    /// itself can, such as a commit of a year that no calendar has. `code` is what libgit2 said.
    /// Nil where that was something else, and where the revision is written in another way than as a name with steps to
    /// parents behind it (`main~2`, `v1^2`).
    private func resolveByOwnReading(_ revision: String, _ code: Int32) throws(GitStoreError) -> ObjectID? {
        let answers = [GIT_ENOTFOUND.rawValue, GIT_EAMBIGUOUS.rawValue, GIT_EINVALIDSPEC.rawValue, GIT_EPEEL.rawValue]
        if answers.contains(code) { return nil }
        let name = revision.prefix { $0 != "~" && $0 != "^" }
        guard let steps = Self.steps(revision[name.endIndex...]), let named = objectID(named: String(name)),
            var id = try taggedCommit(named)
        else { return nil }
        for parent in steps where parent > 0 {
            let parents = try commitNode(id).parents
            guard parents.count >= parent else { throw .unknownRevision(revision) }
            id = parents[parent - 1]
        }
        return contains(id) ? id : nil
    }

    /// Which parent each step leads to, 0 to the commit itself; nil for what is no step.
    private static func steps(_ text: Substring) -> [Int]? {
        var rest = text
        var steps: [Int] = []
        while let mark = rest.popFirst() {
            if mark == "^", let suffix = ["{commit}", "{}"].first(where: { rest.hasPrefix($0) }) {
                rest.removeFirst(suffix.count)
                continue
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard mark == "~" || mark == "^", digits.count < 7, let number = digits.isEmpty ? 1 : Int(digits) else {
                return nil
            }
            rest.removeFirst(digits.count)
            if mark == "~" { steps += Array(repeating: 1, count: number) } else { steps.append(number) }
        }
        return steps
    }

    /// What a ref leads to, else the object of a whole or abbreviated id. Reads no object.
    private func objectID(named name: String) -> ObjectID? {
        var reference: OpaquePointer?
        if git_reference_dwim(&reference, pointer, name == "@" ? "HEAD" : name) == 0 {
            defer { git_reference_free(reference) }
            return git_reference_target(reference).map { ObjectID($0.pointee) }
        }
        guard name.utf8.count >= Int(GIT_OID_MINPREFIXLEN), name.utf8.count <= 2 * ObjectID.byteCount else {
            return nil
        }
        var short = git_oid()
        var found = git_oid()
        guard git_oid_fromstrn(&short, name, name.utf8.count) == 0,
            git_odb_exists_prefix(&found, store, &short, name.utf8.count) == 0
        else { return nil }
        return ObjectID(found)
    }

    /// The commit that an object is, or that it is a tag of; nil for anything else.
    private func taggedCommit(_ id: ObjectID) throws(GitStoreError) -> ObjectID? {
        var id = id
        // A tag of a tag of a tag ends sooner or later: each was there before the one that names it.
        while true {
            let object = try object(id)
            if object.type == GIT_OBJECT_COMMIT { return id }
            let label = Array("object ".utf8)
            let digits = label.count..<label.count + 2 * ObjectID.byteCount
            guard object.type == GIT_OBJECT_TAG, object.bytes.count > digits.upperBound,
                object.bytes.starts(with: label),
                let target = ObjectID(hexBytes: UnsafeRawBufferPointer(rebasing: object.bytes[digits]))
            else { return nil }
            id = target
        }
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
