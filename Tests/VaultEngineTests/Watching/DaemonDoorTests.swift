import Foundation
import GitStore
import TestSupport
import Testing

@testable import VaultEngine

@Suite("The door of a daemon")
struct DaemonDoorTests {
    @Test("A line that comes byte by byte is waited for as long as one that does not come")
    func slowLine() throws {
        var descriptors: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Self.stream, 0, &descriptors) == 0)
        let connection = DaemonConnection(descriptor: descriptors[0])
        let isOver = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [other = descriptors[1]] in
            for _ in 0..<200 where isOver.wait(timeout: .now() + .milliseconds(5)) == .timedOut {
                _ = send(other, "x", 1, Self.noSignal)
            }
            _ = send(other, "\n", 1, Self.noSignal)
            close(other)
        }
        #expect(connection.readLine(timeoutMilliseconds: 50) == nil)
        isOver.signal()
    }

    @Test("Who finds no place at the door of a daemon that does nothing goes on without it")
    func crowd() throws {
        let folder = try TemporaryFolder()
        let door = DaemonDoor(folder: folder.path, name: "sock")
        let listener = try #require(door.open())
        defer { close(listener) }
        var crowd: [DaemonConnection] = []
        while crowd.count < 10_000, let connection = door.connect(timeoutMilliseconds: 20) { crowd.append(connection) }
        #expect(!crowd.isEmpty && crowd.count < 10_000)
    }

    /// A vault of which the index lacks a file, and the place of a daemon that says nothing, as if it was suspended.
    private func silence() throws -> (TestVault, Vault, listener: Int32) {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        try repository.commit()
        let vault = try repository.refreshed()
        try repository.write("b.md", "# B\n")
        return (repository, vault, try #require(vault.daemonDoor.open()))
    }

    @Test("A daemon that does not answer is done without, and is not asked again")
    func silentDaemon() throws {
        let (repository, vault, listener) = try silence()
        defer { withExtendedLifetime(repository) { _ = close(listener) } }
        try vault.refresh()
        #expect(try vault.paths() == ["a.md", "b.md"])
        #expect(vault.isDaemonSilent)
        try repository.write("c.md", "# C\n")
        try vault.refresh()
        #expect(try vault.paths() == ["a.md", "b.md", "c.md"])
        _ = fcntl(listener, F_SETFL, O_NONBLOCK)
        let asked = (0..<2).map { _ in accept(listener, nil, nil) }.filter { $0 >= 0 }
        for descriptor in asked { close(descriptor) }
        #expect(asked.count == 1)
    }

    @Test("A daemon that is at the index is waited for")
    func busyDaemon() throws {
        let (repository, vault, listener) = try silence()
        defer { withExtendedLifetime(repository) { _ = close(listener) } }
        var lock: AdvisoryLock? = try AdvisoryLock.acquire(vault.index.stateFolder + "/index.lock", wait: .no)
        var waits = 0
        try vault.refresh { progress in
            guard case .waiting = progress else { return }
            waits += 1
            lock = nil
        }
        #expect(waits == 1 && lock == nil)
        #expect(try vault.paths() == ["a.md", "b.md"])
        #expect(!vault.isDaemonSilent)
    }

    @Test("A daemon that has gone, or hangs up, is none")
    func goneDaemon() throws {
        let (repository, vault, listener) = try silence()
        defer { withExtendedLifetime(repository) {} }
        #expect(vault.daemonDoor.sync(timeoutMilliseconds: 10) == .silent)
        close(listener)
        #expect(vault.daemonDoor.sync() == .noDaemon)
        try vault.refresh()
        #expect(try vault.paths() == ["a.md", "b.md"])
        #expect(!vault.isDaemonSilent)
    }

    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
        private static let stream = SOCK_STREAM
        private static let noSignal: Int32 = 0
    #endif
}
