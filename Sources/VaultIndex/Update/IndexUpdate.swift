import GRDB
import GitStore
import VaultModel

/// Brings the rows of an index to what was observed of the vault, at a cost in proportion to what changed.
///
/// One run inside one transaction: changed files are read, the work tree's pseudo-commit comes off the stack, commits are
/// popped and pushed as the head moved, what is not committed goes on the stack again, and what follows from all of
/// these (lineages of entities, users, ends of edges) is settled for what was touched. Built from nothing or kept for
/// years, the rows are the same.
struct IndexUpdate {
    let database: Database
    let source: IndexSource
    let observation: VaultObservation
    let timeZones: TimeZones
    /// Fewer files or commits are not worth a thread and a repository of its own.
    let leastReadAhead: Int
    let progress: (IndexProgress) -> Void
    let repository: Repository
    /// True for an index without a row, whose SQL indexes are made after its rows.
    let isFresh: Bool

    init(
        database: Database, source: IndexSource, observation: VaultObservation, timeZones: TimeZones,
        leastReadAhead: Int, progress: @escaping (IndexProgress) -> Void
    ) throws {
        self.database = database
        self.source = source
        self.observation = observation
        self.timeZones = timeZones
        self.leastReadAhead = leastReadAhead
        self.progress = progress
        repository = try observation.repository.opened()
        isFresh = observation.known == nil
    }

    /// - Parameter beforeSettling: called once the files and the history have their rows.
    /// - Returns: what there was to do.
    /// - Throws: What the database and `beforeSettling` throw, and `GitStoreError` and `FileError` where the vault cannot be read.
    func run(beforeSettling: () throws -> Void = {}) throws -> IndexSummary {
        var summary = IndexSummary()
        summary.isRebuild = isFresh
        let contents = ContentCache(repository: repository)
        let reader = try WorkTreeReader(source: source, repository: repository)
        let comparer = TreeComparer(
            repository: repository, prefix: source.prefix, fileSuffixes: VaultPath.markdownSuffixes)
        let rules = try workTreeRules(reader: reader)
        let records = EntityRecordReader(
            rules: rules.rules, kindDiagnostics: rules.diagnostics, timeZones: timeZones)
        let present = try PresentWriter(
            database: database, isFresh: isFresh, changesMeaning: changesMeaning)
        let heads = try updateHeads(present, comparer: comparer)
        let changed = try changedFiles(movedBy: heads.keys, reader: reader)
        let order = isFresh && changed.count >= leastReadAhead ? orderAhead() : nil
        defer { order?.stop() }
        let malformed = try updatePresent(
            changed, heads: heads, present: present, reader: reader, records: records, contents: contents,
            summary: &summary)
        try rememberProblems()
        let past = try updatePast(
            order: order, contents: contents, comparer: comparer, rules: rules.rules, reader: reader, summary: &summary)
        // What follows asks for few of them, and has the most to sort.
        if isFresh { contents.forget() }
        try beforeSettling()
        let settling = try IndexSettling(
            database: database, present: present, records: records,
            lastReadable: LastReadable(database: database, comparer: comparer, contents: contents),
            schema: rules.rules.schema, mailmap: Mailmap(contents: source.repository.mailmap()), progress: progress)
        let unread = try malformedFiles(malformed, lineages: past.lineages, present: present, reader: reader)
        if isFresh {
            try settling.settleAll(unread)
        } else {
            try settling.settle(
                paths: past.paths.union(changed.map(ExactText.init)), lineages: past.lineages, unread,
                isMailmapUnchanged: observation.known?.mailmap == observation.state.mailmap)
        }
        try remember(missing: contents.missing, unread: reader.unread.sorted())
        if let error = observation.ignoreRules.error { throw error }
        return summary
    }

    // MARK: - The past

