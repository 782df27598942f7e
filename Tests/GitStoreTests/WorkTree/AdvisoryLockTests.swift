import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct AdvisoryLockTests {
    private let vault: ScratchVault
    private var path: String { vault.full("lock") }

    init() throws { vault = try ScratchVault() }

    private func expectBusy(while held: AdvisoryLock?, wait: AdvisoryLock.Wait = .no) {
        #expect(throws: LockError.busy(path)) { try AdvisoryLock.acquire(path, wait: wait) }
        withExtendedLifetime(held) {}
    }

    @Test func `A lock that is held is busy for others until it is let go`() throws {
        var held: AdvisoryLock? = try AdvisoryLock.acquire(path, wait: .no)
        for wait in [AdvisoryLock.Wait.no, .seconds(0), .seconds(0.01)] { expectBusy(while: held, wait: wait) }
        held = nil
        for wait in [AdvisoryLock.Wait.no, .seconds(0), .seconds(.infinity)] {
            _ = try AdvisoryLock.acquire(path, wait: wait)
        }
    }

    @Test func `Who waits gets the lock when it is let go`() async throws {
        let path = path
        var held: AdvisoryLock? = try AdvisoryLock.acquire(path, wait: .no)
        expectBusy(while: held)
        let waiter = Task.detached { try AdvisoryLock.acquire(path, wait: .seconds(600)) }
        held = nil
        let lock = try await waiter.value
        expectBusy(while: lock)
    }

    @Test func `A lock whose file was removed is taken on the new file`() throws {
        let first = try AdvisoryLock.acquire(path, wait: .no)
        vault.remove("lock")
        let second = try AdvisoryLock.acquire(path, wait: .no)
        expectBusy(while: second)
        withExtendedLifetime(first) {}
    }

    @Test func `A child process does not inherit the lock`() throws {
        var held: AdvisoryLock? = try AdvisoryLock.acquire(path, wait: .no)
        // Runs while the lock is held, and is still running when it is let go.
        var child: pid_t = 0
        var input: [CInt] = [0, 0]
        try #require(pipe(&input) == 0)
        #expect(fcntl(input[1], F_SETFD, FD_CLOEXEC) == 0)
        let name = strdup("cat")
        defer { free(name) }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, input[0], 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        try #require(posix_spawn(&child, "/bin/cat", &actions, nil, [name, nil], nil) == 0)
        expectBusy(while: held)
        held = nil
        _ = try AdvisoryLock.acquire(path, wait: .no)
        close(input[1])
        close(input[0])
        var status: CInt = 0
        #expect(waitpid(child, &status, 0) == child)
    }

    @Test func `A lock in a folder that is not there is unavailable`() {
        let path = vault.full("nowhere/lock")
        #expect(throws: LockError.unavailable(path, SystemError(code: ENOENT))) {
            try AdvisoryLock.acquire(path, wait: .no)
        }
    }

    @Test func `A link or an empty folder makes room for a lock, and a folder with something in it stays`() throws {
        symlink("elsewhere", path)
        _ = try AdvisoryLock.acquire(path, wait: .no)
        unlink(path)
        mkdir(path, 0o755)
        _ = try AdvisoryLock.acquire(path, wait: .no)
        unlink(path)
        mkdir(path, 0o755)
        mkdir(path + "/kept", 0o755)
        #expect(throws: LockError.self) { try AdvisoryLock.acquire(path, wait: .no) }
        #expect(access(path + "/kept", F_OK) == 0 && access(vault.full("elsewhere"), F_OK) != 0)
    }
}
