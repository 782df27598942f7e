import GRDB
import GitStore
import VaultModel

// The rows of the work tree, and what follows from them and from the past together.
extension IndexUpdate {
    /// Reads the changed files into rows, and keeps what they say for the history, whose last versions they mostly are.
    ///
    /// Returns the files that cannot be read as their writers meant: their rows need the history, which comes later.
    func updatePresent(
        _ changed: [String], heads: [ExactText: ObjectID?], present: PresentWriter, reader: WorkTreeReader,
        records: EntityRecordReader, contents: ContentCache, summary: inout IndexSummary
    ) throws -> [ExactText: WorkTreeReader.File] {
        let scan = observation.scan
        let removed = try scan.removedFiles + forgottenFiles()
        for path in removed + scan.removedAttachments { try present.remove(path) }
        summary.filesRemoved = removed.count
        for path in scan.addedAttachments { try present.write(attachment: path) }
        let meaningChanged = changesMeaning
        var malformed: [ExactText: WorkTreeReader.File] = [:]
        // Of an index that has rows, they say what the head has at the other paths.
        let isWorthwhile = isFresh && changed.count >= leastReadAhead
        let ahead =
            isWorthwhile ? WorkTreeReader.ahead(of: changed, heads: heads, source: source, records: records) : nil
        defer { ahead?.stop() }
        for (done, path) in changed.enumerated() {
            if done & 255 == 0 { progress(.files(done: done, total: changed.count)) }
            let known = isFresh ? nil : try present.contents(at: path)
            let read =
                try ahead?.next() ?? reader.reading(path, head: isFresh ? heads[ExactText(path)] ?? nil : known?.head)
            guard let read else {
                try present.remove(path)
                continue
            }
            let file = read.file
            summary.filesRead += 1
            if file.version.isVerbatim { contents.insert(read.content, for: file.version.oid) }
            // A file that may not be read now counts as unchanged, and what is said of it does not.
            let isReadable = known?.isMalformed == false && !file.document.isMalformed
            let isSame = known?.oid == file.version.oid && known?.isVerbatim == true && file.version.isVerbatim
            if !meaningChanged, isReadable, isSame {
                try present.touch(path, modified: file.version.modified)
            } else if file.document.isMalformed {
                try present.reserve(path, file.version)
                malformed[ExactText(path)] = file
            } else {
                let record = read.record ?? records.record(file.document, content: read.content, path: path)
                try present.write(record, file.version)
            }
        }
        try present.finishHeads()
        return malformed
    }

    /// The files that the index has and that a scan without memory did not see.
    private func forgottenFiles() throws -> [String] {
        guard observation.isFullScan, !isFresh else { return [] }
        let seen = Set(
            (observation.scan.changedFiles.map(\.path) + observation.scan.addedAttachments).map(ExactText.init))
        var forgotten: [String] = []
        try RowStatement(database, "SELECT path FROM files WHERE oid IS NOT NULL OR NOT is_entity").forEach { row in
            if !seen.contains(ExactText(row.text(0))) { forgotten.append(row.text(0)) }
        }
        return forgotten
    }

    /// Puts what is not committed on top of the stack.
    func pushWorkTree(on stack: HistoryStack, contents: ContentCache, rules: TreeRules, reader: WorkTreeReader) throws {
        let head = observation.state.head
        var dirty: [(path: String, oid: ObjectID?, head: ObjectID?, modified: Int64?)] = []
        try RowStatement(
            database,
            // The sign keeps SQLite from going through all paths in their order, instead of the few that are dirty.
            "SELECT path, oid, head_oid, modified FROM files WHERE oid IS NOT head_oid ORDER BY +path"
        ).forEach { dirty.append(($0.text(0), $0.objectID(1), $0.objectID(2), $0.optionalInt(3))) }
        if dirty.contains(where: { $0.oid == nil }) {
            let (leftOut, unseen) = (try pathsLeftOut(reader), try UnseenPlaces(database: database))
            dirty.removeAll { $0.oid == nil && (leftOut.contains(ExactText($0.path)) || unseen.contain($0.path)) }
        }
        guard !dirty.isEmpty else { return }
        let headTime = try head.map { try repository.commit($0).committer.time } ?? 0
        let changes = try dirty.map { file in
            PathChange(
                path: file.path, old: head == nil ? [] : [try side(file.head, contents)],
                new: try file.oid.flatMap { oid in
                    try reader.document(file.path).map { .init(oid: oid, content: EntityContent($0)) }
                })
        }
        let timesGone = try timesGone(dirty.lazy.filter { $0.oid == nil }.map(\.path), since: headTime)
        let times = Dictionary(
            uniqueKeysWithValues: dirty.map { file in
                (ExactText(file.path), file.modified ?? timesGone[ExactText(file.path)] ?? headTime)
            })
        try stack.pushWorkTree(
            changes.filter { $0.new != nil || $0.old.contains { $0 != nil } }, head: head,
            merging: observation.state.mergeHeads.compactMap { try? repository.commit($0).tree }, rules: rules,
            author: repository.signatureFromConfig(observation.surroundings.configurationFiles),
            bytes: { path in try reader.document(path)?.bytes ?? [] }, at: { times[ExactText($0)] ?? headTime })
    }

