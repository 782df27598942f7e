import Foundation
import Synchronization
import TestSupport
import Testing

/// A vault in a temporary folder, at which processes are let loose.
final class ProcessVault: Sendable {
    struct Outcome {
        var code: Int32
        var output: String
        var error: String
        var isKilled = false
    }

    let home: URL
    let root: URL
    private let bin: URL
    /// What its processes have in their environment beside what all have.
    private let environment: [String: String]

    /// What has git give the same commits the same ids.
    static let oneMoment = [
        "GIT_AUTHOR_DATE": "1700000000 +0000", "GIT_COMMITTER_DATE": "1700000000 +0000", "MOSAIC_NOW": "1700000000",
    ]

    /// Makes a vault without the example, and a task of each of these titles; before that, what else the folder needs.
    init(
        tasks: [String] = [], environment: [String: String] = [:], prepare: (URL) throws -> Void = { _ in }
    ) throws {
        self.environment = environment
        bin = try TranscriptSession.buildFolder()
        home = Self.newHome()
        root = home.appendingPathComponent("vault")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let configuration = "[user]\n\tname = Ann\n\temail = ann@example.org\n[init]\n\tdefaultBranch = main\n"
        try Data(configuration.utf8).write(to: home.appendingPathComponent(".gitconfig"))
        try prepare(root)
        #expect(try run("mosaic", ["init", "--empty", root.path], in: home).code == 0)
        for (number, task) in tasks.enumerated() {
            let outcome = try run("mosaic", ["new", "task", task], environment: ["MOSAIC_RANDOM_SEED": "\(number)"])
            #expect(outcome.code == 0)
        }
    }

    /// Makes a copy of a vault, at a small part of what it costs to make one.
    init(copyOf original: ProcessVault) throws {
        bin = original.bin
        environment = original.environment
        home = Self.newHome()
        root = home.appendingPathComponent("vault")
        try FileManager.default.copyItem(at: original.home, to: home)
    }

    deinit { try? FileManager.default.removeItem(at: home) }

    private static func newHome() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-\(UUID().uuidString)")
    }

    /// Has the vault removed when the tests end: nobody else does that for one in a static property.
    func removedAtExit() -> ProcessVault {
        Self.homesOfAll.withLock { homes in
            if homes.isEmpty {
                atexit {
                    ProcessVault.homesOfAll.withLock { homes in
                        for home in homes { try? FileManager.default.removeItem(at: home) }
                    }
                }
            }
            homes.append(home)
        }
        return self
    }

    private static let homesOfAll = Mutex<[URL]>([])

    // MARK: - Files

    func write(_ name: String, _ text: String) throws {
        let file = root.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
    }

    /// What is in a work tree and in Mosaic's own folder, without what else is git's.
    static func paths(in workTree: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: workTree.path).filter {
            !$0.hasPrefix(".git/") || $0.hasPrefix(".git/mosaic/")
        }
    }

    /// What no process may leave in a work tree, however it ended.
    static func strays(in workTree: URL) throws -> [String] {
        try paths(in: workTree).filter { path in
            ["/.mosaic-", ".tmp", ".journal", "building", "verifying"].contains { "/\(path)".contains($0) }
        }
    }

    /// What git asks a person to do after a git that was killed.
    static func removeLocks(in workTree: URL) throws {
        let git = workTree.appendingPathComponent(".git")
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: git.path)) ?? []
        where path.hasSuffix(".lock") && !path.hasPrefix("mosaic/") {
            try FileManager.default.removeItem(at: git.appendingPathComponent(path))
        }
    }

    // MARK: - Processes

    /// Starts a daemon, and waits until it answers.
    func startDaemon(_ arguments: String...) throws -> RunningProgram {
        let daemon = try start("mosaic", ["watch", "--log-level", "error"] + arguments)
        #expect(try eventually { try mosaic("watch", "--status").code == 0 })
        return daemon
    }

    /// Starts a program that runs beside the test, in the vault where no other folder is given.
    func start(_ program: String, _ arguments: [String], in folder: URL? = nil) throws -> RunningProgram {
        try RunningProgram(program, arguments, in: folder ?? root, environment: processEnvironment)
    }

    @discardableResult
    func mosaic(_ arguments: String...) throws -> Outcome { try run("mosaic", arguments) }

    @discardableResult
    func git(_ arguments: String...) throws -> Outcome { try run("git", arguments) }

    /// Asks again and again, for a minute at least, until the answer is yes: other processes need their time. More and more
    /// seldom, as asking mostly takes a process too.
    func eventually(_ isSo: () throws -> Bool) rethrows -> Bool {
        var pause: UInt32 = 2_000
        for _ in 0..<1_000 {
            if try isSo() { return true }
            usleep(pause)
            pause = min(pause * 3 / 2, 60_000)
        }
        return false
    }

    /// What every process of the vault has in its environment.
    private var processEnvironment: [String: String] {
        [
            "PATH": bin.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? ""), "HOME": home.path,
            "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "PAGER": "cat",
        ].merging(SanitizerSettings.environment) { $1 }.merging(environment) { $1 }
    }

    /// A program that ends by itself.
    func process(_ program: String, _ arguments: [String], in folder: URL) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = folder
        process.environment = processEnvironment
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Runs a program to its end, in the vault where no other folder is given. What takes longer than `patience`, in seconds,
    /// hangs, and is killed.
    @discardableResult
    func run(
        _ program: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
        patience: Double = 900
    ) throws -> Outcome {
        let process = process(program, arguments, in: folder ?? root)
        process.environment?.merge(environment) { $1 }
        let errors = home.appendingPathComponent("error-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardError = try FileHandle(forWritingTo: errors)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let identifier = process.processIdentifier
        let killing = DispatchWorkItem { kill(identifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: killing)
        defer { killing.cancel() }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
            error: (try? String(contentsOf: errors, encoding: .utf8)) ?? "",
            isKilled: process.terminationReason == .uncaughtSignal)
    }
}
