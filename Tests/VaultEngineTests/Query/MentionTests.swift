import Testing
import VaultModel

@testable import VaultEngine

@Suite("What says a name without a link to it")
struct MentionTests {
    private static func mentions(of reference: String, in vault: Vault) throws -> [String] {
        try vault.search(vault.query(forMentionsOf: vault.entity(reference))).map(\.entity.path).sorted()
    }

    @Test("is found by title and aliases, in the text alone, where no connection leads to what is called so")
    func found() throws {
        let vault = try ScratchVault([
            ("notes/solar-panel.md", "---\naliases: [\"PV \\\"array\\\"\", ☀]\n---\n# Solar panel\nA solar panel.\n"),
            ("a.md", "# A\nA Solar  Panel on the roof.\n"), ("b.md", "# B\nThe pv \"array\" of last year.\n"),
            ("c.md", "# C\nThe [[solar-panel]], a solar panel.\n"),
            ("d.md", "---\nrelates_to: solar-panel\n---\n# D\nA solar panel.\n"),
            ("e.md", "---\ntitle: Solar panel two\n---\nA panel that is solar.\n"), ("f.md", "# F\nSolar panels.\n"),
            ("kinds/g.md", "---\ntype: kind\n---\nA solar panel.\n"),
        ])
        let opened = try vault.open()
        try opened.refresh(includingText: true)
        #expect(try Self.mentions(of: "solar-panel", in: opened) == ["a.md", "b.md"])
        #expect(try Self.mentions(of: "f", in: opened) == [])
        let hit = try #require(
            try opened.search(opened.query(forMentionsOf: opened.entity("solar-panel"))).first {
                $0.entity.path == "a.md"
            })
        #expect(hit.snippet.filter(\.isMatch).map(\.text).joined(separator: " ") == "Solar  Panel")
    }

    @Test("has to have a word")
    func noWords() throws {
        let vault = try ScratchVault([("+.md", "")])
        let opened = try vault.open()
        try opened.refresh(includingText: true)
        #expect(vaultError { try opened.query(forMentionsOf: opened.entity("+.md")) } == .noWords)
    }
}
