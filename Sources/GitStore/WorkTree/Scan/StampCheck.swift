#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The comparison of some stamped entries of one directory with the files that bear their names now.
///
/// This is the innermost loop of a scan: one `fstatat` an entry, relative to the open directory, by a name that lies ready
/// in the snapshot. Only what differs costs memory.
///
/// Handed to one thread at a time by `StampCheckPool`, which orders the hand-overs; hence unchecked.
final class StampCheck: @unchecked Sendable {
    enum Outcome {
        /// New, differing, or racy: the file's present stamp.
        case stamped(FileStamp)
        /// Not there any more, or no regular file.
        case gone
        case failed(SystemError)
    }

    struct Finding {
        var index: Int
        var outcome: Outcome
    }

    private var directory: OpenDirectory?
    private let bytes: [UInt8]
    private let range: Range<Int>
    private(set) var findings: [Finding] = []
    /// The Markdown files that are there and not excluded.
    private(set) var fileCount = 0

    /// `bytes` must be a valid snapshot of `directory`.
    init(_ directory: OpenDirectory, _ bytes: [UInt8], _ range: Range<Int>) {
        self.directory = directory
        self.bytes = bytes
        self.range = range
    }

    func run() {
        guard let directory else { return }
        let descriptor = directory.descriptor
        bytes.withUnsafeBytes { buffer in
            guard let view = SnapshotView(trusted: buffer) else { return }
            var status = stat()
            for index in range {
                let flags = view.stampedFlags(index)
                if flags & (DirectorySnapshot.EntryFlags.excluded | DirectorySnapshot.EntryFlags.gone) != 0 { continue }
                guard let name = view.stampedName(index).baseAddress else { continue }
                if fstatat(descriptor, name.assumingMemoryBound(to: CChar.self), &status, AT_SYMLINK_NOFOLLOW) != 0 {
                    let error = SystemError.last
                    findings.append(Finding(index: index, outcome: error.meansVanished ? .gone : .failed(error)))
                    continue
                }
                let stamp = FileStamp(status)
                if stamp.type != .regular {
                    findings.append(Finding(index: index, outcome: .gone))
                    continue
                }
                if view.stampedKind(index) == .markdown { fileCount += 1 }
                let isSuspect = flags & (DirectorySnapshot.EntryFlags.racy | DirectorySnapshot.EntryFlags.new) != 0
                if isSuspect || stamp != view.stamp(index) {
                    findings.append(Finding(index: index, outcome: .stamped(stamp)))
                }
            }
        }
        self.directory = nil
    }
}

/// Runs stamp checks on a second thread (or more) beside the one that walks the directories, which helps when it is ahead.
///
/// Threads start only when there is enough to do to be worth one: the 50 µs of a start are some 80 files.
final class StampCheckPool: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    // All below is guarded by `lock`.
    private var waiting: [StampCheck] = []
    private var idleThreads = 0
    private var isClosed = false

    private let threadLimit: Int
    private var threads: [pthread_t] = []
    private var entriesSeen = 0

    /// How many entries one check takes: some 0.3 ms of work.
    static let entriesPerCheck = 512
    /// Checks that may wait, each holding a directory open.
    private static let backlogLimit = 32
    /// How many entries must be seen before another thread is started.
    private static let entriesPerThread = 1024

    /// `threadLimit` counts the calling thread.
    init(threadLimit: Int) {
        self.threadLimit = threadLimit
        pthread_mutex_init(lock, nil)
        pthread_cond_init(arrival, nil)
    }

    deinit {
        pthread_cond_destroy(arrival)
        pthread_mutex_destroy(lock)
        arrival.deallocate()
        lock.deallocate()
    }

    func add(_ check: StampCheck, entries: Int) {
        entriesSeen += entries
        guard threadLimit > 1 else { return check.run() }
        pthread_mutex_lock(lock)
        waiting.append(check)
        let backlog = waiting.count
        if idleThreads > 0 { pthread_cond_signal(arrival) }
        pthread_mutex_unlock(lock)
        if threads.count < threadLimit - 1, entriesSeen >= (threads.count + 1) * StampCheckPool.entriesPerThread {
            startThread()
        }
        if backlog > StampCheckPool.backlogLimit { take(waitingForMore: false)?.run() }
    }

    /// Runs what is left, and returns when every check has run.
    func finish() {
        while let check = take(waitingForMore: false) { check.run() }
        pthread_mutex_lock(lock)
        isClosed = true
        pthread_cond_broadcast(arrival)
        pthread_mutex_unlock(lock)
        for thread in threads { pthread_join(thread, nil) }
        threads = []
    }

    /// The youngest check that waits; with `waitingForMore`, nil only when there will be none.
    private func take(waitingForMore: Bool) -> StampCheck? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while waiting.isEmpty, waitingForMore, !isClosed {
            idleThreads += 1
            pthread_cond_wait(arrival, lock)
            idleThreads -= 1
        }
        return waiting.popLast()
    }

    private func startThread() {
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let pool = Unmanaged.passRetained(self)
        let status = pthread_create(&thread, nil, stampCheckThread, pool.toOpaque())
        guard status == 0 else { return pool.release() }  // Without a second thread the first does all.
        #if canImport(Darwin)
            if let thread { threads.append(thread) }
        #else
            threads.append(thread)
        #endif
    }

    fileprivate func work() {
        while let check = take(waitingForMore: true) { check.run() }
    }
}

#if canImport(Darwin)
    private func stampCheckThread(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<StampCheckPool>.fromOpaque(argument).takeRetainedValue().work()
        return nil
    }
#else
    private func stampCheckThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        Unmanaged<StampCheckPool>.fromOpaque(argument).takeRetainedValue().work()
        return nil
    }
#endif
