import ArgumentParser
import GRDBSQLite

/// The floor of the rows of an index: each as it is, table by table, and the SQL indexes after them. A process of its own, so that its
/// cost is measured as all others are; what it costs to read the rows is measured by itself, and taken off.
struct InsertRowsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "insert-rows", abstract: "Puts the rows of an index, but for its texts, into a bare database.",
        shouldDisplay: false)

    @Argument(help: "The index, which is only read.", completion: .file())
    var index: String

    @Argument(help: "Where to make the database, what is there is lost; without one the rows are read alone.")
    var database: String?

    func run() throws {
        let source = try RawDatabase(path: index, isReadOnly: true)
        var target: RawDatabase?
        if let database {
            try ChildProcess(["rm", "-f", database]).run()
            target = try .scratch(at: database)
        }
        for table in try source.plainTables() {
            try target?.execute(table.sql)
            try copy(table.name, from: source, to: target)
        }
        for index in try source.rows("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL") {
            try target?.execute(index[0])
        }
        try target?.execute("COMMIT")
    }

    private func copy(_ table: String, from source: RawDatabase, to target: RawDatabase?) throws {
        let select = try source.prepare("SELECT * FROM \(table)")
        defer { sqlite3_finalize(select) }
        let count = sqlite3_column_count(select)
        let places = Array(repeating: "?", count: Int(count)).joined(separator: ", ")
        let insert = try target?.prepare("INSERT INTO \(table) VALUES (\(places))")
        defer { sqlite3_finalize(insert) }
        while sqlite3_step(select) == SQLITE_ROW {
            guard let target else { continue }
            for column in 0..<count {
                sqlite3_bind_value(insert, column + 1, sqlite3_column_value(select, column))
            }
            guard sqlite3_step(insert) == SQLITE_DONE else { throw target.failure() }
            sqlite3_reset(insert)
        }
    }
}
