import CGit2

/// Merges texts line by line, as `git merge-file` does.
package enum LineMerge {
    /// What becomes of `base` by what both others make of it; nil where they change the same lines, or lines beside each other, in
    /// different ways.
    ///
    /// - Throws: ``GitStoreError/other(code:message:)`` where libgit2 cannot merge them.
    package static func merge(
        base: [UInt8], _ first: [UInt8], _ second: [UInt8]
    ) throws(GitStoreError) -> [UInt8]? {
        guard LibGit2.isReady else { throw LibGit2.lastError(-1) }
        var result = git_merge_file_result()
        let code = base.withInput { base in
            first.withInput { first in second.withInput { git_merge_file(&result, &base, &first, &$0, nil) } }
        }
        try LibGit2.check(code)
        defer { git_merge_file_result_free(&result) }
        guard result.automergeable != 0 else { return nil }
        return Array(UnsafeRawBufferPointer(start: result.ptr, count: result.len))
    }
}

extension [UInt8] {
    /// Calls `body` with the bytes as a side of a merge, which has neither a path nor a mode.
    fileprivate func withInput<Result>(_ body: (inout git_merge_file_input) -> Result) -> Result {
        withUnsafeBytes { bytes in
            var input = git_merge_file_input()
            git_merge_file_input_init(&input, UInt32(GIT_MERGE_FILE_INPUT_VERSION))
            input.ptr = bytes.bindMemory(to: CChar.self).baseAddress
            input.size = bytes.count
            return body(&input)
        }
    }
}
