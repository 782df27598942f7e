import GRDB
import Testing

@testable import VaultIndex

/// Files that share an id.
struct DuplicateIdentifierTests {
    @Test("Where files were moved from is looked up once a commit, however many share an id")
    func lookUps() throws {
        let repository = try HistoryRepository()
        let count = 20
        for number in 0..<count { try repository.write("a/f\(number).md", "---\nid: same\n---\n\(number)\n") }
        try repository.commit("Made")
        try repository.git("mv", "a/f0.md", "b.md")
        try repository.git("mv", "a/f1.md", "c.md")
        try repository.commit("Moved")
        let index = try repository.index()
        try index.refresh(includingText: false)
        let (duplicates, lookUps) = try index.database().read { database in
            var lookUps = 0
            database.trace { event in
                if case .statement(let statement) = event, statement.sql.contains("ending = 'moved'") { lookUps += 1 }
            }
            defer { database.trace(options: []) }
            return (try DiagnosticQueries(database: database, schema: .builtIn).duplicates(), lookUps)
        }
        #expect(duplicates.count == count - 1)
        #expect(lookUps > 0 && lookUps <= 2)
    }
}
