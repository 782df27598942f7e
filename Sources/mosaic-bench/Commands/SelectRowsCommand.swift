import ArgumentParser
import GRDBSQLite

/// The floor that a question is compared with: a process that has SQLite alone give the rows of a statement.
struct SelectRowsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "select-rows", abstract: "Writes the rows that a statement gives, their columns parted by tabs.",
        shouldDisplay: false)

    @Argument(help: "The database, which is only read.", completion: .file())
    var database: String

    @Argument(help: "The statement.")
    var sql: String

    @Argument(help: "What is bound to the places in the statement.")
    var values: [String] = []

    func run() throws {
        let opened = try RawDatabase(path: database, isReadOnly: true)
        let statement = try opened.prepare(sql)
        defer { sqlite3_finalize(statement) }
        for (number, value) in values.enumerated() {
            guard sqlite3_bind_text(statement, Int32(number + 1), value, -1, RawDatabase.copy) == SQLITE_OK else {
                throw opened.failure()
            }
        }
        let output = ByteSink(descriptor: 1)
        var result = sqlite3_step(statement)
        while result == SQLITE_ROW {
            let columns = (0..<sqlite3_column_count(statement)).map { column in
                sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
            }
            try output.write(columns.joined(separator: "\t") + "\n")
            result = sqlite3_step(statement)
        }
        guard result == SQLITE_DONE else { throw opened.failure() }
        try output.flush()
    }
}
