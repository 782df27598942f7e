import Foundation
import Testing

/// A daemon, readers, writers, an editor and git itself at one vault at once, as processes.
///
/// Nothing that was acknowledged may be lost, no reader may fail, and the index has to be right at the end.
struct ProcessStressTests {
    @Test(
        "Many processes at one vault lose nothing and never fail", .timeLimit(.minutes(5)),
        arguments: [1, 2] as [UInt64])
    func manyProcesses(seed: UInt64) async throws {
        let vault = try StressVault(seed: seed)
        let daemon = try vault.startDaemon()
        let written = try await withThrowingTaskGroup(of: [StressVault.Write].self) { group in
            for writer in 0..<3 { group.addTask { try vault.write(as: writer, times: 12) } }
            for reader in 0..<4 {
                group.addTask {
                    try vault.read(as: reader, times: 20)
                    return []
                }
            }
            group.addTask {
                try vault.edit(times: 25)
                return []
            }
            group.addTask {
                try vault.commitAll(times: 8)
                return []
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        try vault.commitAll(times: 1)
        #expect(try vault.mosaic("watch", "--stop").code == 0)
        daemon.waitUntilExit()
        #expect(try vault.mosaic("verify").code == 0, "seed \(seed)")
        #expect(written.count { $0.isAcknowledged } > 0)
        try vault.expectKept(written, seed: seed)
        #expect(try vault.git("fsck", "--strict", "--no-progress").code == 0)
        #expect(try vault.git("status", "--porcelain").output == "", "seed \(seed)")
        #expect(vault.strayFiles() == [])
    }
}

/// A vault with a few tasks, and what processes do to it.
private final class StressVault: Sendable {
    struct Write: Sendable {
        var task: String
        var field: String
        var value: String
        var order: Int
        var isAcknowledged: Bool
    }

    struct Outcome {
        var code: Int32
        var output: String
        var error: String
    }

    private let home: URL
    private let root: URL
    private let bin: URL
    private let seed: UInt64
    private static let tasks = ["roof", "gutter", "fence", "hedge"]

    init(seed: UInt64) throws {
        self.seed = seed
        bin = try TranscriptSession.buildFolder()
        home = FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-\(UUID().uuidString)")
        root = home.appendingPathComponent("vault")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try Data("[user]\n\tname = Ann\n\temail = ann@example.org\n[init]\n\tdefaultBranch = main\n".utf8)
            .write(to: home.appendingPathComponent(".gitconfig"))
        #expect(try run("mosaic", ["init", "--empty", root.path], in: home).code == 0)
        for task in Self.tasks { #expect(try mosaic("new", "task", task).code == 0) }
        try Data("# Notes\n".utf8).write(to: root.appendingPathComponent("notes.md"))
    }

    deinit { try? FileManager.default.removeItem(at: home) }

    // MARK: - Processes

    func startDaemon() throws -> Process {
        let process = process("mosaic", ["watch", "--log-level", "error"], in: root)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<600 where try mosaic("watch", "--status").code != 0 {}
        #expect(try mosaic("watch", "--status").code == 0)
        return process
    }

    func mosaic(_ arguments: String...) throws -> Outcome { try run("mosaic", arguments, in: root) }

    func git(_ arguments: String...) throws -> Outcome { try run("git", arguments, in: root) }

    private func process(_ program: String, _ arguments: [String], in folder: URL) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": bin.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? ""), "HOME": home.path,
            "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "PAGER": "cat",
        ]
        process.standardInput = FileHandle.nullDevice
        return process
    }

    private func run(_ program: String, _ arguments: [String], in folder: URL) throws -> Outcome {
        let process = process(program, arguments, in: folder)
        let errors = home.appendingPathComponent("error-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardError = try FileHandle(forWritingTo: errors)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, output: String(decoding: data, as: UTF8.self),
            error: (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
    }

    // MARK: - What they do

    /// Sets fields of tasks, each writer its own: whatever is acknowledged has to stay.
    func write(as writer: Int, times: Int) throws -> [Write] {
        var random = SeededNumbers(seed: seed &* 31 &+ UInt64(writer))
        return try (0..<times).map { order in
            let task = Self.tasks[random.next(Self.tasks.count)]
            let field = "written_by_\(writer)"
            let outcome = try mosaic("set", task, "\(field)=value-\(writer)-\(order)")
            #expect([0, 4].contains(outcome.code), "seed \(seed): \(outcome.error)")
            return Write(
                task: task, field: field, value: "value-\(writer)-\(order)", order: order,
                isAcknowledged: outcome.code == 0)
        }
    }

    func read(as reader: Int, times: Int) throws {
        for turn in 0..<times {
            let outcome =
                try turn % 2 == 0 ? mosaic("list", "tasks", "--json") : mosaic("activity", "--jsonl", "--limit", "5")
            #expect(outcome.code == 0, "seed \(seed), reader \(reader): \(outcome.error)")
            #expect(outcome.error == "", "seed \(seed), reader \(reader)")
            if turn % 2 == 0 {
                let json = try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
                #expect((json?["data"] as? [Any])?.count == Self.tasks.count, "seed \(seed): \(outcome.output)")
            }
        }
    }

    /// Saves a file as editors do: a temporary file that takes the other's name.
    func edit(times: Int) throws {
        let file = root.appendingPathComponent("notes.md")
        for turn in 0..<times {
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data((text + "Line \(turn)\n").utf8).write(to: file, options: .atomic)
            _ = try mosaic("search", "Line")
        }
    }

    func commitAll(times: Int) throws {
        for turn in 0..<times {
            for _ in 0..<20 where try git("add", "--all").code != 0 {}
            // Nothing to commit, or a lock that another git holds, is for the next turn.
            _ = try git("commit", "--quiet", "--message", "All of turn \(turn)")
        }
    }

    // MARK: - What is left

    /// Every field holds the last value that was acknowledged, in the file and in the last commit.
    func expectKept(_ writes: [Write], seed: UInt64) throws {
        var last: [String: Write] = [:]
        for write in writes where write.isAcknowledged {
            let key = "\(write.task) \(write.field)"
            if last[key].map({ $0.order < write.order }) ?? true { last[key] = write }
        }
        for write in last.values {
            let committed = try git("show", "HEAD:tasks/\(write.task).md").output
            #expect(committed.contains("\(write.field): \(write.value)\n"), "seed \(seed): \(write)")
        }
        let notes = try String(contentsOf: root.appendingPathComponent("notes.md"), encoding: .utf8)
        #expect(notes.split(separator: "\n").count == 26)
    }

    /// Temporary files that somebody left behind.
    func strayFiles() -> [String] {
        let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return all.filter { ($0 as NSString).lastPathComponent.hasPrefix(".mosaic-") || $0.hasSuffix(".tmp") }
    }
}

private struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
