import Foundation
import GitStore
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Carrying a plan out")
struct CarryingOutTests {
    private static let files = [
        (path: ".mosaic/config.yaml", text: "commit: on\n"), (path: "notes/a.md", text: "# A\n"),
        (path: "notes/b.md", text: "# B\n"),
    ]

    private func replacement(_ path: String, _ old: String, _ new: String) -> ChangePlan.FileChange {
        .replace(path: path, old: Array(old.utf8), new: Array(new.utf8))
    }

    /// A plan that changes one file, makes one, moves one and removes one.
    private var plan: ChangePlan {
        ChangePlan(
            files: [
                .create(path: "new/folder/n.md", bytes: Array("# N\n".utf8)),
                replacement("notes/a.md", "# A\n", "# A2\n"),
                .move(path: "notes/b.md", to: "notes/b2.md", old: Array("# B\n".utf8), new: Array("# B2\n".utf8)),
                .remove(path: "notes/c.md", old: Array("# C\n".utf8)),
            ], verb: .set, object: "All of it")
    }

    private func tree(_ vault: ScratchVault) throws -> String {
        try vault.git("status", "--porcelain", "--untracked-files=all") + "\n" + vault.git("diff", "HEAD")
    }

    @Test("commits exactly the paths that it touches, while others are staged, changed or new")
    func exactPaths() throws {
        let vault = try ScratchVault(Self.files + [("notes/c.md", "# C\n"), ("notes/d.md", "# D\n")])
        try vault.write("notes/d.md", "# Changed\n")
        try vault.write("staged.md", "# Staged\n")
        try vault.git("add", "staged.md")
        try vault.write("untracked.md", "# Untracked\n")
        let receipt = try vault.change { _ in plan }
        #expect(try receipt.commit == vault.git("rev-parse", "HEAD") && receipt.reasonNotCommitted == nil)
        #expect(
            try vault.lastCommitPaths() == ["new/folder/n.md", "notes/a.md", "notes/b.md", "notes/b2.md", "notes/c.md"])
        #expect(
            try vault.git("status", "--porcelain").split(separator: "\n").sorted() == [
                " M notes/d.md", "?? untracked.md", "A  staged.md",
            ])
        #expect(try vault.read("notes/b2.md") == "# B2\n" && !vault.exists("notes/c.md"))
    }

    @Test(
        "commits what somebody has moved to its new place and away from its old one, as one entity moved and changed",
        arguments: ["id: alpha001\n", ""], [false, true])
    func moved(id: String, isStaged: Bool) throws {
        let text =
            "---\n\(id)type: task\n---\n# Alpha\n\nThe first of all,\nand the longest,\nso that it is known again.\n"
        let beta = (path: "tasks/beta.md", text: "---\ntype: task\n---\n# Beta\n")
        let vault = try ScratchVault(Self.files + [(path: "tasks/alpha.md", text: text), beta])
        for name in ["alpha", "beta"] {
            try vault.write("home/\(name).md", try vault.read("tasks/\(name).md"))
            try vault.remove("tasks/\(name).md")
        }
        if isStaged { try vault.git("add", "-A") }
        try vault.change { try $0.planCompletion(of: "alpha") }
        #expect(try vault.git("log", "-2", "--format=%s") == "Complete \"Alpha\"\nKeep what is changed next")
        #expect(try vault.lastCommitPaths() == ["home/alpha.md"])
        try #expect(vault.gitStatus("diff", "--quiet", "HEAD~2", "HEAD", "--", "tasks/alpha.md") == 1)
        let opened = try vault.open()
        #expect(try opened.entities(kind: "task").map(\.path).sorted() == ["home/alpha.md", "home/beta.md"])
        let events = try opened.events().filter { $0.hasSuffix("/alpha.md") }
        #expect(
            Set(events) == ["task.created tasks/alpha.md", "task.moved home/alpha.md", "task.completed home/alpha.md"])
        #expect(events.count == 3)
        #expect(try opened.differences() == [])
    }

    @Test("removes what somebody has moved from where the last commit has it, too")
    func movedAndRemoved() throws {
        let vault = try ScratchVault(Self.files)
        try vault.write("b.md", try vault.read("notes/b.md"))
        try vault.remove("notes/b.md")
        try vault.change { try $0.planRemoval(of: "b.md") }
        #expect(try vault.git("ls-tree", "-r", "--name-only", "HEAD") == ".mosaic/config.yaml\nnotes/a.md")
        #expect(try vault.git("status", "--porcelain").isEmpty)
    }

    @Test("leaves the files as they were whichever step on the way fails, also one that was made and may not last")
    func failingSteps() throws {
        let vault = try ScratchVault(Self.files + [("notes/c.md", "# C\n")])
        let removed = vault.path + "/notes/c.md"
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: removed)
        let opened = try vault.open()
        let before = try tree(vault)
        var failing = 0
        var isMade = false
        while failing < 100 {
            failing += 1
            nonisolated(unsafe) var left = failing
            var writer = try FileWriter(root: vault.path)
            writer.pretendedFailure = { _ in
                left -= 1
                return left == 0 ? EIO : nil
            }
            isMade = (try? opened.write(plan.files, with: writer)) != nil
            if isMade { break }
            try #require(try tree(vault) == before, "step \(failing)")
            let mode = try FileManager.default.attributesOfItem(atPath: removed)[.posixPermissions] as? Int
            try #require(mode == 0o600, "step \(failing)")
        }
        #expect(isMade && failing > 12)
        #expect(try tree(vault) != before)
    }

    @Test("says which files it could not put back, and why it had to, where every step from one on fails")
    func failingForGood() throws {
        var timesLeft = 0
        for failing in 1..<100 {
            let vault = try ScratchVault(Self.files + [("notes/c.md", "# C\n")])
            let opened = try vault.open()
            nonisolated(unsafe) var steps = 0
            var writer = try FileWriter(root: vault.path)
            writer.pretendedFailure = { _ in
                steps += 1
                return steps >= failing ? EIO : nil
            }
            let error = vaultError { try opened.write(plan.files, with: writer) }
            if error == nil { break }
            let changed = try vault.git("status", "--porcelain", "--untracked-files=all", "--no-renames")
                .split(separator: "\n").map { String($0.dropFirst(3)) }.sorted()
            guard case .notPutBack(let paths, let cause)? = error else {
                try #require(changed.isEmpty, "step \(failing): \(String(describing: error))")
                continue
            }
            timesLeft += 1
            try #require(paths == changed, "step \(failing)")
            guard case .fileSystem(let path, _) = cause else {
                Issue.record("step \(failing): \(cause)")
                continue
            }
            #expect(plan.paths.contains(path))
        }
        #expect(timesLeft > 6)
    }

    @Test("says in the commit who did what, through which door, in one paragraph of trailers")
    func trailers() throws {
        let vault = try ScratchVault(Self.files)
        let opened = try vault.open()
        let origin = ChangeOrigin(
            via: "mcp", agentID: "librarian", sessionID: "s-1\nMosaic-Via: cli", operationID: "op7")
        var stated = ChangePlan(
            files: [replacement("notes/a.md", "# A\n", "# A2\n")], verb: .set, object: "it\n\nMosaic-Agent: x\0y")
        _ = try opened.carryOut(stated, origin)
        #expect(try vault.git("log", "-1", "--format=%s") == "Set it  Mosaic-Agent: x y")
        #expect(
            try vault.git("log", "-1", "--format=%(trailers)") == """
                Mosaic-Via: mcp
                Mosaic-Operation: op7
                Mosaic-Agent: librarian
                Mosaic-Session: s-1 Mosaic-Via: cli

                """)
        try opened.refresh()
        let activity = try #require(try opened.activities(ActivityFilter()).activities.first)
        #expect(activity.via == "mcp" && activity.operationID == "op7" && activity.agentID == "librarian")

        let trailers = try vault.git("log", "-1", "--format=%(trailers)")
        try vault.write("notes/b.md", "# B2\n")
        #expect(opened.commitHoldingLock(["notes/b.md"], message: "Without a plan", origin).commit != nil)
        #expect(try vault.git("log", "-1", "--format=%(trailers)") == trailers)

        stated = ChangePlan(
            files: [replacement("notes/a.md", "# A2\n", "# A3\n")], verb: .set,
            object: String(repeating: "长 ", count: 100_000))
        #expect(try opened.carryOut(stated, origin).commit != nil)
        #expect(try vault.git("log", "-1", "--format=%s").utf8.count < 300)
    }

    @Test("leaves the commit to the person where the settings or the origin say so")
    func noCommit() throws {
        let vault = try ScratchVault(Self.files)
        #expect(
            try vault.open().carryOut(plan.only(1), ScratchVault.origin(commits: false))
                == ChangeReceipt(isLeftUncommitted: true))
        #expect(try vault.git("status", "--porcelain") == " M notes/a.md")
        try vault.write(".mosaic/config.yaml", "commit: off\n")
        #expect(try vault.change { _ in plan.only(0) } == ChangeReceipt(isLeftUncommitted: true))
        #expect(try vault.commitCount() == 1)
        let origin = ScratchVault.origin(commits: true)
        let another = ChangePlan(files: [replacement("notes/b.md", "# B\n", "# B2\n")], verb: .set, object: "B")
        #expect(try vault.open().carryOut(another, origin).commit != nil)
        #expect(try vault.lastCommitPaths() == ["notes/b.md"])
    }

    @Test(
        "commits nothing, and says why, where the settings are there and cannot be read", arguments: ["link", "folder"])
    func unreadableSettings(thing: String) throws {
        let vault = try ScratchVault(Self.files)
        let place = vault.path + "/.mosaic/config.yaml"
        try vault.write("shared/config.yaml", "commit: off\n")
        try vault.write(".mosaic/config.yaml", "")
        try vault.remove(".mosaic/config.yaml")
        if thing == "link" {
            try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: "../shared/config.yaml")
        } else {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        }
        let receipt = try vault.change { _ in plan.only(0) }
        #expect(receipt.commit == nil && receipt.unreadableSettings?.message.contains("cannot be read") == true)
        #expect(try vault.commitCount() == 1)
        #expect(try vault.open().check().contains { $0.path == ".mosaic/config.yaml" && $0.code == .unreadable })
    }

    @Test("changes nothing where there can be no lock that keeps others from committing, and says where")
    func noLock() throws {
        let vault = try ScratchVault(Self.files)
        try vault.write(".git/mosaic/commit.lock/x", "")
        let place = vault.path + "/.git/mosaic/commit.lock"
        let error = VaultError.fileSystem(path: place, .system(SystemError(code: EISDIR)))
        #expect(vaultError { try vault.change { _ in plan.only(0, 1) } } == error)
        #expect(try vault.git("status", "--porcelain") == "")
        try vault.write("notes/a.md", "# A2\n")
        #expect(vaultError { try vault.open().commitUncommitted(ScratchVault.origin()) } == error)
    }

    @Test("says so where git is told not to look at the file")
    func leftAsItIs() throws {
        let vault = try ScratchVault(Self.files)
        try vault.git("update-index", "--skip-worktree", "notes/a.md")
        let receipt = try vault.change { _ in plan.only(1) }
        #expect(receipt.commit == nil && receipt.gitSaid?.contains("notes/a.md") == true)
    }

    @Test("says of which kinds no commit has the file, so that the history would not know them")
    func kindsLeftOut() throws {
        let vault = try ScratchVault([("notes/a.md", "# A\n"), ("tasks/t.md", "---\ntype: task\n---\n")])
        try vault.write("kinds/book.md", "---\ntype: kind\nfields: {author: {type: text}}\n---\n")
        try vault.write("kinds/task.md", "---\ntype: kind\n---\n")
        func left(_ plan: (Vault) throws -> ChangePlan) throws -> [String] { try vault.change(plan).kindsLeftOut }
        #expect(
            try left { try $0.planMaking(NewEntity(kind: "book", title: "Dune"), random: &vault.random).plan }
                == ["kinds/book.md"])
        #expect(
            try left { try $0.planSetting([ScratchVault.assignment("author=Herbert")], of: "dune") } == [
                "kinds/book.md"
            ])
        #expect(try left { try $0.planCompletion(of: "t") } == [])
        #expect(try left { try $0.planRenaming("a", to: "B") } == [])
        #expect(try left { try $0.planSetting([ScratchVault.assignment("plural=books")], of: "kinds/book.md") } == [])
        #expect(try left { try $0.planSetting([ScratchVault.assignment("author=F")], of: "dune") } == [])
    }

    @Test("writes the change and says why, where a hook refuses the commit")
    func hook() throws {
        let vault = try ScratchVault(Self.files)
        try vault.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: vault.path + "/.git/hooks/pre-commit")
        let receipt = try vault.change { _ in plan.only(0, 1) }
        #expect(receipt.commit == nil && receipt.gitSaid == "not on a Friday")
        #expect(try vault.read("notes/a.md") == "# A2\n" && vault.exists("new/folder/n.md"))
        #expect(try vault.git("diff", "--cached", "--name-only") == "")
    }

    @Test("writes the change and says why, during a merge and a rebase")
    func pendingOperations() throws {
        let vault = try ScratchVault(Self.files)
        try vault.git("checkout", "-q", "-b", "side")
        try vault.write("notes/b.md", "# Side\n")
        try vault.commitAll("Side")
        try vault.git("checkout", "-q", "main")
        try vault.write("notes/b.md", "# Main\n")
        try vault.commitAll("Main")
        #expect(try vault.gitStatus("merge", "side") != 0)
        let merging = try vault.change { _ in plan.only(1) }
        #expect(merging == ChangeReceipt(commit: nil, reasonNotCommitted: .operationInProgress(.merge)))
        #expect(try vault.read("notes/a.md") == "# A2\n")
        try vault.git("reset", "-q", "--hard")
        #expect(try vault.gitStatus("rebase", "side") != 0)
        let rebasing = try vault.change { _ in plan.only(1) }
        #expect(rebasing == ChangeReceipt(commit: nil, reasonNotCommitted: .operationInProgress(.rebase)))
        #expect(try vault.read("notes/a.md") == "# A2\n")
    }

    @Test("writes the change and says why, where git does not know who commits, and where there is no git")
    func noIdentity() throws {
        let vault = try ScratchVault(Self.files)
        try vault.setIdentity(name: nil, email: nil)
        let receipt = try vault.change { _ in plan.only(0, 1) }
        #expect(receipt.commit == nil)
        #expect(receipt.gitSaid?.contains("user.email") == true)
        #expect(try vault.read("notes/a.md") == "# A2\n")
        #expect(try vault.git("diff", "--cached", "--name-only") == "")
        vault.environment["PATH"] = "/nonexistent"
        let gitless = try vault.change { _ in
            ChangePlan(files: [replacement("notes/a.md", "# A2\n", "# A3\n")], verb: .set, object: "x")
        }
        #expect(gitless == ChangeReceipt(commit: nil, reasonNotCommitted: .gitNotFound))
    }

    @Test("commits on a detached HEAD, and on a branch that has no commit yet")
    func heads() throws {
        let vault = try ScratchVault(Self.files)
        try vault.git("checkout", "-q", "--detach")
        #expect(try vault.change { _ in plan.only(1) }.commit != nil)
        #expect(try vault.commitCount() == 2)
        #expect(try vault.git("rev-list", "--count", "main") == "1")
        let unborn = try ScratchVault()
        try unborn.write("other.md", "# Other\n")
        try unborn.git("add", "other.md")
        let receipt = try unborn.change { _ in plan.only(0) }
        #expect(receipt.commit != nil && receipt.reasonNotCommitted == nil)
        #expect(try unborn.lastCommitPaths() == ["new/folder/n.md"])
        #expect(try unborn.git("status", "--porcelain") == "A  other.md")
    }

    @Test("works in a vault that is a folder of a repository")
    func folder() throws {
        let vault = try ScratchVault([
            ("docs/.mosaic/config.yaml", ""), ("docs/notes/a.md", "# A\n"), ("notes/a.md", "# A\n"),
        ])
        let opened = try vault.open(in: "docs/notes")
        #expect(opened.root.hasSuffix("/vault/docs"))
        #expect(try opened.carryOut(plan.only(0, 1), ScratchVault.origin()).commit != nil)
        #expect(try vault.lastCommitPaths() == ["docs/new/folder/n.md", "docs/notes/a.md"])
        #expect(try vault.read("notes/a.md") == "# A\n")
    }
}

extension ChangePlan {
    /// The plan with some of its changes.
    func only(_ places: Int...) -> ChangePlan {
        ChangePlan(files: places.map { files[$0] }, verb: verb, object: object, notes: notes)
    }
}
