import GRDBSQLite

/// The floor of a full-text index: FTS5 as it comes, the bodies and nothing else, in one transaction without a journal.
final class RawText {
    private let database: OpaquePointer
    private var statement: OpaquePointer?

    init(path: String) throws {
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else {
            throw BenchError("could not make a database at \(path)")
        }
        database = opened
        try execute("PRAGMA journal_mode = OFF")
        try execute("PRAGMA synchronous = OFF")
        try execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
        try execute("BEGIN")
        guard sqlite3_prepare_v2(database, "INSERT INTO texts (body) VALUES (?)", -1, &statement, nil) == SQLITE_OK
        else { throw failure() }
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close(database)
    }

    func insert(_ body: ArraySlice<UInt8>) throws {
        let isBound = body.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_bind_text(statement, 1, characters.baseAddress, Int32(characters.count), Self.copy)
            }
        }
        guard isBound == SQLITE_OK, sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
        sqlite3_reset(statement)
    }

    func commit() throws { try execute("COMMIT") }

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    private func failure() -> BenchError { BenchError("SQLite: \(String(cString: sqlite3_errmsg(database)))") }

    /// `SQLITE_TRANSIENT`, a macro that Swift does not see: SQLite copies what is bound.
    static let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
