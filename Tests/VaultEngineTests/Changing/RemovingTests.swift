import Testing
import VaultModel

@testable import VaultEngine

@Suite("Removing an entity")
struct RemovingTests {
    @Test("says how many links will lead nowhere, in whichever direction they are stated")
    func backlinks() throws {
        let vault = try ScratchVault([
            ("tasks/a.md", "---\ntype: task\nblocks: b\n---\n[[a]] [[b]]\n"),
            ("tasks/b.md", "---\ntype: task\nblocked_by: a\n---\nSee [a](a.md).\n"),
            ("relationships/r.md", "---\ntype: relationship\nsource: a\nrelation: relates_to\ntarget: b\n---\n"),
            ("tasks/c.md", "---\ntype: task\n---\n"),
        ])
        let opened = try vault.open()
        #expect(try opened.planRemoval(of: "a").notes == [.deadLinks(3, areToSeveral: false)])
        #expect(try opened.planRemoval(of: "b").notes == [.deadLinks(3, areToSeveral: false)])
        #expect(try opened.planRemoval(of: "c").notes == [])
        #expect(try opened.planRemoval(of: "r").notes == [])
        let plan = try opened.planRemoval(of: ["a", "tasks/b.md", "tasks/a", "b"]).plan
        #expect(plan.paths == ["tasks/a.md", "tasks/b.md"] && plan.object == "\"a\" and \"b\"")
        #expect(plan.notes == ["a", "b"].map { .of(title: $0, .deadLinks(1, areToSeveral: false)) })
        for (query, note) in [
            ("type:task", .deadLinks(1, areToSeveral: true)), ("id:tasks/a.md", .deadLinks(3, areToSeveral: false)),
        ] as [(String, ChangeNote)] {
            var request = EntityRequest()
            request.queries = [query]
            #expect(try opened.planRemoval(where: opened.query(for: request)).plan.notes == [note])
        }
    }

    @Test("removes the file and keeps the history, in which its name is one that is gone")
    func history() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try vault.make("task", "Fix the roof")
        try vault.make("note", "A note")
        try vault.change { try $0.planRemoval(of: made.id) }
        #expect(!vault.exists(made.path))
        #expect(try vault.lastCommitPaths() == [made.path])
        #expect(try vault.git("log", "-1", "--format=%s") == "Remove \"Fix the roof\"")
        let opened = try vault.open()
        for reference in [made.id, "fix-the-roof", made.path] {
            #expect(vaultError { try opened.entity(reference) } == .goneReference(reference, path: made.path))
        }
        var filter = ActivityFilter()
        filter.entities = [try opened.entity(made.id, includesGone: true)]
        #expect(try opened.activities(filter).activities.map(\.action) == [.deleted, .created])
        try vault.git("revert", "--no-edit", "HEAD")
        #expect(try vault.open().entity(made.id).path == made.path)
    }

    @Test("is not of what an id of no more than a digit happens to mean, and nor is any other change")
    func shortNames() throws {
        let vault = try ScratchVault([
            ("tasks/pay.md", "---\nid: 1t49y4p0\ntype: task\n---\n# Pay taxes\n"), ("notes/7.md", "# Seven\n"),
        ])
        let opened = try vault.open()
        let entity = try opened.entity("1")
        for short in ["1", "1t4"] {
            let refusal = VaultError.unknownReference(short, suggestion: entity)
            #expect(vaultError { try opened.planRemoval(of: [short]) } == refusal)
            #expect(vaultError { try opened.planCompletion(of: [opened.completable(typed: short)]) } == refusal)
            #expect(vaultError { try opened.planRenaming(short, to: "X") } == refusal)
        }
        #expect(try opened.planRemoval(of: ["1t49"]).plan.paths == ["tasks/pay.md"])
        #expect(try opened.planRemoval(of: ["7"]).plan.paths == ["notes/7.md"])
    }

    @Test("works for a file that is too large to be read, which is shown without its text and not changed otherwise")
    func tooLarge() throws {
        let vault = try ScratchVault([("a.md", "# Small\n")])
        try vault.write("a.md", String(repeating: "large file\n", count: DocumentLimits.fileBytes / 11 + 1))
        let detail = try vault.open().detail(of: "a")
        #expect(detail.body.isEmpty && detail.summary.diagnostics.map(\.code) == [.tooLarge])
        let error = vaultError { try vault.set("a", "status=draft") }
        guard case .malformedFile("a.md", let diagnostic?)? = error else {
            return #expect(Bool(false), "\(error as Any)")
        }
        #expect(diagnostic.code == .tooLarge)
        try vault.change { try $0.planRemoval(of: "a") }
        #expect(!vault.exists("a.md"))
    }

    @Test("works for a malformed file, and for one that is not committed yet")
    func malformed() throws {
        let vault = try ScratchVault([("notes/a.md", "---\na: [\n---\n"), ("notes/b.md", "# B\n")])
        try vault.change { try $0.planRemoval(of: "a") }
        try vault.write("notes/c.md", "# C\n")
        #expect(try vault.change { try $0.planRemoval(of: "c") }.commit != nil)
        #expect(!vault.exists("notes/a.md") && !vault.exists("notes/c.md") && vault.exists("notes/b.md"))
    }

    @Test(
        "has git keep first what no commit has, so that a revert brings all of it back",
        arguments: ["new", "staged", "changed", "changed and staged"])
    func uncommitted(state: String) throws {
        let vault = try ScratchVault([("notes/a.md", "# A\n"), ("notes/b.md", "# B\n")])
        let path = state.hasPrefix("changed") ? "notes/a.md" : "notes/c.md"
        try vault.write(path, "# Precious\nA day of work\n")
        try vault.write("notes/b.md", "# B\nof somebody else\n")
        if state.hasSuffix("staged") { try vault.git("add", path) }
        try vault.change { try $0.planRemoval(of: path) }
        #expect(!vault.exists(path))
        #expect(try vault.git("diff", "--name-only", "HEAD") == "notes/b.md")
        try vault.git("revert", "--no-edit", "HEAD")
        #expect(try vault.read(path) == "# Precious\nA day of work\n")
    }

    @Test("removes nothing that could not be had back")
    func unkeepable() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", "commit: off\n"), ("notes/a.md", "# A\n")])
        try vault.write("notes/b.md", "# B\n")
        let refused = VaultError.uncommitted(path: "notes/b.md", reason: nil)
        #expect(vaultError { try vault.change { try $0.planRemoval(of: "b") } } == refused)
        try vault.change { try $0.planRemoval(of: "a") }
        #expect(vault.exists("notes/b.md") && !vault.exists("notes/a.md"))
    }

    @Test("commits nothing while the settings cannot be read, and says so")
    func unreadableSettings() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", "commit: \"off\n"), ("notes/a.md", "# A\n")])
        let receipt = try vault.change { try $0.planRemoval(of: "a") }
        #expect(receipt.commit == nil && receipt.unreadableSettings?.path == ".mosaic/config.yaml")
        let opened = try vault.open()
        #expect(try opened.check().map(\.path) == [".mosaic/config.yaml"])
        #expect(throws: VaultError.self) { try opened.expanding("@mine") }
        #expect(throws: VaultError.self) { try opened.savedQueries() }
    }
}

