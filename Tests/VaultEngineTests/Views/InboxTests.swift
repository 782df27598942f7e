import Testing
import VaultModel

@testable import VaultEngine

@Suite("The inbox")
struct InboxTests {
    private static func vault() throws -> ScratchVault {
        try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                (
                    "ideas/pond.md",
                    "---\nid: aaaaaaa1\ntype: idea\n# why not\nstatus: captured\n---\n# A pond\n\nBy the wall.\n"
                ),
                ("ideas/seen.md", "---\ntype: idea\nstatus: processing\n---\n# Seen\n"),
            ])
    }

    @Test(
        "gives an idea the status that was decided, and changes no other byte",
        arguments: [
            (IdeaDecision.keep, "processing", "Keep"), (.archive, "archived", "Archive"),
            (.discard, "discarded", "Discard"), (.promote(to: "project"), "actionable", "Promote"),
        ])
    func decisions(decision: IdeaDecision, status: String, verb: String) throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        #expect(try opened.list(opened.inboxQuery(EntityRequest())).map(\.path) == ["ideas/pond.md"])
        let item = try #require(try opened.inboxItem(at: "ideas/pond.md"))
        #expect(item.body == "# A pond\n\nBy the wall.\n")
        let (plan, made) = try opened.plan(decision, for: item, random: &vault.random)
        #expect(made?.path == (decision == .promote(to: "project") ? "projects/a-pond.md" : nil))
        #expect(plan.subject.hasPrefix("\(verb) idea \"A pond\""))
        #expect(try opened.carryOut(plan, ScratchVault.origin()).commit != nil)
        #expect(
            try vault.read("ideas/pond.md")
                == "---\nid: aaaaaaa1\ntype: idea\n# why not\nstatus: \(status)\n---\n# A pond\n\nBy the wall.\n")
        #expect(vault.exists("projects/a-pond.md") == (decision == .promote(to: "project")))
        #expect(try opened.inboxItem(at: "ideas/pond.md") == nil)
    }

    @Test("goes from the oldest to the youngest, or as the query says")
    func order() throws {
        let vault = try Self.vault()
        for (name, day) in [("b", "2026-01-02"), ("a", "2026-01-03"), ("c", "2026-01-01")] {
            try vault.write("ideas/\(name).md", "---\ntype: idea\ncreated: \(day)\n---\n")
        }
        let opened = try vault.open()
        func stems(_ query: String) throws -> [String] {
            var request = EntityRequest()
            request.queries = [query]
            return try opened.list(opened.inboxQuery(request)).map { VaultPath.stem(of: $0.path) }
        }
        #expect(try stems("") == ["c", "b", "a", "pond"])
        #expect(try stems("sort:-created") == ["pond", "a", "b", "c"])
        #expect(try stems("sort:title limit:2") == ["a", "pond"])
    }

    @Test("does nothing to an idea that is no longer as it was seen")
    func changedMeanwhile() throws {
        let vault = try Self.vault()
        let opened = try vault.open()
        let item = try #require(try opened.inboxItem(at: "ideas/pond.md"))
        try vault.write("ideas/pond.md", "---\ntype: idea\nstatus: captured\n---\n# A lake\n")
        #expect(
            vaultError { try opened.plan(.discard, for: item, random: &vault.random) }
                == .conflict(path: "ideas/pond.md"))
        #expect(try opened.inboxItem(at: "ideas/pond.md")?.entity.title == "A lake")
        try vault.remove("ideas/pond.md")
        #expect(
            vaultError { try opened.plan(.keep, for: item, random: &vault.random) } == .conflict(path: "ideas/pond.md"))
        #expect(try opened.inboxItem(at: "ideas/pond.md") == nil)
    }

    @Test(
        "gives an idea a status of its kind, whatever those are, and offers what it has none for to nobody",
        arguments: [
            ("status: {type: enum, values: {captured: open, grown: done}}", [nil, "grown", nil, nil]),
            (
                "status: {type: enum, values: {captured: open, seedling: open, grown: done, withered: dropped}}",
                ["seedling", "grown", "withered", "withered"]
            ),
            (
                "status: {type: enum, values: {captured: open, lost: dropped, grown: done, discarded: dropped}}",
                [nil, "grown", "lost", "discarded"]
            ),
            ("status: {type: enum, values: {captured: open, discarded: dropped}}", [nil, nil, nil, "discarded"]),
            ("status: {type: enum, values: [captured, archived]}", [nil, nil, "archived", nil]),
            ("status: text", usual), ("seed: text", usual),
            ("status: {type: enum, values: {seed: open, grown: done}}", nil),
        ] as [(String, [String?]?)])
    func ownStatuses(field: String, given: [String?]?) throws {
        let vault = try Self.vault()
        try vault.write("kinds/idea.md", "---\ntype: kind\ntitle: Idea\nfields:\n  \(field)\n---\n")
        if given == nil { try vault.write("ideas/pond.md", "---\ntype: idea\nstatus: seed\n---\n# A pond\n") }
        let opened = try vault.open()
        let paths = try opened.list(opened.inboxQuery(EntityRequest())).map(\.path)
        #expect(paths == (given == nil ? [] : ["ideas/pond.md"]))
        guard let item = try opened.inboxItem(at: "ideas/pond.md") else { return #expect(given == nil) }
        #expect(Self.allDecisions.map { item.status(after: $0) } == given)
        for decision in Self.allDecisions {
            guard let status = item.status(after: decision) else { continue }
            let changed = try opened.plan(decision, for: item, random: &vault.random).plan.files.compactMap(\.result)
            let idea = try #require(changed.first { $0.path == "ideas/pond.md" })
            #expect(Document(bytes: idea.bytes).field("status")?.text == status)
        }
    }

    private static let usual: [String?] = ["processing", "actionable", "archived", "discarded"]
    private static let allDecisions: [IdeaDecision] = [.keep, .promote(to: "task"), .archive, .discard]
}
