import Testing
import VaultModel

@testable import VaultEngine

@Suite("Renaming an entity")
struct RenamingTests {
    /// A vault in which `tasks/fix-the-roof.md`, "Fix the roof", is what others link to.
    private static func vault(_ files: [(path: String, text: String)]) throws -> ScratchVault {
        try ScratchVault(
            [
                (".mosaic/config.yaml", ""),
                ("tasks/fix-the-roof.md", "---\nid: roof0001\ntype: task\naliases: [the roof]\n---\n# Fix the roof\n"),
            ] + files)
    }

    private func rename(_ vault: ScratchVault, _ reference: String, to title: String) throws -> ChangePlan {
        let opened = try vault.open()
        let plan = try opened.planRenaming(reference, to: title)
        _ = try opened.carryOut(plan, ScratchVault.origin())
        return plan
    }

    @Test(
        "rewrites every form of a link in a body, and leaves those by id and alias",
        arguments: [
            ("[[fix-the-roof]]", "[[mend-it]]"), ("[[fix-the-roof|it]]", "[[mend-it|it]]"),
            ("[[fix-the-roof#How|it]]", "[[mend-it#How|it]]"), ("![[fix-the-roof]]", "![[mend-it]]"),
            ("[[tasks/fix-the-roof]]", "[[tasks/mend-it]]"), ("[[/tasks/fix-the-roof]]", "[[/tasks/mend-it]]"),
            ("[[../tasks/fix-the-roof]]", "[[../tasks/mend-it]]"), ("[[fix-the-roof.md]]", "[[mend-it.md]]"),
            ("[[ Fix-The-Roof ]]", "[[ mend-it ]]"), ("[[Fix the roof]]", "[[Mend it]]"),
            ("[[FIX THE ROOF|x]]", "[[Mend it|x]]"),
            ("[it](../tasks/fix-the-roof.md)", "[it](../tasks/mend-it.md)"),
            ("[it](/tasks/fix-the-roof.md#how \"T\")", "[it](/tasks/mend-it.md#how \"T\")"),
            ("[it](<../tasks/fix-the-roof.md>)", "[it](<../tasks/mend-it.md>)"),
            ("[it](fix%2Dthe%2Droof)", "[it](mend-it)"),
            ("[it](Fix%20the%20roof)", "[it](mend-it)"),
            ("![it](../tasks/fix-the-roof.md)", "![it](../tasks/mend-it.md)"),
            (
                "[it][r], [R] and ![r][]\n\n[r]: ../tasks/fix-the-roof.md \"Fix the roof\"\n\nand",
                "[it][r], [R] and ![r][]\n\n[r]: ../tasks/mend-it.md \"Fix the roof\"\n\nand"
            ),
            (
                "[it][r]\n\n[r]:\n  <fix%2Dthe-roof.md#how>\n[r]: /tasks/fix-the-roof.md\n\nand",
                "[it][r]\n\n[r]:\n  <mend-it.md#how>\n[r]: /tasks/fix-the-roof.md\n\nand"
            ),
            ("[r] [a]\n\n[r]: fix-the-roof\n[a]: the%20roof\n\n", "[r] [a]\n\n[r]: mend-it\n[a]: the%20roof\n\n"),
            ("[[roof0001]]", "[[roof0001]]"), ("[[the roof]]", "[[the roof]]"),
            ("`[[fix-the-roof]]`", "`[[fix-the-roof]]`"),
            ("[[fix-the-roof-too]]", "[[fix-the-roof-too]]"), ("[[notes/fix-the-roof]]", "[[notes/fix-the-roof]]"),
            ("| a | [[fix-the-roof\\|it]] |", "| a | [[mend-it\\|it]] |"),
            ("<!-- [[fix-the-roof]] -->", "<!-- [[fix-the-roof]] -->"),
        ])
    func bodyLinks(before: String, after: String) throws {
        let vault = try Self.vault([("notes/n.md", "One \(before) two\n")])
        let plan = try rename(vault, "roof0001", to: "Mend it")
        #expect(try vault.read("notes/n.md") == "One \(after) two\n")
        #expect(try vault.read("tasks/mend-it.md").hasSuffix("---\n# Mend it\n"))
        #expect(!vault.exists("tasks/fix-the-roof.md"))
        #expect(plan.subject == "Rename \"Fix the roof\" to \"Mend it\"")
        #expect(try vault.commitCount() == 2)
    }

