import GRDB
import GitStore
import VaultModel

/// The index of one vault: opens it, brings it up to date, and lets questions be asked of it.
///
/// The last stage of a write and the first of a question. Of several processes, one at a time changes the index; those
/// that only read never wait. Not to be shared between threads.
package final class IndexStore {
    package let source: IndexSource
    private let folder: IndexFolder
    private let observer: VaultObserver
    /// True once an index was found damaged here, and was built anew.
    package private(set) var hasReplacedDamaged = false
    /// True once the index could not be brought up to date, as it cannot be written, and questions are answered from it as it
    /// is. It may miss what is new.
    package private(set) var isBehind = false
    /// False where a question leaves a damaged index as it is, and fails.
    package var mendsDamage = true
    let leastReadAhead: Int
    /// The zones that times of entities can be of.
    let timeZones: TimeZones
    /// What queries call.
    let functions: ValueFunctions
    private let newest: NewestIndex
    /// The indexes of single commits.
    let moments: MomentFolder
    /// Those of them that were asked in this process.
    var openMoments: [ObjectID: MomentIndex] = [:]

    /// - Parameters:
    ///   - source: the vault.
    ///   - directory: the folder that holds the index; made when it is needed.
    ///   - makesParents: whether the folders that this one is in are made as well, as those of a cache are.
    ///   - surroundings: where the person's own settings of git are.
    ///   - timeZones: the zones that times of entities can be of.
    ///   - secondsFromUTC: the person's time zone: the seconds to add to a time (in seconds since 1970) to get the local one.
    ///   - leastReadAhead: from how many files or commits on another thread reads ahead.
    package init(
        source: IndexSource, directory: String, makesParents: Bool = false, surroundings: GitSurroundings,
        timeZones: TimeZones = .none,
        secondsFromUTC: @escaping @Sendable (Int64) -> Int = { _ in 0 }, leastReadAhead: Int = 256
    ) {
        self.source = source
        self.timeZones = timeZones
        functions = ValueFunctions(timeZones: timeZones, secondsFromUTC: secondsFromUTC)
        self.leastReadAhead = leastReadAhead
        folder = IndexFolder(path: directory, vaultPath: source.vaultPath, makesParents: makesParents) {
            String(Digest.hex($0).prefix(8))
        }
        newest = NewestIndex(folder: folder, functions: functions)
        moments = MomentFolder(path: "\(directory)/at\(folder.suffix)")
        observer = VaultObserver(source: source, surroundings: surroundings, timeZones: timeZones)
    }

    /// Makes the folder of the index, if it is not there, and says whether it can be written.
    package func makeFolder() -> Bool { folder.make() }

    /// The folder of the index, and of what else is kept beside it.
    package var stateFolder: String { folder.path }

    /// The name of a file in that folder that belongs to this vault alone.
    package func stateName(_ name: String, _ suffix: String) -> String { "\(name)\(folder.suffix).\(suffix)" }

    /// Watches the vault from now on.
    ///
    /// - Throws: `FileEventsError` where it cannot be watched.
    package func events() throws(FileEventsError) -> VaultEvents {
        try VaultEvents(source: source, rules: VaultIgnoreRules(observer: observer))
    }

    /// Gives up what SQLite has read and may need again.
    package func releaseMemory() { newest.releaseMemory() }

    /// True where the ignore rules keep a file at this path, at which there is none yet, out of the vault. Needs no index.
    package func isIgnored(_ path: String) -> Bool { observer.isIgnored(path) }

    // MARK: - Bringing up to date

    /// Brings the index up to date; builds it where there is none that can be used.
    ///
    /// - Parameters:
    ///   - includingText: whether the full-text index is to be current as well.
    ///   - scope: where in the work tree something may have changed since the index was last current.
    ///   - progress: told how far long work is.
    /// - Returns: what there was to do.
    /// - Throws: `IndexError`, and `GitStoreError` or `FileError` where the vault cannot be read.
    @discardableResult
    package func refresh(
        includingText: Bool, within scope: WorkTreeScanner.Scope = .everything,
        progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws -> IndexSummary {
        try naming {
            if !makeFolder(), let queue = try current() {
                isBehind = try !isCurrent(queue, includingText, scope)
                return IndexSummary()
            }
            if let lock = try tryLock() { return try refresh(holding: lock, includingText, scope, progress) }
            // Another process has the lock. Where it is not needed, there is nothing to wait for.
            if let queue = try current(), try isCurrent(queue, includingText, scope) { return IndexSummary() }
            progress(.waiting)
            return try refresh(holding: try lock(), includingText, scope, progress)
        }
    }

    /// Builds the index anew, beside the present one, and puts it in its place. The full-text index can be left for the
    /// first search.
    @discardableResult
    package func rebuild(
        includingText: Bool = true, progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws -> IndexSummary {
        try naming {
            let lock = try tryLock() ?? self.lock()
            return try withExtendedLifetime(lock) {
                try build(progress, includingText: includingText, replaced: nil)
            }
        }
    }

    private func refresh(
        holding lock: AdvisoryLock, _ includingText: Bool, _ scope: WorkTreeScanner.Scope,
        _ progress: @escaping (IndexProgress) -> Void
    ) throws -> IndexSummary {
        try withExtendedLifetime(lock) {
            folder.sweep()
            do {
                guard let queue = try current() else {
                    let isOlder = !folder.generations().isEmpty
                    return try build(progress, includingText: includingText, replaced: isOlder ? .older : nil)
                }
                var summary = IndexSummary()
                let observation = try queue.read { try observer.observe($0, within: scope) }
                if observation.known == nil { return try build(progress, includingText: includingText, replaced: nil) }
                if !observation.isCurrent {
                    // Opened so where there is no room beside it.
                    if queue.configuration.readonly, folder.make() { throw IndexError.diskFull(path: folder.path) }
                    summary = try queue.write { database in
                        try IndexUpdate(
                            database: database, source: source, observation: observation, timeZones: timeZones,
                            leastReadAhead: leastReadAhead, progress: progress
                        ).run()
                    }
                }
                if includingText { summary.textsFed = try feed(queue, observation.repository, progress) }
                return summary
            } catch let error as DatabaseError where error.isDamage {
                return try build(progress, includingText: includingText, replaced: .damaged)
            }
        }
    }

    private func isCurrent(
        _ queue: DatabaseQueue, _ includingText: Bool, _ scope: WorkTreeScanner.Scope
    ) throws -> Bool {
        try queue.read { database in
            if includingText, try TextWriter(database: database).pendingCount() > 0 { return false }
            return try observer.observe(database, within: scope).isCurrent
        }
    }

    private func build(
        _ progress: @escaping (IndexProgress) -> Void, includingText: Bool, replaced: IndexSummary.Replacement?
    ) throws -> IndexSummary {
        guard folder.make() else { throw IndexError.notWritable(path: folder.path) }
        newest.close()
        let path = folder.buildingPath
        try IndexFolder.clear(path)
        defer { IndexFolder.remove(path) }
        var summary = try build(at: path, includingText: includingText, progress)
        summary.replaced = replaced
        try folder.promote()
        if replaced == .damaged { hasReplacedDamaged = true }
        return summary
    }

    private func build(
        at path: String, includingText: Bool, _ progress: @escaping (IndexProgress) -> Void
    ) throws -> IndexSummary {
        var queue = try IndexDatabase.build(path)
        var texts: TextBuild?
        defer { texts?.stop() }
        var summary = try queue.write { database in
            try IndexUpdate(
                database: database, source: source, observation: try observer.observe(database), timeZones: timeZones,
                leastReadAhead: leastReadAhead, progress: progress
            ).run {
                guard includingText else { return }
                texts = try TextBuild(beside: path, of: database, source: source, fromCount: leastReadAhead)
            }
        }
        if includingText {
            if let fed = try texts?.finish(into: queue, progress) { (queue, summary.textsFed) = fed }
            summary.textsFed += try feed(queue, LazyRepository(source.repository), progress)
        }
        try IndexDatabase.finish(queue)
        return summary
    }

    private func feed(
        _ queue: DatabaseQueue, _ repository: LazyRepository, _ progress: (IndexProgress) -> Void
    ) throws -> Int {
        guard try queue.unsafeRead({ try TextWriter(database: $0).pendingCount() }) > 0 else { return 0 }
        let reader = try WorkTreeReader(source: source, repository: repository.opened())
        let root = source.root
        return try feed(
            queue, progress,
            texts: TextSource(body: { reader.body($0) }, ahead: { WorkTreeReader.textsAhead(of: $0, root: root) }))
    }

    /// Feeds the full-text index in portions, so that what is fed is kept whatever happens meanwhile.
    func feed(_ queue: DatabaseQueue, _ progress: (IndexProgress) -> Void, texts: TextSource) throws -> Int {
        let total = try queue.unsafeRead { try TextWriter(database: $0).pendingCount() }
        var fed = 0
        while true {
            progress(.texts(done: fed, total: total))
            let count = try queue.write { database in
                try TextWriter(database: database).feed(limit: 4_096, texts: texts)
            }
            if count == 0 { return fed }
            fed += count
        }
    }

    // MARK: - Questions

    /// Asks questions of one state of the index, as it is: ``refresh(includingText:progress:)`` comes before.
    ///
    /// Where an answer meets damage that nobody met before, the index is built anew, and `body` asks again.
    ///
    /// - Throws: `IndexError.absent` where there is no index, and what `body` throws.
    package func read<Answer>(_ body: (IndexReader) throws -> Answer) throws -> Answer {
        try naming {
            try replacingDamaged {
                guard let queue = try current() else { throw IndexError.absent }
                return try queue.read { try body(IndexReader(database: $0)) }
            }
        }
    }

    /// Answers with several questions as of one state of the index: asks again where another process changed it between them.
    ///
    /// An index that changes faster than it can be asked is asked once more and then taken as it is.
    ///
    /// - Throws: `IndexError.absent` where there is no index, and what `body` throws.
    package func asOne<Answer>(_ body: () throws -> Answer) throws -> Answer {
        for _ in 0..<3 {
            let before = try naming { try newest.state() }
            let answer = try body()
            if try naming({ try newest.state() }) == before { return answer }
        }
        return try body()
    }

    /// Answers a statement of SQL that a person wrote, over the views of `SQLView`.
    ///
    /// - Parameters:
    ///   - statement: one statement that reads.
    ///   - schema: the kinds of the vault.
    ///   - diagnostics: what the view of that name is to hold.
    ///   - now: the present that the statement sees; seconds since 1970, UTC.
    ///   - told: is told the answer. Where damage is met after a row was told, the index is built anew, and the answer is an error.
    /// - Throws: `SQLError`, `IndexError.absent` where there is no index, and what `told` throws.
    package func answer(
        sql statement: String, schema: Schema, diagnostics: [LocatedDiagnostic], now: Int64,
        _ told: SQLAnswer.Listener
    ) throws {
        try naming {
            try replacingDamaged {
                guard let queue = try current() else { throw IndexError.absent }
                try SQLConnection(path: queue.path, schema: schema, diagnostics: diagnostics, now: now)
                    .answer(statement, told)
            }
        }
    }

    /// The names of the columns that a statement of SQL would give.
    ///
    /// - Throws: `SQLError`, and `IndexError.absent` where there is no index.
    package func columns(ofSQL statement: String) throws -> [String] {
        try naming {
            guard let queue = try current() else { throw IndexError.absent }
            return try SQLConnection(path: queue.path, schema: .builtIn, diagnostics: [], now: 0).columns(of: statement)
        }
    }

    private func replacingDamaged<Answer>(_ ask: () throws -> Answer) throws -> Answer {
        do {
            return try ask()
        } catch let error as DatabaseError where error.isDamage && mendsDamage {
            try replaceDamaged()
            return try ask()
        } catch let broken as SQLConnection.BrokenAnswer where broken.cause.isDamage && mendsDamage {
            try replaceDamaged()
            throw broken
        }
    }

    private func replaceDamaged() throws {
        let lock = try tryLock() ?? self.lock()
        _ = try withExtendedLifetime(lock) { try build({ _ in }, includingText: true, replaced: .damaged) }
    }

    /// Builds an index beside and compares the two, row by row. The index is brought up to date before. Those of single commits are
    /// given up: whoever asks for one again gets one that is built from the repository.
    package func verify(progress: @escaping (IndexProgress) -> Void = { _ in }) throws -> IndexVerification {
        try naming {
            let lock = try tryLock() ?? self.lock()
            _ = try refresh(holding: lock, true, .everything, progress)
            return try withExtendedLifetime(lock) {
                let path = folder.verifyingPath
                try IndexFolder.clear(path)
                defer { IndexFolder.remove(path) }
                _ = try build(at: path, includingText: true, progress)
                let built = try IndexDatabase.open(path)
                defer { try? built.close() }
                let repository = try Repository(opening: source.repository.workTree)
                func comparison() throws -> IndexVerification {
                    guard let queue = try current() else { throw IndexError.absent }
                    return try IndexComparison(kept: queue, built: built) { !repository.contains($0) }.run()
                }
                try forgetMoments()
                do {
                    return try comparison()
                } catch let error as DatabaseError where error.isDamage {
                    _ = try build(progress, includingText: true, replaced: .damaged)
                    return try comparison()
                }
            }
        }
    }

    // MARK: - The file

    /// The newest index that can be used, with the file that it is; nil where there is none, or only one of an earlier version.
    func currentWithPath() throws -> (queue: DatabaseQueue, path: String)? { try newest.queueAndPath() }

    private func current() throws -> DatabaseQueue? { try newest.queue() }

    /// The lock of the index, where it is free.
    private func tryLock() throws -> AdvisoryLock? {
        guard folder.make() else { throw IndexError.notWritable(path: folder.path) }
        return try IndexLock.take(folder.lockPath)
    }

    /// The lock of the index, once it is free.
    private func lock() throws -> AdvisoryLock { try IndexLock.wait(for: folder.lockPath) }

    /// Gives errors of SQLite the name of what they mean.
    func naming<Result>(_ body: () throws -> Result) throws -> Result {
        try IndexError.naming(in: folder.path, body)
    }
}
