import GRDB
import GitStore
import VaultModel

/// What follows from the present and the past together: which entity each file is and since when, what files that cannot be
/// read said last, who the authors are, and where edges lead.
///
/// The last stage of an ``IndexUpdate`` and of a ``MomentBuild``, once both have their rows.
struct IndexSettling {
    /// A file that cannot be read as its writer meant, which has a row of its path and no other yet.
    struct MalformedFile {
        var path: String
        var version: FileVersion
        /// What is known of it all the same.
        var document: () throws -> Document
    }

    let database: Database
    let present: PresentWriter
    let records: EntityRecordReader
    let lastReadable: LastReadable
    let schema: Schema
    let mailmap: Mailmap
    let progress: (IndexProgress) -> Void

    /// Settles everything of an index of which every row is new, and makes its SQL indexes.
    ///
    /// - Parameters:
    ///   - malformed: the files that cannot be read.
    ///   - past: the past that the index borrows; nil where it has its own.
    /// - Throws: What the database throws, and `GitStoreError` where a version of a file cannot be read.
    func settleAll(_ malformed: [MalformedFile], past: LentPast? = nil) throws {
        try database.execute(sql: IndexSchema.indexes)
        try past?.show(in: database)
        if past == nil { try database.execute(sql: Self.allTimes) }
        try database.execute(sql: Self.entity)
        try database.execute(sql: Self.entityTimes)
        try write(malformed)
        try UserResolver(database: database, mailmap: mailmap, areUsersUnchanged: false).resolve()
        progress(.links)
        try LinkResolver(database: database, schema: schema).resolveAll()
        try database.execute(sql: IndexSchema.indexesOfSettled)
        try database.execute(sql: IndexSchema.statistics)
    }

    /// Settles what was touched, at a cost in proportion to it.
    ///
    /// - Parameters:
    ///   - paths: those whose file or past is another than before.
    ///   - lineages: those of whose activities some came or went.
    ///   - malformed: the files that cannot be read and changed, or whose past did.
    ///   - isMailmapUnchanged: whether it names everybody as it did before.
    /// - Throws: What the database throws, and `GitStoreError` where a version of a file cannot be read.
    func settle(
        paths: Set<ExactText>, lineages: Set<Int64>, _ malformed: [MalformedFile], isMailmapUnchanged: Bool
    ) throws {
        let lineages = lineages.sorted()
        let times = try RowStatement(database, Self.times)
        for lineage in lineages { try times.bind(lineage).run() }
        try settleEntities(at: paths.sorted().map(\.text))
        let entityTimes = try RowStatement(database, Self.entityTimes + " WHERE lineage = ?")
        for lineage in lineages { try entityTimes.bind(lineage).run() }
        try write(malformed)
        try UserResolver(
            database: database, mailmap: mailmap, areUsersUnchanged: isMailmapUnchanged && !present.changedUsers
        ).resolve()
        progress(.links)
        try LinkResolver(database: database, schema: schema)
            .resolve(owners: present.changedOwners, keys: present.changedKeys)
    }

    // MARK: - Entities

    /// Gives the entities at paths their lineages, and the times of these.
    private func settleEntities(at paths: some Sequence<String>) throws {
        let atPath = " WHERE id = (SELECT id FROM files WHERE path = ?)"
        let statements = try [Self.entity, Self.entityTimes].map { try RowStatement(database, $0 + atPath) }
        for path in paths { for statement in statements { try statement.bind(path).run() } }
    }

    /// Writes files that cannot be read, with what they said last.
    private func write(_ malformed: [MalformedFile]) throws {
        for file in malformed {
            let record = try records.record(
                ofMalformed: file.document(), path: file.path, lastReadable: lastReadable)
            try present.write(record, file.version)
        }
        try settleEntities(at: malformed.lazy.map(\.path))
    }

    /// An entity is its id; one without, or one whose file cannot be read now, is what the past has at its path.
    private static let entity = """
        UPDATE entities SET lineage = coalesce(
          (SELECT lineages.id FROM lineages
           WHERE entities.is_explicit AND NOT entities.is_malformed AND lineages.identifier = entities.identifier),
          (SELECT lineage FROM occupancies, files WHERE files.id = entities.id AND occupancies.path = files.path
             AND line = 0 ORDER BY since DESC LIMIT 1))
        """

    private static let entityTimes = """
        UPDATE entities SET
          created_at = coalesce(stated_created, (SELECT created_at FROM lineages WHERE id = entities.lineage)),
          updated_at = coalesce(stated_updated, (SELECT updated_at FROM lineages WHERE id = entities.lineage))
        """

    // MARK: - Lineages

    /// The times of the first and of the last activity of each.
    private static let allTimes = """
        UPDATE lineages SET created_at = times.first, updated_at = times.last
        FROM (SELECT lineage, min(at) AS first, max(at) AS last FROM activities GROUP BY lineage) AS times
        WHERE times.lineage = lineages.id
        """

    /// Likewise, of one.
    private static let times = """
        UPDATE lineages SET created_at = (SELECT min(at) FROM activities WHERE lineage = ?1),
          updated_at = (SELECT max(at) FROM activities WHERE lineage = ?1) WHERE id = ?1
        """
}
