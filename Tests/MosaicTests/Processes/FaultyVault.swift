import Foundation
import TestSupport
import Testing

/// A vault at which processes are let loose that end in the middle of their work; it knows what has to be there all the same.
final class FaultyVault {
    /// What a process is at when something goes wrong.
    private enum Work: CaseIterable {
        case build, rebuild, verify, update, search, set, make, rename, remove

        /// True for what has git commit.
        var commits: Bool { [.set, .make, .rename, .remove].contains(self) }
    }

    /// What is known of a vault.
    private struct Record: Sendable {
        /// How many calls each work takes, by program, when nothing goes wrong.
        var lengths: [String: [Work: Int]] = [:]
        /// A letter for each kind of call that there was.
        var calls: Set<Character> = []
        /// What the fields of each task were said to be, and what they may be since a process did not come to say so.
        var counters: [String: Set<Int>] = [:]
        var made: Set<String> = []
        var number = 0
    }

    private let vault: ProcessVault
    private var random: SeededGenerator
    private var record: Record
    /// How many processes were killed.
    private(set) var killed = 0
    private static let tasks = ["roof", "gutter", "fence"]

    var calls: Set<Character> { record.calls }

    /// Takes a copy of a vault in which all work was done once.
    init(seed: UInt64) throws {
        let original = try Self.original.get()
        random = SeededGenerator(seed: seed)
        vault = try ProcessVault(copyOf: original.vault)
        record = original.record
    }

    private static let original = Result<(vault: ProcessVault, record: Record), any Error> {
        let first = try FaultyVault()
        return (first.vault.removedAtExit(), first.record)
    }

    /// Makes the vault, and does all work once to see how long it is.
    private init() throws {
        random = SeededGenerator(seed: 0)
        // Which call is which hangs on the ids of what is committed: a folder for an object is made once.
        vault = try ProcessVault(tasks: Self.tasks, environment: ProcessVault.oneMoment)
        record = Record()
        for note in 0..<4 { try vault.write("notes/n\(note).md", "# N\(note)\nSee [[the-hub]].\n") }
        try vault.write("notes/the-hub.md", "---\nid: hub\ntitle: The hub\n---\n# The hub\n")
        try commitAll()
        for task in Self.tasks { try expectDone(["set", task, "counter=0"]) }
        for task in Self.tasks { record.counters[task] = [0] }
        let log = vault.home.appendingPathComponent("calls")
        for work in Work.allCases {
            for program in work.commits ? ["mosaic", "git"] : ["mosaic"] {
                let fault = Fault(program: program, call: .max, action: .kill)
                let (outcome, promise) = try perform(work, try fault.environment(log: log))
                try #require(outcome.code == 0, "\(work): \(outcome.error)")
                promise()
                let letters = try String(contentsOf: log, encoding: .utf8)
                record.calls.formUnion(letters)
                record.lengths[program, default: [:]][work] = letters.count
                try FileManager.default.removeItem(at: log)
            }
        }
    }

    private func commitAll() throws {
        #expect(try vault.git("add", "--all").code == 0)
        _ = try vault.git("commit", "--quiet", "--message", "All")
    }

    private func expectDone(_ arguments: [String]) throws {
        let outcome = try vault.run("mosaic", arguments)
        #expect(outcome.code == 0 && outcome.error == "", "\(arguments): \(outcome.error)")
    }

    // MARK: - Work

    /// Does a piece of work, prepared so that there is something to do; gives what it promises if it ends well.
    private func perform(
        _ work: Work, _ environment: [String: String]
    ) throws -> (outcome: ProcessVault.Outcome, promise: () -> Void) {
        record.number += 1
        let number = record.number
        func run(_ arguments: String...) throws -> ProcessVault.Outcome {
            try vault.run(
                "mosaic", arguments, environment: environment.merging(["MOSAIC_RANDOM_SEED": "\(number)"]) { $1 })
        }
        switch work {
        case .build:
            try? FileManager.default.removeItem(at: stateFolder)
            return (try run("index"), {})
        case .rebuild: return (try run("index", "--rebuild"), {})
        case .verify: return (try run("verify"), {})
        case .update:
            try vault.write("notes/n\(number % 4).md", "# N\(number % 4)\nSee [[the-hub]], \(number).\n")
            if number % 3 == 0 { try commitAll() }
            return (try run("list"), {})
        case .search:
            try vault.write("notes/n\(number % 4).md", "# N\(number % 4)\nSee [[the-hub]], word\(number).\n")
            return (try run("search", "word\(number)"), {})
        case .set:
            let task = Self.tasks[number % 3]
            record.counters[task]?.insert(number)
            return (try run("set", task, "counter=\(number)"), { self.record.counters[task] = [number] })
        case .make:
            return (try run("new", "idea", "Thought \(number)"), { self.record.made.insert("thought-\(number)") })
        case .rename: return (try run("rename", "hub", "The hub \(number % 2)"), {})
        case .remove:
            guard let idea = record.made.min() else { return (try run("list"), {}) }
            record.made.remove(idea)
            return (try run("rm", idea), {})
        }
    }

