import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder of its own for one test, watched; and a folder beside it that is not.
final class WatchedVault {
    let scratch: ScratchVault
    let vault: String
    private(set) var events: FileEvents!

    /// Makes the vault `vault` in a scratch folder, lets `prepare` fill it, and watches it then. What has "ignored" in its
    /// path is kept out.
    init(isRepository: Bool = false, prepare: (WatchedVault) throws -> Void = { _ in }) throws {
        scratch = try ScratchVault()
        vault = "vault"
        scratch.makeFolder(vault)
        scratch.makeFolder("outside")
        if isRepository {
            try git("init", "--quiet", "--initial-branch=main")
            try git("config", "user.name", "Ann")
            try git("config", "user.email", "ann@example.org")
        }
        try prepare(self)
        try watch()
    }

    /// Watches from now on, with what happened before forgotten. Where the system watches whole trees, there is no limit.
    func watch(root: String? = nil, gitDirectory: String? = nil, limit: Int = .max) throws {
        let root = root ?? path
        let gitDirectory = gitDirectory ?? full(".git")
        let ruleFiles = [scratch.full("outside/rules")]
        #if canImport(Darwin)
            events = try FileEvents(
                root: root, gitDirectory: gitDirectory, commonDirectory: full(".git"), ruleFiles: ruleFiles,
                ignoring: isIgnored)
        #else
            let places = EventPlace.places(
                root: root, gitDirectory: gitDirectory, commonDirectory: full(".git"), ruleFiles: ruleFiles)
            events = try FileEvents(root: root, places: places, watchLimit: limit, ignoring: isIgnored)
        #endif
    }

    var isIgnored: (String, Bool) -> Bool = { path, _ in path.contains("ignored") }

    var path: String { scratch.full(vault) }
    func full(_ file: String) -> String { file.isEmpty ? path : path + "/" + file }

    func write(_ file: String, _ text: String = "text") throws { try scratch.write("vault/" + file, text) }
    func makeFolder(_ folder: String) { scratch.makeFolder("vault/" + folder) }
    func rename(_ file: String, _ other: String) { scratch.rename("vault/" + file, "vault/" + other) }
    func remove(_ file: String) { scratch.remove("vault/" + file) }
    func removeFolder(_ folder: String) throws { try scratch.removeFolder("vault/" + folder) }

    static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// Lets two folders change places in one step. False where the system cannot.
    func exchange(_ one: String, _ other: String) -> Bool { WatchedVault.exchange(full(one), full(other)) }

    static func exchange(_ one: String, _ other: String) -> Bool {
        typealias Rename =
            @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt
        // Not all of the C libraries' headers show it.
        guard let symbol = dlsym(nil, "renameat2") ?? dlsym(nil, "renameatx_np") else { return false }
        return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, one, AT_FDCWD, other, 2) == 0
    }

    @discardableResult
    func run(_ executable: String, _ arguments: String...) throws -> Int32 {
        try ChildProcess.run(executable, arguments, environment: environment, input: nil).status
    }

    func git(_ arguments: String...) throws {
        let result = try ChildProcess.run(
            "git", ["-C", path] + arguments, environment: environment, input: nil)
        try #require(
            result.status == 0, "git \(arguments): \(String(decoding: result.standardError, as: UTF8.self))")
    }

    /// Runs a shell in the vault.
    func shell(_ script: String) throws {
        let arguments = ["-c", "cd \"$0\" && \(script)", path]
        let result = try ChildProcess.run("sh", arguments, environment: environment, input: nil)
        try #require(result.status == 0, "\(script): \(String(decoding: result.standardError, as: UTF8.self))")
    }

    let environment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", "HOME": "/nonexistent", "LC_ALL": "C",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "TERM": "xterm", "GIT_EDITOR": "true",
    ]

    /// Waits for something to have happened, and takes it. Empty where nothing happens for long.
    func changes() -> FileEventBatch {
        var request = pollfd(fd: events.descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&request, 1, 5000)
        return events.take()
    }

    /// The folders that are part of the vault as it is now, with the names in each and the stamps of its files.
    func snapshot() throws -> [String: [String: FileStamp?]] {
        var folders: [String: [String: FileStamp?]] = [:]
        try addSnapshot(of: "", to: &folders)
        return folders
    }

    private func addSnapshot(of folder: String, to folders: inout [String: [String: FileStamp?]]) throws {
        var names: [String: FileStamp?] = [:]
        defer { folders[folder] = names }
        let all = try scratch.names(folder.isEmpty ? vault : vault + "/" + folder)
        if !folder.isEmpty, all.contains(".git") { return }
        for name in all where !name.hasPrefix(".") || name == ".gitignore" || name == ".mosaicignore" {
            let entry = folder.isEmpty ? name : folder + "/" + name
            let stamp = try stamp(entry)
            if isIgnored(entry, stamp.type == .directory) { continue }
            names[name] = .some(stamp.type == .directory ? nil : stamp)
            if stamp.type == .directory, !name.hasPrefix(".") { try addSnapshot(of: entry, to: &folders) }
        }
    }

    private func stamp(_ entry: String) throws -> FileStamp {
        var status = stat()
        try #require(lstat(full(entry), &status) == 0, "\(entry)")
        return FileStamp(status)
    }
}
