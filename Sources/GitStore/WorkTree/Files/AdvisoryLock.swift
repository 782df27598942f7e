#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why a lock was not to be had.
package enum LockError: Error, Hashable, Sendable {
    /// Another holds it, and did so for as long as there was to wait.
    case busy(String)
    /// The lock's file cannot be made or locked.
    case unavailable(String, SystemError)
}

/// A lock that at most one process (and one holder within it) has, on a file that is made for it (`flock`).
///
/// The system lets go of it when the holder ends, however it ends, so that there are no process ids and no stale locks. It is
/// let go with the last reference, and not handed down to programs that are started meanwhile.
package final class AdvisoryLock: Sendable {
    /// How long to wait for a lock that another holds.
    package enum Wait: Hashable, Sendable {
        case no
        case seconds(Double)
    }

    private let descriptor: CInt

    private init(descriptor: CInt) { self.descriptor = descriptor }

    deinit {
        // Closing would not do while a program is being started: until it runs, it holds a copy of the descriptor.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Takes the lock whose file is at `path`, in a folder that must be there. The file stays when the lock is let go. A link, or an
    /// empty folder, that is there instead of it is removed.
    package static func acquire(_ path: String, wait: Wait) throws(LockError) -> AdvisoryLock {
        var hasMadeRoom = false
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                let error = SystemError.last
                if hasMadeRoom { throw .unavailable(path, error) }
                hasMadeRoom = error.code == ELOOP && unlink(path) == 0 || error.code == EISDIR && rmdir(path) == 0
                if hasMadeRoom { continue }
                throw .unavailable(path, error)
            }
            let lock = AdvisoryLock(descriptor: descriptor)
            try lock.take(path, wait)
            // Whoever removed the file meanwhile left us a lock that nobody else can see.
            var own = stat()
            var named = stat()
            if fstat(descriptor, &own) == 0, lstat(path, &named) == 0, own.st_ino == named.st_ino,
                own.st_dev == named.st_dev
            {
                return lock
            }
        }
    }

    private func take(_ path: String, _ wait: Wait) throws(LockError) {
        let deadline: Int64 =
            switch wait {
            case .no: .min
            case .seconds(let seconds):
                AdvisoryLock.now() &+ Int64(min(max(seconds, 0), AdvisoryLock.longestWait) * 1e9)
            }
        var pause = 1_000_000
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let error = SystemError.last
            if error.code == EINTR { continue }
            guard error.code == EWOULDBLOCK else { throw .unavailable(path, error) }
            if AdvisoryLock.now() >= deadline { throw .busy(path) }
            // There is no waiting for a lock with an end but to ask again.
            var duration = timespec(tv_sec: 0, tv_nsec: pause)
            nanosleep(&duration, nil)
            pause = min(pause * 2, 25_000_000)
        }
    }

    /// A year: more would not fit.
    private static let longestWait = 31_536_000.0

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return FileStamp.nanoseconds(time)
    }
}
