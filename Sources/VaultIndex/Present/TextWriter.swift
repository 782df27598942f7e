import GRDB
import VaultModel

/// Where the full-text index has the bodies of files from.
struct TextSource {
    /// The body of the file at a path; empty for one that is gone.
    var body: (_ path: String) -> String
    /// Reads the texts of files ahead, as the index takes them; nil where nothing can.
    var ahead: ((_ paths: [String]) -> ReadAhead<String>)?
}

/// An entity whose text is to be fed, with what the full-text index takes of it beside the body.
struct UnfedText {
    var entity: Int64
    var path: String
    var title: String
    var names: String
}

/// Feeds the full-text index, which costs more than all else and is therefore fed last.
struct TextWriter {
    let database: Database

    /// How many entities are not in the full-text index yet.
    func pendingCount() throws -> Int {
        try RowStatement(database, "SELECT count(*) FROM unfed").first { Int($0.int(0)) } ?? 0
    }

    /// The first of the entities whose present text is not in the index yet.
    func pending(limit: Int) throws -> [UnfedText] {
        var pending: [UnfedText] = []
        let names = try NamesText(database: database)
        // There are few of them, which nobody counted: without CROSS, the planner goes through all entities.
        try RowStatement(
            database,
            """
            SELECT unfed.entity, path, title FROM unfed CROSS JOIN entities ON entities.id = unfed.entity
            ORDER BY unfed.entity LIMIT ?
            """
        ).bind(limit).forEach { row in
            let (entity, title) = (row.int(0), row.text(2))
            pending.append(
                UnfedText(
                    entity: entity, path: row.text(1), title: SpacelessScript.separated(title),
                    names: SpacelessScript.separated(try names.text(of: entity, title: title))))
        }
        return pending
    }

    /// Feeds at most `limit` of the entities whose present text is not in the index yet, and gives how many it fed.
    func feed(limit: Int, texts: TextSource) throws -> Int {
        let pending = try pending(limit: limit)
        let ahead = pending.count < Self.leastReadAhead ? nil : texts.ahead?(pending.map(\.path))
        defer { ahead?.stop() }
        let rows = try TextRows(database: database)
        let deleteUnfed = try RowStatement(database, "DELETE FROM unfed WHERE entity = ?")
        for text in pending {
            try rows.insert(text, body: ahead?.next() ?? SpacelessScript.separated(texts.body(text.path)))
            try deleteUnfed.bind(text.entity).run()
        }
        return pending.count
    }

    /// Fewer texts are not worth a thread.
    private static let leastReadAhead = 256
}

/// Writes the rows of the full-text index.
struct TextRows {
    private let insert: RowStatement

    init(database: Database) throws {
        insert = try RowStatement(database, "INSERT INTO texts (rowid, title, body, names) VALUES (?, ?, ?, ?)")
    }

    /// Writes one; `body` is as the index takes it.
    func insert(_ text: UnfedText, body: String) throws {
        try insert.bind(text.entity).bind(text.title).bind(body).bind(text.names).run()
    }
}

/// What an entity goes by beside its title, as one text.
struct NamesText {
    private let select: RowStatement

    /// Stands between two names, so that no phrase goes on from one to the other. It is of the private use area, which unicode61
    /// takes for parts of words.
    static let boundary = " \u{F8FD} "

    init(database: Database) throws {
        select = try RowStatement(
            database,
            """
            SELECT rank, name FROM names WHERE file = ?1 AND rank IN (\(NameRank.stem.rawValue), \(NameRank.alias.rawValue))
            UNION ALL
            SELECT NULL, text FROM fields WHERE entity = ?1 AND name = 'description' AND is_stated AND text IS NOT NULL
            """)
    }

    func text(of entity: Int64, title: String) throws -> String {
        let words = Self.words(NameKey.fold(title))
        var names: [String] = []
        try select.bind(entity).forEach { row in
            let name = row.text(1)
            // A file is mostly called by its title, or by a part of it, which would count twice.
            if row.optionalInt(0) == NameRank.stem.rawValue, Self.isRun(Self.words(name), of: words) { return }
            names.append(name)
        }
        return names.joined(separator: Self.boundary)
    }

    /// True where the words stand in others side by side, in the same order.
    private static func isRun(_ run: [ArraySlice<UInt8>], of words: [ArraySlice<UInt8>]) -> Bool {
        guard run.count <= words.count else { return false }
        return (0...words.count - run.count).contains { words[$0..<$0 + run.count].elementsEqual(run) }
    }

    /// The words of a folded text, between which nothing beyond ASCII stands.
    private static func words(_ text: String) -> [ArraySlice<UInt8>] {
        Array(text.utf8).split { byte in
            !(byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte))
        }
    }
}
