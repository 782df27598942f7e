import Testing
import VaultModel

@testable import VaultEngine

@Suite("What a face asks for")
struct RequestTests {
    private static func vault() throws -> ScratchVault {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles
                + (1...23).map { ("ideas/pond-\($0).md", "---\ntype: idea\nstatus: captured\n---\n# Pond \($0)\n") } + [
                    ("ideas/lake.md", "---\ntype: idea\nstatus: discarded\n---\n# Lake\n"),
                    ("tasks/roof.md", "---\ntype: task\nstatus: not_started\n---\n# Roof\n"),
                ])
        try vault.write("tasks/roof.md", "---\ntype: task\nstatus: paused\n---\n# Roof\n\nSee [[lake]].\n")
        try vault.commitAll("Pause")
        return vault
    }

    @Test("is found as often as is said, by the text or beside it, else twenty times")
    func searchLimits() throws {
        let scratch = try Self.vault()
        let vault = try scratch.open()
        defer { withExtendedLifetime(scratch) {} }
        try vault.refresh(includingText: true)
        func found(_ text: String, limit: Int? = nil, kind: String? = nil) throws -> Int {
            var search = SearchRequest(text: text)
            search.limit = limit
            search.kind = kind
            return try vault.search(vault.query(for: search)).count
        }
        #expect(try found("pond") == 20 && found("pond", limit: 0) == 23 && found("pond", limit: 3) == 3)
        #expect(try found("pond limit:5") == 5 && found("pond limit:5", limit: 7) == 7)
        #expect(try found("lake", kind: "ideas") == 1 && found("lake", kind: "tasks") == 1)
        #expect(vaultError { try found("status:captured") } == .noWords)
    }

    @Test("is a kind where that is its first word, unless it is one of several terms")
    func kinds() throws {
        let scratch = try Self.vault()
        let vault = try scratch.open()
        func count(_ text: String) throws -> Int { try vault.count(vault.query(for: vault.request(asking: text))) }
        #expect(try count("tasks") == 1 && count("ideas status:captured") == 23)
        #expect(try count("tasks or type:idea") == 24)
        #expect(try count("ideas AND status:captured") == 23 && count("tasks and type:idea") == 0)
    }

    @Test("has so many more that were dropped, and the kinds where they are asked for")
    func hidden() throws {
        let scratch = try Self.vault()
        let vault = try scratch.open()
        defer { withExtendedLifetime(scratch) {} }
        func hidden(_ words: String, includesHidden: Bool = false) throws -> Int {
            var request = try vault.request(asking: words)
            request.includesHidden = includesHidden
            request.limit = 1
            return try vault.hiddenCount(of: request)
        }
        #expect(try hidden("") == 1 && hidden("ideas") == 1 && hidden("tasks") == 0)
        #expect(try hidden("status:discarded") == 0 && hidden("", includesHidden: true) == 0)
        #expect(try vault.likelyKind(for: "taks") == "task" && vault.likelyKind(for: "garden") == nil)
    }

    @Test("of a history is one field, or some, or each of them, and the text behind the others of its change")
    func fieldLog() throws {
        let scratch = try Self.vault()
        let vault = try scratch.open()
        defer { withExtendedLifetime(scratch) {} }
        func log(_ fields: String...) throws -> [String] {
            try vault.fieldLog(of: "roof", fields: fields).filter { $0.activity.action != .created }.map(\.field)
        }
        #expect(try log().sorted() == ["body", "links", "status"])
        #expect(try log("links") == ["links"] && log("body") == ["body"] && log("STATUS") == ["status"])
        #expect(try log("links", "status").sorted() == ["links", "status"] && log("due", "body") == ["body"])
        #expect(try vault.fieldLog(of: "roof", fields: ["due"]) == [])
        let body = try #require(try vault.fieldLog(of: "roof", fields: ["body"]).first)
        #expect(body.change == .body(BodyChange(added: 2, removed: 0)))
        guard case .invalidQuery? = vaultError({ try log("statsu") }) else {
            return #expect(Bool(false), "a field that there is not")
        }
    }

    @Test("of a history has a relation that leads elsewhere once, though it is linked and unlinked")
    func replacedRelation() throws {
        func task(_ parent: String) -> String { "---\ntype: task\nparent: \(parent)\ndepends_on: [a, b]\n---\n" }
        let scratch = try ScratchVault([("tasks/t.md", task("a")), ("tasks/a.md", "# A\n"), ("tasks/b.md", "# B\n")])
        try scratch.write("tasks/t.md", task("b").replacing("[a, b]", with: "[b]"))
        try scratch.commitAll("Another parent")
        try scratch.write("tasks/t.md", task("a").replacing("[a, b]", with: "[b]"))
        let log = try scratch.open().fieldLog(of: "t").filter { $0.activity.action != .created }
        #expect(
            log.map { "\($0.activity.action) \($0.field)" } == [
                "linked parent", "linked parent", "unlinked depends_on",
            ])
    }

    @Test("and is made can be edited before it is committed", arguments: [true, false])
    func edited(fails: Bool) throws {
        struct Abandoned: Error {}
        let vault = try Self.vault()
        let opened = try vault.open()
        let plan = { try opened.planCapture("A shed", random: &vault.random) }
        func make() throws -> CarriedOut<MakingPlan> {
            try opened.make(
                plan(), ScratchVault.origin(),
                edited: { made in
                    #expect(vault.exists(made.path))
                    if fails { throw Abandoned() }
                    try vault.write(made.path, vault.read(made.path) + "\nOf wood.\n")
                }, orAnew: plan)
        }
        let count = try vault.commitCount()
        if fails {
            #expect(throws: Abandoned.self) { try make() }
        } else {
            #expect(try make().receipt.commit != nil)
            #expect(try vault.git("show", "HEAD:ideas/a-shed.md").hasSuffix("Of wood."))
        }
        #expect(try vault.commitCount() == (fails ? count : count + 1))
        #expect(try vault.git("status", "--porcelain") == (fails ? "?? ideas/a-shed.md" : ""))
    }
}