    @Test(
        "rewrites references in a front matter in the form that they have",
        arguments: [
            ("parent: fix-the-roof # up", "parent: mend-it # up"), ("parent: 'fix-the-roof'", "parent: 'mend-it'"),
            ("parent: \"[[fix-the-roof|it]]\"", "parent: \"[[mend-it|it]]\""),
            ("parent: [[fix-the-roof]]", "parent: [[mend-it]]"),
            ("parent: [[fix-the-roof|it]]", "parent: [[mend-it|it]]"), ("parent: Fix the roof", "parent: Mend it"),
            ("parent: tasks/fix-the-roof.md", "parent: tasks/mend-it.md"),
            ("parent: \"fix\\x2dthe-roof\"", "parent: \"mend-it\""),
            ("parent: |\n  fix-the-roof", "parent: |\n  mend-it"),
            ("parent: >-\n  fix-the-roof", "parent: >-\n  mend-it"), ("parent: roof0001", "parent: roof0001"),
            ("blocks: [a, fix-the-roof, b] # c", "blocks: [a, mend-it, b] # c"),
            ("blocked_by: fix-the-roof", "blocked_by: mend-it"),
            (
                "blocks:\n  - a\n  - fix-the-roof # c\n  - '[[fix-the-roof]]'",
                "blocks:\n  - a\n  - mend-it # c\n  - '[[mend-it]]'"
            ),
            ("blocks: [[[fix-the-roof]], a]", "blocks: [[[mend-it]], a]"), ("note: fix-the-roof", "note: fix-the-roof"),
            ("blocks:\n- [[fix-the-roof]]\n- a", "blocks:\n- [[mend-it]]\n- a"),
            ("blocks:\n  - a # b\n  - [[Fix the roof]] # c", "blocks:\n  - a # b\n  - [[Mend it]] # c"),
            ("about: '[[fix-the-roof]]' # c", "about: '[[mend-it]]' # c"),
            ("about: [[Fix the roof]]", "about: [[Mend it]]"),
            (
                "about:\n  - \"[[fix-the-roof|it]]\"\n  - fix-the-roof\n",
                "about:\n  - \"[[mend-it|it]]\"\n  - fix-the-roof\n"
            ),
            ("about: see [[fix-the-roof]]", "about: see [[fix-the-roof]]"),
        ])
    func references(before: String, after: String) throws {
        let vault = try Self.vault([("tasks/n.md", "---\ntype: task\n\(before)\n---\n")])
        let connections = try vault.open().graph(around: nil, depth: 0)
        _ = try rename(vault, "roof0001", to: "Mend it")
        #expect(try vault.read("tasks/n.md") == "---\ntype: task\n\(after)\n---\n")
        let now = try vault.open().graph(around: nil, depth: 0)
        #expect(now.map(\.source.id) == connections.map(\.source.id))
        #expect(now.map(\.target.id) == connections.map(\.target.id))
    }

    @Test(
        "rewrites the ends of a relationship that name it, and not one of a similar name",
        arguments: [
            (
                "source: fix-the-roof\nrelation: blocks\ntarget: other",
                "source: mend-it\nrelation: blocks\ntarget: other"
            ),
            (
                "source: other\nrelation: blocked_by\ntarget: [[fix-the-roof]]",
                "source: other\nrelation: blocked_by\ntarget: [[mend-it]]"
            ),
            (
                "source: '[[fix-the-roof]]'\nrelation: blocked_by\ntarget: other",
                "source: '[[mend-it]]'\nrelation: blocked_by\ntarget: other"
            ),
            (
                "source: notes/fix-the-roof\nrelation: relates_to\ntarget: tasks/fix-the-roof",
                "source: notes/fix-the-roof\nrelation: relates_to\ntarget: tasks/mend-it"
            ),
            (
                "source: fix-the-roof\nrelation: odd\ntarget: roof0001\nnote: fix-the-roof",
                "source: mend-it\nrelation: odd\ntarget: roof0001\nnote: fix-the-roof"
            ),
        ])
    func relationships(before: String, after: String) throws {
        // Without a type: the folder says it.
        let vault = try Self.vault([
            ("relationships/r.md", "---\n\(before)\n---\n"), ("notes/other.md", "# Other\n"),
            ("archive/x/fix-the-roof.md", "# B\n"),
        ])
        try vault.write("notes/fix-the-roof.md", "# Another\n")
        try vault.remove("archive")
        if !before.contains("notes/") { try vault.remove("notes/fix-the-roof.md") }
        _ = try rename(vault, "roof0001", to: "Mend it")
        #expect(try vault.read("relationships/r.md") == "---\n\(after)\n---\n")
    }

