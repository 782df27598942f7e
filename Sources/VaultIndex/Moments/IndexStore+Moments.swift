import GRDB
import GitStore
import VaultModel

// Questions of the vault as it was in one commit.
extension IndexStore {
    /// Makes the index of a commit ready to be asked; nothing is to be done where it is there.
    ///
    /// - Parameters:
    ///   - commit: a commit of the repository.
    ///   - includingText: whether its full-text index is to be ready as well.
    ///   - refreshing: whether the present index may be brought up to date, so that it can lend its past.
    ///   - progress: told how far long work is.
    /// - Throws: `IndexError`, and `GitStoreError` where the commit cannot be read.
    package func prepare(
        at commit: ObjectID, includingText: Bool, refreshing: Bool,
        progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws {
        try naming {
            let moment = try moment(commit, refreshing: refreshing, progress)
            if includingText, try moment.queue.unsafeRead({ try TextWriter(database: $0).pendingCount() }) > 0 {
                let lock = try IndexLock.wait(for: moments.lockPath)
                _ = try withExtendedLifetime(lock) {
                    try feed(moment.queue, progress, texts: TextSource { moment.files.body(of: $0) })
                }
            }
            moments.touch(commit)
        }
    }

    /// Asks questions of the vault as it was in a commit.
    ///
    /// - Throws: `IndexError`, `GitStoreError` where the commit cannot be read, and what `body` throws.
    package func read<Answer>(at commit: ObjectID, _ body: (IndexReader) throws -> Answer) throws -> Answer {
        try ask(commit) { try $0.read(body) }
    }

    /// Answers a statement of SQL that a person wrote, over the views of `SQLView` as they were in a commit.
    ///
    /// - Parameters:
    ///   - statement: one statement that reads.
    ///   - commit: a commit of the repository.
    ///   - schema: the kinds of the vault at that time.
    ///   - diagnostics: what the view of that name is to hold.
    ///   - now: the present that the statement sees; seconds since 1970, UTC.
    ///   - told: is told the answer. Where damage is met after a row was told, the answer is an error.
    /// - Throws: `SQLError`, `IndexError`, `GitStoreError` where the commit cannot be read, and what `told` throws.
    package func answer(
        sql statement: String, at commit: ObjectID, schema: Schema, diagnostics: [LocatedDiagnostic], now: Int64,
        _ told: SQLAnswer.Listener
    ) throws {
        try ask(commit) { try $0.answer(sql: statement, schema: schema, diagnostics: diagnostics, now: now, told) }
    }

    private func ask<Answer>(_ commit: ObjectID, _ question: (MomentIndex) throws -> Answer) throws -> Answer {
        try naming {
            do {
                return try question(moment(commit, refreshing: false) { _ in })
            } catch let error where Self.isOutdated(error) {
                // The present index has lost the commit meanwhile, or the file is damaged.
                forget(commit)
                return try question(moment(commit, refreshing: true) { _ in })
            } catch let broken as SQLConnection.BrokenAnswer where Self.isOutdated(broken.cause) {
                forget(commit)
                throw broken
            }
        }
    }

    /// The bytes of a file of the vault as a commit has it; nil where it has none at the path. Needs no index.
    package func contents(of path: String, at commit: ObjectID) throws -> [UInt8]? {
        try naming {
            if let open = openMoments[commit] { return try open.files.contents(of: path) }
            return try MomentFiles(commit, source: source, repository: Repository(opening: source.repository.workTree))
                .contents(of: path)
        }
    }

    private static func isOutdated(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return error is MomentIndex.Outdated }
        // Another process may have made room for others.
        return error.isDamage || error.resultCode == .SQLITE_CANTOPEN
    }

    /// Gives up the indexes of single commits, which are built anew when they are asked for.
    func forgetMoments() throws {
        openMoments = [:]
        guard moments.isThere else { return }
        let lock = try IndexLock.wait(for: moments.lockPath)
        withExtendedLifetime(lock) { moments.removeAll() }
    }

    private func forget(_ commit: ObjectID) {
        openMoments[commit] = nil
        IndexFolder.remove(moments.indexPath(commit))
    }

    // MARK: - Opening and building

    private func moment(
        _ commit: ObjectID, refreshing: Bool, _ progress: @escaping (IndexProgress) -> Void
    ) throws -> MomentIndex {
        if let open = openMoments[commit] { return open }
        let repository = try Repository(opening: source.repository.workTree)
        if let found = try opened(commit, repository) { return found }
        guard makeFolder() else { throw IndexError.notWritable(path: stateFolder) }
        moments.make()
        let tree = try MomentTree(commit, source: source, repository: repository)
        let state = MomentState(
            mosaicIgnores: tree.mosaicIgnores, shallowBoundary: try shallowBoundary(), timeZones: timeZones.version)
        var past = try lentPast(commit, state)
        if past == nil, refreshing {
            try refresh(includingText: false, progress: progress)
            past = try lentPast(commit, state)
        }
        let lock = try IndexLock.wait(for: moments.lockPath)
        return try withExtendedLifetime(lock) {
            // Another process may have made it meanwhile.
            if let found = try opened(commit, repository) { return found }
            try build(tree, state, past, progress)
            guard let made = try opened(commit, repository, evenIncomplete: true) else { throw IndexError.absent }
            return made
        }
    }

