import Testing
import VaultModel

@testable import VaultEngine

@Suite("What says a name without a link to it")
struct MentionTests {
    private static func mentions(of reference: String, in vault: Vault) throws -> [String] {
        try hits(of: reference, in: vault).map(\.entity.path).sorted()
    }

    private static func hits(of reference: String, in vault: Vault) throws -> [SearchHit] {
        let entity = try vault.entity(reference)
        return try vault.mentions(of: entity, among: vault.query(forMentionsOf: entity))
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
        let hit = try #require(try Self.hits(of: "solar-panel", in: opened).first { $0.entity.path == "a.md" })
        #expect(hit.snippet.map(\.text) == ["# A\nA ", "Solar  Panel", " on the roof.\n"])
        #expect(hit.snippet.map(\.isMatch) == [false, true, false])
    }

    @Test(
        "stands where a link could stand, and in nothing else",
        arguments: [
            ("The kitchen garden.", true), ("(Kitchen Garden)", true), ("**kitchen garden**'s beds", true),
            ("kitchen\ngarden", true), ("> kitchen garden", true), ("我的kitchen garden", true),
            ("kitchen\n\ngarden", false), ("kitchen. Garden", false), ("`kitchen garden`", false),
            ("```\nkitchen garden\n```", false), ("    kitchen garden", false), ("<!-- kitchen garden -->", false),
            ("%% kitchen garden %%", false), ("[[kitchen garden plans]]", false), ("[[other|kitchen garden]]", false),
            ("[kitchen garden](other.md)", false), ("kitchen gardens", false), ("a kitchen garden-bed", false),
            ("`kitchen garden` and a kitchen garden", true), ("[x](http://e.com/herbs)", false), ("Herbs!", true),
            ("#herbs and #a/herbs", false), ("http://e.com/herbs", false), ("see herbs.", true), ("植物园は水桶と", true),
        ])
    func places(text: String, isMention: Bool) throws {
        let vault = try ScratchVault([
            ("g.md", "---\ntitle: Kitchen garden\naliases: [herbs, 水桶]\n---\n"), ("other.md", ""),
            ("n.md", text + "\n"),
        ])
        let opened = try vault.open()
        try opened.refresh(includingText: true)
        #expect(try Self.mentions(of: "g.md", in: opened) == (isMention ? ["n.md"] : []))
    }

    @Test("has to have a word")
    func noWords() throws {
        let vault = try ScratchVault([("+.md", "")])
        let opened = try vault.open()
        try opened.refresh(includingText: true)
        #expect(vaultError { try opened.query(forMentionsOf: opened.entity("+.md")) } == .noWords)
    }
}
