import Testing
import VaultModel

@testable import VaultEngine

@Suite("Editing a file")
struct EditingTests {
    @Test("that is gone behind the editor says so, and commits nothing")
    func gone() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try vault.make("task", "Fix the roof")
        let opened = try vault.open()
        let (entity, before) = (try opened.entity(made.id), try opened.bytes(at: made.path))
        #expect(try opened.planOfEdit(of: entity, from: before) == nil)
        try vault.remove(made.path)
        #expect(vaultError { try opened.planOfEdit(of: entity, from: before) } == .goneInEditor(path: made.path))
        #expect(
            vaultError { try opened.carryOutEdited(made.plan, ScratchVault.origin()) } == .goneInEditor(path: made.path)
        )
        #expect(try vault.git("status", "--porcelain") == " D \(made.path)")
    }

    /// Has a person edit a file, and gives the plan of that.
    private static func edit(_ vault: ScratchVault, _ reference: String, _ text: String) throws -> ChangePlan? {
        let opened = try vault.open()
        let entity = try opened.entity(reference)
        let before = try opened.bytes(at: entity.path)
        try vault.write(entity.path, text)
        return try opened.planOfEdit(of: entity, from: before)
    }

    @Test("that comes back with nothing in it is put back as it was", arguments: ["", " \n\n"])
    func emptied(left: String) throws {
        let text = "---\ntype: task\n---\n# Roof\n"
        let files = [("tasks/roof.md", text), ("tasks/bare.md", "\n")]
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + files)
        for text in [text, text + "Not committed.\n"] {
            try vault.write("tasks/roof.md", text)
            #expect(
                vaultError { try Self.edit(vault, "roof", left) }
                    == .emptiedInEditor(path: "tasks/roof.md", isNew: false, isTakenBack: true))
            #expect(try vault.read("tasks/roof.md") == text)
        }
        // Of one in which nothing was, nothing is lost.
        #expect(try Self.edit(vault, "tasks/bare.md", "") != nil)
    }

    @Test("that changes its id says that an entity ends, unless another file has that id")
    func endsEntity() throws {
        func file(_ id: String?) -> String { "---\n\(id.map { "id: \($0)\n" } ?? "")type: task\n---\n# Roof\n" }
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("tasks/roof.md", file("roof0001"))])
        for id in ["other001", nil] {
            #expect(try Self.edit(vault, "tasks/roof.md", file(id))?.notes == [.endsEntity(id: "roof0001")])
            try vault.write("tasks/roof.md", file("roof0001"))
        }
        #expect(try Self.edit(vault, "tasks/roof.md", file("roof0001") + "More.\n")?.notes == [])
        #expect(try Self.edit(vault, "tasks/roof.md", "---\nid: [other\n---\n")?.notes == [])
        try vault.write("tasks/roof.md", file("roof0001"))
        try vault.write("tasks/copy.md", file("roof0001"))
        #expect(try Self.edit(vault, "tasks/copy.md", file("copy0001"))?.notes == [])
        try vault.write("tasks/copy.md", file("roof0001"))
        let assignment = try ScratchVault.assignment("id=copy0001")
        #expect(try vault.open().planSetting([assignment], of: "tasks/copy.md").notes == [])
    }

    @Test("that gives it the id of another file is not committed, and stays")
    func takenID() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("tasks/roof.md", "---\nid: roof0001\n---\n"), ("tasks/gutter.md", "---\nid: gutter01\n---\n"),
            ])
        let text = "---\nid: gutter01\n---\nMore.\n"
        #expect(
            vaultError { try Self.edit(vault, "roof", text) }
                == .takenIDInEditor(path: "tasks/roof.md", id: "gutter01", owner: "tasks/gutter.md"))
        #expect(try vault.read("tasks/roof.md") == text)
        // What has it already can be edited, and be given its own again.
        #expect(try Self.edit(vault, "tasks/roof.md", text + "More.\n")?.notes == [])
        #expect(try Self.edit(vault, "tasks/roof.md", "---\nid: roof0001\n---\nMore.\n")?.notes == [])
    }

    @Test("tells what is wrong with the file that came back, with its place")
    func diagnostics() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("tasks/roof.md", "---\ntype: task\n---\n")])
        let opened = try vault.open()
        func codes(after text: String) throws -> [String] {
            try vault.write("tasks/roof.md", text)
            return opened.diagnosticsAfterEdit(of: "tasks/roof.md").map { "\($0.line ?? 0) \($0.code.rawValue)" }
        }
        #expect(try codes(after: "---\ntype: task\nstatus: completed\n---\n") == [])
        #expect(
            try codes(after: "---\ntype: task\nstatus: finished\ndue: soon\n---\n") == [
                "3 invalid-value", "4 invalid-value",
            ])
        #expect(try codes(after: "---\nstatus: [a\n---\n").map { $0.dropFirst(2) } == ["invalid-yaml"])
    }

    @Test("that was just written can be taken back as a whole, unless somebody has changed it")
    func takingBack() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("idea", "Rain barrel")
        let opened = try vault.open()
        func promote() throws -> MakingPlan {
            let made = try opened.planPromotion(of: "rain-barrel", to: "task", random: &vault.random)
            _ = try opened.carryOut(made.plan, ScratchVault.origin(commits: false))
            return made
        }
        let made = try promote()
        #expect(vault.exists(made.path))
        #expect(opened.takeBack(made.plan))
        #expect(try !vault.exists(made.path) && vault.git("status", "--porcelain") == "")

        let again = try promote()
        let text = try vault.read(again.path) + "More\n"
        try vault.write(again.path, text)
        let status = try vault.git("status", "--porcelain")
        #expect(!opened.takeBack(again.plan))
        #expect(try vault.read(again.path) == text && vault.git("status", "--porcelain") == status)
    }

    @Test("is taken back by the inverse of each change, and the inverse of that is the change")
    func inverses() throws {
        let vault = try ScratchVault([("notes/a.md", "A\n"), ("notes/b.md", "B\n"), ("notes/c.md", "C\n")])
        let plan = ChangePlan(
            files: [
                .create(path: "notes/new.md", bytes: Array("New\n".utf8)),
                .replace(path: "notes/a.md", old: Array("A\n".utf8), new: Array("Other\n".utf8)),
                .move(
                    path: "notes/b.md", to: "notes/d.md", old: Array("B\n".utf8), new: Array("Moved\n".utf8)),
                .remove(path: "notes/c.md", old: Array("C\n".utf8)),
            ], verb: .set, object: "Change much")
        #expect(plan.files.map(\.inverse.inverse) == plan.files)
        let opened = try vault.open()
        _ = try opened.carryOut(plan, ScratchVault.origin(commits: false))
        #expect(try vault.read("notes/d.md") == "Moved\n" && !vault.exists("notes/c.md"))
        #expect(opened.takeBack(plan))
        #expect(try vault.git("status", "--porcelain") == "")
    }
}
