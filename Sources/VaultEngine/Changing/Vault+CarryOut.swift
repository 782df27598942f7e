import GitStore
import VaultIndex
import VaultModel

extension Vault {
    /// The vault's settings as they are now.
    package func settings() -> Settings {
        do {
            return Settings(bytes: try contents(of: Self.settingsPath, from: FileReader(root: root)))
        } catch FileError.notFound, FileError.notADirectory {
            return Settings()
        } catch let error as FileError {
            return Settings(unreadable: "The settings cannot be read: \(error.phrase).")
        } catch VaultError.fileNotReadable(let path) {
            return Settings(unreadable: "The settings cannot be read: \(FileError.permissionDenied(path).phrase).")
        } catch {
            return Settings(unreadable: "The settings cannot be read: \(error).")
        }
    }

    static let settingsPath = ".mosaic/config.yaml"

    /// What is wrong with the file of the settings; nil where it can be read.
    func settingsDiagnostic() -> LocatedDiagnostic? {
        settings().problem.map { problem in
            LocatedDiagnostic(
                code: problem.code, message: problem.message, path: Self.settingsPath, line: problem.position?.line,
                column: problem.position?.column)
        }
    }

    /// Writes what a plan says, each file in one step, and commits exactly the paths that it touches.
    ///
    /// Of all writers on this machine one at a time gets here, and nothing is overwritten that is not what the plan was made
    /// from. Where a file cannot be written, those before it are put back. What they had that no commit has may be committed by then: by
    /// itself, and as none of the operation's.
    ///
    /// - Returns: The commit, or why there is none.
    /// - Throws: `VaultError` where a file could not be written; then the files are as they were, but for those that
    ///   `VaultError.notPutBack` names.
    package func carryOut(_ plan: ChangePlan, _ origin: ChangeOrigin) throws -> ChangeReceipt {
        guard !plan.isEmpty else { return ChangeReceipt() }
        return try committing(origin) {
            try keepUncommitted(of: plan, origin)
            try writeFiles(of: plan)
            return commits(origin) ? commitHoldingLock(plan, origin) : unreadableSettings(origin)
        }
    }

    /// Does something that ends in a commit while nobody else of ours does, so that a commit holds what its author wrote and
    /// nothing that another was about to commit. Interruptions wait until it is done, though git does not wait with it.
    ///
    /// - Throws: `VaultError.fileSystem` where there can be no such lock, and what `body` throws.
    func committing(_ origin: ChangeOrigin, _ body: () throws -> ChangeReceipt) throws -> ChangeReceipt {
        let lock: AdvisoryLock? = try translatingErrors(at: root) {
            do {
                return commits(origin) ? try committersLock(wait: .seconds(30)) : nil
            } catch LockError.busy {
                // A hook or a signature may take long, so that after a while it goes without.
                return nil
            }
        }
        let letThrough = surroundings.puttingOffInterruptions()
        var lacksCommit = false
        defer { letThrough(lacksCommit) }
        let receipt = try withExtendedLifetime(lock, body)
        lacksCommit = receipt.reasonNotCommitted != nil
        return receipt
    }

    /// Writes what a plan says, and commits nothing.
    ///
    /// - Throws: What ``carryOut(_:_:)`` throws.
    func writeFiles(of plan: ChangePlan) throws {
        guard !plan.isEmpty else { return }
        try translatingErrors(at: root) {
            let lock = try writersLock()
            try withExtendedLifetime(lock) {
                if lock != nil { try beginJournal(plan.paths) }
                defer { if lock != nil { writeJournal.end() } }
                try write(plan.files, with: try FileWriter(root: root))
            }
        }
    }

    /// Whether what an origin changes is to be committed.
    private func commits(_ origin: ChangeOrigin) -> Bool { origin.commits ?? settings().commitsChanges }