    @Test("leaves the links of entities with similar names, its own included")
    func similarNames() throws {
        let text = "[[notes/fix-the-roof]] [x](../notes/fix-the-roof.md) [[fix-the-roof]] [[Fix the roof!]]\n"
        let vault = try Self.vault([
            ("notes/fix-the-roof.md", "---\nid: note0001\n---\n# Fix the roof!\n\(text)"), ("tasks/n.md", text),
        ])
        try vault.write(
            "tasks/fix-the-roof.md", "---\nid: roof0001\nblocks: notes/fix-the-roof\n---\n# Fix the roof\n\(text)")
        let before = try vault.open().graph(around: nil, depth: 0)
        _ = try rename(vault, "roof0001", to: "Mend it")
        let after = try vault.open().graph(around: nil, depth: 0)
        #expect(Self.named(after) == Self.named(before))
        #expect(try vault.read("notes/fix-the-roof.md").hasSuffix(text))
        let own = text.replacing("[[fix-the-roof]]", with: "[[mend-it]]")
        #expect(try vault.read("tasks/n.md") == own)
        #expect(
            try vault.read("tasks/mend-it.md")
                == "---\nid: roof0001\nblocks: notes/fix-the-roof\n---\n# Mend it\n\(own)")
    }

    /// Connections by what does not change: the ids at their ends, in the order of the places that state them.
    static func named(_ connections: [Connection]) -> [String] {
        connections.map { connection in
            let ends = [connection.source.id, connection.target.id].map { $0 ?? "nothing" }
            return "\(connection.name) \(ends[0]) \(ends[1]) \(connection.candidates)"
        }.sorted()
    }

    @Test("keeps every connection of the template's vault, for every entity in it")
    func law() throws {
        let vault = try ScratchVault.example()
        let opened = try vault.open()
        let before = try opened.graph(around: nil, depth: 0)
        let wanted = try opened.wanted()
        let all = try opened.entities()
        #expect(all.count > 60)
        for (number, entity) in all.enumerated() {
            // The example is from one hand: all that it names has an id.
            let title = [
                "Quite another \(number)", "Name: \(number) # \"x\"", "\(2000 + number)", "- [x] | \(number)",
            ][number % 4]
            let plan = try opened.planRenaming(entity.id, to: title)
            _ = try opened.carryOut(plan, ScratchVault.origin(commits: false))
            try opened.refresh()
            let after = try opened.graph(around: nil, depth: 0)
            #expect(Self.named(after) == Self.named(before), "\(entity.path) to \(title)")
            let renamed = try opened.detail(of: entity.id).summary
            #expect(renamed.title == title && renamed.type == entity.type)
            if ["kind", "workspace"].contains(entity.type) { #expect(renamed.path == entity.path) }
        }
        #expect(try opened.wanted().map(\.text) == wanted.map(\.text))
        #expect(try opened.check() == [])
    }
}

struct RenamingInRecordsTests {
    @Test("The user of a member and the widget of a placement are references: renaming rewrites that one value")
    func records() throws {
        let vault = try ScratchVault.example()
        let opened = try vault.open()
        let before = try vault.read("workspace.md")
        for (reference, title) in [("ann", "Ann: of the garden"), ("fresh-ideas", "2026")] {
            let plan = try opened.planRenaming(reference, to: title)
            _ = try opened.carryOut(plan, ScratchVault.origin(commits: false))
            try opened.refresh()
        }
        #expect(
            try vault.read("workspace.md") == before.replacing("user: ann,", with: "user: ann-of-the-garden,"))
        #expect(try vault.read("layouts/front-page.md").contains("{widget: \"2026\", x: 6, y: 0, w: 6, h: 4}"))
        #expect(
            try opened.connections(of: opened.entity("workspace")).contains { $0.target.title == "Ann: of the garden" })
        #expect(try opened.check() == [])
    }
}
