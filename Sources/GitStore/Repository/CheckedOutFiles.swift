import CGit2

extension Repository {
    /// The bytes that a blob has in the work tree at `path`, relative to it, as a checkout would write them: with the line ends and the
    /// `ident` that attributes and settings ask for.
    ///
    /// - Throws: ``GitStoreError/missingObject(_:)``, and what keeps the attributes from being read.
    package func checkedOut(_ id: ObjectID, at path: String) throws(GitStoreError) -> [UInt8] {
        try checkAttributes(of: path)
        var oid = id.oid
        var blob: OpaquePointer?
        let code = git_blob_lookup(&blob, pointer, &oid)
        if code == GIT_ENOTFOUND.rawValue { throw .missingObject(id) }
        try LibGit2.check(code)
        defer { git_blob_free(blob) }
        var buffer = git_buf()
        defer { git_buf_dispose(&buffer) }
        // Without options, libgit2 gives nothing for what it takes for binary.
        var options = git_blob_filter_options()
        options.version = GIT_BLOB_FILTER_OPTIONS_VERSION
        try asking { git_blob_filter(&buffer, blob, path, &options) }
        return Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
    }

    /// True where the attributes of the file at `path`, relative to the work tree, have a program or another encoding stand between
    /// its blobs and the work tree, so that ``checkedOut(_:at:)`` does not have what a checkout would write.
    package func isConvertedByOthers(_ path: String) throws(GitStoreError) -> Bool {
        try checkAttributes(of: path)
        for name in ["filter", "working-tree-encoding"] {
            var value: UnsafePointer<CChar>?
            try asking { git_attr_get(&value, pointer, UInt32(GIT_ATTR_CHECK_FILE_THEN_INDEX), path, name) }
            if git_attr_value(value) == GIT_ATTR_VALUE_STRING { return true }
        }
        return false
    }

    /// Asks for attributes, which are in the work tree; git's index has those that are not. One whose form libgit2 does not know (a
    /// split or a sparse index) counts as empty here.
    private func asking(_ question: () -> Int32) throws(GitStoreError) {
        do throws(GitStoreError) {
            try Self.checkIndex(question())
        } catch .unsupportedIndex {
            var empty: OpaquePointer?
            try LibGit2.check(git_index_new(&empty))
            defer { git_index_free(empty) }
            try LibGit2.check(git_repository_set_index(pointer, empty))
            try LibGit2.check(question())
        }
    }
}