    /// What is to be said of a change that is not committed: nothing, unless it is because nobody knows whether it should be.
    private func unreadableSettings(_ origin: ChangeOrigin) -> ChangeReceipt {
        guard origin.commits == nil, let diagnostic = settingsDiagnostic() else {
            return ChangeReceipt(isLeftUncommitted: true)
        }
        return ChangeReceipt(reasonNotCommitted: .unreadableSettings(diagnostic))
    }

    /// Has git keep what a plan changes and no commit has yet, in a commit of its own, so that the plan's has what the plan does and no
    /// more, and all else can be had back.
    ///
    /// - Throws: `VaultError.uncommitted` where something is removed that is not to be kept so, or cannot be; nothing is changed then.
    private func keepUncommitted(of plan: ChangePlan, _ origin: ChangeOrigin) throws {
        let removed = try plan.files.compactMap { change in
            guard case .remove(let path, let bytes) = change, try !isCommitted(bytes, at: path) else {
                return nil as String?
            }
            return path
        }
        let commits = commits(origin)
        let changed = commits ? try uncommittedPaths(changedBy: plan) : []
        guard let first = removed.first ?? changed.first else { return }
        if !commits { throw VaultError.uncommitted(path: first, reason: nil) }
        var origin = origin
        origin.isBeforeOperation = true
        let receipt = commitHoldingLock(
            removed + changed, message: "Keep what is \(changed.isEmpty ? "removed" : "changed") next", origin)
        // What is only changed is still there, and is committed with the change.
        guard let path = removed.first, let reason = receipt.reasonNotCommitted else { return }
        throw VaultError.uncommitted(path: path, reason: reason)
    }

    /// The paths of the files that a plan changes, moves or follows from, and of which the last commit has something else or nothing.
    private func uncommittedPaths(changedBy plan: ChangePlan) throws -> [String] {
        let changed = plan.files.compactMap { change in
            switch change {
            case .replace(let path, _, _), .move(let path, _, _, _): path
            case .create, .remove: nil
            }
        }
        let paths = Set<ExactText>(of: changed + plan.followsFrom).sorted().map(\.text)
        if paths.isEmpty { return [] }
        let uncommitted = Set<ExactText>(of: try askIfPossible { try $0.files.uncommittedPaths() } ?? [])
        return paths.filter { uncommitted.contains($0) }
    }

    /// True where the last commit has these bytes at a path, save for line ends that git converts. Only files are read: git would
    /// run what the repository's configuration says.
    func isCommitted(_ bytes: [UInt8], at path: String) throws -> Bool {
        guard let head = location.repository.head()?.commit, let known = try index.contents(of: path, at: head) else {
            return false
        }
        return LineEnds.areEqual(known, bytes)
    }

    func gitCommand() -> GitCommand {
        GitCommand(directory: location.repository.workTree, environment: surroundings.environment)
    }

    private func writersLock() throws -> AdvisoryLock? {
        guard index.makeFolder(), !isIndexInCache else { return nil }
        let lock = try AdvisoryLock.acquire(writersLockPath, wait: .seconds(30))
        if writeJournal.isThere { writeJournal.sweep() }
        return lock
    }

    /// Has those who write and commit go one after the other. Git itself reads its index before it locks it: of two at once one can
    /// lose what the other has told it. Nil where it is done without.
    func committersLock(wait: AdvisoryLock.Wait) throws(LockError) -> AdvisoryLock? {
        // A hook's git has the lock of who waits for the hook.
        guard index.makeFolder(), !isIndexInCache, surroundings.environment["GIT_INDEX_FILE"] == nil else { return nil }
        return try AdvisoryLock.acquire(stateFolder + "/commit.lock", wait: wait)
    }

    /// A journal for which there is no room is done without: where there is room for the files, they matter more.
    private func beginJournal(_ paths: [String]) throws(FileError) {
        do {
            try writeJournal.begin(paths.map { index.source.prefix + $0 })
        } catch {
            guard case .noSpace = error else { throw error }
        }
    }

