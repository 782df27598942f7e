import GRDB
import GitStore
import VaultModel

/// Feeds the full-text index, which costs more than all else and is therefore fed last.
struct TextWriter {
    let database: Database

    /// Feeds the entities whose present text is not in the index yet.
    ///
    /// - Parameters:
    ///   - document: reads a file of the vault; nil for one that is gone.
    ///   - progress: told how many are done and how many there are.
    /// - Returns: how many were fed.
    @discardableResult
    func feed(
        document: (_ path: String) throws -> Document?, progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> Int {
        var pending: [(id: Int64, path: String, title: String, oid: ObjectID)] = []
        try RowStatement(
            database,
            """
            SELECT entities.id, path, title, files.oid FROM entities JOIN files ON files.id = entities.id
            WHERE NOT EXISTS (SELECT 1 FROM fed WHERE fed.entity = entities.id) AND files.oid IS NOT NULL
            """
        ).forEach { row in
            if let oid = row.objectID(3) { pending.append((row.int(0), row.text(1), row.text(2), oid)) }
        }
        let insertText = try RowStatement(database, "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)")
        let insertFed = try RowStatement(database, "INSERT INTO fed (entity, oid) VALUES (?, ?)")
        for (done, item) in pending.enumerated() {
            let body = try document(item.path).map { document in
                document.bytes.withUnsafeBytes { bytes in
                    String(decoding: UnsafeRawBufferPointer(rebasing: bytes[document.bodySpan]), as: UTF8.self)
                }
            }
            try insertText.bind(item.id).bind(SpacelessScript.separated(item.title))
                .bind(SpacelessScript.separated(body ?? "")).run()
            try insertFed.bind(item.id).bind(item.oid).run()
            progress(done + 1, pending.count)
        }
        return pending.count
    }
}
