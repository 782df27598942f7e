import GRDB
import VaultModel

/// Where the full-text index has the bodies of files from.
struct TextSource {
    /// The body of the file at a path; empty for one that is gone.
    var body: (_ path: String) -> String
    /// Reads the texts of files ahead, as the index takes them; nil where nothing can.
    var ahead: ((_ paths: [String]) -> ReadAhead<String>)?
}

/// Feeds the full-text index, which costs more than all else and is therefore fed last.
struct TextWriter {
    let database: Database

    /// How many entities are not in the full-text index yet.
    func pendingCount() throws -> Int {
        try RowStatement(database, "SELECT count(*) FROM unfed").first { Int($0.int(0)) } ?? 0
    }

    /// Feeds at most `limit` of the entities whose present text is not in the index yet, and gives how many it fed.
    func feed(limit: Int, texts: TextSource) throws -> Int {
        var pending: [(id: Int64, path: String, title: String)] = []
        try RowStatement(
            database,
            """
            SELECT unfed.entity, path, title FROM unfed JOIN entities ON entities.id = unfed.entity ORDER BY unfed.entity LIMIT ?
            """
        ).bind(limit).forEach { pending.append(($0.int(0), $0.text(1), $0.text(2))) }
        let ahead = pending.count < Self.leastReadAhead ? nil : texts.ahead?(pending.map(\.path))
        defer { ahead?.stop() }
        let insertText = try RowStatement(database, "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)")
        let deleteUnfed = try RowStatement(database, "DELETE FROM unfed WHERE entity = ?")
        for item in pending {
            try insertText.bind(item.id).bind(SpacelessScript.separated(item.title))
                .bind(ahead?.next() ?? SpacelessScript.separated(texts.body(item.path))).run()
            try deleteUnfed.bind(item.id).run()
        }
        return pending.count
    }

    /// Fewer texts are not worth a thread.
    private static let leastReadAhead = 256
}
