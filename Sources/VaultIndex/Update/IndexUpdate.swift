import GRDB
import GitStore
import VaultModel

/// Brings the rows of an index to what the vault is now, at a cost in proportion to what changed.
///
/// One run inside one transaction: the work tree's pseudo-commit comes off the stack, commits are popped and pushed as the
/// head moved, changed files are read, what is not committed goes on the stack again, and what follows from all of
/// these (lineages of entities, users, ends of edges) is settled for what was touched. Built from nothing or kept for
/// years, the rows are the same.
struct IndexUpdate {
    let database: Database
    let source: IndexSource
    let repository: Repository
    let progress: (IndexProgress) -> Void

    /// - Parameters:
    ///   - head: the commit that the work tree is of; nil where there is none yet.
    ///   - scan: what changed in the work tree since the index's snapshots.
    ///   - isFullScan: whether `scan` is of everything, as for an index without snapshots.
    ///   - state: what else the rows depend on.
    func run(
        head: ObjectID?, scan: WorkTreeScan, isFullScan: Bool, state: VaultState
    ) throws -> IndexSummary {
        var summary = IndexSummary()
        let isFresh = try RowStatement(database, "SELECT 1 FROM meta LIMIT 1").first { _ in true } == nil
        let contents = ContentCache(repository: repository)
        let reader = WorkTreeReader(source: source, repository: repository)

        let past = try updatePast(to: head, contents: contents, state: state, summary: &summary)
        let rules = try workTreeRules(scan: scan, state: state, reader: reader)
        let present = PresentWriter(database: database, rules: rules)
        try updateHeads(from: past.oldHead, to: head, present: present, state: state)
        let changed = try changedFiles(scan, isFullScan: isFullScan, state: state)
        let malformed = try updatePresent(
            scan, changed: changed, present: present, reader: reader, rulesChanged: state.rulesChanged, summary: &summary)
        try pushWorkTree(on: past.stack, head: head, rules: rules, reader: reader)
        if isFresh { try database.execute(sql: IndexSchema.indexes) }

        let lineages = past.stack.touchedLineages.union(past.popped.lineages)
        let paths = past.stack.touchedPaths.union(past.popped.paths).union(changed)
        try settleEntities(paths: paths, isFresh: isFresh)
        try settleTimes(of: lineages, isFresh: isFresh)
        try updateMalformed(malformed, lineages: lineages, present: present, reader: reader, contents: contents)
        try UserResolver(database: database, mailmap: state.mailmap).resolve()
        progress(.links)
        let resolver = LinkResolver(database: database)
        if isFresh {
            try resolver.resolveAll()
        } else {
            try resolver.resolve(owners: present.changedOwners, keys: present.changedKeys)
        }
        try remember(scan, isFullScan: isFullScan)
        try state.remember(in: Metadata(database: database), head: head)
        summary.isRebuild = isFresh
        summary.problems = scan.problems.map { String(describing: $0) }
        return summary
    }

    // MARK: - The past

    private struct Past {
        var stack: HistoryStack
        var oldHead: ObjectID?
        var popped: (lineages: Set<Int64>, paths: Set<String>)
    }

