import Foundation
import TestSupport
import Testing

/// A daemon, readers, writers, an editor and git itself at one vault at once, as processes.
///
/// Nothing that was acknowledged may be lost, no reader may fail, and the index has to be right at the end.
struct ProcessStressTests {
    @Test(
        "Many processes at one vault lose nothing and never fail", .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        arguments: [1, 2] as [UInt64])
    func manyProcesses(seed: UInt64) async throws {
        let stress = try StressVault(seed: seed)
        let daemon = try stress.vault.startDaemon()
        let written = try await withThrowingTaskGroup(of: [StressVault.Write].self) { group in
            for writer in 0..<3 { group.addTask { try stress.write(as: writer, times: 12) } }
            for reader in 0..<4 {
                group.addTask {
                    try stress.read(as: reader, times: 20)
                    return []
                }
            }
            group.addTask {
                try stress.edit(times: 25)
                return []
            }
            group.addTask {
                try stress.commitAll(times: 8)
                return []
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        try stress.commitAll(times: 1)
        #expect(try stress.vault.mosaic("watch", "--stop").code == 0)
        daemon.waitUntilExit()
        #expect(try stress.vault.mosaic("verify").code == 0, "seed \(seed)")
        #expect(written.count { $0.isAcknowledged } > 0)
        try stress.expectKept(written, seed: seed)
        #expect(try stress.vault.git("fsck", "--strict", "--no-progress").code == 0)
        #expect(try stress.vault.git("status", "--porcelain").output == "", "seed \(seed)")
        #expect(stress.strayFiles() == [])
    }

    @Test(
        "Of several at one file each has a commit of its own, with its own change",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func ownCommits() async throws {
        let vault = try StressVault(seed: 1).vault
        let agents = (0..<8).map { "agent\($0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for agent in agents {
                group.addTask {
                    let outcome = try vault.run(
                        "mosaic", ["set", "roof", "of_\(agent)=yes", "tags+=\(agent)"],
                        environment: ["MOSAIC_AGENT": agent])
                    #expect(outcome.code == 0, "\(outcome)")
                }
            }
            try await group.waitForAll()
        }
        #expect(try vault.git("status", "--porcelain", "-uno").output == "")
        for agent in agents {
            let ids = try vault.git("log", "--format=%H", "--grep=^Mosaic-Agent: \(agent)$").output.split(
                separator: "\n")
            #expect(ids.count == 1, "\(agent)")
            for id in ids {
                let added = try vault.git("show", "--format=", "-U0", String(id)).output.split(separator: "\n").filter {
                    $0.hasPrefix("+of_")
                }
                #expect(added == ["+of_\(agent): yes"])
            }
        }
    }

    @Test(
        "Of several at the same files, each with another command, none is refused",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func otherCommands() async throws {
        let vault = try StressVault(seed: 1).vault
        let numbers = 0..<3
        let commands =
            numbers.flatMap { [["capture", "Thought"], ["set", "--where", "type:task", "tags+=t\($0)", "--yes"]] }
            + [["done", "roof"], ["rename", "gutter", "Gully"]]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for command in commands {
                group.addTask {
                    let outcome = try vault.run("mosaic", command)
                    #expect(outcome.code == 0, "\(command): \(outcome)")
                }
            }
            try await group.waitForAll()
        }
        #expect(try vault.git("status", "--porcelain", "ideas", "tasks").output == "")
        #expect(try vault.mosaic("count", "ideas").output == "\(numbers.count)\n")
        for number in numbers { #expect(try vault.mosaic("count", "tasks", "tag:t\(number)").output == "4\n") }
        #expect(try vault.mosaic("list", "tasks", "is:done", "--fields", "title").output == "roof\n")
        #expect(try vault.mosaic("count", "tasks", "title:Gully").output == "1\n")
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

    let vault: ProcessVault
    private let seed: UInt64
    private static let tasks = ["roof", "gutter", "fence", "hedge"]

    init(seed: UInt64) throws {
        self.seed = seed
        vault = try ProcessVault(tasks: Self.tasks)
        try vault.write("notes.md", "# Notes\n")
    }

    // MARK: - What they do

    /// Sets fields of tasks, each writer its own: whatever is acknowledged has to stay.
    func write(as writer: Int, times: Int) throws -> [Write] {
        var random = SeededGenerator(seed: seed &* 31 &+ UInt64(writer))
        return try (0..<times).map { order in
            let task = Self.tasks[Int.random(in: 0..<Self.tasks.count, using: &random)]
            let field = "written_by_\(writer)"
            let outcome = try vault.mosaic("set", task, "\(field)=value-\(writer)-\(order)")
            #expect([0, 4].contains(outcome.code), "seed \(seed): \(outcome.error)")
            return Write(
                task: task, field: field, value: "value-\(writer)-\(order)", order: order,
                isAcknowledged: outcome.code == 0)
        }
    }

    func read(as reader: Int, times: Int) throws {
        for turn in 0..<times {
            let outcome =
                try turn % 2 == 0
                ? vault.mosaic("list", "tasks", "--json") : vault.mosaic("activity", "--jsonl", "--limit", "5")
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
        let file = vault.root.appendingPathComponent("notes.md")
        for turn in 0..<times {
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data((text + "Line \(turn)\n").utf8).write(to: file, options: .atomic)
            _ = try vault.mosaic("search", "Line")
        }
    }

    func commitAll(times: Int) throws {
        for turn in 0..<times {
            _ = try vault.eventually { try vault.git("add", "--all").code == 0 }
            // Nothing to commit, or a lock that another git holds, is for the next turn.
            _ = try vault.git("commit", "--quiet", "--message", "All of turn \(turn)")
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
            let committed = try vault.git("show", "HEAD:tasks/\(write.task).md").output
            #expect(committed.contains("\(write.field): \(write.value)\n"), "seed \(seed): \(write)")
        }
        let notes = try String(contentsOf: vault.root.appendingPathComponent("notes.md"), encoding: .utf8)
        #expect(notes.split(separator: "\n").count == 26)
    }

    /// Temporary files that somebody left behind.
    func strayFiles() -> [String] {
        let all = FileManager.default.enumerator(atPath: vault.root.path)?.compactMap { $0 as? String } ?? []
        return all.filter { ($0 as NSString).lastPathComponent.hasPrefix(".mosaic-") || $0.hasSuffix(".tmp") }
    }
}
