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
                    == .emptiedInEditor(path: "tasks/roof.md", isNew: true, isTakenBack: true))
            #expect(try !vault.exists("tasks/roof.md") && vault.git("status", "--porcelain").isEmpty)
        }
        #expect(try vault.commitCount() == 1)
    }

    @Test("A promotion of which nothing is left, or no file, leaves the idea as it was", arguments: [true, false])
    func promotion(isGone: Bool) throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let idea = try vault.make("idea", "A pond")
        let before = try vault.read(idea.path)
        let opened = try vault.open()
        func plan() throws -> MakingPlan {
            try opened.planPromotion(of: idea.id, to: "task", random: &vault.random)
        }
        let error = vaultError {
            try opened.make(
                plan(), ScratchVault.origin(),
                edited: { isGone ? try vault.remove($0.path) : try vault.write($0.path, "") }, orAnew: plan)
        }
        let path = "tasks/a-pond-2.md"
        #expect(
            error
                == (isGone
                    ? .goneInEditor(path: path) : .emptiedInEditor(path: path, isNew: true, isTakenBack: true)))
        #expect(try vault.read(idea.path) == before && vault.git("status", "--porcelain").isEmpty)
    }

    @Test("is not committed where it has the id of another file by then, and stays")
    func takenID() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("tasks/gutter.md", "---\nid: gutter01\n---\n")])
        let text = "---\nid: gutter01\n---\n# Roof\n"
        #expect(
            vaultError { try Self.make(in: vault) { _ in text } }
                == .takenIDInEditor(path: "tasks/roof.md", id: "gutter01", owner: "tasks/gutter.md"))
        #expect(try vault.read("tasks/roof.md") == text && vault.commitCount() == 1)
    }

    @Test("is done where it says so by then: with the day of that, and with the next, in one commit")
    func done() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try Self.make(in: vault) {
            $0.replacing("status: not_started", with: "status: completed\ndue: 2026-11-24\nrecurrence: FREQ=DAILY")
        }
        let next = "tasks/roof-2026-11-25.md"
        #expect(made.plan.plan.notes == [.nextIsMade(path: next, day: "2026-11-25")])
        #expect(try vault.document("tasks/roof.md").field("completed_on")?.value == .string("2026-11-25"))
        #expect(try vault.document(next).field("status")?.value == .string("not_started"))
        #expect(try vault.lastCommitPaths() == [next, "tasks/roof.md"] && vault.commitCount() == 2)
        #expect(try vault.git("status", "--porcelain") == "")
    }

    @Test("is followed by what it says by then, where it was to be done from the beginning")
    func doneBefore() throws {
        func made(_ edit: @escaping (String) -> String) throws -> (vault: ScratchVault, notes: [ChangeNote]) {
            let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
            let opened = try vault.open()
            let assignments = try ["status=completed", "due=2026-11-24", "recurrence=daily"]
                .map { try ScratchVault.assignment($0) }
            func plan() throws -> MakingPlan {
                try opened.planMaking(
                    NewEntity(kind: "task", title: "Roof", assignments: assignments), random: &vault.random)
            }
            let made = try opened.make(
                plan(), ScratchVault.origin(),
                edited: { made in try vault.write(made.path, edit(try vault.read(made.path))) }, orAnew: plan)
            #expect(try vault.git("status", "--porcelain") == "" && vault.commitCount() == 2)
            return (vault, made.plan.plan.notes)
        }
        let weekly = try made { $0.replacing("DAILY", with: "WEEKLY") }
        #expect(weekly.notes == [.nextIsMade(path: "tasks/roof-2026-12-01.md", day: "2026-12-01")])
        #expect(try weekly.vault.lastCommitPaths() == ["tasks/roof-2026-12-01.md", "tasks/roof.md"])
        let open = try made { $0.replacing("status: completed", with: "status: paused") }
        #expect(try open.notes == [] && open.vault.lastCommitPaths() == ["tasks/roof.md"])
        #expect(try open.vault.document("tasks/roof.md").field("completed_on") == nil)
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
