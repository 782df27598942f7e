import Foundation
import GitStore
import TestSupport
import Testing
import VaultIndex
import VaultModel

@testable import VaultEngine

/// A daemon in this process, on a thread of its own.
struct WatchDaemonTests {
    @Test("Where others may change the file system, a question finds what no event told of")
    func sharedFileSystem() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# Before\n")
        try repository.commit()
        // What is written through another name of the file, outside of the vault, comes without an event.
        let other = repository.folder.path + "/other name"
        try #require(link(repository.path + "/a.md", other) == 0)
        let daemon = try RunningDaemon(repository, fileSystem: .shared(name: "NFS"))
        let vault = try repository.open()
        #expect(vault.daemonStatus()?.sharedFileSystem == "NFS")
        for title in ["After", "Later"] {
            try Data("# \(title)\n".utf8).write(over: other)
            try vault.refresh()
            #expect(try vault.entities().map(\.title) == [title])
        }
        daemon.stop()
        #expect(daemon.reports.contains(.shared(fileSystem: "NFS")))
    }

    @Test("A vault of this machine alone is no shared one")
    func localFileSystem() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        try repository.commit()
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        #expect(try repository.open().daemonStatus()?.sharedFileSystem == nil)
        daemon.stop()
        #expect(!daemon.reports.contains { if case .shared = $0 { true } else { false } })
    }

    @Test("Where the vault is moved away, nobody is told that all is current, and nothing is made in its old place")
    func movedAway() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        try repository.commit()
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        let place = repository.folder.path + "/elsewhere"
        try FileManager.default.moveItem(atPath: repository.path, toPath: place)
        let vault = try Vault(discovering: place, surroundings: repository.surroundings)
        #expect(vault.daemonDoor.ask(.sync) != DaemonDoor.current)
        daemon.waitUntilEnd()
        #expect(!FileManager.default.fileExists(atPath: repository.path))
    }

    @Test("A daemon that cannot bring the index up to date says so, and questions look for themselves until it can")
    func failure() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        try repository.commit()
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        let vault = try repository.open()
        let head = repository.path + "/.git/HEAD"
        let before = try Data(contentsOf: URL(fileURLWithPath: head))
        try Data("no head\n".utf8).write(over: head)
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.failed)
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.failed)
        try before.write(over: head)
        try repository.write("b.md", "# B\n")
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        #expect(try vault.paths() == ["a.md", "b.md"])
        daemon.stop()
        #expect(daemon.reports.contains { if case .failed = $0 { true } else { false } })
    }

    @Test(
        "Rules that are written again and again keep it from committing no longer than it was to wait",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func restlessRules() throws {
        let repository = try TestVault()
        try repository.git("config", "user.name", "Ann")
        try repository.git("config", "user.email", "ann@example.org")
        try repository.write("a.md", "# A\n")
        let clock = SteppedClock()
        let daemon = try RunningDaemon(
            repository, fileSystem: nil, commitsAfter: 10, milliseconds: { clock.milliseconds })
        let door = try repository.open().daemonDoor
        for attempt in 0..<10 {
            try repository.write(".git/info/exclude", "*.\(attempt)\n")
            #expect(door.ask(.sync) == DaemonDoor.current)
            #expect(!daemon.hasCommitted)
            clock.step(milliseconds: 1_000)
        }
        // Whoever asks has it look at its clock.
        #expect(door.ask(.status) != nil)
        daemon.wait { if case .committed = $0 { true } else { false } }
        daemon.stop()
    }

    @Test("One who follows is told of all that comes, whatever is newer or not committed, and of nothing else")
    func follower() throws {
        let repository = try TestVault()
        for number in 0..<300 { try repository.write("old/\(number).md", "# Old \(number)\n") }
        try repository.commit()
        try repository.git("checkout", "--quiet", "-b", "side")
        for number in 0..<250 { try repository.write("new/\(number).md", "# New \(number)\n") }
        try repository.commit()
        try repository.git("checkout", "--quiet", "main")
        try repository.write("local.md", "# Later than all that is on the other branch\n")
        try repository.commit()
        try repository.write("pending.md", "# Not committed\n")
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        let vault = try repository.open()
        let follower = try ActivityFollower(vault: vault, filter: ActivityFilter())
        #expect(try follower.latest(2).map(\.path) == ["local.md", "pending.md"])
        for command in [
            ["merge", "--quiet", "--no-edit", "side"], ["checkout", "--quiet", "side"],
            ["checkout", "--quiet", "main"],
        ] {
            try repository.git(command)
            #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        }
        try repository.commit()
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        try repository.write("last.md", "# Last\n")
        #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        daemon.stop()
        var told: [String] = []
        while let new = try follower.next() { told += new.map(\.path) }
        #expect(
            told.count == 252 && told.contains("pending.md") && told.filter { $0.hasPrefix("new/") }.count == 250
                && told.last == "last.md")
    }

    @Test("One who follows is told of each change of a file that is not committed, and again once it is committed")
    func followerOfEdits() throws {
        let repository = try TestVault()
        func text(_ due: String) -> String { "---\ntype: task\n\(due)---\n" }
        try repository.write("t.md", text(""))
        try repository.commit()
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        let vault = try repository.open()
        let follower = try ActivityFollower(vault: vault, filter: ActivityFilter())
        _ = try follower.latest(0)
        var told: [String] = []
        // Each is read before the next comes: two that come together are one.
        let days = (1...2).map { "due: 2027-01-0\($0)\n" }
        for due in [days[0], days[1], days[1], "", days[0], "commit"] {
            if due == "commit" { try repository.commit() } else { try repository.write("t.md", text(due)) }
            #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
            // What is told of nothing waits for what comes next.
            if due.isEmpty || told.last == "due → \(due.dropFirst(5).dropLast())" { continue }
            told += try #require(try follower.next()).map { activity in
                activity.changes.map { "\($0.field) → \($0.after?.text ?? "none")" }.joined(separator: ", ")
            }
        }
        #expect(told == ["due → 2027-01-01", "due → 2027-01-02", "due → 2027-01-01", "due → 2027-01-01"])
        daemon.stop()
        #expect(try follower.next() == nil)
    }

    @Test("One who follows is told whose a change is, once it is committed")
    func followerOfAgents() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        try repository.commit()
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        let vault = try repository.open()
        let follower = try ActivityFollower(vault: vault, filter: ActivityFilter())
        _ = try follower.latest(0)
        var told: [String?] = []
        for step in ["write", "commit"] {
            if step == "write" {
                try repository.write("a.md", "---\nx: 1\n---\n# A\n")
            } else {
                try repository.commit("x\n\nMosaic-Agent: bot")
            }
            #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
            told += try #require(try follower.next()).map(\.agentID)
        }
        #expect(told == [nil, "bot"])
        daemon.stop()
    }

    @Test("One who follows is told once of what is written and committed in one go, as what was committed")
    func followerOfCommands() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        try repository.commit()
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        let vault = try repository.open()
        let follower = try ActivityFollower(vault: vault, filter: ActivityFilter())
        _ = try follower.latest(0)
        nonisolated(unsafe) let committing = repository
        for number in 1...3 {
            var lock = try vault.committersLock(wait: .seconds(10))
            try repository.write("a.md", "# A\n\(number)\n")
            #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
            let waiting = Thread { [lock] in
                Thread.sleep(forTimeInterval: 0.5)
                withExtendedLifetime(lock) { _ = try? committing.commit("x\n\nMosaic-Via: cli") }
            }
            waiting.start()
            lock = nil
            let told = try #require(try follower.next())
            #expect(told.map(\.via) == ["cli"])
        }
        daemon.stop()
        #expect(try follower.next() == nil)
    }

    @Test("One who follows and does not read keeps nobody waiting")
    func idleFollower() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        try repository.commit()
        let daemon = try RunningDaemon(repository, fileSystem: nil)
        let vault = try repository.open()
        let follower = try #require(vault.daemonDoor.connect())
        try #require(follower.write(line: DaemonDoor.Request.follow.rawValue))
        for number in 0..<600 {
            try repository.write("a.md", "# A \(number)\n")
            #expect(vault.daemonDoor.ask(.sync) == DaemonDoor.current)
        }
        #expect(try vault.entities().map(\.title) == ["A 599"])
        #expect(follower.readLine(timeoutMilliseconds: 60_000) == DaemonDoor.current)
        daemon.stop()
    }
}

extension Data {
    /// Writes over a file in place, as no editor does.
    fileprivate func write(over path: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: self)
        try file.close()
    }
}