    /// When files of the last commit went that are not there any more: what the nearest folder that is left says of when something
    /// last came to it or went from it, since nothing else tells; not before the commit, which had them.
    private func timesGone(_ paths: some Collection<String>, since headTime: Int64) throws -> [ExactText: Int64] {
        if paths.isEmpty { return [:] }
        // As the scan found them: so they are in step with what else is known of the work tree.
        var folders: [ExactText: Int64?] = [:]
        for path in observation.scan.removedDirectories { folders[ExactText(path)] = .some(nil) }
        for folder in observation.scan.changedDirectories {
            folders[ExactText(folder.path)] = folder.snapshot.withUnsafeBytes { DirectorySnapshot.modified(header: $0) }
        }
        let stored = try RowStatement(database, "SELECT substr(snapshot, 1, ?) FROM directories WHERE path = ?")
        func modified(_ folder: String) throws -> Int64? {
            if let known = folders[ExactText(folder)] { return known }
            if observation.isFullScan { return nil }
            return try stored.bind(Int64(DirectorySnapshot.headerSize)).bind(folder).first {
                $0.bytes(0).flatMap { DirectorySnapshot.modified(header: $0) }
            } ?? nil
        }
        var times: [ExactText: Int64] = [:]
        for path in paths {
            var folder = String(VaultPath.folder(of: path))
            var found = try modified(folder)
            while found == nil, !folder.isEmpty {
                folder = String(VaultPath.folder(of: folder))
                found = try modified(folder)
            }
            times[ExactText(path)] = max(headTime, (found ?? 0) / 1_000_000_000)
        }
        return times
    }

    /// The files that a sparse checkout leaves out of the work tree: they are not deleted.
    private func pathsLeftOut(_ reader: WorkTreeReader) throws -> Set<ExactText> {
        // The setting that says so may stand where libgit2 does not look; git's index knows.
        Set(try reader.indexEntries().lazy.filter(\.isSkippedInWorkTree).map { ExactText($0.path) })
    }

    private func side(_ head: ObjectID?, _ contents: ContentCache) throws -> PathChange.Side? {
        try head.map { .init(oid: $0, content: try contents.content($0)) }
    }

    /// The files that cannot be read and whose rows are to be written, sorted by path: `changed`, and those whose past is another
    /// now.
    func malformedFiles(
        _ changed: [ExactText: WorkTreeReader.File], lineages: Set<Int64>, present: PresentWriter,
        reader: WorkTreeReader
    ) throws -> [IndexSettling.MalformedFile] {
        var files = changed
        var known: [String] = []
        let select = try RowStatement(database, "SELECT path FROM entities WHERE lineage = ? AND is_malformed")
        for lineage in lineages { known += try select.bind(lineage).allTexts() }
        for path in known where files[ExactText(path)] == nil {
            files[ExactText(path)] = try reader.file(path, head: try present.contents(at: path)?.head)
        }
        return files.sorted { $0.key < $1.key }.map { path, file in
            IndexSettling.MalformedFile(path: path.text, version: file.version) { file.document }
        }
    }

    /// Forgets what could not be taken where the scan has looked again. What is said of a directory is its own, of all else
    /// the directory's that holds it.
    private func forgetProblems() throws {
        guard let visited = observation.scan.visitedDirectories else {
            return try database.execute(sql: "DELETE FROM problems")
        }
        let seen = visited.union(observation.scan.removedDirectories)
        let isDirectory = try RowStatement(database, "SELECT 1 FROM directories WHERE path = ?")
        let paths = try RowStatement(database, "SELECT DISTINCT path FROM problems").allTexts()
        let delete = try RowStatement(database, "DELETE FROM problems WHERE path = ?")
        for path in paths {
            let isOwn = try isDirectory.bind(path).hasRow()
            if seen.contains(isOwn ? path : String(VaultPath.folder(of: path))) { try delete.bind(path).run() }
        }
    }

    /// Keeps what the scan could not take.
    func rememberProblems() throws {
        try forgetProblems()
        try observation.scan.problems.write(to: database)
    }

    /// Keeps the snapshots that the next scan starts from, and the state of the vault.
    ///
    /// `missing` are the objects that were asked for and that the store does not have; `unread` the files that are to be read again
    /// next time, as if they had changed.
    func remember(missing: Set<ObjectID>, unread: [ExactText]) throws {
        let scan = observation.scan
        if observation.isFullScan { try database.execute(sql: "DELETE FROM directories") }
        let delete = try RowStatement(database, "DELETE FROM directories WHERE path = ?")
        for path in scan.removedDirectories { try delete.bind(path).run() }
        let insert = try RowStatement(database, "INSERT OR REPLACE INTO directories (path, snapshot) VALUES (?, ?)")
        for directory in scan.changedDirectories {
            try directory.snapshot.withUnsafeBytes { bytes in
                try insert.bind(directory.path).bind(bytes: bytes).run()
            }
        }
        let select = try RowStatement(database, "SELECT snapshot FROM directories WHERE path = ?")
        for path in unread {
            let folder = String(VaultPath.folder(of: path.text))
            let bytes = try select.bind(folder).first { $0.bytes(0).map { Array($0) } } ?? nil
            guard let snapshot = bytes.flatMap(DirectorySnapshot.init) else { continue }
            let doubted = snapshot.doubting(String(VaultPath.name(of: path.text)))
            try doubted.bytes.withUnsafeBytes { try insert.bind(folder).bind(bytes: $0).run() }
        }
        var state = observation.state
        state.missingObjects = missing
        if let known = observation.known, !observation.isAnotherPast {
            state.missingObjects.formUnion(known.missingObjects)
        }
        if state.missingObjects.isEmpty { state.storeStamp = "" }
        try state.write(to: Metadata(database: database))
    }
}