@Suite("Fixing ids")
struct FixingTests {
    private func fix(_ vault: ScratchVault) throws -> ChangePlan {
        let opened = try vault.open()
        let plan = try opened.planOfFixes(random: &vault.random).plan
        _ = try opened.carryOut(plan, ScratchVault.origin())
        return plan
    }

    private func id(_ vault: ScratchVault, _ path: String) throws -> String? {
        try vault.document(path).field("id")?.value.text
    }

    @Test("gives the younger of two files with one id a new one, whatever their names")
    func younger() throws {
        let vault = try ScratchVault([("notes/z.md", "---\nid: same0001 # mine\nx: 1\n---\n")])
        try vault.write("notes/a.md", "---\nid: same0001 # mine\nx: 2\n---\n")
        try vault.commitAll("Copy")
        #expect(try vault.open().check().contains { $0.code == .duplicateID && $0.path == "notes/a.md" })
        let plan = try fix(vault)
        #expect(try id(vault, "notes/z.md") == "same0001")
        let new = try #require(try id(vault, "notes/a.md"))
        #expect(new.count == 8 && new != "same0001")
        #expect(try vault.read("notes/a.md") == "---\nid: \(new) # mine\nx: 2\n---\n")
        #expect(plan.notes == [.newID(path: "notes/a.md", id: new, original: "notes/z.md", keeps: "same0001")])
        #expect(try vault.open().check().filter { $0.code == .duplicateID } == [])
        #expect(try vault.open().entity("same0001").path == "notes/z.md")
        #expect(try fix(vault).isEmpty)
    }

    @Test("leaves a file its id that was moved after it was copied", arguments: [true, false])
    func moved(isCommitted: Bool) throws {
        let vault = try ScratchVault([
            ("notes/master.md", "---\nid: same0001\n---\n# Master\n"),
            ("notes/a.md", "---\nid: other001\n---\n# Other\n"),
        ])
        // The copy stands where another entity was before there was any.
        try vault.remove("notes/a.md")
        try vault.commitAll("Remove")
        try vault.write("notes/a.md", "---\nid: same0001\n---\n# Copy\n")
        try vault.commitAll("Copy")
        for (old, new) in [("notes/master.md", "archive/one.md"), ("archive/one.md", "archive/two.md")] {
            try vault.write(new, try vault.read(old))
            try vault.remove(old)
            if isCommitted { try vault.commitAll("Move") }
        }
        let plan = try fix(vault)
        #expect(plan.paths == ["notes/a.md"])
        #expect(try id(vault, "archive/two.md") == "same0001")
    }

    @Test("takes a file that is not committed yet for the younger one")
    func uncommitted() throws {
        let vault = try ScratchVault([("notes/z.md", "---\nid: same0001\n---\n")])
        try vault.write("notes/a.md", "---\nid: same0001\n---\n")
        try vault.write("notes/b.md", "---\nid: same0001\n---\n")
        _ = try fix(vault)
        #expect(try id(vault, "notes/z.md") == "same0001")
        #expect(try Set(["notes/a.md", "notes/b.md", "notes/z.md"].map { try id(vault, $0) }).count == 3)
        #expect(try vault.lastCommitPaths() == ["notes/a.md", "notes/b.md"])
    }

    @Test("leaves a file that a person has to mend first, and says so")
    func malformed() throws {
        let files = [("notes/a.md", "---\nid: same0001\n---\n"), ("notes/b.md", "---\nid: same0001\n---\n")]
        let vault = try ScratchVault(files + [("notes/c.md", "---\nid: &x same0001\nother: *x\n---\n")])
        let plan = try fix(vault)
        #expect(plan.paths == ["notes/b.md"] && plan.notes.count == 2)
        #expect(plan.notes.last == .noNewID(path: "notes/c.md", original: "notes/a.md"))
    }
}
