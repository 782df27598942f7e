import Foundation
import GitStore
import TestSupport
import Testing

@testable import VaultEngine

@Suite(
    "A daemon that commits with a hook that takes its time", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
struct CommitUnderWayTests {
    private let repository: TestVault
    private let vault: Vault

    init() throws {
        repository = try TestVault()
        try repository.git("config", "user.name", "Ann")
        try repository.git("config", "user.email", "ann@example.org")
        try repository.write("a.md", "# A\n")
        try repository.commit()
        try repository.write("b.md", "# B\n")
        vault = try repository.open()
    }

    /// Has git wait before each commit until ``release()``.
    private func holdCommits() throws {
        try hook(": > ../begun\nwhile [ ! -e ../go ]; do sleep 0.01; done")
    }

    private func hook(_ script: String) throws {
        let path = repository.path + "/.git/hooks/pre-commit"
        try repository.write(".git/hooks/pre-commit", "#!/bin/sh\n\(script)\n")
        try #require(chmod(path, 0o755) == 0)
    }

    private func release() throws { try repository.write("../go", "") }

    private func waitForHook() throws {
        let begun = repository.path + "/../begun"
        for _ in 0..<150_000 where access(begun, F_OK) != 0 { usleep(2_000) }
        try #require(access(begun, F_OK) == 0, "git calls no hook")
    }

    private func subjects() throws -> [String] {
        try repository.git("log", "--format=%s").split(separator: "\n").map(String.init)
    }

    private func isCommit(_ report: WatchDaemon.Report) -> Bool { if case .committed = report { true } else { false } }

    @Test("Without a branch it commits nothing, says so once, and goes on once there is one")
    func detachedHead() throws {
        try repository.git("checkout", "-q", "--detach")
        let daemon = try RunningDaemon(repository, commitsAfter: 0)
        defer { daemon.stop() }
        daemon.wait { $0 == .detached }
        try repository.write("c.md", "# C\n")
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        #expect(!daemon.hasCommitted)
        try repository.git("symbolic-ref", "HEAD", "refs/heads/main")
        daemon.wait(for: isCommit)
        #expect(daemon.reports.count { $0 == .detached } == 1)
        #expect(try repository.git("status", "--porcelain") == "")
    }

    @Test("Who asks meanwhile is answered of what is there, and what came is committed next")
    func answers() throws {
        try holdCommits()
        let daemon = try RunningDaemon(repository, commitsAfter: 0)
        defer { daemon.stop() }
        try waitForHook()
        try repository.write("c.md", "# C\n")
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        #expect(try vault.paths() == ["a.md", "b.md", "c.md"])
        #expect(vault.daemonStatus()?.commitsAfter == 0)
        #expect(!daemon.hasCommitted)
        try release()
        daemon.wait(times: 2, for: isCommit)
        #expect(try subjects() == ["1 note added", "1 note added", "x"])
        #expect(try repository.git("status", "--porcelain") == "")
    }

    @Test(
        "Asked to stop, it answers until the commit is made, and then ends", arguments: ["by a signal", "at the door"])
    func stops(how: String) throws {
        try holdCommits()
        let daemon = try RunningDaemon(repository, commitsAfter: 0)
        try waitForHook()
        let asking = try #require(vault.daemonDoor.connect())
        if how == "by a signal" {
            #expect(asking.write(line: DaemonDoor.Request.follow.rawValue))
            #expect(asking.readLine(timeoutMilliseconds: 30_000) != nil)
            daemon.askToStop()
        } else {
            #expect(asking.write(line: DaemonDoor.Request.stop.rawValue))
            #expect(vault.stopDaemon(timeoutMilliseconds: 0) == .underWay)
        }
        #expect(vault.daemonStatus() != nil)
        // Nothing more is begun.
        try repository.write("c.md", "# C\n")
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        #expect(!daemon.hasCommitted)
        try release()
        // Its end is seen at the door no sooner than it has come.
        #expect(asking.waitForEnd(timeoutMilliseconds: -1) && daemon.hasCommitted)
        daemon.waitUntilEnd()
        #expect(daemon.hasCommitted && daemon.reports.last == .stopped)
        #expect(try subjects() == ["1 note added", "x"])
        #expect(try repository.git("status", "--porcelain") == "?? c.md")
        #expect(!FileManager.default.fileExists(atPath: repository.path + "/.git/index.lock"))
    }

    @Test("Its folder removed meanwhile, it makes the commit before it ends")
    func folderRemoved() throws {
        try holdCommits()
        let daemon = try RunningDaemon(repository, commitsAfter: 0)
        try waitForHook()
        try repository.remove(".git/mosaic")
        // It looks whether it can still be found whenever something happens.
        try repository.write("c.md", "# C\n")
        try release()
        daemon.waitUntilEnd()
        #expect(daemon.hasCommitted && daemon.reports.last == .stopped)
        #expect(try subjects() == ["1 note added", "x"])
    }

    @Test("While another of ours is at a commit, it waits for nobody, and commits later")
    func busy() throws {
        var lock: AdvisoryLock? = try .acquire(repository.path + "/.git/mosaic/commit.lock", wait: .no)
        let daemon = try RunningDaemon(repository, commitsAfter: 0)
        defer { daemon.stop() }
        for number in 0..<3 {
            try repository.write("c.md", "# C \(number)\n")
            #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        }
        #expect(lock != nil && !daemon.hasCommitted)
        lock = nil
        daemon.wait(for: isCommit)
        #expect(try subjects() == ["2 notes added", "x"])
    }

    @Test("Who follows is told meanwhile, though git has its index locked")
    func follower() throws {
        try holdCommits()
        let clock = SteppedClock()
        let daemon = try RunningDaemon(repository, commitsAfter: 0, milliseconds: { clock.milliseconds })
        defer { daemon.stop() }
        try waitForHook()
        #expect(FileManager.default.fileExists(atPath: repository.path + "/.git/index.lock"))
        let follower = try #require(vault.daemonDoor.connect())
        #expect(follower.write(line: DaemonDoor.Request.follow.rawValue))
        #expect(follower.readLine(timeoutMilliseconds: 30_000) == DaemonDoor.current)
        try repository.write("c.md", "# C\n")
        // Whoever asks has it look at its clock, once it has seen what came.
        #expect(vault.daemonStatus() != nil)
        clock.step(milliseconds: 1_000)
        #expect(vault.daemonStatus() != nil)
        #expect(follower.readLine(timeoutMilliseconds: 30_000) == DaemonDoor.current)
        try release()
    }

    @Test("What a hook refuses is told, and tried again")
    func refusal() throws {
        try hook("[ -e ../go ] || { echo 'not yet' >&2; exit 1; }")
        let daemon = try RunningDaemon(repository, commitsAfter: 0)
        defer { daemon.stop() }
        daemon.wait {
            if case .notCommitted(.gitFailed(_, _, let said)) = $0 { said == "not yet" } else { false }
        }
        try release()
        daemon.wait(for: isCommit)
        #expect(try repository.git("status", "--porcelain") == "")
    }
}
