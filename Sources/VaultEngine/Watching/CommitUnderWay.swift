import Foundation
import GitStore

/// A commit of everything that is not committed, made beside a daemon's loop: on a thread of its own, with a vault of its own.
///
/// A hook, a filter or a signature takes as long as it likes, and may ask at the daemon's door meanwhile.
final class CommitUnderWay: @unchecked Sendable {
    enum Outcome: Sendable {
        case committed(String, subject: String)
        case nothingToCommit
        /// There is something, and no branch is checked out that would keep a commit of it.
        case detached
        /// Another of ours is at a commit.
        case busy
        /// What is to be committed could not be.
        case notCommitted(VaultError)
        /// Nobody could say what is to be committed.
        case failed(VaultError)
    }

    /// As of a process's first thread: documents nest deep.
    private static let stackBytes = 8 << 20

    /// Becomes readable at the end, to be polled together with others.
    let descriptor: Int32
    private let end: Int32
    private let lock = NSLock()
    // Guarded by `lock`.
    private var outcome: Outcome = .nothingToCommit

    /// Begins to commit.
    ///
    /// - Parameters:
    ///   - root: the vault's folder. The index has to be current.
    ///   - surroundings: those of the daemon's vault.
    ///   - origin: says who commits.
    ///   - watchdog: keeps it from waiting at a pipe.
    /// - Throws: `SystemError` where the system has no descriptors left.
    init(
        at root: String, _ surroundings: Surroundings, _ origin: ChangeOrigin, _ watchdog: PipeWatchdog
    ) throws(SystemError) {
        (descriptor, end) = try OwnDescriptor.pipe().get()
        let thread = Thread { [self] in finish(watchdog.watch { Self.commit(at: root, surroundings, origin) }) }
        thread.stackSize = Self.stackBytes
        thread.start()
    }

    deinit {
        close(descriptor)
        close(end)
    }

    /// What became of it, once it has ended; waits until then.
    func wait() -> Outcome {
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) < 0, errno == EINTR {}
        return lock.withLock { outcome }
    }

    private func finish(_ outcome: Outcome) {
        lock.withLock { self.outcome = outcome }
        var byte: UInt8 = 0
        while write(end, &byte, 1) < 0, errno == EINTR {}
    }

    private static func commit(at root: String, _ surroundings: Surroundings, _ origin: ChangeOrigin) -> Outcome {
        do {
            return try Vault(discovering: root, surroundings: surroundings).commitUncommitted(origin)
        } catch {
            return .failed(error as? VaultError ?? .fileSystem(path: root, .other(said: "\(error)")))
        }
    }
}
