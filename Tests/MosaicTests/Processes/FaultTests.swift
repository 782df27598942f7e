import Foundation
import TestSupport
import Testing

/// Processes that are killed, or whose disk fails, at any of the calls with which they change files: what was acknowledged
/// stays, no file is half written, nothing is left lying about, and the next command works.
@Suite(.enabled(if: Fault.canBeMade))
struct FaultTests {
    /// How many processes each case of a test kills: `MOSAIC_FAULTS` in the environment. Of what costs more than a kill, and
    /// of other faults, there is a part of that.
    static let times = ProcessInfo.processInfo.environment["MOSAIC_FAULTS"].flatMap { Int($0) } ?? 40

    /// Has something go wrong, round after round, until so many processes were killed: not every one comes as far as to the
    /// call that was chosen.
    private func suffer(_ times: Int, killed: () -> Int, _ body: (_ round: Int) throws -> Void) throws {
        for round in 0..<times * 3 where killed() < times { try body(round) }
        #expect(killed() >= times)
    }

    @Test("Every kind of call is one at which something can go wrong")
    func calls() throws {
        let vault = try FaultyVault(seed: 0)
        #expect(Set("wtsrum").isSubset(of: vault.calls))
    }

    @Test(
        "A process that is killed anywhere loses nothing", .timeLimit(.minutes(SanitizerSettings.minutes(60))),
        arguments: [1, 2, 3, 4] as [UInt64])
    func kills(seed: UInt64) throws {
        let vault = try FaultyVault(seed: seed)
        try suffer(Self.times, killed: { vault.killed }) { round in
            try vault.suffer("mosaic", .kill, "seed \(seed), round \(round)")
        }
        try vault.expectWhole("seed \(seed)")
    }

    @Test(
        "A git that is killed with the Mosaic that started it loses nothing",
        .timeLimit(.minutes(SanitizerSettings.minutes(60))), arguments: [5])
    func killsOfGit(seed: UInt64) throws {
        let vault = try FaultyVault(seed: seed)
        try suffer(Self.times, killed: { vault.killed }) { round in
            try vault.suffer("git", .kill, "seed \(seed), round \(round)")
        }
        try vault.expectWhole("seed \(seed)")
    }

    @Test("Ctrl-C ends a change of several files before it is begun, or once it is whole")
    func interruptions() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        for note in 0..<3 { try vault.write("notes/n\(note).md", "# N\(note)\nSee [[roof]].\n") }
        #expect(try vault.git("add", "--all").code == 0 && vault.git("commit", "--quiet", "--message", "All").code == 0)
        #expect(try vault.mosaic("index").code == 0)
        var outcomes: Set<Bool> = []
        var call = 1
        while true {
            let name = try vault.mosaic("list", "type:task", "--format", "{path}").output.trimmingCharacters(
                in: .whitespacesAndNewlines)
            let outcome = try vault.run(
                "mosaic", ["rename", name, "Roof \(call)"],
                environment: Fault(program: "mosaic", call: call, action: .interrupt).environment())
            #expect(outcome.isKilled && outcome.code == SIGINT || outcome.code == 0, "\(call): \(outcome)")
            let isRenamed = FileManager.default.fileExists(atPath: vault.root.path + "/tasks/roof-\(call).md")
            outcomes.insert(isRenamed)
            for note in 0..<3 {
                #expect(try vault.read("notes/n\(note).md").contains("[[roof-\(call)]]") == isRenamed, "\(call)")
            }
            #expect(try vault.git("status", "--porcelain").output == "", "\(call)")
            #expect(try ProcessVault.strays(in: vault.root) == [], "\(call)")
            if !outcome.isKilled { break }
            call += 4
        }
        #expect(outcomes == [true, false] && call > 8)
    }

    @Test("A git that is killed between the branch and its index leaves no file that looks deleted")
    func killsOfCommits() throws {
        let vault = try FaultyVault(seed: 9)
        #expect(try vault.sufferCommittingAnywhere() > 20)
        try vault.expectWhole("after all")
    }

    @Test(
        "A disk that is full, or fails, from any call on loses nothing, and is told",
        .timeLimit(.minutes(SanitizerSettings.minutes(60))),
        arguments: [
            ("mosaic", ENOSPC, true), ("mosaic", ENOSPC, false), ("mosaic", EIO, true), ("mosaic", EIO, false),
            ("git", ENOSPC, true), ("git", EIO, false),
        ])
    func errors(program: String, code: Int32, persists: Bool) throws {
        let seed = UInt64(code) * 2 + (persists ? 1 : 0)
        let vault = try FaultyVault(seed: seed)
        for round in 0..<max(1, program == "git" ? Self.times / 8 : Self.times / 4) {
            try vault.suffer(program, .error(code, persists: persists), "seed \(seed), round \(round)")
        }
        try vault.expectWhole("seed \(seed)")
    }

    @Test(
        "A daemon that is killed anywhere loses nothing", .timeLimit(.minutes(SanitizerSettings.minutes(60))),
        arguments: [6, 7] as [UInt64])
    func daemon(seed: UInt64) throws {
        let vault = try FaultyVault(seed: seed)
        try suffer(max(1, Self.times / 8), killed: { vault.killed }) { round in
            try vault.sufferWatching("seed \(seed), round \(round)")
        }
        try vault.expectWhole("seed \(seed)")
    }

    @Test(
        "An init that is killed, or whose disk fails, anywhere is made good by the next one",
        .timeLimit(.minutes(SanitizerSettings.minutes(60))),
        arguments: FaultyInitialization.Place.allCases)
    func initialization(place: FaultyInitialization.Place) throws {
        let vault = try FaultyInitialization(place, seed: 8)
        try suffer(Self.times, killed: { vault.killed }) { round in
            let note = "\(place), round \(round)"
            try vault.suffer("mosaic", .kill, note)
            if round % 3 == 0 { try vault.suffer("git", .kill, note) }
            if round % 3 == 1 { try vault.suffer("mosaic", .error(ENOSPC, persists: round % 2 == 0), note) }
        }
    }
}
