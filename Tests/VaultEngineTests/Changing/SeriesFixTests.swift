import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// What `check` says of what comes back, and how it is mended.
@Suite("Fixing a series")
struct SeriesFixTests {
    private static let done =
        "---\nid: rent0001\ntype: task\nstatus: completed\ndue: 2026-12-01\nrecurrence: FREQ=MONTHLY\n---\n# Pay rent\n"
    private static let next = Identifier.successor(of: "rent0001")

    private func findings(_ vault: ScratchVault) throws -> [String] {
        try vault.open().check().map { "\($0.code.rawValue) \($0.path):\($0.line ?? 0)" }
    }

    @discardableResult
    private func fix(_ vault: ScratchVault) throws -> ChangePlan {
        let opened = try vault.open()
        let plan = try opened.planOfFixes(random: &vault.random).plan
        _ = try opened.carryOut(plan, ScratchVault.origin())
        return plan
    }

    @Test("makes the next of what was completed in an editor, once, and never again")
    func completedInEditor() throws {
        let vault = try ScratchVault([("tasks/rent.md", Self.done.replacing("completed", with: "not_started"))])
        #expect(try findings(vault) == [])
        try vault.write("tasks/rent.md", Self.done)
        #expect(try findings(vault) == ["missing-next tasks/rent.md:4"])
        let plan = try fix(vault)
        #expect(
            plan.notes == [.of(title: "Pay rent", .nextIsMade(path: "tasks/rent-2027-01-01.md", day: "2027-01-01"))])
        #expect(plan.subject == "Add the next of what comes back")
        // Nobody gets the next without the completion that it follows from, which is not part of what is undone.
        #expect(try vault.git("status", "--porcelain") == "")
        #expect(try vault.lastCommitPaths() == ["tasks/rent-2027-01-01.md"])
        let made = try vault.document("tasks/rent-2027-01-01.md")
        #expect(made.field("id")?.text == Self.next && made.field("status")?.text == "not_started")
        #expect(try findings(vault) == [] && fix(vault).isEmpty)
        // Who takes it away wants none.
        try vault.remove("tasks/rent-2027-01-01.md")
        #expect(try findings(vault) == [] && fix(vault).isEmpty)
        try vault.commitAll("No more")
        #expect(try findings(vault) == [] && fix(vault).isEmpty)
    }

    @Test(
        "is nothing where there is no next",
        arguments: [
            Self.done.replacing("MONTHLY", with: "MONTHLY;COUNT=1"), Self.done.replacing("MONTHLY", with: "SOMETIMES"),
            Self.done.replacing("completed", with: "archived"), Self.done.replacing("task", with: "note"),
            Self.done.replacing("recurrence: FREQ=MONTHLY\n", with: ""), Self.done + "<<<<<<< a\n=======\n>>>>>>> b\n",
        ])
    func noNext(text: String) throws {
        let vault = try ScratchVault([("tasks/rent.md", text)])
        #expect(try findings(vault).allSatisfy { !$0.hasPrefix("missing-next") })
    }

    @Test(
        "is nothing where somebody has written the next by themselves, be it done by now",
        arguments: [
            ("not_started", "2027-01-01", "FREQ=MONTHLY", "Pay rent", true),
            ("completed", "2027-01-01T09:00", "FREQ=MONTHLY", "Pay Rent", true),
            ("not_started", "2027-01-02", "FREQ=MONTHLY", "Pay rent", false),
            ("not_started", "2027-01-01", "FREQ=WEEKLY", "Pay rent", false),
            ("not_started", "2027-01-01", "FREQ=MONTHLY", "Pay the rent", false),
        ])
    func writtenByHand(status: String, due: String, rule: String, title: String, isNext: Bool) throws {
        let other = "---\ntype: task\nstatus: \(status)\ndue: \(due)\nrecurrence: \(rule)\n---\n# \(title)\n"
        let vault = try ScratchVault([("tasks/rent.md", Self.done), ("tasks/other.md", other)])
        // The other one, where it is done, lacks its own next.
        #expect(try findings(vault).contains("missing-next tasks/rent.md:4") != isNext)
        try vault.write("tasks/rent.md", Self.done.replacing("completed", with: "in_progress"))
        let plan = try vault.open().planCompletion(of: ["rent0001"]).plan
        #expect(plan.notes.contains(.nextIsThere(path: "tasks/other.md")) == isNext)
        #expect(plan.files.count == (isNext ? 1 : 2))
    }

    @Test("knows the next of what was a path when it was completed, and has moved or got an id since")
    func formerPath() throws {
        let vault = try ScratchVault([
            ("tasks/rent.md", "---\ntype: task\ndue: 2026-12-01\nrecurrence: FREQ=MONTHLY\n---\n# Pay rent\n")
        ])
        try vault.change { try $0.planCompletion(of: "tasks/rent.md") }
        #expect(try findings(vault) == [])
        try vault.git("mv", "tasks/rent.md", "tasks/old.md")
        try vault.commitAll("Move")
        #expect(try findings(vault) == [])
        try vault.write("tasks/old.md", vault.read("tasks/old.md").replacing("type:", with: "id: rent0001\ntype:"))
        #expect(try findings(vault) == [])
    }

    /// What two machines have that complete one task, of which the other has moved it before.
    private func twice(changing change: (String) -> String = { $0 }) throws -> ScratchVault {
        let open = Self.done.replacing("completed", with: "not_started")
        // Git takes a folder that is left empty for one that was moved.
        let vault = try ScratchVault([
            ("tasks/rent.md", open), ("tasks/sweep.md", "# Sweep\n"), ("house/a.md", "# A\n"),
        ])
        try vault.git("checkout", "-q", "-b", "other")
        try vault.git("mv", "tasks/rent.md", "house/rent.md")
        try vault.commitAll("Move")
        try vault.change { try $0.planCompletion(of: "rent0001") }
        let (done, theirs) = (try vault.read("house/rent.md"), try vault.read("house/rent-2027-01-01.md"))
        try vault.write("house/rent-2027-01-01.md", change(theirs))
        try vault.commitAll("Change")
        try vault.git("checkout", "-q", "main")
        try vault.change { try $0.planCompletion(of: "rent0001") }
        let ours = try vault.read("tasks/rent-2027-01-01.md")
        #expect(ours == theirs)
        // Git may take the next for what was moved; a person sees to it that nothing is lost.
        _ = try vault.gitStatus("merge", "-q", "--no-commit", "other")
        try vault.git("rm", "-q", "-f", "--ignore-unmatch", "tasks/rent.md")
        try vault.write("house/rent.md", done)
        try vault.write("house/rent-2027-01-01.md", change(theirs))
        try vault.write("tasks/rent-2027-01-01.md", ours)
        try vault.commitAll("Merge")
        return vault
    }

    @Test("keeps of two files that two machines made of one completion the one beside what was done")
    func madeTwice() throws {
        let vault = try twice()
        #expect(try findings(vault).count { $0.hasPrefix("duplicate-id") } == 1)
        let plan = try fix(vault)
        #expect(
            plan.notes == [.secondCopy(path: "tasks/rent-2027-01-01.md", original: "house/rent-2027-01-01.md")])
        #expect(vault.exists("house/rent-2027-01-01.md") && !vault.exists("tasks/rent-2027-01-01.md"))
        #expect(try findings(vault) == [] && fix(vault).isEmpty)
        #expect(try vault.open().entity(Self.next).path == "house/rent-2027-01-01.md")
    }

    @Test("keeps the one that something leads to, and both where something leads to both")
    func linked() throws {
        let vault = try twice()
        try vault.write("notes/a.md", "[r](../tasks/rent-2027-01-01.md)\n")
        #expect(
            try fix(vault).notes
                == [.secondCopy(path: "house/rent-2027-01-01.md", original: "tasks/rent-2027-01-01.md")])
        let both = try twice()
        try both.write("notes/a.md", "[r](../tasks/rent-2027-01-01.md) [r](../house/rent-2027-01-01.md)\n")
        guard case .newID? = try fix(both).notes.first else { return #expect(Bool(false)) }
        #expect(both.exists("tasks/rent-2027-01-01.md") && both.exists("house/rent-2027-01-01.md"))
    }

    @Test("gives one an id of its own where something was written in it, and where a copy is not committed")
    func different() throws {
        let vault = try twice(changing: { $0 + "\nBy transfer.\n" })
        guard case .newID? = try fix(vault).notes.first else { return #expect(Bool(false)) }
        #expect(vault.exists("tasks/rent-2027-01-01.md") && vault.exists("house/rent-2027-01-01.md"))
        let own = try ScratchVault([("tasks/rent.md", Self.done.replacing("completed", with: "not_started"))])
        try own.change { try $0.planCompletion(of: "rent0001") }
        try own.write("tasks/copy.md", own.read("tasks/rent-2027-01-01.md"))
        guard case .newID("tasks/copy.md", _, _, _)? = try fix(own).notes.first else { return #expect(Bool(false)) }
    }
}