    private func updatePast(
        to head: ObjectID?, contents: ContentCache, state: VaultState, summary: inout IndexSummary
    ) throws -> Past {
        let oldHead = try Metadata(database: database)[.head].flatMap { ObjectID(hex: $0) }
        var popped: (lineages: Set<Int64>, paths: Set<String>) = ([], [])
        func pop(to height: Int64) throws {
            let removed = try HistoryStack.pop(to: height, database: database)
            popped.lineages.formUnion(removed.lineages)
            popped.paths.formUnion(removed.paths)
        }
        let workTree = try RowStatement(
            database, "SELECT position FROM commits WHERE oid IS NULL ORDER BY position DESC LIMIT 1"
        ).first { $0.int(0) }
        if let workTree { try pop(to: workTree) }
        var added: [(id: ObjectID, isSpine: Bool)] = []
        if head != oldHead {
            let order = try order(to: head)
            let height = try RowStatement(database, "SELECT count(*) FROM commits").first { Int($0.int(0)) } ?? 0
            summary.commitsRemoved = height - order.kept
            try pop(to: Int64(order.kept))
            added = order.added
        }
        let stack = try HistoryStack(
            database: database, repository: repository, contents: contents, prefix: source.prefix,
            includes: state.isInVault)
        for (done, commit) in added.enumerated() {
            if done & 63 == 0 { progress(.history(done: done, total: added.count)) }
            try stack.push(commit.id, isSpine: commit.isSpine)
        }
        summary.commitsAdded = added.count
        return Past(stack: stack, oldHead: oldHead, popped: popped)
    }

    private func order(to head: ObjectID?) throws -> CommitOrder {
        guard let head else { return CommitOrder(kept: 0, added: []) }
        let spine = try RowStatement(database, "SELECT position FROM commits WHERE oid = ? AND is_spine")
        let any = try RowStatement(database, "SELECT position FROM commits WHERE oid = ?")
        return try CommitOrder(
            head: head, repository: repository, spinePosition: { try spine.bind($0).first { Int($0.int(0)) } },
            position: { try any.bind($0).first { Int($0.int(0)) } })
    }

    /// Notes what the new head has at every path where it differs from the old one.
    private func updateHeads(
        from oldHead: ObjectID?, to head: ObjectID?, present: PresentWriter, state: VaultState
    ) throws {
        guard oldHead != head else { return }
        let tree = try head.map { try repository.commit($0).tree }
        var oldTree: ObjectID?
        if let oldHead {
            oldTree = try? repository.commit(oldHead).tree
            if oldTree == nil {
                // The old head is gone from the store: every path is to be asked for again.
                try database.execute(sql: "UPDATE files SET head_oid = NULL")
            }
        }
        let comparer = TreeComparer(repository, prefix: source.prefix, fileSuffixes: VaultPath.markdownSuffixes)
        for change in try comparer.changes(from: oldTree.map { [$0] } ?? [], to: tree ?? .emptyTree)
        where state.isInVault(change.path) {
            try present.setHead(change.new.flatMap { $0.isFile ? $0.id : nil }, at: change.path)
        }
    }

    // MARK: - The present

    /// The kinds and the configuration of the work tree.
    private func workTreeRules(scan: WorkTreeScan, state: VaultState, reader: WorkTreeReader) throws -> TreeRules {
        var paths: Set<String> = []
        try RowStatement(database, "SELECT path FROM files WHERE path GLOB 'kinds/*' AND oid IS NOT NULL").forEach {
            paths.insert($0.text(0))
        }
        paths.formUnion(scan.changedFiles.map(\.path).filter { $0.hasPrefix("kinds/") })
        paths.subtract(scan.removedFiles)
        let kinds = try paths.filter { $0.split(separator: "/").count == 2 }.sorted().compactMap { path in
            try reader.document(path).map { (path: path, document: $0) }
        }
        return TreeRules(schema: SchemaReader.read(kinds).schema, usesFolders: state.usesFolders)
    }

    /// The files to read: those that changed, or all of them where how they are read has changed.
    private func changedFiles(_ scan: WorkTreeScan, isFullScan: Bool, state: VaultState) throws -> [String] {
        var paths = Set(scan.changedFiles.map(\.path))
        let kindsChanged = (scan.changedFiles.map(\.path) + scan.removedFiles).contains { $0.hasPrefix("kinds/") }
        if state.rulesChanged || kindsChanged {
            try RowStatement(database, "SELECT path FROM files WHERE is_entity AND oid IS NOT NULL").forEach {
                paths.insert($0.text(0))
            }
            paths.subtract(scan.removedFiles)
        }
        return paths.sorted()
    }
}
