import CSQLite
import GRDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How databases of the index are opened.
enum IndexDatabase {
    /// Done once, before the first database is opened. Where a program has opened one itself, it stays without effect.
    private static let preparation: Void = { _ = mosaic_sqlite_without_memory_statistics() }()

    /// The index of a vault, to read and to keep current. Readers and the one writer do not wait for each other. `functions` are
    /// what queries call.
    static func open(_ path: String, _ functions: ValueFunctions = ValueFunctions()) throws -> DatabaseQueue {
        preparation
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // A commit that a power cut takes away is made again by the next update. One of a thousand files touches pages all
            // over a large index, of which a smaller cache has most written and read twice.
            try database.execute(
                sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA trusted_schema = OFF")
            functions.add(to: database)
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// The index of a vault that cannot be written. SQLite wants to make files beside one that others may be changing, so that
    /// it is told that nobody does; nil where somebody left changes that are not in the file yet.
    static func openUnchanging(_ path: String, _ functions: ValueFunctions) throws -> DatabaseQueue? {
        var status = stat()
        if stat(path + "-wal", &status) == 0, status.st_size > 0 { return nil }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase(functions.add)
        return try DatabaseQueue(path: uri(path, "immutable=1"), configuration: configuration)
    }

    /// A file as SQLite takes it with an option (<https://sqlite.org/uri.html>).
    static func uri(_ path: String, _ option: String) -> String {
        let escapes: [Character: String] = ["%": "%25", "?": "%3f", "#": "%23"]
        return "file:" + path.map { escapes[$0] ?? String($0) }.joined() + "?" + option
    }

    /// A new file, of which nobody else knows: without a journal, since one that is not finished is thrown away.
    static func build(_ path: String) throws -> DatabaseQueue { try build(path, tables: IndexSchema.tables) }

    /// Likewise, with the full-text index alone.
    static func buildTexts(_ path: String) throws -> DatabaseQueue { try build(path, tables: IndexSchema.texts) }

    private static func build(_ path: String, tables: String) throws -> DatabaseQueue {
        let queue = try openBuilding(path)
        try queue.write { database in
            try database.execute(sql: tables)
            // A larger table in memory spares the full-text index most of its merging.
            try database.execute(sql: "INSERT INTO texts (texts, rank) VALUES ('hashsize', 33554432)")
        }
        return queue
    }

    private static func openBuilding(_ path: String) throws -> DatabaseQueue {
        preparation
        var configuration = Configuration()
        // Of what is attached to it, as the index of a commit has the present one.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                    PRAGMA main.locking_mode = EXCLUSIVE; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY
                    """)
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Has a database that is being built take the full-text index of another file in place of its own, which has nothing yet, and
    /// note what is fed; and gives it opened anew, as FTS5 keeps in memory how its tables were.
    static func takingTexts(of path: String, into queue: DatabaseQueue) throws -> DatabaseQueue {
        let own = queue.path
        try queue.writeWithoutTransaction { database in
            _ = mosaic_sqlite_with_shadow_tables(database.sqliteConnection)
            try database.execute(sql: "ATTACH ? AS other", arguments: [path])
            try database.inTransaction {
                // The tables that FTS5 keeps itself in: see <https://sqlite.org/fts5.html#fts5_data_structures>.
                for table in ["data", "idx", "content", "docsize", "config"] {
                    try database.execute(
                        sql: """
                            DELETE FROM main.texts_\(table); INSERT INTO main.texts_\(table) SELECT * FROM other.texts_\(table)
                            """)
                }
                try database.execute(sql: "DELETE FROM unfed WHERE entity IN (SELECT id FROM main.texts_docsize)")
                return .commit
            }
        }
        try queue.close()
        return try openBuilding(own)
    }

    /// Makes a built database fit for readers and a writer at once, and closes it.
    static func finish(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA user_version = \(IndexSchema.version)")
            try database.execute(sql: "PRAGMA main.locking_mode = NORMAL; PRAGMA main.journal_mode = WAL")
        }
        try queue.close()
    }

    /// The version of the schema that a database was made with.
    static func version(_ queue: DatabaseQueue) throws -> Int {
        try queue.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    }

    /// True where a database lacks the table that every index has, as a file of no bytes does, or has a trigger, as none does.
    static func isForeign(_ queue: DatabaseQueue) throws -> Bool {
        let sql = "SELECT total(name = 'meta') <> 1 OR total(type = 'trigger') > 0 FROM sqlite_master"
        return try queue.unsafeRead { try Bool.fetchOne($0, sql: sql) ?? true }
    }
}

extension DatabaseError {
    /// True where there is no room for what SQLite writes, be it only to read.
    var meansFullDisk: Bool { resultCode == .SQLITE_FULL || extendedResultCode == .SQLITE_IOERR_SHMSIZE }

    /// True where the file is no database, or not a sound one: rows that do not fit together are as little an index as bytes
    /// that do not.
    var isDamage: Bool {
        switch resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_FORMAT: true
        case .SQLITE_ERROR:
            // What FTS5 says of some bytes, and nothing says of a statement.
            message == "SQL logic error" || Self.wordsOfDamage.contains { message?.contains($0) == true }
        default: false
        }
    }

    /// What SQLite says, in part, of a table that is not there, and FTS5 of bytes and of a declaration that it did not write.
    private static let wordsOfDamage = [
        "no such ", "malformed", "invalid fts5", "parse error in ", "unrecognized option", "unrecognized column option",
        "reserved fts5", " directive", "vtable constructor failed", "error in tokenizer constructor",
    ]
}
