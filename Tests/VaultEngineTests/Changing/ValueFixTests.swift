import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// Values that mean one thing for certain, and that a file has to write in another way.
@Suite("Fixing values")
struct ValueFixTests {
    private func findings(_ vault: ScratchVault) throws -> [String] {
        try vault.open().check().map { "\($0.code.rawValue) \($0.path):\($0.line ?? 0):\($0.column ?? 0)" }
    }

    private func fix(_ vault: ScratchVault) throws -> ChangePlan {
        let opened = try vault.open()
        let plan = try opened.planOfFixes(random: &vault.random).plan
        _ = try opened.carryOut(plan, ScratchVault.origin())
        return plan
    }

    @Test(
        "makes a rule of a recurrence in words, and tags of what YAML takes for a comment, and changes no other byte",
        arguments: [
            ("type: task\nrecurrence: every week # or so", 3, 13, "type: task\nrecurrence: FREQ=WEEKLY # or so"),
            (
                "type: event\nrecurrence: 'Every monday and thursday'", 3, 13,
                "type: event\nrecurrence: 'FREQ=WEEKLY;BYDAY=MO,TH'"
            ),
            ("tags: #garden #home/roof\na: 1", 2, 7, "tags: [garden, home/roof]\na: 1"),
            ("tags:   #garden, #null  # and", 0, 0, nil), ("tags: #garden", 2, 7, "tags: [garden]"),
            ("tags:\n  - #garden\n  - home\na: 1", 3, 5, "tags:\n  - garden\n  - home\na: 1"),
            ("tags: # none yet", 0, 0, nil), ("tags: #12", 0, 0, nil), ("tags: #TODO find some", 0, 0, nil),
            ("tags: [a] #b", 0, 0, nil), ("status: #x", 0, 0, nil), ("tags: #null", 2, 7, "tags: [\"null\"]"),
        ] as [(String, Int, Int, String?)])
    func values(before: String, line: Int, column: Int, after: String?) throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), ("a.md", "---\n\(before)\n---\n# A\n")])
        let found = try findings(vault)
        guard let after else {
            #expect(try found == [] && fix(vault).isEmpty)
            return
        }
        let code = before.contains("recurrence") ? "invalid-value" : "commented-tags"
        #expect(found == ["\(code) a.md:\(line):\(column)"])
        let plan = try fix(vault)
        #expect(plan.subject == "Mend \"A\"" && plan.notes.count == 1)
        #expect(try vault.read("a.md") == "---\n\(after)\n---\n# A\n")
        #expect(try findings(vault) == [] && fix(vault).isEmpty)
    }

    @Test("says what to write")
    func messages() throws {
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""), ("a.md", "---\ntype: task\nrecurrence: weekly\n---\n"),
            ("b.md", "---\ntags: #garden #home\n---\n"), ("tasks/c.md", "---\ntype: [Task]\n---\n"),
            ("d.md", "---\ntype:\n  - odd\n  - ideas\n---\n"), ("e.md", "---\ntype: [odd]\n---\n"),
        ])
        #expect(
            try vault.open().check().map { "\($0.path):\($0.line ?? 0):\($0.column ?? 0) \($0.message)" } == [
                "a.md:3:13 `weekly` is no recurrence rule for `recurrence`: write `FREQ=WEEKLY`.",
                "b.md:2:7 `#garden #home` is a comment in YAML, so that the file does not have these tags: write `[garden, home]`.",
                "d.md:3:3 A list is no kind, so that this is a note: write one alone, `type: idea`.",
                "tasks/c.md:2:7 A list is no kind, so that this is a note: write one alone, `type: task`.",
            ])
    }

    @Test("is done beside what else is mended of a file, in one commit")
    func beside() throws {
        let task = "---\nid: twin0001\ntype: task\nrecurrence: daily\n---\n"
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), ("a.md", task)])
        try vault.write("b.md", task + "More\n")
        try vault.commitAll("Twin")
        let plan = try fix(vault)
        #expect(plan.subject == "Mend what 'mosaic check' found" && plan.paths == ["a.md", "b.md"])
        #expect(try vault.document("a.md").field("recurrence")?.text == "FREQ=DAILY")
        let twin = try vault.document("b.md")
        #expect(twin.field("recurrence")?.text == "FREQ=DAILY" && twin.field("id")?.text != "twin0001")
        #expect(try findings(vault) == [])
    }

    @Test("tells nothing of a vault that never heard of Mosaic, and leaves what cannot be changed")
    func others() throws {
        let other = try ScratchVault([("a.md", "---\ntags: #garden\ntype: [task]\n---\n")])
        #expect(try findings(other) == [])
        let shared = "---\ntype: task\nrecurrence: &w weekly\nx: *w\n---\n"
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), ("a.md", shared)])
        #expect(try fix(vault).isEmpty && vault.read("a.md") == shared)
    }
}
