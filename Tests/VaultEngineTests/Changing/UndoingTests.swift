import Foundation
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
        #expect(vaultError { try vault.undo() } == .nothingToUndo(leavesCommits: false))
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
        filter.entities = [try now.entity("roof0001")]
        #expect(try now.activities(filter).activities.map(\.action) == [.restored, .deleted, .updated, .created])
        // What was kept before the removal is nobody's change.
        #expect(vaultError { try vault.undo() } == .nothingToUndo(leavesCommits: false))
    }

    @Test(
        "brings back every byte of what git takes for no text",
        arguments: [[0x02], [0x07, 0x7F], [0x00], [0xFF, 0xFE, 0x41, 0x00], Array(0...255)] as [[UInt8]])
    func binary(bytes: [UInt8]) throws {
        let vault = try Self.vault()
        let letter = Array("# Letter\n\nText ".utf8) + bytes + Array("\n".utf8)
        func contents() throws -> [UInt8] { try vault.open().contents(of: "notes/letter.md") }
        try vault.write("notes/letter.md", bytes: letter)
        try vault.commitAll("Letter")
        try vault.set("priority=low", of: "roof0001", operation: "a")
        try vault.change(operation: "b") { try $0.planRemoval(of: ["notes/letter.md"]).plan }
        try vault.undo()
        #expect(try contents() == letter)
        // The next one further back is the change before.
        try vault.undo()
        #expect(try contents() == letter && vault.read("tasks/fix-the-roof.md") == Self.roof)
    }

    @Test("takes back what was set in a file that git takes for no text, and not what was done before")
    func binaryChange() throws {
        let letter = "# Letter\n\nText \u{2}\n"
        let vault = try Self.vault([("notes/letter.md", letter)])
        try vault.set("priority=low", of: "roof0001", operation: "a")
        try vault.set("mood=good", of: "notes/letter.md", operation: "b")
        try vault.undo()
        #expect(try vault.read("notes/letter.md") == letter)
        #expect(try vault.read("tasks/fix-the-roof.md").contains("priority: low"))
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

    @Test("is of the last change: where that has been taken back by hand, nothing older is touched")
    func byHand() throws {
        let vault = try Self.vault([("tasks/b.md", "---\nid: b0000001\ntype: task\npriority: low\n---\n")])
        try vault.set("priority=high", of: "roof0001", operation: "a")
        let before = try vault.read("tasks/b.md")
        try vault.set("priority=high", of: "b0000001", operation: "b")
        try vault.write("tasks/b.md", before)
        let commit = try vault.git("rev-parse", "HEAD")
        #expect(
            vaultError { try vault.undo() }
                == .takenBackByHand(commit: commit, subject: "Set priority of \"b\"", paths: ["tasks/b.md"]))
        try vault.commitAll("By hand")
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md") == Self.roof)
    }

    @Test("tells of what has no commit in other files than those that it changes")
    func uncommitted() throws {
        let vault = try Self.vault()
        try vault.set("priority=high", of: "roof0001", operation: "a")
        try vault.write("tasks/fix-the-roof.md", try vault.read("tasks/fix-the-roof.md") + "More.\n")
        try vault.write("draft.md", "# Draft\n")
        let opened = try vault.open()
        let plan = try opened.planUndo(of: opened.commitToUndo(nil, agentID: nil), isLast: true)
        #expect(plan.notes == [.uncommittedStays(["draft.md"])])
    }

    @Test("waits for a rebase to end, which it would become a part of")
    func rebasing() throws {
        let vault = try Self.vault()
        try vault.set("priority=high", of: "roof0001", operation: "a")
        try vault.git("branch", "other", "HEAD~1")
        try vault.git("checkout", "-q", "other")
        try vault.write("tasks/fix-the-roof.md", Self.roof.replacing("not_started", with: "paused\npriority: low"))
        try vault.commitAll("Other")
        #expect(try vault.gitStatus("rebase", "-q", "-") != 0)
        #expect(vaultError { try vault.open().commitToUndo(nil, agentID: nil) } == .operationInProgress(.rebase))
    }

    @Test("is of one's own changes by commands, and of any other commit by its name")
    func own() throws {
        let vault = try Self.vault([("tasks/b.md", "---\nid: b0000001\ntype: task\n---\n")])
        try vault.set("priority=low", of: "roof0001", operation: "a")
        let own = try vault.git("rev-parse", "HEAD")
        try vault.set("due=2026-12-01", of: "b0000001", operation: "b", agent: "robot")
        let robots = try vault.git("rev-parse", "HEAD")
        try vault.setIdentity(name: "Ben", email: "ben@example.org")
        #expect(vaultError { try vault.open().commitToUndo(nil, agentID: nil) } == .nothingToUndo(leavesCommits: false))
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
        #expect(vaultError { try vault.open().commitToUndo(nil, agentID: nil) } == .nothingToUndo(leavesCommits: false))
        try vault.undo("HEAD~1")
        #expect(!vault.exists("by-hand.md"))
    }

    @Test("keeps what was there before a command, though no commit had it, and what was written since")
    func drafts() throws {
        let vault = try Self.vault([("notes/n.md", "See [[fix-the-roof]].\n")])
        try vault.write("tasks/new.md", "---\nid: new00001\ntype: task\n---\nBy hand.\n")
        try vault.write("notes/m.md", "By hand: [[fix-the-roof]].\n")
        try vault.write("tasks/fix-the-roof.md", Self.roof + "A draft.\n")
        try vault.change(operation: "a") { try $0.planCompletion(of: ["new00001", "roof0001"]).plan }
        #expect(
            try vault.git("log", "--format=%s")
                == "Complete \"new\" and \"Fix the roof\"\nKeep what is changed next\nBegin")
        try vault.undo()
        #expect(
            try vault.read("tasks/new.md").hasSuffix("By hand.\n") && !vault.read("tasks/new.md").contains("completed"))
        #expect(try vault.read("tasks/fix-the-roof.md") == Self.roof + "A draft.\n")
        try vault.change(operation: "b") { try $0.planRenaming("roof0001", to: "The roof") }
        try vault.undo()
        #expect(try vault.read("notes/m.md") == "By hand: [[fix-the-roof]].\n")
        #expect(try vault.git("status", "--porcelain") == "")
        // And so for what is undone.
        try vault.set("priority=low", of: "new00001", operation: "c")
        try vault.write("tasks/new.md", try vault.read("tasks/new.md") + "More.\n")
        try vault.undo()
        try vault.undo("HEAD")
        #expect(try vault.read("tasks/new.md").hasSuffix("By hand.\nMore.\n"))
    }

    @Test("takes back nothing that was kept before an operation of which nothing came")
    func kept() throws {
        let vault = try Self.vault([("notes/n.md", "# N\n")])
        let draft = Self.roof + "A draft.\n"
        try vault.write("tasks/fix-the-roof.md", draft)
        let error = vaultError {
            try vault.change(operation: "a") { opened in
                var plan = try opened.planCompletion(of: ["roof0001"]).plan
                plan.files.append(.create(path: "notes/n.md", bytes: []))
                return plan
            }
        }
        #expect(error == .fileExists(path: "notes/n.md"))
        #expect(try vault.read("tasks/fix-the-roof.md") == draft)
        #expect(
            try vault.git("log", "-1", "--format=%s%n%(trailers:only)")
                == "Keep what is changed next\nMosaic-Via: cli\nMosaic-Before: a\n")
        let opened = try vault.open()
        #expect(vaultError { try opened.commitToUndo(nil, agentID: nil) } == .nothingToUndo(leavesCommits: false))
        #expect(vaultError { try opened.commitToUndo("a", agentID: nil) } == .unknownOperation("a"))
    }

    @Test("takes fields that stand beside each other for different things")
    func fields() throws {
        let vault = try Self.vault()
        try vault.set("status=in_progress", of: "roof0001", operation: "a")
        let first = try vault.git("rev-parse", "HEAD")
        try vault.set("priority=low", of: "roof0001", operation: "b")
        let second = try vault.git("rev-parse", "HEAD")
        try vault.set("due=2026-12-01", of: "roof0001", operation: "c")
        try vault.undo(second)
        try vault.undo(first)
        #expect(
            try vault.read("tasks/fix-the-roof.md")
                == Self.roof.replacing("not_started\n", with: "not_started\ndue: 2026-12-01\n"))
        try vault.set("due=2026-12-02", of: "roof0001", operation: "d")
        #expect(
            vaultError { try vault.undo("c") }
                == .notUndoable(
                    commit: try vault.git("rev-parse", "HEAD~3"), subject: "Set due of \"Fix the roof\"",
                    .changedSince(paths: ["tasks/fix-the-roof.md"])))
    }

    @Test("knows what is taken back also when a rebase has given all of it other ids, and skips what is of no use")
    func rebased() throws {
        let vault = try Self.vault([("docs/.mosaic/config.yaml", ""), ("b.md", "# B\n")])
        try vault.set("status=in_progress", of: "roof0001", operation: "a")
        try vault.set("priority=low", of: "b.md", operation: "b")
        try vault.undo()
        try vault.git("switch", "-q", "-c", "other", "HEAD~3")
        try vault.write("c.md", "# C\n")
        try vault.commitAll("C")
        try vault.git("switch", "-q", "main")
        try vault.git("rebase", "-q", "other")
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md") == Self.roof)
        #expect(
            vaultError { try vault.open(in: "docs").commitToUndo(nil, agentID: nil) }
                == .nothingToUndo(leavesCommits: false))
        // What somebody has taken back by hand is not there to be taken back.
        try vault.set("priority=high", of: "roof0001", operation: "c")
        try vault.write("tasks/fix-the-roof.md", Self.roof)
        try vault.commitAll("By hand")
        #expect(vaultError { try vault.undo() } == .nothingToUndo(leavesCommits: false))
        try vault.write(".mosaic/config.yaml", "commit: off\n")
        #expect(vaultError { try vault.undo() } == .nothingToUndo(leavesCommits: true))
    }

    @Test("writes what git itself would check out, and leaves what filters convert alone")
    func conversions() throws {
        let vault = try Self.vault([
            (".gitattributes", "*.md text eol=crlf\nsecret.md filter=x\n"), ("secret.md", "# S\n"),
        ])
        try vault.git("checkout", "-q", "HEAD", "--", ".")
        let before = Self.roof.replacing("\n", with: "\r\n")
        try vault.write("tasks/fix-the-roof.md", before)
        try vault.change(operation: "a") { try $0.planRemoval(of: ["roof0001"]).plan }
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md") == before)
        try vault.set("status=draft", of: "secret.md", operation: "b")
        #expect(
            vaultError { try vault.undo() }
                == .notUndoable(
                    commit: try vault.git("rev-parse", "HEAD"), subject: "Set status of \"S\"",
                    .beyondText(paths: ["secret.md"])))
    }

    @Test("has a file back that no commit had, where a sparse checkout leaves its folder out")
    func sparse() throws {
        let vault = try Self.vault([("notes/n.md", "# N\n")])
        try vault.git("sparse-checkout", "set", "tasks")
        try vault.write("notes/q.md", "# Q\n")
        try vault.change(operation: "a") { try $0.planMove(of: ["notes/q.md"], to: "/") }
        #expect(try vault.read("q.md") == "# Q\n")
        try vault.undo()
        #expect(try vault.read("notes/q.md") == "# Q\n" && !vault.exists("q.md"))
    }

    @Test("writes what git would check out where its index is split")
    func splitIndex() throws {
        let vault = try Self.vault([(".gitattributes", "*.md text eol=crlf\n")])
        try vault.git("checkout", "-q", "HEAD", "--", ".")
        try vault.git("config", "core.splitIndex", "true")
        try vault.git("update-index", "--split-index")
        let before = Self.roof.replacing("\n", with: "\r\n")
        try vault.write("tasks/fix-the-roof.md", before)
        try vault.change(operation: "a") { try $0.planRemoval(of: ["roof0001"]).plan }
        try vault.undo()
        #expect(try vault.read("tasks/fix-the-roof.md") == before)
    }

    @Test("takes back nothing older where commits are left to the person and something has none")
    func leftCommits() throws {
        let vault = try Self.vault([])
        try vault.change(operation: "a") { try $0.planRemoval(of: ["roof0001"]).plan }
        try vault.write(".mosaic/config.yaml", "commit: off\n")
        try vault.write("notes/new.md", "# New\n")
        #expect(vaultError { try vault.open().commitToUndo(nil, agentID: nil) } == .nothingToUndo(leavesCommits: true))
        try vault.commitAll("Settings")
        #expect(try vault.open().commitToUndo(nil, agentID: nil) == vault.git("rev-parse", "HEAD~1"))
    }

    @Test("keeps the mode of what was moved or removed")
    func executable() throws {
        let vault = try Self.vault([("run.md", "# Run\n")])
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: vault.path + "/run.md")
        try vault.commitAll("Mode")
        try vault.change(operation: "a") { try $0.planMove(of: ["run.md"], to: "archive") }
        try vault.undo()
        #expect(try vault.git("ls-files", "--stage", "run.md").hasPrefix("100755") && !vault.exists("archive/run.md"))
        try vault.change(operation: "b") { try $0.planRemoval(of: "run.md") }
        try vault.undo()
        #expect(try vault.git("ls-files", "--stage", "run.md").hasPrefix("100755"))
    }

    @Test("says of the first commit that there is none before it, also where nobody names it")
    func first() throws {
        let vault = try ScratchVault()
        try vault.change(operation: "a") {
            ChangePlan(files: [.create(path: "a.md", bytes: Array("# A\n".utf8))], verb: .add, object: $0.root)
        }
        guard case .notUndoable(_, _, .first)? = vaultError({ try vault.undo() }) else {
            Issue.record("nobody heard why")
            return
        }
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
        try vault.git("update-index", "--chmod=+x", "c.md")
        try vault.git(
            "update-index", "--add", "--cacheinfo", "120000,\(try vault.git("rev-parse", "HEAD:c.md")),link.md")
        try vault.git("commit", "-q", "-m", "Link")
        #expect(try obstacle("HEAD") == .beyondText(paths: ["c.md", "link.md"]))
        try vault.git("reset", "-q", "--hard", "HEAD~1")
        try vault.git("mv", "b.md", "docs/b.md")
        try vault.commitAll("Move")
        let opened = try vault.open(in: "docs")
        #expect(try opened.planUndo(of: opened.commitToUndo("HEAD", agentID: nil)).notes == [.leftElsewhere(["b.md"])])
        try vault.git("rm", "-q", "c.md")
        try vault.git("commit", "-q", "-m", "Remove")
        try vault.write("c.md/d.md", "# D\n")
        #expect(try obstacle("HEAD") == .inTheWay(paths: ["c.md"]))
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
