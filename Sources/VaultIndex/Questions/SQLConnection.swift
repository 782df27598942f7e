import GRDB
import GRDBSQLite
import GitStore
import VaultModel

/// A connection of its own to an index, for statements that a person wrote: they read the views of `SQLView`, and nothing else.
///
/// The views are temporary, so that the index knows nothing of them. Whoever waits for a statement too long can end the
/// process: nothing is being written.
final class SQLConnection {
    private let database: OpaquePointer
    private let clock: SQLClock
    private let authorizer: SQLAuthorizer

    /// - Parameters:
    ///   - path: the file of the index.
    ///   - lent: the past that the index of a commit sees as its own, with the commit; nil where its own tables have it.
    ///   - schema: the kinds, for what they give where a file states nothing.
    ///   - diagnostics: what the view of that name is to hold.
    ///   - now: the present that statements see; seconds since 1970, UTC.
    /// - Throws: `DatabaseError` where the index cannot be read, and `MomentIndex.Outdated`.
    init(
        path: String, lent: (past: LentPast, commit: ObjectID)? = nil, schema: Schema,
        diagnostics: [LocatedDiagnostic], now: Int64
    ) throws {
        clock = SQLClock(now: now)
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
        let code = sqlite3_open_v2(path, &opened, flags, clock.name)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
        database = opened
        sqlite3_busy_timeout(opened, 10_000)
        do {
            authorizer = SQLAuthorizer(tables: try Self.tables(of: opened))
        } catch {
            // From here on `deinit` closes it, whatever is thrown.
            sqlite3_close_v2(opened)
            throw error
        }
        if let lent { try see(lent.past, upTo: lent.commit) }
        let isLent = lent != nil
        let defaults = "\"\(authorizer.innerName("defaults"))\""
        try fill(defaults, defaultsOf: schema)
        try makeViews(
            SQLViews(
                past: { [authorizer] table in
                    isLent ? "temp.\"\(Self.lentName(of: table, authorizer))\"" : "main.\(table)"
                }, defaults: defaults), diagnostics)
        authorizer.guardStatements(of: database)
    }

    deinit { sqlite3_close_v2(database) }

    // MARK: - The views

    /// The names of everything in the index.
    private static func tables(of database: OpaquePointer) throws -> Set<String> {
        var tables: Set<String> = []
        var virtual = ["json_each", "json_tree"]
        let statement = try prepare(
            "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE type = 'table'", database)
        defer { sqlite3_finalize(statement) }
        while sqlite3_step(statement) == SQLITE_ROW {
            let row = RowColumns(pointer: statement)
            tables.insert(row.text(0))
            if row.bool(1) { virtual.append("main.\(row.text(0))") }
        }
        // A virtual table declares its columns when it is first used, which a guarded statement could not tell from a change.
        for name in virtual { sqlite3_finalize(try prepare("SELECT 1 FROM \(name)", database)) }
        return tables
    }

    /// Has the connection see a past that is lent, by views whose names nobody can know.
    private func see(_ past: LentPast, upTo commit: ObjectID) throws {
        try run(past.attachment)
        // From here on what was lent stays as it is.
        try run("BEGIN")
        let statement = try Self.prepare(past.presence(of: commit), database)
        defer { sqlite3_finalize(statement) }
        guard sqlite3_step(statement) == SQLITE_ROW else { throw MomentIndex.Outdated() }
        let name = { [authorizer] table in Self.lentName(of: table, authorizer) }
        try run(past.views(named: name) + past.viewOfAuthors(named: name))
    }

    private static func lentName(of table: String, _ authorizer: SQLAuthorizer) -> String {
        authorizer.innerName("lent \(table)")
    }