    /// Has something go wrong in a piece of work, at a call that the seed chooses, and expects that nothing is lost.
    func suffer(_ program: String, _ action: Fault.Action, _ note: String) throws {
        guard
            let (work, length) = record.lengths[program]?.sorted(by: { "\($0.key)" < "\($1.key)" }).randomElement(
                using: &random)
        else { return }
        let fault = Fault(program: program, call: Int.random(in: 1...max(length, 1), using: &random), action: action)
        let note = Comment(rawValue: "\(note): \(work), \(fault)")
        let (outcome, promise) = try perform(work, try fault.environment())
        if outcome.isKilled {
            #expect(action == .kill, note)
            killed += 1
        } else {
            // What could not be done is said, and no fault of ours is.
            let isDone = outcome.code == 0 && !outcome.error.contains("not committed")
            if isDone { promise() }
            #expect(isDone || !outcome.error.isEmpty, note)
            #expect(!outcome.error.contains("Fatal error"), note)
        }
        if program == "git" { try ProcessVault.removeLocks(in: vault.root) }
        try expectSound(note)
    }

    /// Has git be killed at each call of a commit of a new file, and expects that git never takes the file for a deleted one.
    ///
    /// - Returns: How many calls there are.
    func sufferCommittingAnywhere() throws -> Int {
        for call in 1... {
            let fault = Fault(program: "git", call: call, action: .kill)
            let (outcome, _) = try perform(.make, try fault.environment())
            guard outcome.isKilled else { return call - 1 }
            killed += 1
            try ProcessVault.removeLocks(in: vault.root)
            let staged = try vault.git("diff", "--cached", "--name-only", "--no-renames", "--diff-filter=D", "HEAD")
            #expect(staged.code == 0 && staged.output == "", "\(fault): \(staged)")
        }
        return 0
    }

    /// Has a daemon that commits be killed at some call, while files change.
    func sufferWatching(_ note: String) throws {
        let program = Bool.random(using: &random) ? "mosaic" : "git"
        let call = Int.random(in: 1...(program == "git" ? 30 : 200), using: &random)
        let fault = Fault(program: program, call: call, action: .kill)
        let process = vault.process(
            "mosaic", ["watch", "--commit-after", "1s", "--log-level", "error"], in: vault.root)
        process.environment?.merge(try fault.environment()) { $1 }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let before = try vault.git("rev-parse", "HEAD").output
        for _ in 0..<3 {
            record.number += 1
            let number = record.number
            try vault.write("notes/n\(number % 4).md", "# N\(number % 4)\nSee [[the-hub]], \(number).\n")
            _ = try vault.mosaic("list")
        }
        // Until it has committed, or is no more.
        _ = try vault.eventually { try !process.isRunning || vault.git("rev-parse", "HEAD").output != before }
        _ = try vault.mosaic("watch", "--stop")
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal { killed += 1 }
        try ProcessVault.removeLocks(in: vault.root)
        try expectSound(Comment(rawValue: "\(note): a daemon, \(fault)"))
    }

    // MARK: - What has to be there

    private var stateFolder: URL { vault.root.appendingPathComponent(".git/mosaic") }

    private func expectSound(_ note: Comment) throws {
        // To ask for a list costs three times as much as to ask for nothing.
        let next = Int.random(in: 0..<4, using: &random) == 0 ? ["list", "--json"] : ["index"]
        let outcome = try vault.run("mosaic", next)
        #expect(outcome.code == 0 && outcome.error == "", "\(note): \(next): \(outcome.error)")
        if next[0] == "list" {
            #expect((try? JSONSerialization.jsonObject(with: Data(outcome.output.utf8))) != nil, note)
        }
        for task in Self.tasks {
            let text = try vault.read("tasks/\(task).md")
            let found = text.split(separator: "\n").compactMap {
                $0.hasPrefix("counter: ") ? Int($0.dropFirst(9)) : nil
            }
            let isOne = found.count == 1 && record.counters[task]?.contains(found.first ?? -1) == true
            #expect(isOne, "\(note): \(task): \(text)")
            #expect(text.hasPrefix("---\n") && text.hasSuffix("# \(task)\n"), "\(note): \(task): \(text)")
            if let value = found.first { record.counters[task] = [value] }
        }
        for idea in record.made { #expect(try vault.read("ideas/\(idea).md").hasPrefix("---\n"), note) }
        let paths = try ProcessVault.paths(in: vault.root)
        let hubs = paths.filter { $0.hasPrefix("notes/the-hub") }
        #expect(hubs.count == 1, "\(note): \(hubs)")
        #expect(try ProcessVault.strays(in: vault.root) == [], note)
        #expect(paths.count { $0.hasSuffix(".sqlite") } == 1, note)
        let verified = try vault.mosaic("verify")
        #expect(verified.code == 0, "\(note): \(verified.output)\(verified.error)")
    }

    /// Expects that everything can go on: that what was acknowledged is in the history, and work is done as ever.
    func expectWhole(_ note: String) throws {
        try commitAll()
        for task in Self.tasks { try expectDone(["set", task, "counter=-1"]) }
        for task in Self.tasks {
            #expect(try vault.git("show", "HEAD:tasks/\(task).md").output.contains("\ncounter: -1\n"), "\(note)")
        }
        for idea in record.made {
            #expect(try vault.git("cat-file", "-e", "HEAD:ideas/\(idea).md").code == 0, "\(note)")
        }
        #expect(try vault.git("fsck", "--strict", "--no-progress").code == 0, "\(note)")
        #expect(try vault.git("status", "--porcelain").output == "", "\(note)")
        try expectDone(["verify"])
    }
}