    private var writersLockPath: String { stateFolder + "/write.lock" }

    /// One for all vaults of a repository, as their writers have one lock: who writes in a folder can be killed when half of
    /// what makes the folder a vault of its own is there.
    private var writeJournal: WriteJournal {
        WriteJournal(path: "\(stateFolder)/write.journal", root: location.repository.workTree)
    }

    /// Removes what a writer left that was killed. Where another is at work, nothing is to be done.
    func sweepAfterWriters() {
        guard writeJournal.isThere, !isIndexInCache else { return }
        guard let lock = try? AdvisoryLock.acquire(writersLockPath, wait: .no) else { return }
        withExtendedLifetime(lock) { if writeJournal.isThere { writeJournal.sweep() } }
    }

    // MARK: - Files

    /// Makes changes one after the other, and takes those that are made back where one fails.
    func write(_ changes: [ChangePlan.FileChange], with writer: FileWriter) throws(VaultError) {
        var done: [(change: ChangePlan.FileChange, removed: FileStamp?)] = []
        do throws(FileError) {
            for step in changes.flatMap(\.steps) {
                do throws(FileError) {
                    done.append((step, try write(step, writer)))
                } catch .unsynced(let error, let removed) {
                    done.append((step, removed))
                    throw error
                }
            }
        } catch {
            let left = takeBack(done, with: writer)
            // Nothing is made of a file that has gone since the plan was made.
            let cause: VaultError =
                if case .notFound(let path) = error { .conflict(path: path) } else { VaultError(error) }
            throw left.isEmpty ? cause : .notPutBack(paths: left, cause: cause)
        }
    }

    /// Takes changes back, the last one first, and gives the paths at which that cannot be done.
    private func takeBack(_ done: [(change: ChangePlan.FileChange, removed: FileStamp?)], with writer: FileWriter)
        -> [String]
    {
        var left: [String] = []
        for (change, removed) in done.reversed() {
            do throws(FileError) {
                _ = try write(change.inverse, writer, like: removed)
            } catch .unsynced {
                // It is as it was, though after a power cut it may not be.
            } catch {
                left += change.paths
            }
        }
        return Set<ExactText>(of: left).sorted().map(\.text)
    }

    /// Makes a step of a change, a new file with the mode of `model`; gives the stamp of a file that is no longer there.
    private func write(
        _ change: ChangePlan.FileChange, _ writer: FileWriter, like model: FileStamp? = nil
    ) throws(FileError) -> FileStamp? {
        switch change {
        case .create(let path, let bytes, let isExecutable):
            try writer.create(path, with: bytes, isExecutable: isExecutable, like: model)
        case .replace(let path, let old, let new): try writer.replace(path, with: new, expecting: old)
        case .remove(let path, let old): return try writer.remove(path, expecting: old)
        case .move(let path, let to, let old, _): try writer.move(path, to: to, expecting: old)
        }
        return nil
    }

    // MARK: - Git

    /// Commits what a plan touches, and other paths of the vault with it, for who has the committers' lock.
    func commitHoldingLock(_ plan: ChangePlan, with others: [String] = [], _ origin: ChangeOrigin) -> ChangeReceipt {
        var origin = origin
        origin.undoneOperation = plan.takesBack?.operation
        var receipt = commitHoldingLock(plan.paths + others, message: plan.message, origin)
        if receipt.commit != nil { receipt.kindsLeftOut = newKindFiles(of: plan, but: plan.paths + others) }
        return receipt
    }

