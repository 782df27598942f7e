import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Taking back what a command did")
struct UndoingTests {
    private static let roof = "---\nid: roof0001\ntype: task # kept\nstatus: not_started\n---\n# Fix the roof\n"

    private static func vault(_ files: [(path: String, text: String)] = []) throws -> ScratchVault {
        try ScratchVault([(".mosaic/config.yaml", ""), ("tasks/fix-the-roof.md", roof)] + files)
    }

    @Test("makes files what they were, byte by byte, as a commit that says which one it takes back")
    func bytes() throws {
        let vault = try Self.vault()
        try vault.change(operation: "a") { try $0.planCompletion(of: ["roof0001"]).plan }
        let done = try vault.git("rev-parse", "HEAD")
        #expect(try vault.read("tasks/fix-the-roof.md").contains("completed_on"))
        let receipt = try vault.undo()
        #expect(receipt.commit != nil)
        #expect(try vault.read("tasks/fix-the-roof.md") == Self.roof)
        #expect(try vault.git("status", "--porcelain") == "")
        let message = try vault.git("log", "-1", "--format=%B")
        let sentence = "This reverts commit \(done)."
        #expect(message.hasPrefix("Undo: Complete \"Fix the roof\"\n\n\(sentence)\n\nMosaic-Via: cli\n"))
    }

    @Test("goes one change further back each time, and brings one back where the undoing is undone")
    func again() throws {
        let vault = try Self.vault()
        try vault.set("priority=low", of: "roof0001", operation: "a")
        try vault.set("due=2026-12-01", of: "roof0001", operation: "b")
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md").contains("priority: low"))
        let undoing = try vault.git("rev-parse", "HEAD")
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md") == Self.roof)
        #expect(vaultError { try vault.undo() } == .nothingToUndo)
        try vault.undo("HEAD")
        #expect(try vault.read("tasks/fix-the-roof.md").contains("priority: low"))
        #expect(try vault.git("log", "-1", "--format=%s") == "Redo: Set priority of \"Fix the roof\"")
        try vault.undo(undoing)
        #expect(try vault.read("tasks/fix-the-roof.md").contains("due: 2026-12-01"))
        // Both are there again, and can be undone again.
        try vault.undo()
        #expect(try vault.git("log", "-1", "--format=%s") == "Undo: Set due of \"Fix the roof\"")
    }

    @Test("brings back what was removed, with its history, and has no command of the one before it undone by that")
    func removed() throws {
        let vault = try Self.vault()
        try vault.write("tasks/fix-the-roof.md", Self.roof + "Not committed.\n")
        try vault.change(operation: "a") { try $0.planRemoval(of: ["roof0001"]).plan }
        let opened = try vault.open()
        let plan = try opened.planUndo(of: opened.commitToUndo(nil, agentID: nil))
        #expect(try opened.activities(of: plan).map(\.draft.action) == [.restored])
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md") == Self.roof + "Not committed.\n")
        let now = try vault.open()
        var filter = ActivityFilter()
        filter.entity = try now.entity("roof0001")
        #expect(try now.activities(filter).activities.map(\.action) == [.restored, .deleted, .updated, .created])
        // What was kept before the removal is nobody's change.
        #expect(vaultError { try vault.undo() } == .nothingToUndo)
    }