    private func build(
        _ tree: MomentTree, _ state: MomentState, _ past: LentPast?, _ progress: @escaping (IndexProgress) -> Void
    ) throws {
        let path = moments.buildingPath
        try IndexFolder.clear(path)
        defer { IndexFolder.remove(path) }
        let queue = try IndexDatabase.build(path)
        try queue.inDatabase { try past?.attach(to: $0) }
        try queue.write { database in
            try MomentBuild(
                database: database, source: source, tree: tree, state: state, timeZones: timeZones, past: past,
                leastReadAhead: leastReadAhead, progress: progress
            ).run()
        }
        try IndexDatabase.finish(queue)
        try moments.promote(tree.commit.id)
    }

    /// The index of the commit that is there; nil where there is none that can be used.
    ///
    /// One is incomplete where the store lacked something of the commit: what it lacked then it may have now, so that such an
    /// index serves only who has just made it.
    private func opened(
        _ commit: ObjectID, _ repository: Repository, evenIncomplete: Bool = false
    ) throws -> MomentIndex? {
        guard moments.contains(commit) else { return nil }
        do {
            let queue = try IndexDatabase.open(moments.indexPath(commit), functions)
            guard try IndexDatabase.version(queue) == IndexSchema.version else { return nil }
            let (known, state, lender, isIncomplete) = try queue.unsafeRead { database in
                let metadata = Metadata(database: database)
                let state = MomentState(
                    mosaicIgnores: try metadata.text(.mosaicIgnores) ?? "",
                    shallowBoundary: try metadata.text(.shallowBoundary) ?? "",
                    timeZones: try metadata.text(.timeZones) ?? "")
                return (
                    try metadata.text(.head), state, try metadata.text(.lender),
                    try metadata.bytes(.missingObjects)?.isEmpty == false
                )
            }
            if isIncomplete, !evenIncomplete { return nil }
            guard known == commit.description, state.shallowBoundary == (try shallowBoundary()),
                state.timeZones == timeZones.version, let lender
            else { return nil }
            var past: LentPast?
            if !lender.isEmpty {
                past = try lentPast(commit, state)
                guard past?.missingObjects == lender else { return nil }
            }
            let moment = try MomentIndex(
                commit: commit, queue: queue, past: past, source: source, repository: repository)
            if openMoments.count >= MomentFolder.mostFiles { openMoments = [:] }
            openMoments[commit] = moment
            return moment
        } catch let error as DatabaseError where error.isDamage || error.resultCode == .SQLITE_CANTOPEN {
            return nil
        }
    }

    /// What the present index, as it is, can lend to an index of the commit.
    private func lentPast(_ commit: ObjectID, _ state: MomentState) throws -> LentPast? {
        guard let present = try currentWithPath() else { return nil }
        return try present.queue.read { try LentPast(commit, state: state, path: present.path, database: $0) }
    }

    func shallowBoundary() throws -> String {
        Digest.hex(String(decoding: try source.repository.shallowBoundary(), as: UTF8.self))
    }
}

/// The open index of one commit.
final class MomentIndex {
    /// Says that the present index no longer has the past that it lent.
    struct Outdated: Error {}

    private let commit: ObjectID
    let queue: DatabaseQueue
    let files: MomentFiles
    private let past: LentPast?

    init(
        commit: ObjectID, queue: DatabaseQueue, past: LentPast?, source: IndexSource, repository: Repository
    ) throws {
        self.commit = commit
        self.queue = queue
        self.past = past
        files = try MomentFiles(commit, source: source, repository: repository)
        try queue.inDatabase { database in
            try past?.attach(to: database)
            try past?.show(in: database)
            try past?.showAuthors(in: database)
        }
    }

    func read<Answer>(_ body: (IndexReader) throws -> Answer) throws -> Answer {
        try queue.read { database in
            if let past, try !past.isCurrent(commit, database: database) { throw Outdated() }
            return try body(IndexReader(database: database))
        }
    }

    /// - Throws: What ``SQLConnection/answer(_:_:)`` throws, and `Outdated`.
    func answer(
        sql statement: String, schema: Schema, diagnostics: [LocatedDiagnostic], now: Int64,
        _ told: SQLAnswer.Listener
    ) throws {
        try SQLConnection(
            path: queue.path, lent: past.map { ($0, commit) }, schema: schema, diagnostics: diagnostics, now: now
        ).answer(statement, told)
    }
}

/// The files of the vault in one commit.
struct MomentFiles {
    private let comparer: TreeComparer
    private let repository: Repository
    private let tree: ObjectID

    init(_ commit: ObjectID, source: IndexSource, repository: Repository) throws {
        self.repository = repository
        comparer = TreeComparer(repository: repository, prefix: source.prefix)
        tree = try repository.commitNode(commit).tree
    }

    /// The bytes of the file at a path; nil where there is none.
    func contents(of path: String) throws -> [UInt8]? {
        guard let entry = try comparer.entry(at: path, in: tree), !entry.isSymbolicLink else { return nil }
        return try repository.blob(entry.id)
    }

    /// The body of the file at a path, invalid UTF-8 repaired; empty for one that cannot be read.
    func body(of path: String) -> String {
        guard let bytes = try? contents(of: path), bytes.count <= DocumentLimits.fileBytes else { return "" }
        return bytes.withUnsafeBytes { buffer in
            String(decoding: UnsafeRawBufferPointer(rebasing: buffer[Document.bodySpan(of: bytes)]), as: UTF8.self)
        }
    }
}
