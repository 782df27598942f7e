import GRDBSQLite

/// The floor of a full-text index: FTS5 as it comes, the bodies and nothing else.
final class RawText {
    private let database: RawDatabase
    private let statement: OpaquePointer?

    init(path: String) throws {
        database = try .scratch(at: path)
        try database.execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
        statement = try database.prepare("INSERT INTO texts (body) VALUES (?)")
    }

    deinit { sqlite3_finalize(statement) }

    func insert(_ body: ArraySlice<UInt8>) throws {
        let isBound = body.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_bind_text(statement, 1, characters.baseAddress, Int32(characters.count), RawDatabase.copy)
            }
        }
        guard isBound == SQLITE_OK, sqlite3_step(statement) == SQLITE_DONE else { throw database.failure() }
        sqlite3_reset(statement)
    }

    func commit() throws { try database.execute("COMMIT") }
}
