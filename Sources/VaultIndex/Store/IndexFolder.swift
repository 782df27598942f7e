import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder that holds the index's file: `index-1.sqlite`, and after it was built anew `index-2.sqlite`.
///
/// A file is built under a name that nobody looks for and takes its own in one step, so that the newest one is always
/// whole. Readers who still have an older one open keep it until they close it.
struct IndexFolder {
    /// Absolute, without a slash at its end.
    let path: String
    /// What tells the indexes of several vaults in one repository apart; empty for the vault that is the whole work tree.
    let suffix: String
    /// Whether the folders that it is in are made as well.
    private let makesParents: Bool

    init(path: String, vaultPath: String, makesParents: Bool = false, digest: (String) -> String) {
        self.path = path
        self.makesParents = makesParents
        suffix = vaultPath.isEmpty ? "" : "-" + digest(vaultPath)
    }

    /// The file that keeps others from changing the index meanwhile.
    var lockPath: String { "\(path)/index\(suffix).lock" }

    /// Where a new index is built.
    var buildingPath: String { "\(path)/building\(suffix).sqlite" }

    /// Where an index is built to compare with.
    var verifyingPath: String { "\(path)/verifying\(suffix).sqlite" }

    func indexPath(generation: Int) -> String { "\(path)/index\(suffix)-\(generation).sqlite" }

    /// Far more than there will ever be: a file with a greater number is not ours.
    private static let lastGeneration = 1_000_000_000

    /// The generations of the index that are there, the newest last.
    func generations() -> [Int] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var found: [Int] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
                    String(cString: $0)
                }
            }
            let start = "index\(suffix)-"
            guard name.hasPrefix(start), name.hasSuffix(".sqlite") else { continue }
            if let generation = Int(name.dropFirst(start.count).dropLast(".sqlite".count)),
                (1...Self.lastGeneration).contains(generation)
            {
                found.append(generation)
            }
        }
        return found.sorted()
    }

    /// True unless the index or a journal of it is a link or no file at all: SQLite would follow it to a file elsewhere.
    func isOwn(generation: Int) -> Bool {
        Self.endings.allSatisfy { ending in
            var status = stat()
            return lstat(indexPath(generation: generation) + ending, &status) != 0
                || status.st_mode & S_IFMT == S_IFREG
        }
    }

    /// Makes the folder, if it is not there. A link to a folder is none: what came with somebody else's repository must not lead out of
    /// it. Nothing is made of a vault that was moved away.
    ///
    /// - Returns: Whether files can be made in it.
    func make() -> Bool {
        if makesParents {
            var made = ""
            for part in path.split(separator: "/").dropLast() {
                made += "/" + part
                mkdir(made, 0o755)
            }
        }
        mkdir(path, 0o755)
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && access(path, W_OK | X_OK) == 0
    }

    /// Gives the finished file at `buildingPath` the name of the next generation, and removes the ones before.
    func promote() throws(IndexError) {
        let generations = generations()
        let next = (generations.last ?? 0) % Self.lastGeneration + 1
        try Self.place(buildingPath, at: indexPath(generation: next), in: path)
        for generation in generations where generation != next { Self.remove(indexPath(generation: generation)) }
    }

    /// Gives a finished database another name in its folder, in place of what has it, for good.
    ///
    /// - Throws: `IndexError.diskFull` or `IndexError.failed`; what had the name has it still, unless it was no file.
    static func place(_ built: String, at path: String, in folder: String) throws(IndexError) {
        if let code = sync(built) { throw IndexError(code, path: folder) }
        // Journals of another database would be taken for its own, and a folder keeps a file from its name.
        for ending in endings.dropFirst() { removeFile(path + ending) }
        rmdir(path)
        if rename(built, path) != 0 { throw IndexError(errno, path: folder) }
        if let code = sync(folder) { throw IndexError(code, path: folder) }
    }

    /// Removes what a process left that was killed while it built, or before it removed what it had replaced. For whoever
    /// holds the lock, and no file of the folder but the newest index.
    func sweep() {
        Self.remove(buildingPath)
        Self.remove(verifyingPath)
        for generation in generations().dropLast() { Self.remove(indexPath(generation: generation)) }
    }

    /// What the names of a database, its journals and what is made beside it end with.
    private static let endings = ["", "-wal", "-shm", "-journal", TextBuild.ending]

    /// Removes a database with its journals; an empty folder in the place of one as well.
    static func remove(_ path: String) {
        for ending in endings { removeFile(path + ending) }
    }

    private static func removeFile(_ path: String) {
        if unlink(path) != 0 { rmdir(path) }
    }

    /// Removes what is in the way of a new database.
    static func clear(_ path: String) throws(IndexError) {
        remove(path)
        for ending in endings where access(path + ending, F_OK) == 0 {
            throw .failed(path: path + ending, reason: "it cannot be removed to make room for an index")
        }
    }

    private static func sync(_ path: String) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        return fsync(descriptor) == 0 ? nil : errno
    }
}
