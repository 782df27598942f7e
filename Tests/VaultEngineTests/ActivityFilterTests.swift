import Testing
import VaultModel

@testable import VaultEngine

@Suite("Which activities are asked for")
struct ActivityFilterTests {
    /// The repository is there as long as the first is.
    private static func vault() throws -> (ScratchVault, Vault) {
        let repository = try ScratchVault([
            ("t.md", "---\ntype: task\ndepends_on: n\n---\n"), ("n.md", "---\ntype: note\n---\n"),
        ])
        try repository.write("t.md", "---\ntype: task\nstatus: completed\ntags: [a]\n---\n")
        try repository.write("n.md", "---\ntype: note\nstatus: published\nmood: good\n---\n")
        try repository.commitAll("Change")
        return (repository, try repository.open())
    }

    @Test(
        "An event is of its kind and of no other, and a kind beside it must hold as well",
        arguments: [
            (["task.completed", "note.created"], [], "note.created task.completed"),
            (["completed"], [], "note.completed task.completed"),
            (["task.completed", "created"], [], "note.created task.completed task.created"),
            (["task.completed"], ["note"], ""), (["completed"], ["note"], "note.completed"),
            (["note.*"], [], "note.completed note.created"), (["*.created"], ["tasks"], "task.created"),
        ])
    func events(actions: [String], kinds: [String], expected: String) throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        var request = ActivityRequest()
        (request.actions, request.kinds) = (actions, kinds)
        let found = try vault.activities(vault.filter(for: request)).activities.map(\.event)
        #expect(Set(found).subtracting(["note.updated"]).sorted().joined(separator: " ") == expected)
    }

    @Test("A page beyond every number is empty")
    func pages() throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        var filter = ActivityFilter()
        (filter.page, filter.limit) = (999_999_999_999_999_999, 50)
        let page = try vault.activities(filter)
        #expect(page.activities.isEmpty && page.total > 0)
    }

    @Test("A field is one that is or was there; anything else is a slip, with what was meant")
    func fields() throws {
        let (repository, vault) = try Self.vault()
        defer { withExtendedLifetime(repository) {} }
        let names = ["depends-on": "depends_on", "tag": "tags", "BODY": "body", "mood": "mood", "path": "path"]
        for (text, name) in names { #expect(try vault.historyField(text) == name) }
        guard case .invalidQuery(let error, "deu")? = vaultError({ try vault.historyField("deu") }) else {
            Issue.record("it is taken for a field")
            return
        }
        #expect(error.reason == .unknownField("deu") && error.suggestion == "due")
    }
}
