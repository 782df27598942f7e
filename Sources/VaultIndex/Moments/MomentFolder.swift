import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder of the indexes of single commits: `at/<commit>.sqlite`, beside the present index and never taken for it.
///
/// A file is built under another name and takes its own in one step. Of all of them, the ones asked last stay.
struct MomentFolder {
    /// Absolute, without a slash at its end.
    let path: String

    /// So many are kept at most, and so many bytes in all; but always the last one.
    static let mostFiles = 8
    static let mostBytes: Int64 = 1 << 30

    /// The file that keeps others from making an index of a commit meanwhile.
    var lockPath: String { "\(path)/lock" }

    /// Where a new index is built.
    var buildingPath: String { "\(path)/building.sqlite" }

    func indexPath(_ commit: ObjectID) -> String { "\(path)/\(commit).sqlite" }

    /// Makes the folder, if it is not there. The folder that it is in must be there.
    func make() { mkdir(path, 0o755) }

    /// True where the folder is there.
    var isThere: Bool { access(path, F_OK) == 0 }

    /// True where there is a file of the commit; what is no file, such as a link or a pipe, is none.
    func contains(_ commit: ObjectID) -> Bool {
        var status = stat()
        return lstat(indexPath(commit), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Removes the indexes of all commits. For whoever holds the lock.
    func removeAll() {
        for name in names() where name.hasSuffix(".sqlite") { IndexFolder.remove("\(path)/\(name)") }
    }

    /// Gives the finished file at `buildingPath` the name of its commit, and removes the ones that were not asked for
    /// longest where there are too many.
    func promote(_ commit: ObjectID) throws(IndexError) {
        try IndexFolder.place(buildingPath, at: indexPath(commit), in: path)
        evict(keeping: indexPath(commit))
    }

    /// Notes that an index was asked just now.
    func touch(_ commit: ObjectID) { utimensat(AT_FDCWD, indexPath(commit), nil, 0) }

    private func evict(keeping kept: String) {
        let files = names().filter { $0.hasSuffix(".sqlite") }.map { "\(path)/\($0)" }.filter { $0 != kept }
            .compactMap { file in FileReader.stampAnywhere(file).map { (path: file, stamp: $0) } }
            .sorted { $0.stamp.modified > $1.stamp.modified }
        var bytes = FileReader.stampAnywhere(kept)?.size ?? 0
        for (place, file) in files.enumerated() {
            bytes += file.stamp.size
            if place + 2 > Self.mostFiles || bytes > Self.mostBytes { IndexFolder.remove(file.path) }
        }
    }

    private func names() -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) }
                })
        }
        return names
    }
}
