import CGit2

/// The process-wide state of libgit2.
enum LibGit2 {
    /// Initialises libgit2 the first time that it is asked for. Nothing asks before a repository is opened.
    static let isReady: Bool = {
        guard git_libgit2_init() > 0 else { return false }
        return mosaic_git2_disable_strict_hash_verification() == 0 && mosaic_git2_accept_extensions() == 0
            && mosaic_git2_limit_mapped_bytes(windowBytes, mappedBytes) == 0
    }()

    /// What is mapped of packs counts as the process's memory. Small windows are as quick: the system has the pages.
    private static let windowBytes = 16 << 20
    private static let mappedBytes = 48 << 20

    /// Throws the error that libgit2 reported last, where `code` says that there was one.
    static func check(_ code: Int32) throws(GitStoreError) {
        guard code < 0 else { return }
        throw lastError(code)
    }

    static func lastError(_ code: Int32) -> GitStoreError {
        .other(code: code, message: lastMessage())
    }

    static func lastMessage() -> String {
        guard let error = git_error_last(), let message = error.pointee.message else { return "" }
        return String(cString: message)
    }
}

extension ObjectID {
    init(_ oid: git_oid) {
        self = Swift.withUnsafeBytes(of: oid) { buffer in
            guard let base = buffer.baseAddress else { return .emptyBlob }
            return ObjectID(bytes: base)
        }
    }

    var oid: git_oid {
        var oid = git_oid()
        self.withUnsafeBytes { source in
            Swift.withUnsafeMutableBytes(of: &oid) { $0.copyMemory(from: source) }
        }
        return oid
    }
}
