import GRDB
import GRDBSQLite
import TestSupport
import Testing

@testable import VaultIndex

/// An update costs what changed and not what there is: SQLite tells of each statement how many rows it went through without an index.
struct UpdateScanTests {
    private static let files = 200
    /// Some rows of a small table, such as that of the entities whose text is to be fed.
    private static let fewRows = files / 4

    @Test("No statement of an update goes through a table", arguments: [true, false])
    func updates(areCommitted: Bool) throws {
        let repository = try HistoryRepository()
        for number in 0..<Self.files {
            try repository.write(
                "f\(number % 10)/n\(number).md",
                """
                ---
                type: task
                title: Number \(number)
                aliases: [number-\(number)]
                due: 2026-01-02
                tags: [garden]
                depends_on: [n\((number + 1) % Self.files)]
                ---
                See [[n\((number * 7) % Self.files)]].
                - [ ] a box
                """)
        }
        try repository.commit("All")
        let index = try repository.index()
        try index.refresh(includingText: true)

        let changes = [
            (
                "f1/n1.md",
                "---\ntype: task\ntitle: Another\nstatus: completed\ntags: [b]\n---\n[[n3]] and more\n- [x] a box\n"
            ),
            ("f2/new.md", "---\ntype: note\nid: new\n---\n# New\n[[n1]]\n"), ("f3/n3.md", nil),
            ("f4/n4.md", "# No fields\n"),
        ]
        for (path, text) in changes {
            if let text { try repository.write(path, text) } else { repository.remove(path) }
            if areCommitted { try repository.commit("One") }
            _ = try Self.statements(of: index)
            try index.refresh(includingText: true)
            let slow = try Self.statements(of: index).filter { $0.value > Self.fewRows }
            #expect(slow == [:], "\(path)")
        }
    }

    /// How many rows the statements of an index went through since they were asked for last, by their words.
    private static func statements(of index: IndexStore) throws -> [String: Int] {
        try index.read { reader in
            let connection = reader.database.sqliteConnection
            var steps: [String: Int] = [:]
            var next = sqlite3_next_stmt(connection, nil)
            while let statement = next {
                let text = sqlite3_sql(statement).map { String(cString: $0) } ?? ""
                steps[text, default: 0] += Int(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1))
                next = sqlite3_next_stmt(connection, statement)
            }
            return steps
        }
    }
}
