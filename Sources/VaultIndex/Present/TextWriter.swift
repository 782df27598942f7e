import GRDB
import VaultModel

/// Feeds the full-text index, which costs more than all else and is therefore fed last.
struct TextWriter {
    let database: Database

    /// How many entities are not in the full-text index yet.
    func pendingCount() throws -> Int {
        try RowStatement(database, "SELECT count(*) FROM unfed").first { Int($0.int(0)) } ?? 0
    }

    /// Feeds at most `limit` of the entities whose present text is not in the index yet, and gives how many it fed.
    ///
    /// The body of a file that is gone counts as empty: the next scan will see that.
    func feed(limit: Int, reader: WorkTreeReader) throws -> Int {
        var pending: [(id: Int64, path: String, title: String)] = []
        try RowStatement(
            database,
            """
            SELECT unfed.entity, path, title FROM unfed JOIN files ON files.id = unfed.entity
            JOIN entities ON entities.id = unfed.entity ORDER BY unfed.entity LIMIT ?
            """
        ).bind(limit).forEach { pending.append(($0.int(0), $0.text(1), $0.text(2))) }
        let ahead = pending.count < Self.leastReadAhead ? nil : reader.textsAhead(of: pending.map(\.path))
        defer { ahead?.stop() }
        let insertText = try RowStatement(database, "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)")
        let deleteUnfed = try RowStatement(database, "DELETE FROM unfed WHERE entity = ?")
        for item in pending {
            try insertText.bind(item.id).bind(SpacelessScript.separated(item.title))
                .bind(ahead?.next() ?? reader.text(item.path)).run()
            try deleteUnfed.bind(item.id).run()
        }
        return pending.count
    }

    /// Fewer texts are not worth a thread.
    private static let leastReadAhead = 256
}
