import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A search for what an entity is called beside its title")
struct SearchNamesTests {
    private static func vault() throws -> ScratchVault {
        try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                (
                    "notes/barrel-plan.md",
                    "---\naliases: [Rain butt, Cistern]\ndescription: A tank for the garden\n---\n# Water\nFrom the roof.\n"
                ),
                ("notes/cistern.md", "# Wells\nThe old ones.\n"),
                ("notes/c.md", "# Other\nA cistern, a tank and a barrel.\n"),
                ("notes/水桶.md", "# Bucket\n"),
            ])
    }

    private func found(_ vault: ScratchVault, _ text: String) throws -> [String] {
        let opened = try vault.open()
        try opened.refresh(includingText: true)
        let resolved = try opened.query(for: SearchRequest(text: text))
        let hits = try opened.search(resolved)
        for hit in hits { #expect(!hit.snippet.map(\.text).joined().contains("\u{F8FD}")) }
        return hits.map { VaultPath.stem(of: $0.entity.path) }
    }

    @Test("finds it by its aliases, its file's name and its description, before what only speaks of it")
    func names() throws {
        let vault = try Self.vault()
        for (text, stems) in [
            ("barrel", ["barrel-plan", "c"]), ("\"barrel plan\"", ["barrel-plan"]),
            ("\"rain butt\" roof", ["barrel-plan"]),
            ("tank", ["barrel-plan", "c"]), ("水桶", ["水桶"]), ("\"tank for\"", ["barrel-plan"]),
            // Names are not one text.
            ("\"butt cistern\"", []), ("\"plan rain\"", []), ("title:barrel", []), ("body:butt", []),
        ] {
            #expect(try found(vault, text) == stems, "\(text)")
        }
        #expect(try found(vault, "cistern").last == "c")
        #expect(try Set(found(vault, "cistern")) == ["barrel-plan", "cistern", "c"])
    }

    @Test("follows when only an alias, a description or the name of the file is another one")
    func changes() throws {
        let vault = try Self.vault()
        #expect(try found(vault, "butt") == ["barrel-plan"])
        try vault.set("barrel-plan", "aliases-=Rain butt", "aliases+=Tun")
        #expect(try found(vault, "butt") == [] && found(vault, "tun") == ["barrel-plan"])
        try vault.set("barrel-plan", "description=A vessel")
        #expect(try found(vault, "vessel") == ["barrel-plan"] && found(vault, "tank") == ["c"])
        try vault.git("mv", "notes/barrel-plan.md", "notes/keg.md")
        #expect(try found(vault, "keg") == ["keg"] && found(vault, "plan") == [])
        try vault.commitAll("Move")
        #expect(try found(vault, "keg vessel") == ["keg"])
        let verification = try vault.open().verify()
        #expect(verification.differences.isEmpty)
    }

    @Test("shows the names that match where the text does not, and the text where it does")
    func shown() throws {
        let vault = try Self.vault()
        try vault.write("notes/long.md", "---\naliases: [Longest, Barrel roll]\n---\n# Story\n" + .long)
        for (text, path, shown) in [
            ("butt", "notes/barrel-plan.md", "Rain [butt]"), ("cistern", "notes/barrel-plan.md", "[Cistern]"),
            ("barrel", "notes/barrel-plan.md", "[barrel]-plan"),
            ("tank", "notes/barrel-plan.md", "A [tank] for the garden"),
            ("plan or cistern", "notes/barrel-plan.md", "barrel-[plan], [Cistern]"),
            ("butt roof", "notes/barrel-plan.md", "# Water\nFrom the [roof].\n"), ("水", "notes/水桶.md", "[水]桶"),
            ("water", "notes/barrel-plan.md", "# [Water]\nFrom the roof.\n"),
            ("roll", "notes/long.md", "Barrel [roll]"),
        ] {
            let opened = try vault.open()
            try opened.refresh(includingText: true)
            let hit = try opened.search(opened.query(for: SearchRequest(text: text))).first { $0.entity.path == path }
            #expect(hit?.snippet.map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined() == shown, "\(text)")
        }
    }

    @Test("finds what was called so at a moment")
    func past() throws {
        let vault = try Self.vault()
        try vault.set("barrel-plan", "aliases-=Rain butt")
        #expect(try found(vault, "butt") == [])
        let past = try vault.open().asOf("HEAD~1", includingText: true)
        let hits = try past.search(past.query(for: SearchRequest(text: "butt")))
        #expect(hits.map(\.entity.path) == ["notes/barrel-plan.md"])
    }
}

extension String {
    /// More than is looked through at once.
    fileprivate static var long: String { String(repeating: "On and on it goes.\n", count: 2_000) }
}
