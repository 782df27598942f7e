import GRDBSQLite

/// SQLite with nothing between: what floors are made of.
final class RawDatabase {
    private let pointer: OpaquePointer

    /// - Throws: `BenchError`, as all that is asked of it.
    init(path: String, isReadOnly: Bool = false) throws {
        var opened: OpaquePointer?
        let flags = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
            sqlite3_close(opened)
            throw BenchError("could not open a database at \(path)")
        }
        pointer = opened
    }

    deinit { sqlite3_close(pointer) }

    /// One that nobody will want if it is not finished: in one transaction, which has begun, and without a journal.
    static func scratch(at path: String) throws -> RawDatabase {
        let database = try RawDatabase(path: path)
        try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        return database
    }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(pointer, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    /// A statement, for who asks for it to finalize.
    func prepare(_ sql: String) throws -> OpaquePointer? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(pointer, sql, -1, &statement, nil) == SQLITE_OK else { throw failure() }
        return statement
    }

    /// The names and the declarations of the tables that are neither SQLite's own nor those of the full-text index of an index.
    func plainTables() throws -> [(name: String, sql: String)] {
        try rows(
            """
            SELECT name, sql FROM sqlite_schema
            WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'texts*'
            """
        ).map { ($0[0], $0[1]) }
    }

    /// How many rows those tables have.
    func plainRowCount() throws -> Int {
        try plainTables().reduce(0) { count, table in
            try count + (rows("SELECT count(*) FROM \(table.name)").first.flatMap { Int($0[0]) } ?? 0)
        }
    }

    /// All rows of a statement, each column as text.
    func rows(_ sql: String) throws -> [[String]] {
        let statement = try prepare(sql)
        defer { sqlite3_finalize(statement) }
        var rows: [[String]] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                })
        }
        return rows
    }

    func failure() -> BenchError { BenchError("SQLite: \(String(cString: sqlite3_errmsg(pointer)))") }

    /// `SQLITE_TRANSIENT`, a macro that Swift does not see: SQLite copies what is bound.
    static let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
