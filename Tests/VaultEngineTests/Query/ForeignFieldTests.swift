import Testing
import VaultModel

@testable import VaultEngine

/// What is asked of a field in files whose kind does not have it.
struct ForeignFieldTests {
    @Test(
        "What names an entity where kinds have the field is a text like any other where they do not",
        arguments: [
            ("domain:garden", ["a", "b"]), ("type:task domain:garden", ["a"]), ("type:note domain:Garden", ["b"]),
            ("domain:*", ["a", "b"]), ("project:sun", ["c"]), ("has:project project!=sun", ["d"]),
        ])
    func references(query: String, expected: [String]) throws {
        let repository = try Self.vault()
        let found = try repository.refreshed().entities(matching: query).map { VaultPath.stem(of: $0.path) }
        #expect(found.sorted() == expected)
    }

    @Test("What names nothing, and what no file states, is told all the same")
    func unknown() throws {
        let repository = try Self.vault()
        let vault = try repository.refreshed()
        #expect(throws: VaultError.self) { try vault.entities(matching: "project:son") }
    }

    private static func vault() throws -> TestVault {
        let repository = try TestVault()
        let files = [
            ("garden.md", "type: domain"), ("a.md", "type: task\ndomain: garden"), ("b.md", "domain: Garden"),
            ("c.md", "project: sun"), ("d.md", "project: x"),
        ]
        for (path, lines) in files { try repository.write(path, "---\n\(lines)\n---\n") }
        try repository.commit()
        return repository
    }
}
