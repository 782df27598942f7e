import GRDB

/// The people who committed, as they wrote themselves. The only place that knows names and addresses.
final class AuthorTable {
    private struct Key: Hashable {
        var name: String
        var email: String
    }

    private let database: Database
    private var known: [Key: Int64] = [:]

    init(database: Database) throws {
        self.database = database
    }

    func id(name: String, email: String) throws -> Int64 {
        let key = Key(name: name, email: email)
        if let id = known[key] { return id }
        let find = try RowStatement(database, "SELECT id FROM authors WHERE name = ? AND email = ?")
        if let id = try find.bind(name).bind(email).first({ $0.int(0) }) {
            known[key] = id
            return id
        }
        try RowStatement(database, "INSERT INTO authors (name, email) VALUES (?, ?)").bind(name).bind(email).run()
        known[key] = database.lastInsertedRowID
        return database.lastInsertedRowID
    }
}
