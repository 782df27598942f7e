#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Refuses pipes, sockets and devices in the place of files: git and libgit2 would wait for ever at some of them.
enum RegularFiles {
    /// True for what is neither a file nor a folder; a symbolic link is what it leads to.
    static func isRefused(_ path: UnsafePointer<CChar>) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        let type = status.st_mode & S_IFMT
        return type != S_IFREG && type != S_IFDIR
    }

    /// - Throws: ``GitStoreError/notAFile(path:)``.
    static func check(_ path: String) throws(GitStoreError) {
        if isRefused(path) { throw .notAFile(path: path) }
    }

    /// Checks what is in a folder; with `deeply` what is in the folders in it as well.
    static func check(in path: String, deeply: Bool = false) throws(GitStoreError) {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            if entry.pointee.d_type == UInt8(DT_REG) || entry.pointee.d_type == UInt8(DT_DIR) && !deeply { continue }
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            // A file system that does not tell leaves it to be asked.
            try check(path + "/" + name)
            if deeply, entry.pointee.d_type != UInt8(DT_LNK) { try check(in: path + "/" + name, deeply: true) }
        }
    }
}

extension RepositoryLocation {
    /// Refuses a repository in which a pipe, a socket or a device has the name of a file that is read whatever is asked.
    /// `path` is in the repository; where there is none, nothing is refused.
    ///
    /// Objects and refs, of which there can be any number, are looked at when they are read.
    static func checkFiles(from path: String) throws(GitStoreError) {
        try nearest(to: path)?.checkFiles()
    }

    /// Refuses a work tree in which git would read or write something that is no file, to commit or to say what has changed.
    ///
    /// - Parameter folders: the folders whose files git is to look at, relative to the work tree; those above them are looked
    ///   at as well.
    /// - Throws: ``GitStoreError/notAFile(path:)``.
    package func checkForGit(folders: some Sequence<String>) throws(GitStoreError) {
        try checkFiles()
        for name in ["COMMIT_EDITMSG", "logs/HEAD"] { try RegularFiles.check(gitDirectory + "/" + name) }
        for name in ["objects", "refs"] { try RegularFiles.check(in: commonDirectory + "/" + name, deeply: true) }
        var checked: Set<Substring> = []
        for folder in folders {
            var rest = folder[...]
            while checked.insert(rest).inserted {
                for name in [".gitattributes", ".gitignore"] {
                    try RegularFiles.check("\(workTree)/\(rest)/\(name)")
                }
                rest = rest.lastIndex(of: "/").map { rest[..<$0] } ?? ""
            }
        }
    }

    /// The same for a folder that may be in a repository, and folders in it by their names.
    package static func checkForGit(in path: String, and names: [String]) throws(GitStoreError) {
        guard let location = nearest(to: path),
            let folder = FileReading.realPath(path).flatMap(location.pathInWorkTree)
        else { return }
        let folders = names.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
        try location.checkForGit(folders: folders + [folder])
    }

    /// Frees whoever waits at a pipe that took a file's place after the look at it: it has a writer for a moment, and is read
    /// as an empty file.
    package func freeReaders() {
        let path: String
        do {
            return try checkForGit(folders: CollectionOfOne(""))
        } catch .notAFile(let refused) {
            path = refused
        } catch {
            return
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
        // Fails where nobody waits.
        let writer = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
        if writer >= 0 { close(writer) }
    }

    private func checkFiles() throws(GitStoreError) {
        for name in ["HEAD", "commondir", "gitdir", "index"] { try RegularFiles.check(gitDirectory + "/" + name) }
        for name in ["packed-refs", "shallow", "info/attributes", "info/exclude", "info/grafts"] {
            try RegularFiles.check(commonDirectory + "/" + name)
        }
        var known: Set<String> = []
        try checkConfiguration(commonDirectory + "/config", known: &known)
        try checkConfiguration(gitDirectory + "/config.worktree", known: &known)
    }

    private func checkConfiguration(
        _ path: String, known: inout Set<String>, depth: Int = 0
    ) throws(GitStoreError) {
        guard depth <= ConfigurationScanner.mostIncludes, known.insert(path).inserted else { return }
        try RegularFiles.check(path)
        guard let bytes = try? FileReading.contents(of: path) else { return }
        for included in ConfigurationScanner.includedPaths(in: bytes) {
            let place = ConfigurationScanner.place(of: included, includedBy: path)
            try checkConfiguration(place, known: &known, depth: depth + 1)
        }
    }
}

extension Repository {
    /// Refuses a `HEAD` that leads over a pipe, a socket or a device.
    func checkHead() throws(GitStoreError) {
        var name = "HEAD"
        for _ in 0..<10 {
            for folder in [gitDirectory, commonDirectory] { try RegularFiles.check(folder + "/" + name) }
            let path = "/" + name
            let line =
                (try? FileReading.contents(of: gitDirectory + path))
                ?? (try? FileReading.contents(of: commonDirectory + path))
            guard let line, line.starts(with: Array("ref:".utf8)) else { return }
            name =
                String(decoding: line.dropFirst(4), as: UTF8.self).split(whereSeparator: \.isWhitespace).first
                .map(String.init) ?? ""
        }
    }

    /// Refuses to look a revision up where a ref, or a log that it asks for, is a pipe, a socket or a device.
    func checkRefs(for revision: String) throws(GitStoreError) {
        let name = revision.prefix { !"^~:@{".contains($0) }
        for folder in Set([gitDirectory, commonDirectory]) {
            if !name.isEmpty { try RegularFiles.check("\(folder)/\(name)") }
            try RegularFiles.check(in: folder + "/refs", deeply: true)
            if revision.contains("@") { try RegularFiles.check(in: folder + "/logs", deeply: true) }
        }
        try checkHead()
    }

    /// Refuses a file for which git's attributes would be read from a pipe, a socket or a device; `path` is relative to the
    /// work tree.
    func checkAttributes(of path: String) throws(GitStoreError) {
        var folder = workTree
        for part in path.split(separator: "/") {
            try RegularFiles.check(folder + "/.gitattributes")
            folder += "/" + part
        }
        try RegularFiles.check(commonDirectory + "/info/attributes")
        if let attributesFile { try RegularFiles.check(attributesFile) }
    }
}
