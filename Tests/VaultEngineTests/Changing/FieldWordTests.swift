import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A title with the change of a field in it")
struct FieldWordTests {
    private static func vault() throws -> ScratchVault {
        try ScratchVault(
            VaultTemplate.emptyVaultFiles + [("notes/n.md", "---\nrating: 5\n---\n# N\n")])
    }

    @Test(
        "has the words that change a field of the kind, each typed as a word of its own",
        arguments: [
            ("task", ["Call", "the", "bank", "due=friday"], ["due=friday"]),
            ("tasks", ["Call", "due:friday", "Priority:high"], ["due=friday", "priority=high"]),
            ("task", ["Call", "due=next friday", "depends-on+=tiles"], ["due=next friday", "depends_on+=tiles"]),
            ("task", ["due=friday"], ["due=friday"]), ("task", ["Call", "tags-=x"], ["tags-=x"]),
            ("event", ["Standup", "start:9:30"], ["start=9:30"]),
            // A text in quotes, other fields, and what only has a sign.
            ("task", ["Call the bank due=friday"], []), ("task", ["due: friday"], []),
            ("task", ["Status: what it means", "today"], []), ("task", ["Call", "location:home"], []),
            ("note", ["Prove", "that", "e=mc2"], []), ("task", ["Call", "due=", "due:", "due==x", "due://x"], []),
            ("task", ["Read", "https://example.org"], []), ("nothing", ["a", "due=x", "tags=y"], ["tags=y"]),
        ] as [(String, [String], [String])])
    func words(kind: String, words: [String], expected: [String]) throws {
        let vault = try Self.vault()
        #expect(try vault.open().fieldWords(words, ofKind: kind).map(\.assignment) == expected)
    }

    @Test(
        "is told what of it sets nothing, where it names a field, or nearly does",
        arguments: [
            ("Call the bank due=friday", ["due=friday"]), ("Call due:friday", ["due=friday"]),
            ("Call duee=friday", ["due=friday"]), ("Call rating=5", ["rating=5"]), ("Call rating:5", []),
            ("Prove that e=mc2 and a==b", []), ("Read https://example.org", []), ("At 9:30", []),
        ])
    func notes(title: String, expected: [String]) throws {
        let vault = try Self.vault()
        let made = try vault.make("task", title)
        func told(_ plan: ChangePlan) -> [String] {
            plan.notes.compactMap { note in
                if case .fieldInTitle(let word, _) = note { word.assignment } else { nil }
            }
        }
        #expect(told(made.plan) == expected)
        #expect(try vault.document(made.path).field("due") == nil)
        try vault.make("task", "Wall")
        #expect(told(try vault.open().planRenaming("tasks/wall.md", to: title)) == expected)
        #expect(told(try vault.open().planCapture(title, random: &vault.random).plan) == [])
    }
}