    private func makeViews(_ views: SQLViews, _ diagnostics: [LocatedDiagnostic]) throws {
        sqlite3_create_function_v2(
            database, SQLViews.activityID, 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
            { context, _, arguments in
                func text(_ place: Int) -> String {
                    sqlite3_value_text(arguments?[place]).map { String(cString: $0) } ?? ""
                }
                let id = Digest.hex(text(0), text(1), text(2))
                sqlite3_result_text(context, id, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }, nil, nil, nil)
        let definitions = views.definitions
        for view in SQLView.all {
            let inner = authorizer.innerName(view.name)
            if let definition = definitions[view.name] {
                try run("CREATE TEMP VIEW \"\(inner)\" AS \(definition)")
            } else {
                try fill(inner, diagnostics)
            }
            try run("CREATE TEMP VIEW \"\(view.name)\" AS SELECT * FROM temp.\"\(inner)\"")
        }
    }

    private func fill(_ table: String, defaultsOf schema: Schema) throws {
        try run("CREATE TEMP TABLE \(table) (kind TEXT, name TEXT, json TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID")
        let insert = try Self.prepare("INSERT INTO temp.\(table) VALUES (?, ?, ?)", database)
        defer { sqlite3_finalize(insert) }
        for kind in schema.kinds.values {
            for field in kind.fields {
                guard let value = field.defaultValue else { continue }
                for (place, text) in [kind.name, field.name, value.json].enumerated() {
                    sqlite3_bind_text(
                        insert, Int32(place + 1), text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                }
                guard sqlite3_step(insert) == SQLITE_DONE else { throw Self.failure(database) }
                sqlite3_reset(insert)
            }
        }
    }

    private func fill(_ table: String, _ diagnostics: [LocatedDiagnostic]) throws {
        try run(
            """
            CREATE TEMP TABLE "\(table)" (code TEXT, severity TEXT, message TEXT, path TEXT, line INTEGER, column INTEGER)
            """)
        guard !diagnostics.isEmpty else { return }
        let insert = try Self.prepare("INSERT INTO temp.\"\(table)\" VALUES (?, ?, ?, ?, ?, ?)", database)
        defer { sqlite3_finalize(insert) }
        for diagnostic in diagnostics {
            let texts = [diagnostic.code.rawValue, diagnostic.severity.rawValue, diagnostic.message, diagnostic.path]
            for (place, text) in texts.enumerated() {
                sqlite3_bind_text(
                    insert, Int32(place + 1), text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }
            for (place, number) in [diagnostic.line, diagnostic.column].enumerated() {
                if let number {
                    sqlite3_bind_int64(insert, Int32(place + 5), Int64(number))
                } else {
                    sqlite3_bind_null(insert, Int32(place + 5))
                }
            }
            guard sqlite3_step(insert) == SQLITE_DONE else { throw Self.failure(database) }
            sqlite3_reset(insert)
        }
    }

    private func run(_ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw Self.failure(database) }
    }

    private static func prepare(_ sql: String, _ database: OpaquePointer) throws -> OpaquePointer {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw failure(database)
        }
        return statement
    }

    private static func failure(_ database: OpaquePointer) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database)), message: message(database))
    }

    private static func message(_ database: OpaquePointer) -> String {
        sqlite3_errmsg(database).map { String(cString: $0) } ?? ""
    }

    // MARK: - Statements

    /// Tells what one statement gives, row by row.
    ///
    /// - Throws: `SQLError`; `DatabaseError` where the index cannot be read, and ``BrokenAnswer`` where that was so after a row was
    ///   told; what `told` throws.
    func answer(_ text: String, _ told: SQLAnswer.Listener) throws {
        let statement = try statement(text)
        defer { sqlite3_finalize(statement) }
        let names = Self.columns(of: statement)
        try told.columns(names)
        var hasTold = false
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                let failure = failure(code)
                if hasTold, let cause = failure as? DatabaseError { throw BrokenAnswer(cause: cause) }
                throw failure
            }
            let row = RowColumns(pointer: statement)
            guard try told.row(names.indices.map { row.value(Int32($0)) }) else { return }
            hasTold = true
        }
    }

    /// The index could not be read on after rows of an answer were told, so that nobody may ask for it again.
    struct BrokenAnswer: Error {
        var cause: DatabaseError
    }

    /// The names of the columns that one statement gives; it is not carried out.
    ///
    /// - Throws: `SQLError`.
    func columns(of text: String) throws -> [String] {
        let statement = try statement(text)
        defer { sqlite3_finalize(statement) }
        return Self.columns(of: statement)
    }

    private static func columns(of statement: OpaquePointer) -> [String] {
        (0..<sqlite3_column_count(statement)).map { place in
            sqlite3_column_name(statement, place).map { String(cString: $0) } ?? ""
        }
    }

    /// One statement that reads, for the caller to finalize.
    private func statement(_ text: String) throws -> OpaquePointer {
        authorizer.reset()
        // SQLite reads no further than to the first.
        guard !text.utf8.contains(0) else { throw SQLError.notOneStatement }
        var parsed: OpaquePointer?
        let (code, rest) = text.withCString { start in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(database, start, -1, &parsed, &tail)
            return (code, tail.map { String(cString: $0) } ?? "")
        }
        guard code == SQLITE_OK else {
            // What SQLite found first, such as that a view cannot be changed, is no help to somebody who may not change anything.
            throw SQLWords(text).isChange && authorizer.refusal == nil ? SQLError.notReadOnly : failure(code)
        }
        guard let statement = parsed else { throw SQLError.notOneStatement }
        do {
            guard try isBlank(rest) else { throw SQLError.notOneStatement }
            guard sqlite3_stmt_readonly(statement) != 0 else { throw SQLError.notReadOnly }
            return statement
        } catch {
            sqlite3_finalize(statement)
            throw error
        }
    }

    /// True for nothing but white space, comments and semicolons.
    private func isBlank(_ text: String) throws -> Bool {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        let trimmed = text.drop { $0.isWhitespace || $0 == ";" }
        return sqlite3_prepare_v2(database, String(trimmed), -1, &statement, nil) == SQLITE_OK && statement == nil
    }

    private func failure(_ code: Int32) -> any Error {
        if let refusal = authorizer.refusal { return refusal }
        switch ResultCode(rawValue: code).primaryResultCode {
        case .SQLITE_ERROR, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE, .SQLITE_AUTH: break
        default: return Self.failure(database)
        }
        let message = Self.message(database)
        let offset = sqlite3_error_offset(database)
        return SQLError.invalid(
            message: message, offset: offset < 0 ? nil : Int(offset), suggestion: Self.suggestion(message))
    }

    /// The view or the column that was meant, where there is none by a name.
    private static func suggestion(_ message: String) -> String? {
        let words = message.split(separator: " ").map(String.init)
        guard words.count == 4, words.starts(with: ["no", "such"]) else { return nil }
        let name = words[3].split(separator: ".").last.map(String.init) ?? words[3]
        switch words[2] {
        case "table:": return Spelling.nearest(to: name, among: SQLView.all.map(\.name))
        case "column:":
            return Spelling.nearest(to: name, among: Set(SQLView.all.flatMap { $0.columns.map(\.name) }).sorted())
        default: return nil
        }
    }
}

extension RowColumns {
    fileprivate func value(_ column: Int32) -> SQLAnswer.Value {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: .integer(int(column))
        case SQLITE_FLOAT: .real(double(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(bytes(column).map { Array($0) } ?? [])
        default: .null
        }
    }
}
