import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// Words of a query that are looked for in texts, and mean something else.
struct LikelyTermTests {
    private static func query(_ vault: Vault, _ text: String) throws -> ResolvedQuery {
        var request = EntityRequest()
        request.queries = [text]
        return try vault.query(for: request)
    }

    @Test(
        "A word that is a kind, a status, a state or a tag is likely that",
        arguments: [
            ("status:open tasks", ["type:task"]), ("open tasks", ["status:open", "type:task"]),
            ("ready", ["is:ready"]), ("+phone", ["tag:phone"]), ("phone", ["tag:phone"]),
            ("In_Progress", ["status:in_progress"]), ("gutter", []), ("title:open", []), ("ope*", []), ("-open", []),
        ])
    func terms(text: String, expected: [String]) throws {
        let repository = try TestVault()
        try repository.write("tasks/roof.md", "---\ntype: task\ntags: phone\n---\n")
        let vault = try repository.refreshed()
        #expect(try vault.likelyTerms(in: Self.query(vault, text)).map(\.term) == expected)
    }

    @Test("A word that nearly is a kind is told where no kind is asked for")
    func kind() throws {
        let repository = try TestVault()
        let vault = try repository.refreshed()
        #expect(try vault.likelyKind(in: Self.query(vault, "tsks"))?.kind == "tasks")
        #expect(try vault.likelyKind(in: Self.query(vault, "type:note tsks")) == nil)
        #expect(try vault.likelyKind(in: Self.query(vault, "status:open")) == nil)
    }

    @Test("A bare overdue is what has passed, and a word where words are searched for, or in quotes")
    func overdue() throws {
        let repository = try TestVault()
        try repository.write("tasks/late.md", "---\ntype: task\ndue: 2020-01-01\n---\n")
        try repository.write("notes/books.md", "---\ntype: note\n---\nTwo books are overdue.\n")
        let vault = try repository.refreshed()
        func paths(_ text: String) throws -> [String] { try vault.list(Self.query(vault, text)).map(\.path) }
        #expect(try paths("Overdue") == ["tasks/late.md"] && paths("not overdue") == ["notes/books.md"])
        #expect(try paths("\"overdue\"") == ["notes/books.md"])
        #expect(
            try vault.search(vault.query(for: SearchRequest(text: "overdue"))).map(\.entity.path) == ["notes/books.md"])
        #expect(!Query.asksForText("overdue") && Query.asksForText("\"overdue\""))
    }

    @Test("A search leaves the kinds out, unless it asks for them")
    func kinds() throws {
        let repository = try TestVault()
        try repository.write("kinds/task.md", "---\ntype: kind\nname: task\n---\nA kitchen garden.\n")
        try repository.write("notes/a.md", "---\ntype: note\n---\nThe kitchen.\n")
        let vault = try repository.refreshed()
        func found(_ text: String) throws -> [String] {
            try vault.search(vault.query(for: SearchRequest(text: text))).map(\.entity.path)
        }
        #expect(try found("kitchen") == ["notes/a.md"] && found("kitchen type:kind") == ["kinds/task.md"])
    }
}
