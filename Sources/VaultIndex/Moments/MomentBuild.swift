import GRDB
import GitStore
import VaultModel

/// What an index of a commit depends on beside the commit itself.
struct MomentState {
    /// A digest of the commit's `.mosaicignore` files, which say what of the past is part of the vault.
    var mosaicIgnores: String
    /// A digest of where a shallow clone's history is cut off.
    var shallowBoundary: String
    /// The state of the zones that times of entities are of.
    var timeZones: String
}

/// Builds the index of a commit: the rows that a clone would have that has just checked it out.
///
/// The same stages as an ``IndexUpdate`` of an index without a row, with the commit's tree in place of the work tree. The
/// past is lent by the present index where it can be, and told anew where it cannot.
struct MomentBuild {
    let database: Database
    let source: IndexSource
    let tree: MomentTree
    let state: MomentState
    let timeZones: TimeZones
    /// nil where the index is to have a past of its own.
    let past: LentPast?
    /// Fewer files or commits are not worth a thread and a repository of its own.
    let leastReadAhead: Int
    let progress: (IndexProgress) -> Void

    func run() throws {
        let contents = ContentCache(repository: tree.repository)
        let (rules, diagnostics) = try tree.rules(contents)
        let records = EntityRecordReader(rules: rules, kindDiagnostics: diagnostics, timeZones: timeZones)
        let lent = try past.map { _ in try LentFiles(database: database, tree: tree, state: state, rules: rules) }
        let files = lent?.others ?? tree.files
        let ahead = files.count < leastReadAhead ? nil : tree.ahead(of: files, source: source, records: records)
        defer { ahead?.stop() }
        try lent?.copy()
        let present = try PresentWriter(database: database, isFresh: true)
        let malformed = try write(files, present) { file in
            try ahead?.next()
                ?? contents.document(file.entry.id).flatMap { records.record(ofReadable: $0, path: file.path) }
        }.map { file in
            IndexSettling.MalformedFile(path: file.path, version: version(of: file)) {
                try contents.document(file.entry.id)
                    ?? Document(unreadable: "the repository does not have its contents")
            }
        }
        let comparer = TreeComparer(
            repository: tree.repository, prefix: source.prefix, fileSuffixes: VaultPath.markdownSuffixes)
        if let past { try past.copy(into: database) } else { try pushPast(contents, comparer) }
        try database.execute(sql: "UPDATE files SET head_oid = oid WHERE oid IS NOT NULL")
        try IndexSettling(
            database: database, present: present, records: records,
            lastReadable: LastReadable(database: database, comparer: comparer, contents: contents),
            schema: rules.schema, mailmap: Mailmap(contents: tree.mailmap()), progress: progress
        ).settleAll(malformed, past: past)
        try remember(missing: contents.missing)
    }

    // MARK: - The present

    /// Writes every file that can be read; gives those that cannot, whose rows need the past.
    private func write(
        _ files: [TreeFile], _ present: PresentWriter, record: (TreeFile) throws -> EntityRecord?
    ) throws -> [TreeFile] {
        for path in tree.attachments { try present.write(attachment: path) }
        var malformed: [TreeFile] = []
        for (done, file) in files.enumerated() {
            if done & 255 == 0 { progress(.files(done: done, total: files.count)) }
            if let record = try record(file) {
                try present.write(record, version(of: file))
            } else {
                try present.reserve(file.path, version(of: file))
                malformed.append(file)
            }
        }
        return malformed
    }

    private func version(of file: TreeFile) -> FileVersion {
        FileVersion(oid: file.entry.id, isVerbatim: true, modified: tree.commit.committer.time)
    }

    // MARK: - The past

    private func pushPast(_ contents: ContentCache, _ comparer: TreeComparer) throws {
        let commits = try CommitOrder(
            head: tree.commit.id, repository: tree.repository, spinePosition: { _ in nil }, position: { _ in nil }
        ).added
        let rules = tree.ignoreRules
        let stack = try HistoryStack(
            database: database, repository: tree.repository, contents: contents, comparer: comparer,
            prefix: source.prefix, includes: { !rules.isExcludedFromHistory($0) })
        let ahead =
            commits.count < leastReadAhead
            ? nil : CommitReading.ahead(of: commits, known: contents.known, source: source)
        defer { ahead?.stop() }
        for (done, next) in commits.enumerated() {
            if done & 63 == 0 { progress(.history(done: done, total: commits.count)) }
            try stack.push(next.commit, isSpine: next.isSpine, reading: ahead?.next())
        }
    }

    // MARK: - The state

    /// `missing` are the objects that the store does not have.
    private func remember(missing: Set<ObjectID>) throws {
        try tree.problems.write(to: database)
        let metadata = Metadata(database: database)
        try metadata.set(.head, tree.commit.id.description)
        try metadata.set(.mosaicIgnores, state.mosaicIgnores)
        try metadata.set(.shallowBoundary, state.shallowBoundary)
        try metadata.set(.timeZones, state.timeZones)
        try metadata.set(.lender, past?.missingObjects ?? "")
        try metadata.set(.missingObjects, bytes: missing.flatMap(\.bytes))
    }
}