    @Test("removes what was made, also the next of what comes back, unless it was changed since")
    func made() throws {
        let vault = try Self.vault([
            ("tasks/w.md", "---\nid: week0001\ntype: task\nrecurrence: FREQ=WEEKLY\ndue: 2026-11-25\n---\n# Water\n")
        ])
        try vault.change(operation: "a") { try $0.planCompletion(of: ["week0001"]).plan }
        let next = try #require(try vault.lastCommitPaths().first { $0 != "tasks/w.md" })
        let commit = try vault.git("rev-parse", "HEAD")
        try vault.write(next, try vault.read(next) + "More.\n")
        #expect(
            vaultError { try vault.undo() }
                == .notUndoable(commit: commit, subject: "Complete \"Water\"", .changedSince(paths: [next])))
        #expect(try vault.read("tasks/w.md").contains("completed"))
        try vault.git("checkout", "-q", next)
        try vault.undo()
        #expect(!vault.exists(next))
        #expect(try !vault.read("tasks/w.md").contains("completed"))
    }

    @Test("keeps what was changed in a file since, finds it where it was moved to, and leaves line ends as they are")
    func since() throws {
        let text = Self.roof + "\nOne.\n\nTwo.\n\nThree.\n"
        let vault = try Self.vault([("tasks/long.md", text.replacing("roof0001", with: "long0001"))])
        try vault.set("status=in_progress", of: "long0001", operation: "a")
        let commit = try vault.git("rev-parse", "HEAD")
        try vault.change(operation: "b") { try $0.planMove(of: ["long0001"], to: "archive") }
        let moved = try vault.read("archive/long.md").replacing("Three.", with: "Four.").replacing("\n", with: "\r\n")
        try vault.write("archive/long.md", moved)
        try vault.undo(commit)
        let expected = moved.replacing("in_progress", with: "not_started")
        #expect(try vault.read("archive/long.md") == expected)
        try vault.write("archive/long.md", expected.replacing("not_started", with: "paused"))
        #expect(
            vaultError { try vault.undo("HEAD") }
                == .notUndoable(
                    commit: try vault.git("rev-parse", "HEAD"), subject: "Undo: Set status of \"Fix the roof\"",
                    .changedSince(paths: ["archive/long.md"])))
    }

    @Test("has a moved file back where it was, with the links to it")
    func moved() throws {
        let vault = try Self.vault([("notes/n.md", "See [it](../tasks/fix-the-roof.md).\n")])
        try vault.change(operation: "a") { try $0.planMove(of: ["roof0001"], to: "archive") }
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md") == Self.roof)
        #expect(!vault.exists("archive/fix-the-roof.md"))
        #expect(try vault.read("notes/n.md") == "See [it](../tasks/fix-the-roof.md).\n")
        #expect(try vault.git("status", "--porcelain") == "")
    }

    @Test("is of one's own changes by commands, and of any other commit by its name")
    func own() throws {
        let vault = try Self.vault([("tasks/b.md", "---\nid: b0000001\ntype: task\n---\n")])
        try vault.set("priority=low", of: "roof0001", operation: "a")
        let own = try vault.git("rev-parse", "HEAD")
        try vault.set("due=2026-12-01", of: "b0000001", operation: "b", agent: "robot")
        let robots = try vault.git("rev-parse", "HEAD")
        try vault.setIdentity(name: "Ben", email: "ben@example.org")
        #expect(vaultError { try vault.open().commitToUndo(nil, agentID: nil) } == .nothingToUndo)
        try vault.setIdentity(name: "Ann", email: "ANN@example.org")
        try vault.write("by-hand.md", "# By hand\n")
        try vault.commitAll("By hand")
        let opened = try vault.open()
        #expect(try opened.commitToUndo(nil, agentID: nil) == own)
        #expect(try opened.commitToUndo(nil, agentID: "robot") == robots)
        #expect(try opened.commitToUndo("b", agentID: nil) == robots)
        #expect(vaultError { try opened.commitToUndo("nothing", agentID: nil) } == .unknownOperation("nothing"))
        // What git itself has taken back is taken back.
        try vault.git("revert", "--no-edit", own)
        #expect(vaultError { try vault.open().commitToUndo(nil, agentID: nil) } == .nothingToUndo)
        try vault.undo("HEAD~1")
        #expect(!vault.exists("by-hand.md"))
    }

    @Test("refuses what has no one state before it, and what is elsewhere")
    func refused() throws {
        let vault = try Self.vault([("docs/.mosaic/config.yaml", ""), ("docs/a.md", "# A\n")])
        func obstacle(_ revision: String, in folder: String = "") throws -> UndoObstacle? {
            let opened = try vault.open(in: folder)
            let id = try opened.commitToUndo(revision, agentID: nil)
            guard case .notUndoable(id, _, let obstacle)? = vaultError({ try opened.planUndo(of: id) }) else {
                return nil
            }
            return obstacle
        }
        #expect(try obstacle("HEAD") == .first)
        try vault.write("b.md", "# B\n")
        try vault.commitAll("B")
        #expect(try obstacle("HEAD", in: "docs") == .elsewhere)
        try vault.git("switch", "-q", "-c", "side", "HEAD~1")
        try vault.write("c.md", "# C\n")
        try vault.commitAll("C")
        try vault.git("merge", "-q", "--no-edit", "main")
        #expect(try obstacle("HEAD") == .merge)
    }
}

extension ScratchVault {
    /// Plans a change, and carries it out as an operation of a name.
    fileprivate func change(
        operation: String, agent: String? = nil, _ plan: (Vault) throws -> ChangePlan
    ) throws {
        let vault = try open()
        _ = try vault.carryOut(plan(vault), ChangeOrigin(via: "cli", agentID: agent, operationID: operation))
    }

    /// Sets a field, as an operation of a name.
    fileprivate func set(_ value: String, of reference: String, operation: String, agent: String? = nil) throws {
        try change(operation: operation, agent: agent) {
            try $0.planSetting([Self.assignment(value)], of: reference)
        }
    }

    /// Takes back a commit, as an operation of its own; the person's last one where none is named.
    @discardableResult
    fileprivate func undo(_ name: String? = nil) throws -> ChangeReceipt {
        let vault = try open()
        let plan = try vault.planUndo(of: vault.commitToUndo(name, agentID: nil))
        let operation = "undo \(try commitCount())"
        return try vault.carryOut(plan, ChangeOrigin(via: "cli", operationID: operation))
    }
}
