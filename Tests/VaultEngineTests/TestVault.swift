import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// A folder that is gone when this is.
final class TemporaryFolder {
    /// Absolute, symbolic links resolved.
    let path: String

    init() throws {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        path = try #require(realpath(made.path, nil).map { String(cString: $0) })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A vault in a real repository, made by git itself in a temporary folder, apart from the person's own settings.
final class TestVault {
    let folder: TemporaryFolder
    /// The root of the work tree.
    let path: String
    private var clock: Int64 = 1_700_000_000

    init(_ arguments: String...) throws {
        folder = try TemporaryFolder()
        path = folder.path + "/work"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try git(["init", "--quiet", "--initial-branch=main"] + arguments)
    }

    /// A work tree in another's folder that git has made already.
    init(_ name: String, beside other: TestVault) {
        folder = other.folder
        path = other.folder.path + "/" + name
        clock = other.clock
    }

    // MARK: - git

    @discardableResult
    func git(_ arguments: String...) throws -> String { try git(arguments) }

    /// Runs git, a minute after it ran last.
    ///
    /// Fails the test where git fails, unless that is what is asked for. Returns what git wrote, without the line end.
    @discardableResult
    func git(_ arguments: [String], mayFail: Bool = false) throws -> String {
        clock += 60
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-c", "protocol.file.allow=always", "-C", path] + arguments
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path, "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_EDITOR": "true",
            "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org", "GIT_AUTHOR_DATE": "\(clock) +0000",
            "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org",
            "GIT_COMMITTER_DATE": "\(clock) +0000",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if !mayFail { try #require(process.terminationStatus == 0, "git \(arguments.joined(separator: " "))") }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Commits the whole work tree. Returns the commit's id.
    @discardableResult
    func commit(_ message: String = "x") throws -> String {
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "--message", message)
        return try git("rev-parse", "HEAD")
    }

    /// Commits the whole work tree at a time; seconds since 1970, UTC.
    func commit(_ message: String = "x", at time: Int64) throws {
        // Git runs twice for it, a minute later each time.
        clock = time - 120
        try commit(message)
    }

    /// Clones the repository, beside it, with the transport that other machines use. Returns the clone.
    func clone(_ name: String, _ arguments: String...) throws -> TestVault {
        try git(["clone", "--quiet"] + arguments + ["file://" + path, folder.path + "/" + name])
        return TestVault(name, beside: self)
    }

    /// Takes an object out of the store. Returns the place where it was.
    @discardableResult
    func deleteObject(_ revision: String) throws -> String {
        let id = try git("rev-parse", revision)
        let place = "\(path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
        try FileManager.default.removeItem(atPath: place)
        return place
    }

    // MARK: - Files

    func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

    func write(_ name: String, bytes: [UInt8]) throws {
        let file = path + "/" + name
        if let slash = file.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: String(file[..<slash]), withIntermediateDirectories: true)
        }
        let stream = try #require(fopen(file, "w"))
        defer { fclose(stream) }
        try #require(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    // MARK: - The vault

    /// Where caches of the person are: nowhere near the repository.
    var cache: String { folder.path + "/cache" }

    /// What the engine is told of the process. The clock stands still.
    var surroundings: Surroundings {
        Surroundings(
            environment: [
                "HOME": folder.path, "XDG_CACHE_HOME": cache, "GIT_CONFIG_GLOBAL": "/dev/null",
                "TZDIR": TestZones.folder,
            ],
            now: { 1_800_000_000 })
    }

    /// The vault as a new process opens it.
    func open(_ place: String = "") throws -> Vault {
        try Vault(discovering: place.isEmpty ? path : "\(path)/\(place)", surroundings: surroundings)
    }

    /// The vault as a new process opens it, brought up to date.
    func refreshed(_ place: String = "") throws -> Vault {
        let vault = try open(place)
        try vault.refresh(includingText: true)
        return vault
    }
}

extension Vault {
    /// The paths of all entities, in order.
    func paths() throws -> [String] { try entities().map(\.path).sorted() }

    /// Every activity, as `note.created a.md`: the oldest commit first, and each in its own order.
    func events() throws -> [String] {
        var filter = ActivityFilter()
        filter.limit = nil
        var commits: [[Activity]] = []
        for activity in try activities(filter).activities {
            if commits.last?.last?.commit == activity.commit {
                commits[commits.count - 1].append(activity)
            } else {
                commits.append([activity])
            }
        }
        return commits.reversed().joined().map { "\($0.event) \($0.path)" }
    }

    /// What is wrong in the vault, as `a.md nul-byte`, by path.
    func findings() throws -> [String] { try check().map { "\($0.path) \($0.code.rawValue)" } }

    /// Rows in which the index differs from one that is built from nothing; none, if all is well.
    func differences() throws -> [String] {
        try verify().differences.map { "\($0.isSurplus ? "+" : "-") \($0.table) \($0.row)" }
    }
}

/// The error with which something ends; nil where it does not, or with an error that is not of a vault.
func vaultError(_ body: () throws -> some Any) -> VaultError? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? VaultError
    }
}
