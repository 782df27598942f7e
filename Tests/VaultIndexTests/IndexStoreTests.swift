import TestSupport
import Testing
import VaultModel

@testable import VaultIndex

/// What an index answers, beside what it holds.
struct IndexStoreTests {
    @Test(
        "A path in the repository is in the vault by its bytes",
        arguments: [
            ("", "docs/a.md", "docs/a.md"), ("docs", "docs/a.md", "a.md"), ("docs", "docs/\u{301}a.md", "\u{301}a.md"),
            ("docs", "docs2/a.md", nil), ("docs", "docs", nil), ("docs", "a.md", nil),
        ] as [(String, String, String?)])
    func pathInVault(vault: String, path: String, expected: String?) throws {
        let repository = try HistoryRepository()
        #expect(try repository.index(vaultPath: vault).source.pathInVault(path) == expected)
    }

    @Test("Several questions are asked again where another process changes the index between them")
    func severalQuestions() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "# A\n")
        try repository.commit("one")
        let (index, other) = (try repository.index(), try repository.index())
        try index.refresh(includingText: false)
        var calls = 0
        let paths = try index.asOne {
            calls += 1
            let first = try index.read { try $0.comparison.places().map(\.path) }
            if calls == 1 {
                try repository.write("b.md", "# B\n")
                try other.refresh(includingText: false)
            }
            return [first, try index.read { try $0.comparison.places().map(\.path) }]
        }
        #expect(calls == 2 && paths == [["a.md", "b.md"], ["a.md", "b.md"]])
        calls = 0
        _ = try index.asOne {
            calls += 1
            try other.rebuild()
        }
        #expect(calls == 4)
    }

    @Test("Authors without an address are told apart by their names")
    func authorsWithoutAddress() throws {
        let repository = try HistoryRepository()
        for (name, file) in [("Bob", "a.md"), ("Cy", "b.md"), ("bob", "c.md")] {
            try repository.write(file, "# A\n")
            try repository.git("add", "-A")
            try repository.git("commit", "-q", "-m", name, "--author", "\(name) <>")
        }
        let index = try repository.index()
        try index.refresh(includingText: false)
        let users = try index.read {
            try $0.activities.page(ActivityFilter(), where: nil).activities.compactMap(\.userID)
        }
        #expect(users.count == 3 && Set(users).count == 2)
    }
}