    /// The files that define the kinds of what a plan writes, where neither the last commit has them nor the paths that are
    /// committed. What is built in is known all the same.
    private func newKindFiles(of plan: ChangePlan, but committed: [String]) -> [String] {
        let new = (try? askIfPossible { try $0.files.kindPaths(areNew: true) }) ?? []
        let committed = Set<ExactText>(of: committed)
        let documents = new.filter { !committed.contains($0) }.compactMap { path in
            (try? contents(of: path)).map { (path: path, document: Document(bytes: $0)) }
        }
        let paths = documents.isEmpty ? [:] : SchemaReader().read(documents).paths
        guard !paths.isEmpty, let schema = try? schema() else { return [] }
        let usesFolders = fileExists(Self.settingsPath)
        let kinds = plan.files.compactMap(\.result).map { path, bytes in
            Entity(
                content: EntityContent(Document(bytes: bytes)), path: path, schema: schema, usesFolders: usesFolders
            ).kind
        }
        return kinds.uniqued().filter { Schema.builtIn.kinds[$0] == nil }.compactMap { paths[$0] }
    }

    private func trailers(of origin: ChangeOrigin) -> [(String, String)] {
        let operation = origin.isBeforeOperation ? "Mosaic-Before" : "Mosaic-Operation"
        var trailers = [("Mosaic-Via", origin.via), (operation, origin.operationID)]
        if let undone = origin.undoneOperation { trailers.append((TakenBack.trailer, undone)) }
        if let agent = origin.agentID { trailers.append(("Mosaic-Agent", agent)) }
        if let session = origin.sessionID { trailers.append(("Mosaic-Session", session)) }
        return trailers
    }

    /// Commits paths of the vault as they are now, and no others but those that their files had in the last commit, for who has the
    /// committers' lock.
    func commitHoldingLock(_ paths: [String], message: String, _ origin: ChangeOrigin) -> ChangeReceipt {
        let prefix = index.source.prefix
        let paths = paths + committedPaths(ofMovedTo: paths)
        do {
            try checkForGit(paths)
            let id = try gitCommand().commit(
                paths: paths.map { prefix + $0 }, message: message, trailers: trailers(of: origin))
            let isDetached = id != nil && location.repository.head().map { $0.branch == nil } == true
            return ChangeReceipt(commit: id?.description, isOnNoBranch: isDetached)
        } catch {
            return ChangeReceipt(reasonNotCommitted: VaultError(error, path: root))
        }
    }

    /// Where the last commit has what somebody has moved to these paths since: to commit it in its new place alone would have it in
    /// two. None where nobody knows.
    private func committedPaths(ofMovedTo paths: [String]) -> [String] {
        var filter = ActivityFilter()
        filter.isUncommitted = true
        filter.events = [.init(kind: nil, action: .moved)]
        filter.limit = nil
        let targets = Set<ExactText>(of: paths)
        let moves = (try? activities(filter))?.activities.filter { targets.contains($0.path) } ?? []
        return moves.compactMap { move in
            move.changes.first { $0.field == "path" }?.before?.text.flatMap { fileExists($0) ? nil : $0 }
        }
    }

    /// Refuses to have git look at a vault in which it would wait at something that is no file.
    func checkForGit(_ paths: [String] = []) throws(GitStoreError) {
        let known = (try? index.read { try $0.files.folders() }) ?? []
        let folders = known + paths.map { String(VaultPath.folder(of: $0)) }
        try location.repository.checkForGit(folders: folders.map { index.source.prefix + $0 })
    }
}

extension Vault {
    /// Commits files that a plan wrote and a person has had in an editor since, where the origin or the settings ask for commits, for
    /// who has the committers' lock.
    ///
    /// - Throws: `VaultError.goneInEditor` where one is no longer there; then nothing is committed.
    func commitEditedHoldingLock(_ plan: ChangePlan, _ origin: ChangeOrigin) throws -> ChangeReceipt {
        for path in plan.paths { try checkAfterEditor(path) }
        return commits(origin) ? commitHoldingLock(plan, origin) : unreadableSettings(origin)
    }

    /// A file of the vault as it is now.
    package func bytes(at path: String) throws -> [UInt8] { try contents(of: path) }
}
