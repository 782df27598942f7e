import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("What a person makes in an editor")
struct EditedMakingTests {
    /// Makes a task that a person has in an editor before it is committed.
    private static func make(
        in vault: ScratchVault, _ edit: @escaping (String) -> String
    ) throws -> CarriedOut<MakingPlan> {
        let opened = try vault.open()
        func plan() throws -> MakingPlan {
            try opened.planMaking(NewEntity(kind: "task", title: "Roof"), random: &vault.random)
        }
        return try opened.make(
            plan(), ScratchVault.origin(),
            edited: { made in try vault.write(made.path, edit(try vault.read(made.path))) }, orAnew: plan)
    }

    @Test("is told as it was written, and committed under the title that it has then")
    func told() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try Self.make(in: vault) { _ in "---\nid: other001\ntype: note\n---\n# The gutter\n" }.plan
        #expect(made.id == "other001" && made.title == "The gutter" && made.path == "tasks/roof.md")
        #expect(try vault.git("log", "-1", "--format=%s") == "Add note \"The gutter\"")
        let bare = try Self.make(in: vault) { _ in "# Wall\n" }.plan
        #expect(bare.id == "tasks/roof-2.md" && bare.title == "Wall")
        #expect(try vault.git("log", "-1", "--format=%s") == "Add task \"Wall\"")
    }

    @Test("is not made where nothing is left of it")
    func emptied() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        for left in ["", " \n\n"] {
            #expect(
                vaultError { try Self.make(in: vault) { _ in left } }
                    == .emptiedInEditor(path: "tasks/roof.md", isTakenBack: true))
            #expect(try !vault.exists("tasks/roof.md") && vault.git("status", "--porcelain").isEmpty)
        }
        #expect(try vault.commitCount() == 1)
    }

    @Test("A promotion of which nothing is left leaves the idea as it was")
    func promotion() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let idea = try vault.make("idea", "A pond")
        let before = try vault.read(idea.path)
        let opened = try vault.open()
        func plan() throws -> MakingPlan {
            try opened.planPromotion(of: idea.id, to: "task", random: &vault.random)
        }
        let error = vaultError {
            try opened.make(
                plan(), ScratchVault.origin(), edited: { try vault.write($0.path, "") }, orAnew: plan)
        }
        #expect(error == .emptiedInEditor(path: "tasks/a-pond-2.md", isTakenBack: true))
        #expect(try vault.read(idea.path) == before && vault.git("status", "--porcelain").isEmpty)
    }

    @Test("A title that is set is the one that is told")
    func titleSet() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        #expect(try vault.make("note", "X", ["title=Other"]).title == "Other")
        #expect(try vault.git("log", "-1", "--format=%s") == "Add note \"Other\"")
    }

    @Test("An idea that is promoted again says what it became before")
    func promotedAgain() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let idea = try vault.make("idea", "A pond")
        func promote(to kind: String) throws -> [ChangeNote] {
            let opened = try vault.open()
            let made = try opened.planPromotion(of: idea.id, to: kind, random: &vault.random)
            _ = try opened.carryOut(made.plan, ScratchVault.origin())
            return made.plan.notes
        }
        #expect(try promote(to: "task") == [])
        #expect(try promote(to: "project") == [.promotedAlready(["tasks/a-pond-2.md"])])
        #expect(try promote(to: "task") == [.promotedAlready(["projects/a-pond-3.md", "tasks/a-pond-2.md"])])
    }

    @Test("A commit on a detached HEAD is said to be on no branch")
    func detached() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        #expect(
            try !vault.change { try $0.planMaking(NewEntity(kind: "note", title: "A"), random: &vault.random).plan }
                .isOnNoBranch)
        try vault.git("checkout", "-q", "--detach")
        #expect(
            try vault.change { try $0.planMaking(NewEntity(kind: "note", title: "B"), random: &vault.random).plan }
                .isOnNoBranch)
    }
}
