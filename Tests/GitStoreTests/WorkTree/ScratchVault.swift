import TestSupport
import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder of its own for one test, gone when this is.
final class ScratchVault {
    private let folder: TemporaryFolder
    var path: String { folder.path }

    init() throws { folder = try TemporaryFolder() }

    private let environment: [String: String] = [
        "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", "HOME": "/nonexistent", "LC_ALL": "C",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    ]

    /// Runs git as a person would, without what `GitCommand` asks of it (`check-ignore` cannot take paths literally).
    @discardableResult
    func git(_ arguments: [String], input: [UInt8]? = nil) throws -> (status: Int32, output: [UInt8]) {
        let result = try ChildProcess.run("git", ["-C", path] + arguments, environment: environment, input: input)
        return (result.status, result.standardOutput)
    }

    /// Makes it a repository that no setting of the machine reaches.
    func makeRepository() throws {
        try git(["init", "--quiet"])
        try git(["config", "core.excludesFile", full(".git/none")])
    }

    func full(_ file: String) -> String { file.isEmpty ? path : path + "/" + file }

    func makeFolder(_ folder: String) {
        let full = full(folder)
        for index in full.indices where full[index] == "/" && index > full.startIndex {
            mkdir(String(full[..<index]), 0o755)
        }
        mkdir(full, 0o755)
    }

    func write(_ file: String, _ text: String) throws { try write(file, Array(text.utf8)) }

    /// Writes in place, as no careful program does.
    func write(_ file: String, _ bytes: [UInt8]) throws {
        if let slash = file.lastIndex(of: "/") { makeFolder(String(file[..<slash])) }
        let stream = try #require(fopen(full(file), "we"), "\(file)")
        #expect(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
        fclose(stream)
        #expect(waitUntilClosed(file), "\(file) is still open to be written")
    }

    /// Waits until nobody has a file open to write in it: a process that another test starts meanwhile has what this one has
    /// until it runs its program, and the last to close a file raises the event.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - tries: how often to look, with 100 microseconds between; a minute at least where nothing else is said.
    /// - Returns: False where somebody has it open at the last look.
    func waitUntilClosed(_ file: String, tries: Int = 600_000) -> Bool {
        #if os(Linux)
            // `F_SETLEASE` of fcntl(2), which Swift is not shown: refused while somebody may write.
            let setLease: Int32 = 1024
            let descriptor = open(full(file), O_RDONLY | O_CLOEXEC)
            defer { close(descriptor) }
            for _ in 0..<tries {
                if fcntl(descriptor, setLease, Int32(F_RDLCK)) == 0 || errno != EAGAIN { return true }
                usleep(100)
            }
            return false
        #else
            return true
        #endif
    }

    func read(_ file: String) throws -> [UInt8]? { try FileReading.contents(of: full(file)) }

    func remove(_ file: String) { #expect(unlink(full(file)) == 0, "\(file)") }

    func removeFolder(_ folder: String) throws {
        _ = try ChildProcess.run("rm", ["-rf", full(folder)], environment: environment, input: nil)
    }

    func rename(_ file: String, _ other: String) {
        #expect(renameat(AT_FDCWD, full(file), AT_FDCWD, full(other)) == 0, "\(file) \(other)")
    }

    func link(_ name: String, to target: String) { #expect(symlink(target, full(name)) == 0) }

    func setMode(_ file: String, _ mode: mode_t) { #expect(chmod(full(file), mode) == 0) }

    /// Sets the modification time, as a program that hides an edit does.
    func touch(_ file: String, at time: Int64) {
        let time = timespec(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))
        #expect(utimensat(AT_FDCWD, full(file), [time, time], 0) == 0)
    }

    func stamp(_ file: String) throws -> FileStamp { try #require(FileReader.stampAnywhere(full(file))) }

    /// All names in a folder, hidden ones among them.
    func names(_ folder: String = "") throws -> [String] {
        var names: [String] = []
        let directory = try OpenDirectory.root(full(folder)).get()
        #expect(directory.forEachName { name, _ in names.append(String(decoding: name, as: UTF8.self)) } == nil)
        return names.sorted()
    }
}

/// What an index keeps of a work tree: it takes over what scans find.
struct ScanMemory {
    var snapshots: [String: [UInt8]] = [:]
    var files: [String: FileStamp] = [:]
    var contents: [String: [UInt8]] = [:]
    var attachments: Set<String> = []

    /// Scans and takes over. Contents are read only of the files that the scan reports.
    @discardableResult
    mutating func update(
        _ vault: ScratchVault, _ scanner: WorkTreeScanner, recheck: WorkTreeScanner.Recheck = .nothing,
        within scope: WorkTreeScanner.Scope = .everything
    ) throws -> WorkTreeScan {
        let remembered = snapshots
        let scan = try scanner.scan(recheck: recheck, within: scope) { remembered[$0] }
        for directory in scan.removedDirectories { snapshots[directory] = nil }
        for (path, snapshot) in scan.changedDirectories { snapshots[path] = snapshot }
        for path in scan.removedFiles {
            #expect(files.removeValue(forKey: path) != nil, "removed but not known: \(path)")
            contents[path] = nil
        }
        for file in scan.changedFiles {
            #expect((files[file.path] == nil) == (file.reason == .added), "\(file)")
            files[file.path] = file.stamp
            contents[file.path] = try vault.read(file.path)
        }
        for path in scan.removedAttachments { #expect(attachments.remove(path) != nil, "\(path)") }
        for path in scan.addedAttachments { #expect(attachments.insert(path).inserted, "\(path)") }
        return scan
    }

    /// What is remembered of each directory, without the marks that hang on the time of the scan.
    var entries: [String: [DirectorySnapshot.Entry]] {
        snapshots.mapValues { DirectorySnapshot($0)?.entries ?? [] }
    }
}

extension WorkTreeScanner {
    /// A scanner for which every stamp is old enough to be trusted.
    static func settled(
        _ vault: ScratchVault, threads: Int = 2,
        isExcluded: @escaping (String, Bool) -> Exclusion = { _, _ in .included }
    ) -> WorkTreeScanner {
        WorkTreeScanner(
            root: vault.path, threads: threads, clock: { RacyClock.now() + 3_600_000_000_000 }, isExcluded: isExcluded)
    }

    /// A scanner for which every stamp is too young to be trusted.
    static func hasty(_ vault: ScratchVault) -> WorkTreeScanner {
        WorkTreeScanner(root: vault.path, clock: { 0 }, isExcluded: { _, _ in .included })
    }
}
