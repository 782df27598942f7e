#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a repository and its parts are, found without libgit2: for a question that must be answered in milliseconds.
package struct RepositoryLocation: Hashable, Sendable {
    /// The root of the work tree: absolute, without a trailing slash, symbolic links resolved.
    package var workTree: String
    /// The folder of this work tree's own state: absolute, without a trailing slash.
    package var gitDirectory: String
    /// The folder that all work trees of the repository share: absolute, without a trailing slash.
    package var commonDirectory: String

    /// Finds the repository that `path` is in, walking upwards; nil where there is none, or where the case is not plain
    /// (another owner, `core.worktree`, a bare repository) and only ``Repository`` can say.
    package static func discover(from path: String) -> RepositoryLocation? {
        guard let location = nearest(to: path), location.isOwn,
            let configuration = try? FileReading.contents(of: location.commonDirectory + "/config"),
            isPlain(configuration),
            let own = try? FileReading.contents(of: location.gitDirectory + "/config.worktree") ?? [], isPlain(own)
        else { return nil }
        return location
    }

    /// Finds the repository that `path` is in, whosever it is and whatever its configuration says; nil where there is none.
    static func nearest(to path: String) -> RepositoryLocation? {
        guard var folder = FileReading.realPath(path) else { return nil }
        while true {
            let candidate = folder == "/" ? "/.git" : folder + "/.git"
            var status = stat()
            if lstat(candidate, &status) == 0 {
                switch status.st_mode & S_IFMT {
                case S_IFDIR: return RepositoryLocation(workTree: folder, gitDirectory: candidate)
                case S_IFREG: return linked(workTree: folder, file: candidate)
                default: return nil
                }
            }
            guard folder != "/", let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
    }

    /// The root of the work tree that `path` is in, whosever it is; the path itself where there is none.
    package static func root(above path: String) -> String { nearest(to: path)?.workTree ?? path }

    /// Where in the work tree a path of the file system is: relative to it, without a slash at either end; empty for the work
    /// tree itself, nil outside of it. Both are compared as they are written; the work tree can be `/`.
    package func pathInWorkTree(_ path: String) -> String? {
        let root = workTree == "/" ? "" : workTree
        if path == workTree { return "" }
        guard path.utf8.starts(with: (root + "/").utf8) else { return nil }
        return String(decoding: path.utf8.dropFirst(root.utf8.count + 1), as: UTF8.self)
    }

    /// What `HEAD` stands for, as ``HeadReference`` reads it.
    package func head() -> Head? {
        HeadReference.read(gitDirectory: gitDirectory, commonDirectory: commonDirectory)
    }

    /// The bytes of the `.mailmap` at the root of the work tree; none where there is none. As for git, a symbolic link is none.
    package func mailmap() throws(GitStoreError) -> [UInt8] {
        let path = workTree + "/.mailmap"
        do {
            return try FileReader.readAnywhere(path, limit: Self.largestMailmap).bytes
        } catch {
            switch error {
            case .permissionDenied: throw .unreadable(path: path, code: EACCES)
            case .failed(_, let error): throw .unreadable(path: path, code: error.code)
            default: return []
            }
        }
    }

    /// In bytes: far above any that people keep.
    private static let largestMailmap: Int64 = 16 << 20

    /// The bytes of the file that says where a shallow clone's history is cut off; none where it is whole.
    package func shallowBoundary() throws(GitStoreError) -> [UInt8] {
        try FileReading.contents(of: commonDirectory + "/shallow") ?? []
    }

    /// The commits that a merge which waits to be committed brings in; none where no merge waits.
    package func mergeHeads() throws(GitStoreError) -> [ObjectID] {
        try FileReading.objectIDs(in: gitDirectory + "/MERGE_HEAD")
    }

    package init(workTree: String, gitDirectory: String, commonDirectory: String) {
        self.workTree = workTree
        self.gitDirectory = gitDirectory
        self.commonDirectory = commonDirectory
    }

    private init?(workTree: String, gitDirectory: String) {
        self.workTree = workTree
        self.gitDirectory = gitDirectory
        if let bytes = try? FileReading.contents(of: gitDirectory + "/commondir") {
            let path = Self.line(bytes)
            guard let common = FileReading.realPath(path.hasPrefix("/") ? path : gitDirectory + "/" + path) else {
                return nil
            }
            commonDirectory = common
        } else {
            commonDirectory = gitDirectory
        }
        guard FileReading.exists(gitDirectory + "/HEAD"), FileReading.exists(commonDirectory + "/objects") else {
            return nil
        }
    }

    private static func linked(workTree: String, file: String) -> RepositoryLocation? {
        guard let bytes = try? FileReading.contents(of: file) else { return nil }
        let text = line(bytes)
        guard text.hasPrefix("gitdir: ") else { return nil }
        let path = String(text.dropFirst("gitdir: ".count))
        guard let directory = FileReading.realPath(path.hasPrefix("/") ? path : workTree + "/" + path)
        else { return nil }
        return RepositoryLocation(workTree: workTree, gitDirectory: directory)
    }

    private static func line(_ bytes: [UInt8]) -> String {
        var bytes = bytes[...]
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// True where the work tree, its `.git` and where that leads belong to the person.
    private var isOwn: Bool {
        [workTree, workTree + "/.git", gitDirectory].allSatisfy { path in
            var status = stat()
            return lstat(path, &status) == 0 && status.st_uid == geteuid()
        }
    }

    /// True unless the configuration could make the work tree another one or the objects unreadable.
    private static func isPlain(_ configuration: [UInt8]) -> Bool {
        var scanner = ConfigurationScanner(configuration)
        while let setting = scanner.next() {
            switch (setting.section, setting.key) {
            case ("core", "worktree"), ("extensions", "objectformat"), ("extensions", "refstorage"): return false
            case ("core", "bare"): if setting.value?.lowercased() != "false" { return false }
            default: if setting.isInclude { return false }
            }
        }
        return scanner.isWhole
    }
}
