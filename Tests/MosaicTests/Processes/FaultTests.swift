import Foundation
import Testing

/// Processes that are killed, or whose disk fails, at any of the calls with which they change files: what was acknowledged
/// stays, no file is half written, nothing is left lying about, and the next command works.
@Suite(.enabled(if: Fault.canBeMade))
struct FaultTests {
    /// How often each test has something go wrong: `MOSAIC_FAULTS` in the environment.
    private static let times = ProcessInfo.processInfo.environment["MOSAIC_FAULTS"].flatMap { Int($0) } ?? 10

    @Test("Every kind of call is one at which something can go wrong")
    func calls() throws {
        let vault = try FaultyVault(seed: 0)
        #expect(Set("wtsrum").isSubset(of: vault.calls))
    }

    @Test(
        "A process that is killed anywhere loses nothing", .timeLimit(.minutes(60)),
        arguments: [1, 2, 3, 4] as [UInt64])
    func kills(seed: UInt64) throws {
        let vault = try FaultyVault(seed: seed)
        for round in 0..<Self.times { try vault.suffer("mosaic", .kill, "seed \(seed), round \(round)") }
        #expect(vault.killed > 0)
        try vault.expectWhole("seed \(seed)")
    }

    @Test(
        "A git that is killed with the Mosaic that started it loses nothing", .timeLimit(.minutes(60)), arguments: [5])
    func killsOfGit(seed: UInt64) throws {
        let vault = try FaultyVault(seed: seed)
        for round in 0..<Self.times { try vault.suffer("git", .kill, "seed \(seed), round \(round)") }
        #expect(vault.killed > 0)
        try vault.expectWhole("seed \(seed)")
    }

    @Test(
        "A disk that is full, or fails, from any call on loses nothing, and is told", .timeLimit(.minutes(60)),
        arguments: [
            ("mosaic", ENOSPC, true), ("mosaic", ENOSPC, false), ("mosaic", EIO, true), ("mosaic", EIO, false),
            ("git", ENOSPC, true), ("git", EIO, false),
        ])
    func errors(program: String, code: Int32, persists: Bool) throws {
        let seed = UInt64(code) * 2 + (persists ? 1 : 0)
        let vault = try FaultyVault(seed: seed)
        let times = program == "git" ? Self.times / 2 : Self.times
        for round in 0..<times {
            try vault.suffer(program, .error(code, persists: persists), "seed \(seed), round \(round)")
        }
        try vault.expectWhole("seed \(seed)")
    }

    @Test("A daemon that is killed anywhere loses nothing", .timeLimit(.minutes(60)), arguments: [6, 7] as [UInt64])
    func daemon(seed: UInt64) throws {
        let vault = try FaultyVault(seed: seed)
        for round in 0..<Self.times / 3 { try vault.sufferWatching("seed \(seed), round \(round)") }
        #expect(vault.killed > 0)
        try vault.expectWhole("seed \(seed)")
    }

    @Test(
        "An init that is killed, or whose disk fails, anywhere is made good by the next one", .timeLimit(.minutes(60)),
        arguments: FaultyInitialization.Place.allCases)
    func initialization(place: FaultyInitialization.Place) throws {
        let vault = try FaultyInitialization(place, seed: 8)
        for round in 0..<Self.times {
            let note = "\(place), round \(round)"
            try vault.suffer("mosaic", .kill, note)
            if round % 3 == 0 { try vault.suffer("git", .kill, note) }
            if round % 3 == 1 { try vault.suffer("mosaic", .error(ENOSPC, persists: round % 2 == 0), note) }
        }
        #expect(vault.killed > 0)
    }
}