    /// Brings the stack to the head, with what is not committed on its top, and gives the lineages and the paths whose past is no
    /// longer what it was: none for an index of which everything is new.
    private func updatePast(
        order ahead: ReadAhead<CommitOrder>?, contents: ContentCache, comparer: TreeComparer, rules: TreeRules,
        reader: WorkTreeReader, summary: inout IndexSummary
    ) throws -> (lineages: Set<Int64>, paths: Set<ExactText>) {
        let head = observation.state.head
        var touched: (lineages: Set<Int64>, paths: Set<ExactText>) = ([], [])
        func pop(to height: Int64) throws {
            let removed = try HistoryStack.pop(to: height, database: database)
            touched.lineages.formUnion(removed.lineages)
            touched.paths.formUnion(removed.paths)
        }
        let workTree = try RowStatement(
            database, "SELECT position FROM commits WHERE oid IS NULL ORDER BY position DESC LIMIT 1"
        ).first { $0.int(0) }
        if let workTree { try pop(to: workTree) }
        var added: [(commit: Commit, isSpine: Bool)] = []
        let isAnotherPast = observation.isAnotherPast
        if isAnotherPast {
            let height = try height()
            summary.commitsRemoved = height
            try pop(to: 0)
        }
        if isAnotherPast || isFresh || head != observation.known?.head {
            let order = try ahead?.next() ?? order(to: head)
            let height = try height()
            if !isAnotherPast { summary.commitsRemoved = height - order.kept }
            try pop(to: Int64(order.kept))
            added = order.added
        }
        let ignoreRules = observation.ignoreRules
        let stack = try HistoryStack(
            database: database, repository: repository, contents: contents, comparer: comparer, prefix: source.prefix,
            includes: { ignoreRules.isInHistory($0) })
        let readings =
            added.count < leastReadAhead
            ? nil : CommitReading.ahead(of: added, known: contents.known, source: source)
        defer { readings?.stop() }
        for (done, next) in added.enumerated() {
            if done & 63 == 0 { progress(.history(done: done, total: added.count)) }
            try stack.push(next.commit, isSpine: next.isSpine, reading: readings?.next())
        }
        summary.commitsAdded = added.count
        try pushWorkTree(on: stack, contents: contents, rules: rules, reader: reader)
        if isFresh { return touched }
        touched.lineages.formUnion(stack.touchedLineages)
        touched.paths.formUnion(stack.touchedPaths)
        return touched
    }

    private func height() throws -> Int {
        try RowStatement(database, "SELECT max(position) + 1 FROM commits").first { Int($0.int(0)) } ?? 0
    }

    /// The order of a head where there is no stack yet, found while the files of the work tree are read.
    private func orderAhead() -> ReadAhead<CommitOrder>? {
        guard let head = observation.state.head else { return nil }
        let source = source
        return ReadAhead(count: 1) {
            { _ in
                guard let repository = try? Repository(opening: source.repository.workTree) else { return nil }
                return try? CommitOrder(
                    head: head, repository: repository, spinePosition: { _ in nil }, position: { _ in nil })
            }
        }
    }

    private func order(to head: ObjectID?) throws -> CommitOrder {
        guard let head else { return .empty }
        let spine = try RowStatement(database, "SELECT position FROM commits WHERE oid = ? AND line = 0")
        let any = try RowStatement(database, "SELECT position FROM commits WHERE oid = ?")
        return try CommitOrder(
            head: head, repository: repository, spinePosition: { try spine.bind($0).first { Int($0.int(0)) } },
            position: { try any.bind($0).first { Int($0.int(0)) } })
    }

    /// Notes what the new head has at every path where it differs from the old one, and gives that by the paths.
    private func updateHeads(_ present: PresentWriter, comparer: TreeComparer) throws -> [ExactText: ObjectID?] {
        let head = observation.state.head
        let isAnotherPast = observation.isAnotherPast
        guard isFresh || isAnotherPast || observation.known?.head != head else { return [:] }
        let tree = try head.map { try repository.commit($0).tree }
        var oldTree = isAnotherPast ? nil : try? observation.known?.head.map { try repository.commit($0).tree }
        if tree == nil { oldTree = nil }
        guard tree == nil || oldTree != tree else { return [:] }
        if oldTree == nil {
            // Nothing to compare with, or an old head that is gone from the store: every path is asked for.
            try database.execute(sql: "UPDATE files SET head_oid = NULL WHERE head_oid IS NOT NULL")
        }
        var heads: [ExactText: ObjectID?] = [:]
        for change in try tree.map({ try comparer.changes(from: oldTree.map { [$0] } ?? [], to: $0) }) ?? []
        where !change.isPathRepaired && observation.ignoreRules.isInHistory(change.path) {
            try present.setHead(change.new?.id, at: change.path)
            heads[ExactText(change.path)] = .some(change.new?.id)
        }
        if oldTree == nil {
            try database.execute(
                sql: "DELETE FROM files WHERE is_entity AND oid IS NULL AND head_oid IS NULL")
        }
        return heads
    }

