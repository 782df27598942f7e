import GRDB
import GitStore
import VaultModel

// The rows of the work tree, and what follows from them and from the past together.
extension IndexUpdate {
    /// Reads the changed files into rows.
    ///
    /// - Returns: the files that cannot be read as their writers meant: their rows need the history, which comes later.
    func updatePresent(
        _ scan: WorkTreeScan, changed: [String], present: PresentWriter, reader: WorkTreeReader, rulesChanged: Bool,
        summary: inout IndexSummary
    ) throws -> [String: WorkTreeReader.File] {
        for path in scan.removedFiles + scan.removedAttachments { try present.remove(path) }
        summary.filesRemoved = scan.removedFiles.count
        for path in scan.addedAttachments { try present.write(attachment: path) }
        let certain = Set(rulesChanged ? changed : [])
        var malformed: [String: WorkTreeReader.File] = [:]
        for (done, path) in changed.enumerated() {
            if done & 255 == 0 { progress(.files(done: done, total: changed.count)) }
            let known = try present.contents(at: path)
            guard let file = try reader.file(path, head: known?.head) else {
                try present.remove(path)
                continue
            }
            summary.filesRead += 1
            if !certain.contains(path), let known, known.oid == file.oid {
                try present.touch(path, modified: file.modified)
            } else if file.document.isMalformed {
                try present.reserve(path, oid: file.oid, modified: file.modified)
                malformed[path] = file
            } else {
                try present.write(
                    file.document, content: EntityContent(file.document), path: path, oid: file.oid,
                    modified: file.modified)
            }
        }
        return malformed
    }

    /// Puts what is not committed on top of the stack.
    func pushWorkTree(
        on stack: HistoryStack, head: ObjectID?, rules: TreeRules, reader: WorkTreeReader
    ) throws {
        var dirty: [(path: String, oid: ObjectID?, head: ObjectID?, modified: Int64?)] = []
        try RowStatement(
            database,
            "SELECT path, oid, head_oid, modified FROM files WHERE is_entity AND oid IS NOT head_oid ORDER BY path"
        ).forEach { dirty.append(($0.text(0), $0.objectID(1), $0.objectID(2), $0.optionalInt(3))) }
        guard !dirty.isEmpty else { return }
        let headTime = try head.map { try repository.commit($0).committer.time } ?? 0
        let changes = try dirty.map { file in
            PathChange(
                path: file.path, old: [try file.head.map { .init(oid: $0, content: try stack.content($0)) }],
                new: try file.oid.flatMap { oid in
                    try reader.document(file.path).map { .init(oid: oid, content: EntityContent($0)) }
                })
        }
        let times = Dictionary(uniqueKeysWithValues: dirty.map { ($0.path, $0.modified ?? headTime) })
        try stack.pushWorkTree(
            changes.filter { $0.new != nil || $0.old.contains { $0 != nil } }, head: head, rules: rules,
            author: repository.signatureFromConfig(),
            bytes: { path in try reader.document(path)?.bytes ?? [] }, at: { times[$0] ?? headTime })
    }

    /// Gives entities the lineages that the stack has for their ids and paths.
    func settleEntities(paths: Set<String>, isFresh: Bool) throws {
        let update = """
            UPDATE entities SET lineage = coalesce(
              (SELECT lineages.id FROM lineages WHERE is_explicit AND lineages.identifier = entities.identifier),
              (SELECT lineage FROM occupancies, files WHERE files.id = entities.id AND occupancies.path = files.path
               ORDER BY since DESC LIMIT 1))
            """
        if isFresh {
            try database.execute(sql: update)
            return
        }
        let one = try RowStatement(database, update + " WHERE id = (SELECT id FROM files WHERE path = ?)")
        for path in paths.sorted() { try one.bind(path).run() }
    }

    /// Takes the times of the first and of the last activity of each entity from its activities.
    func settleTimes(of lineages: Set<Int64>, isFresh: Bool) throws {
        if isFresh {
            try database.execute(
                sql: """
                    UPDATE lineages SET created_at = times.first, updated_at = times.last
                    FROM (SELECT lineage, min(at) AS first, max(at) AS last FROM activities GROUP BY lineage) AS times
                    WHERE times.lineage = lineages.id
                    """)
            return
        }
        let one = try RowStatement(
            database,
            """
            UPDATE lineages SET created_at = (SELECT min(at) FROM activities WHERE lineage = ?1),
              updated_at = (SELECT max(at) FROM activities WHERE lineage = ?1) WHERE id = ?1
            """)
        for lineage in lineages.sorted() { try one.bind(lineage).run() }
    }

    /// Writes the files that cannot be read, with what they said last; also those whose history is another now.
    func updateMalformed(
        _ malformed: [String: WorkTreeReader.File], lineages: Set<Int64>, present: PresentWriter,
        reader: WorkTreeReader, contents: ContentCache
    ) throws {
        var files = malformed
        var known: [(path: String, lineage: Int64?)] = []
        try RowStatement(
            database,
            "SELECT path, lineage FROM entities JOIN files ON files.id = entities.id WHERE is_malformed"
        ).forEach { known.append(($0.text(0), $0.optionalInt(1))) }
        for (path, lineage) in known where files[path] == nil {
            guard let lineage, lineages.contains(lineage) else { continue }
            files[path] = try reader.file(path, head: nil)
        }
        let lastReadable = LastReadable(database: database, repository: repository, prefix: source.prefix)
        let occupant = try RowStatement(
            database, "SELECT lineage FROM occupancies WHERE path = ? ORDER BY since DESC LIMIT 1")
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            var content = EntityContent(file.document)
            if let lineage = try occupant.bind(path).first({ $0.int(0) }),
                let last = try lastReadable.content(of: lineage, before: .max, contents: contents)
            {
                content.fields = last.fields
                content.identifier = last.identifier
            }
            try present.write(file.document, content: content, path: path, oid: file.oid, modified: file.modified)
        }
        try settleEntities(paths: Set(files.keys), isFresh: false)
    }

    /// Keeps the snapshots that the next scan starts from.
    func remember(_ scan: WorkTreeScan, isFullScan: Bool) throws {
        if isFullScan { try database.execute(sql: "DELETE FROM directories") }
        for path in scan.removedDirectories {
            try RowStatement(database, "DELETE FROM directories WHERE path = ?").bind(path).run()
        }
        let insert = try RowStatement(database, "INSERT OR REPLACE INTO directories (path, snapshot) VALUES (?, ?)")
        for directory in scan.changedDirectories {
            try directory.snapshot.withUnsafeBytes { bytes in
                try insert.bind(directory.path).bind(bytes: bytes).run()
            }
        }
    }
}
