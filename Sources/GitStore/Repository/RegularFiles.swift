#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension RepositoryLocation {
    /// Refuses a repository in which a pipe, a socket or a device has the name of a file: libgit2 would wait for ever at it.
    /// `path` is in the repository; where there is none, nothing is refused.
    ///
    /// Objects that are not in packs are not looked at, since there can be any number of them.
    static func checkFiles(from path: String) throws(GitStoreError) {
        guard var folder = FileReading.realPath(path) else { return }
        while !FileReading.exists(folder + "/.git") {
            guard let slash = folder.lastIndex(of: "/") else { return }
            folder = String(folder[..<slash])
        }
        let git = folder + "/.git"
        var status = stat()
        guard lstat(git, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            try RepositoryLocation(workTree: folder, gitDirectory: git, commonDirectory: git).checkFiles()
        } else {
            try discover(from: folder)?.checkFiles()
        }
    }

    private func checkFiles() throws(GitStoreError) {
        for name in ["HEAD", "config", "config.worktree", "index"] { try Self.check(gitDirectory + "/" + name) }
        for name in ["config", "packed-refs", "objects/info/alternates", "objects/info/commit-graph"] {
            try Self.check(commonDirectory + "/" + name)
        }
        let packs = commonDirectory + "/objects/pack"
        guard let folder = opendir(packs) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            // A file system that does not tell leaves it to be asked.
            let isPlain = entry.pointee.d_type == UInt8(DT_REG) || entry.pointee.d_type == UInt8(DT_DIR)
            if isPlain { continue }
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            try Self.check(packs + "/" + name)
        }
    }

    private static func check(_ path: String) throws(GitStoreError) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        let type = status.st_mode & S_IFMT
        if type != S_IFREG, type != S_IFDIR { throw .unreadable(path: path, code: EINVAL) }
    }
}