    // MARK: - The present

    /// The kinds and the configuration of the work tree, and what is wrong with the kinds by their paths.
    private func workTreeRules(
        reader: WorkTreeReader
    ) throws -> (rules: TreeRules, diagnostics: [String: [Diagnostic]]) {
        var paths: Set<ExactText> = []
        try RowStatement(database, "SELECT path FROM files WHERE path GLOB 'kinds/*' AND oid IS NOT NULL").forEach {
            paths.insert(ExactText($0.text(0)))
        }
        paths.formUnion(observation.scan.changedFiles.lazy.map { ExactText($0.path) })
        paths.subtract(observation.scan.removedFiles.map(ExactText.init))
        let kinds = try paths.sorted().map(\.text).filter { VaultPath.folder(of: $0) == "kinds" }.compactMap { path in
            try reader.document(path).map { (path: path, document: $0) }
        }
        let reading = SchemaReader().read(kinds)
        return (
            TreeRules(schema: reading.schema, usesFolders: observation.state.usesFolders), reading.diagnostics
        )
    }

    /// True where every file is to be read again, because what it means has changed.
    var changesMeaning: Bool {
        guard let known = observation.known else { return false }
        let paths = observation.scan.changedFiles.map(\.path) + observation.scan.removedFiles
        return known.usesFolders != observation.state.usesFolders || known.timeZones != observation.state.timeZones
            || paths.contains { VaultPath.isInside($0, "kinds") }
    }

    /// The files that git's index may have another say in than before: whether the conflict markers in their fenced code are
    /// meant, and whether their line ends are converted, as those of what it has with carriage returns are not.
    private func filesThatHangOnGitIndex(_ reader: WorkTreeReader) throws -> Set<ExactText> {
        let state = observation.state
        guard let known = observation.known, known.gitIndexStamp != state.gitIndexStamp else { return [] }
        var paths: Set<ExactText> = []
        try RowStatement(database, "SELECT path FROM files WHERE holds_markers").forEach {
            paths.insert(ExactText($0.text(0)))
        }
        if state.conversions == "", state.gitAttributes == "" { return paths }
        var blobs: [ExactText: ObjectID] = [:]
        try RowStatement(
            database,
            "SELECT path, oid FROM files WHERE oid IS NOT NULL AND (oid IS NOT head_oid OR NOT is_verbatim)"
        ).forEach { blobs[ExactText($0.text(0))] = $0.objectID(1) }
        if blobs.isEmpty { return paths }
        for entry in try reader.indexEntries() where blobs[ExactText(entry.path)] == entry.id {
            blobs[ExactText(entry.path)] = nil
        }
        return paths.union(blobs.keys)
    }

    /// The files to read: those that changed, or all of them where how they are read has changed.
    private func changedFiles(movedBy heads: some Sequence<ExactText>, reader: WorkTreeReader) throws -> [String] {
        var paths = Set(observation.scan.changedFiles.map { ExactText($0.path) })
        if changesMeaning || observation.convertsOtherwise {
            try RowStatement(database, "SELECT path FROM files WHERE is_entity AND oid IS NOT NULL").forEach {
                paths.insert(ExactText($0.text(0)))
            }
        }
        paths.formUnion(try filesThatHangOnGitIndex(reader))
        // Whether a file is what the head has is a question of line ends too, which only the file answers.
        if !isFresh {
            let isDirty = try RowStatement(
                database, "SELECT 1 FROM files WHERE path = ? AND oid IS NOT NULL AND oid IS NOT head_oid")
            for path in heads where try isDirty.bind(path.text).hasRow() { paths.insert(path) }
        }
        paths.subtract(observation.scan.removedFiles.map(ExactText.init))
        return paths.sorted().map(\.text)
    }
}
