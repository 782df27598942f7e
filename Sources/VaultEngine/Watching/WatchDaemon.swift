import GitStore
import VaultIndex
import VaultModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps a vault's index current from file system events, and answers other processes at its door.
///
/// One thread and one loop: events say when to look and where, a scan says what is so. A burst of events is one update; how
/// long it waits for quiet adapts to how long updates take. Whoever asks at the door to be told once the index is current
/// does not wait for quiet, and never for git: a commit is made beside the loop, and its end is one event more.
///
/// It looks at everything when it starts, when events were lost, when the ignore rules changed, when the machine has slept
/// or its clock was set, and every quarter of an hour in any case. Where events do not tell all, it looks at everything
/// every half minute, and whenever it is asked.
package final class WatchDaemon {
    /// What the daemon did, for its log.
    package enum Report: Hashable, Sendable {
        case started(folders: Int)
        /// The system's limit keeps some folders from being watched: the daemon looks around every half minute.
        case incomplete(folders: Int)
        /// Others may change the vault's file system, of which no event comes: the daemon looks around every half minute.
        case shared(fileSystem: String)
        case updated(IndexSummary, milliseconds: Int)
        case committed(String, subject: String)
        /// What is to be committed could not be, and why; it is tried again.
        case notCommitted(VaultError)
        /// No branch is checked out that would keep a commit of what is there; told once, until it has committed again.
        case detached
        /// The index could not be brought up to date, or nobody could say what is to be committed; it is tried again.
        case failed(VaultError)
        case overflowed
        /// The machine has slept, or its clock was set.
        case clockJumped
        case reloaded
        case stopped
    }

    /// What is asked of the daemon by a signal.
    package enum Signal: UInt8, Sendable {
        case stop = 0x73
        case reload = 0x72
    }

    private let vault: Vault
    private let signals: Int32
    private let operationID: () -> String
    private let report: (Report) -> Void
    private let milliseconds: () -> UInt64
    private let lock: AdvisoryLock
    private let door: DaemonDoor
    private let watchdog: PipeWatchdog
    private var followers: [DaemonConnection] = []
    /// Those who asked it to stop, and see that it has by its end of the connection being closed.
    private var waitingForEnd: [DaemonConnection] = []
    /// Until when nobody is let in, since the system has no descriptors left; milliseconds.
    private var closedUntil: UInt64 = 0

    private let events: VaultEvents
    private let fileSystem: FileSystemKind
    private var pace = UpdatePace()
    /// When and where something was seen to happen; nil where everything is in the index.
    private var dirty: (since: UInt64, last: UInt64, scope: WorkTreeScanner.Scope)?
    /// Whether the last update failed, so that the index may be behind.
    private var isBehind = false
    private var clocks = ClockJumps()
    private var schedule: CommitSchedule
    private var commitUnderWay: CommitUnderWay?
    private var hasToldOfDetachedHead = false
    /// When there was last something to do; nil since memory was given back.
    private var busyAt: UInt64?
    /// When everything was last looked at.
    private var lastLook: UInt64
    private var isRootGone = false
    private var isStopping = false
    private var updates = 0
    private let startedAt: Int64

    /// Takes the daemon's place for a vault.
    ///
    /// - Parameters:
    ///   - vault: the vault; the daemon is its only user.
    ///   - commitsAfter: after so many seconds of quiet, what is not committed is; nil for never.
    ///   - signals: a descriptor from which a byte comes for each ``Signal``.
    ///   - fileSystem: what the vault is on; nil to ask the system.
    ///   - milliseconds: a clock that never goes back.
    ///   - operationID: names an operation.
    ///   - report: told what the daemon does.
    /// - Throws: `VaultError.busyDaemon` where there is a daemon already; other `VaultError`s where the vault cannot be watched.
    package init(
        vault: Vault, commitsAfter: Int?, signals: Int32, fileSystem: FileSystemKind? = nil,
        milliseconds: @escaping () -> UInt64 = ClockJumps.milliseconds, operationID: @escaping () -> String,
        report: @escaping (Report) -> Void
    ) throws {
        self.vault = vault
        schedule = CommitSchedule(quiet: commitsAfter)
        self.signals = signals
        self.milliseconds = milliseconds
        self.operationID = operationID
        self.report = report
        door = vault.daemonDoor
        watchdog = PipeWatchdog(location: vault.location.repository)
        do {
            lock = try AdvisoryLock.acquire(
                vault.index.stateFolder + "/" + vault.index.stateName("watch", "lock"), wait: .no)
        } catch .busy {
            let status = vault.daemonStatus()
            throw VaultError.busyDaemon(processID: status?.processID)
        } catch .unavailable(let path, let error) {
            throw VaultError.fileSystem(path: path, .system(error))
        }
        startedAt = vault.surroundings.now()
        lastLook = milliseconds()
        self.fileSystem = fileSystem ?? FileSystemKind.of(vault.root)
        events = try translatingErrors(at: vault.root) { try vault.index.events() }
    }

    // MARK: - The loop

    /// Watches until a signal, or somebody at the door, says to stop.
    package func run() throws {
        // Some file systems, such as exFAT, have no sockets; a daemon that nobody can ask or stop would be worse than none.
        guard let listener = door.open() else {
            throw VaultError.fileSystem(path: vault.index.stateFolder, .noSocket)
        }
        let inode = door.inode
        defer {
            close(listener)
            if door.inode == inode { door.remove() }
            // A git that is left alone could leave half of a commit behind.
            endCommit()
            report(.stopped)
        }
        update()
        schedule.note(isWork: true, at: milliseconds())
        report(.started(folders: events.watchedFolderCount))
        if events.isIncomplete { report(.incomplete(folders: events.watchedFolderCount)) }
        if case .shared(let name) = fileSystem { report(.shared(fileSystem: name)) }
        while true {
            var polled = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
            polled.append(pollfd(fd: events.descriptor, events: Int16(POLLIN), revents: 0))
            let isOpen = milliseconds() >= closedUntil
            polled.append(pollfd(fd: isOpen ? listener : -1, events: Int16(POLLIN), revents: 0))
            polled.append(
                pollfd(fd: commitUnderWay?.descriptor ?? -1, events: Int16(POLLIN), revents: 0))
            // Of those who follow, only that they went is asked.
            polled += followers.map { pollfd(fd: $0.descriptor, events: 0, revents: 0) }
            let ready = poll(&polled, nfds_t(polled.count), timeout())
            if ready < 0, errno != EINTR {
                throw VaultError.fileSystem(path: vault.root, .system(SystemError(code: errno)))
            }
            if clocks.note() {
                report(.clockJumped)
                markDirty(within: .everything)
            }
            if ready > 0 {
                let hungUp = Set(polled[4...].filter { $0.revents != 0 }.map(\.fd))
                if !hungUp.isEmpty { followers.removeAll { hungUp.contains($0.descriptor) } }
                if polled[0].revents != 0, takeSignal() == .stop { isStopping = true }
                if polled[1].revents != 0 { takeEvents() }
                if polled[2].revents != 0 { answer(at: listener) }
                if polled[3].revents != 0 { endCommit() }
            }
            if isRootGone { return }
            // What is being committed is so to its end, and a hook may still ask at the door.
            if isStopping, commitUnderWay == nil { return }
            // Nobody could ask or stop it any more, and another one can be there meanwhile.
            if door.inode != inode {
                throw VaultError.fileSystem(path: vault.index.stateFolder, .removedWhileWatched)
            }
            let now = milliseconds()
            if let dirty, pace.isDue(since: dirty.since, last: dirty.last, now: now), !isGitAtWork(now) { update() }
            if now >= lastLook + lookingInterval { update() }
            if let commitDue, now >= commitDue { beginCommit() }
            if let busyAt, now >= busyAt + Self.restInterval { rest() }
        }
    }

    /// Whether events say everything that happens.
    private var hearsEverything: Bool { fileSystem == .local && !events.isIncomplete }

    /// After how many milliseconds everything is looked at again. What events never tell, such as a write through a hard link
    /// from outside, is not to stay unseen for ever.
    private var lookingInterval: UInt64 { hearsEverything && !isBehind ? 900_000 : 30_000 }

    /// How long to wait for the next event, in milliseconds.
    private func timeout() -> Int32 {
        let now = milliseconds()
        var next = lastLook + lookingInterval
        if let dirty {
            let due = pace.moment(since: dirty.since, last: dirty.last)
            next = min(next, due <= now && isGitAtWork(now) ? now + Self.gitInterval : due)
        }
        if let busyAt { next = min(next, busyAt + Self.restInterval) }
        if closedUntil > now { next = min(next, closedUntil) }
        if let commitDue { next = min(next, commitDue) }
        return next <= now ? 0 : Int32(clamping: next - now)
    }

    /// True while git writes many files, as a checkout does: half of them are no state worth reading.
    /// For a while only, since a git that was killed leaves its lock behind. A git that commits for this daemon writes
    /// no files, and has the lock for as long as a hook takes.
    private func isGitAtWork(_ now: UInt64) -> Bool {
        guard let dirty, commitUnderWay == nil, now < dirty.since + Self.longestGitWait else { return false }
        return FileReader.stampAnywhere(vault.location.repository.gitDirectory + "/index.lock") != nil
    }

    private static let gitInterval: UInt64 = 20
    private static let longestGitWait: UInt64 = 10_000

    private func takeSignal() -> Signal? {
        var byte: UInt8 = 0
        guard read(signals, &byte, 1) == 1, let signal = Signal(rawValue: byte) else { return nil }
        if signal == .reload {
            note(watchdog.watch { events.refresh() })
            report(.reloaded)
        }
        return signal
    }

    private func takeEvents() {
        if let occurrence = watchdog.watch({ events.take() }) { note(occurrence) }
    }

    private func note(_ occurrence: VaultEvents.Occurrence) {
        if occurrence.overflowed { report(.overflowed) }
        schedule.note(isWork: occurrence.isWork, at: milliseconds())
        isRootGone = isRootGone || occurrence.isRootGone
        markDirty(within: occurrence.scope)
    }

    private func markDirty(within scope: WorkTreeScanner.Scope) {
        let now = milliseconds()
        dirty = (dirty?.since ?? now, now, dirty?.scope.union(scope) ?? scope)
    }

    // MARK: - Work

    /// Brings the index up to date: with what was seen to happen, or with all that there is where it is time for that.
    private func update() {
        let start = milliseconds()
        let isTimeForAll = isBehind || start - lastLook >= lookingInterval
        let scope = isTimeForAll ? WorkTreeScanner.Scope.everything : dirty?.scope ?? .everything
        if scope == .everything { lastLook = start }
        dirty = nil
        isBehind = false
        do {
            let summary = try watchdog.watch { try vault.refreshWithoutDaemon(includingText: true, within: scope) }
            let duration = milliseconds() - start
            pace.note(duration: duration)
            updates += 1
            if !summary.isUnchanged { report(.updated(summary, milliseconds: Int(duration))) }
            followers = followers.filter { $0.notify(line: DaemonDoor.current) }
        } catch {
            isBehind = true
            fail(error)
        }
        busyAt = milliseconds()
    }

    private func fail(_ error: any Error) {
        report(.failed(error as? VaultError ?? .fileSystem(path: vault.root, .other(said: "\(error)"))))
    }

    /// Gives back the memory that the last updates needed, once nothing seems to come.
    private func rest() {
        busyAt = nil
        FreeMemory.giveBack {
            vault.index.releaseMemory()
            events.releaseMemory()
        }
    }

    private static let restInterval: UInt64 = 2_000

    /// When to commit what has not been committed, in milliseconds; nil where there is nothing, and while a commit is under way.
    private var commitDue: UInt64? { commitUnderWay == nil && !isStopping ? schedule.due : nil }

    /// Begins to commit, and where that cannot be done, as on a full disk, tries again later though nothing else may happen.
    private func beginCommit() {
        schedule.begin()
        // What is to be said of the changes is read from the index.
        if isBehind { update() }
        guard !isBehind else { return schedule.fail(at: milliseconds()) }
        do {
            let origin = ChangeOrigin(via: "watch", operationID: operationID(), commits: true)
            commitUnderWay = try CommitUnderWay(at: vault.root, vault.surroundings, origin, watchdog)
        } catch {
            report(.failed(.fileSystem(path: vault.root, .system(error))))
            schedule.fail(at: milliseconds())
        }
    }

    /// Takes up what became of a commit, which is waited for where it is still under way.
    private func endCommit() {
        guard let commit = commitUnderWay else { return }
        let outcome = commit.wait()
        commitUnderWay = nil
        let now = milliseconds()
        busyAt = now
        switch outcome {
        case .committed(let commit, let subject):
            schedule.end()
            hasToldOfDetachedHead = false
            report(.committed(commit, subject: subject))
        case .nothingToCommit: schedule.end()
        case .detached:
            schedule.end()
            if !hasToldOfDetachedHead { report(.detached) }
            hasToldOfDetachedHead = true
        case .busy: schedule.putOff(at: now)
        case .notCommitted(let reason):
            report(.notCommitted(reason))
            schedule.fail(at: now)
        case .failed(let error):
            report(.failed(error))
            schedule.fail(at: now)
        }
    }

    // MARK: - The door

    private func answer(at listener: Int32) {
        let descriptor: Int32
        switch OwnDescriptor.accept(at: listener) {
        case .success(let accepted): descriptor = accepted
        case .failure(let error):
            // Who waits at the door keeps it ready: without a pause, the loop would do nothing else.
            if error.code != EINTR, error.code != ECONNABORTED { closedUntil = milliseconds() + Self.closedInterval }
            return
        }
        let connection = DaemonConnection(descriptor: descriptor)
        guard let line = connection.readLine(timeoutMilliseconds: 1_000),
            let request = DaemonDoor.Request(rawValue: line)
        else { return }
        switch request {
        case .sync:
            // What was written before the question is in the queue of events by now.
            takeEvents()
            if isRootGone {
                connection.write(line: DaemonDoor.failed)
                return
            }
            if !hearsEverything { markDirty(within: .everything) }
            if dirty != nil || isBehind { update() }
            connection.write(line: isBehind ? DaemonDoor.failed : DaemonDoor.current)
        case .status:
            connection.write(line: status.json)
        case .follow:
            // What came between the question and now is not to wait for the next update.
            if connection.notify(line: DaemonDoor.current) { followers.append(connection) }
        case .stop:
            connection.write(line: "stopping")
            isStopping = true
            waitingForEnd.append(connection)
        }
    }

    private var status: DaemonStatus {
        DaemonStatus(
            processID: Int(getpid()), startedAt: startedAt, watchedFolders: events.watchedFolderCount,
            isIncomplete: events.isIncomplete, sharedFileSystem: fileSystem.sharedName, updates: updates,
            commitsAfter: schedule.quiet)
    }

    private static let closedInterval: UInt64 = 100
}

extension FileSystemKind {
    fileprivate var sharedName: String? {
        if case .shared(let name) = self { name } else { nil }
    }
}
