import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// Every form that a repository can have: the right answer, or one clear error.
struct OddRepositoryTests {
    // MARK: - What cannot be a vault

    @Test("A folder in no repository is told to be none")
    func noRepository() throws {
        let folder = try TemporaryFolder()
        let surroundings = Surroundings(
            environment: ["HOME": folder.path], now: { 0 })
        for path in [folder.path, folder.path + "/nowhere"] {
            #expect(
                vaultError { try Vault(discovering: path, surroundings: surroundings) } == .notARepository(path: path))
        }
    }

    @Test("A bare repository is told to be bare")
    func bareRepository() throws {
        let repository = try TestVault("--bare")
        #expect(vaultError { try repository.open() } == .bareRepository(path: repository.path))
    }

    @Test("A repository of another owner is told to be another's", .enabled(if: getuid() == 0))
    func foreignOwner() throws {
        let repository = try TestVault()
        try repository.commit()
        for path in [repository.path, repository.path + "/.git"] { chown(path, 65534, 65534) }
        #expect(vaultError { try repository.open() } == .foreignOwner(path: repository.path))
    }

    @Test("A repository of longer hashes is told to be of a form that cannot be read")
    func longerHashes() throws {
        let repository = try TestVault("--object-format=sha256")
        try repository.commit()
        #expect(
            vaultError { try repository.open() }
                == .unsupportedRepository(path: repository.path, form: .objects("sha256")))
    }

    private static let makesReftables: Bool = {
        guard let repository = try? TestVault() else { return false }
        return (try? repository.git("init", "--quiet", "--ref-format=reftable", "other")) != nil
    }()

    @Test("A repository that git made with reftables is of a form that cannot be read", .enabled(if: makesReftables))
    func reftable() throws {
        let repository = try TestVault("--ref-format=reftable")
        try repository.commit()
        #expect(
            vaultError { try repository.open() }
                == .unsupportedRepository(path: repository.path, form: .references("reftable")))
    }

    @Test(
        "A repository of a form that is not known here names the form",
        arguments: [
            ("refstorage", "reftable", .references("reftable")), ("future", "yes", .gitExtension("future")),
        ] as [(String, String, UnreadForm)])
    func unknownForm(name: String, value: String, form: UnreadForm) throws {
        let repository = try TestVault()
        try repository.commit()
        try repository.write(
            ".git/config",
            "[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\t\(name) = \(value)\n")
        #expect(
            vaultError { try repository.refreshed() } == .unsupportedRepository(path: repository.path, form: form))
    }

    @Test("Of a split index, the last commit says what git tracks of what it ignores")
    func splitIndex() throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.write("kept/c.md", "c\n")
        try repository.commit()
        try repository.write(".gitignore", "b.md\nkept/\nother/\n")
        try repository.write("b.md", "ignored\n")
        try repository.write("other/d.md", "ignored\n")
        try repository.commit()
        for option in ["--split-index", "--no-split-index"] {
            try repository.git("update-index", option)
            let vault = try repository.refreshed()
            #expect(try vault.paths() == ["a.md", "kept/c.md"])
            #expect(try vault.differences() == [])
        }
    }

    // MARK: - HEAD

    @Test("A repository without a commit and without a file is an empty vault")
    func emptyRepository() throws {
        let repository = try TestVault()
        let vault = try repository.refreshed()
        #expect(try vault.paths() == [])
        #expect(try vault.events() == [])
        #expect(try vault.findings() == [])
        #expect(try vault.differences() == [])
    }

    @Test("Files of a repository without a commit are there, and are not committed")
    func unbornBranch() throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.write("tasks/b.md", "---\ntype: task\n---\n")
        let vault = try repository.refreshed()
        #expect(try vault.paths() == ["a.md", "tasks/b.md"])
        #expect(try vault.events() == ["note.created a.md", "task.created tasks/b.md"])
        #expect(try vault.activities(ActivityFilter()).activities.allSatisfy { $0.commit == Activity.uncommitted })
        #expect(try vault.differences() == [])
        let head = try repository.commit()
        try vault.refresh()
        #expect(try vault.activities(ActivityFilter()).activities.allSatisfy { $0.commit == head })
        #expect(try vault.differences() == [])
    }

    @Test("A detached HEAD is answered for as any commit is")
    func detachedHead() throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.commit()
        try repository.write("b.md", "b\n")
        try repository.commit()
        let vault = try repository.refreshed()
        try repository.git("checkout", "--quiet", "--detach", "HEAD~1")
        try vault.refresh()
        #expect(try vault.paths() == ["a.md"])
        #expect(try vault.events() == ["note.created a.md"])
        #expect(try vault.differences() == [])
        try repository.git("checkout", "--quiet", "main")
        try vault.refresh()
        #expect(try vault.events() == ["note.created a.md", "note.created b.md"])
        #expect(try vault.differences() == [])
    }

    @Test("An orphan branch has a history of its own")
    func orphanBranch() throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.commit()
        let vault = try repository.refreshed()
        try repository.git("checkout", "--quiet", "--orphan", "other")
        try vault.refresh()
        #expect(try vault.activities(ActivityFilter()).activities.map(\.commit) == [Activity.uncommitted])
        #expect(try vault.differences() == [])
    }

    @Test(
        "A HEAD that leads nowhere is an error, and is answered for once it is mended",
        arguments: [
            "", "garbage\n", "ref: \n", "ref: refs/heads/../../config\n", String(repeating: "0", count: 40) + "\n",
            String(repeating: "a", count: 40) + "\n", "ref: HEAD\n",
        ])
    func brokenHead(content: String) throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.commit()
        let vault = try repository.refreshed()
        try repository.write(".git/HEAD", content)
        #expect(vaultError { try vault.refresh() } != nil)
        #expect(vaultError { try repository.refreshed() } != nil)
        try repository.write(".git/HEAD", "ref: refs/heads/main\n")
        try vault.refresh()
        #expect(try vault.events() == ["note.created a.md"])
        #expect(try vault.differences() == [])
    }

    @Test("A branch whose file is damaged is an error, and is answered for once it is mended", arguments: ["", "zz\n"])
    func brokenBranch(content: String) throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        let head = try repository.commit()
        let vault = try repository.refreshed()
        try repository.write(".git/refs/heads/main", content)
        #expect(vaultError { try vault.refresh() } != nil)
        #expect(vaultError { try repository.refreshed() } != nil)
        try repository.write(".git/refs/heads/main", head + "\n")
        try vault.refresh()
        #expect(try vault.differences() == [])
    }

    @Test(
        "A pipe in the place of a file of git's is an error that names it, and nobody waits at it",
        arguments: ["HEAD", "config", "packed-refs", "objects/info/alternates", "pack", "idx"])
    func pipe(name: String) throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.commit()
        try repository.git("gc", "--quiet")
        _ = try repository.refreshed()
        let git = repository.path + "/.git/"
        let packs = try FileManager.default.contentsOfDirectory(atPath: git + "objects/pack").map {
            "objects/pack/" + $0
        }
        let path = git + (packs.first { $0.hasSuffix("." + name) } ?? name)
        let isThere = FileManager.default.fileExists(atPath: path)
        if isThere { try FileManager.default.moveItem(atPath: path, toPath: path + "-away") }
        mkfifo(path, 0o644)
        let error = vaultError { try repository.open().rebuild() }
        // A folder without a HEAD is no repository.
        #expect(error == .notARepository(path: repository.path) || "\(error as Any)".contains(path), "\(name)")
        try FileManager.default.removeItem(atPath: path)
        if isThere { try FileManager.default.moveItem(atPath: path + "-away", toPath: path) }
        #expect(try repository.refreshed().differences() == [])
    }

    // MARK: - Where things are

    @Test("Packed refs and packed objects are read, and nothing changes by packing")
    func packed() throws {
        let repository = try TestVault()
        for number in 1...5 {
            try repository.write("a.md", "\(number)\n")
            try repository.write("deep/er/b\(number).md", "b\n")
            try repository.commit()
        }
        let vault = try repository.refreshed()
        let events = try vault.events()
        try repository.git("pack-refs", "--all")
        try repository.git("gc", "--quiet", "--prune=now")
        let again = try repository.refreshed()
        #expect(try again.events() == events)
        #expect(try again.differences() == [])
        try repository.write("c.md", "c\n")
        try repository.commit()
        try again.refresh()
        #expect(try again.events() == events + ["note.created c.md"])
    }

    @Test("A .git that is a file leads to the repository")
    func gitFile() throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.commit()
        try repository.git("init", "--quiet", "--separate-git-dir", repository.folder.path + "/elsewhere")
        let vault = try repository.refreshed()
        #expect(vault.root == repository.path)
        #expect(vault.stateFolder == repository.folder.path + "/elsewhere/mosaic")
        #expect(try vault.events() == ["note.created a.md"])
        #expect(try vault.differences() == [])
    }

    @Test("A linked work tree answers for its own branch and files, and the main one for its own")
    func linkedWorkTree() throws {
        let repository = try TestVault()
        try repository.write("a.md", "a\n")
        try repository.commit()
        try repository.git("worktree", "add", "--quiet", "-b", "side", repository.folder.path + "/linked")
        let linked = TestVault("linked", beside: repository)
        try linked.write("b.md", "b\n")
        try linked.commit()
        try linked.write("a.md", "not committed\n")
        let vaults = [try repository.refreshed(), try linked.refreshed()]
        #expect(vaults[0].stateFolder != vaults[1].stateFolder)
        #expect(try vaults.map { try $0.paths() } == [["a.md"], ["a.md", "b.md"]])
        #expect(try vaults[0].events() == ["note.created a.md"])
        #expect(try vaults[1].events() == ["note.created a.md", "note.created b.md", "note.updated a.md"])
        for vault in vaults { #expect(try vault.differences() == []) }
    }

    @Test("A submodule is no part of the outer vault, and a vault of its own")
    func submodule() throws {
        let inner = try TestVault()
        try inner.write("in.md", "in\n")
        try inner.commit()
        let outer = try TestVault()
        try outer.write("out.md", "[[in]]\n")
        try outer.git("submodule", "--quiet", "add", inner.path, "sub.md")
        try outer.commit()
        try outer.write("sub.md/in.md", "changed\n")
        let vault = try outer.refreshed()
        #expect(try vault.paths() == ["out.md"])
        #expect(try vault.events() == ["note.created out.md"])
        #expect(try vault.wanted().map(\.text) == ["in"])
        #expect(try vault.differences() == [])
        let own = try outer.refreshed("sub.md")
        #expect(own.root == outer.path + "/sub.md")
        #expect(try own.events() == ["note.created in.md", "note.updated in.md"])
        #expect(try own.differences() == [])
    }

    @Test("A vault in a folder of a repository knows nothing of the rest of it")
    func folderOfARepository() throws {
        let repository = try TestVault()
        try repository.write("docs/.mosaic/config.yaml", "commit: on\n")
        try repository.write("docs/tasks/a.md", "a\n")
        try repository.write("outside.md", "outside\n")
        try repository.commit()
        try repository.git("mv", "outside.md", "docs/inside.md")
        try repository.commit()
        let vault = try repository.refreshed("docs/tasks")
        #expect(vault.root == repository.path + "/docs")
        #expect(try vault.paths() == ["inside.md", "tasks/a.md"])
        #expect(try vault.events() == ["task.created tasks/a.md", "note.created inside.md"])
        #expect(try vault.differences() == [])
        let outer = try repository.refreshed()
        #expect(outer.root == repository.path)
        #expect(try outer.paths() == ["docs/inside.md", "docs/tasks/a.md"])
        #expect(try outer.differences() == [])
        #expect(try vault.refresh().isRebuild == false)
    }

    // MARK: - In the middle of things

    @Test(
        "In the middle of a merge or a rebase, what is in conflict is named, and the rest is answered for",
        arguments: [true, false])
    func conflict(isRebase: Bool) throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\ntype: task\nstatus: not_started\n---\nbase\n")
        try repository.write("b.md", "b\n")
        try repository.commit()
        try repository.git("checkout", "--quiet", "-b", "side")
        try repository.write("a.md", "---\ntype: task\nstatus: paused\n---\nside\n")
        try repository.write("c.md", "c\n")
        try repository.commit()
        try repository.git("checkout", "--quiet", "main")
        try repository.write("a.md", "---\ntype: task\nstatus: completed\n---\nmain\n")
        try repository.commit()
        let vault = try repository.refreshed()
        let events = try vault.events()
        try repository.git([isRebase ? "rebase" : "merge", "side"], mayFail: true)
        try vault.refresh()
        #expect(try vault.paths() == ["a.md", "b.md", "c.md"])
        #expect(Set(try vault.findings()) == ["a.md conflict-marker"])
        #expect(try vault.entities().first { $0.path == "a.md" }?.type == "task")
        #expect(try vault.differences() == [])
        try repository.git(isRebase ? "rebase" : "merge", "--abort")
        try vault.refresh()
        #expect(try vault.events() == events)
        #expect(try vault.findings() == [])
        #expect(try vault.differences() == [])
    }

    @Test("What a sparse checkout leaves out of the work tree is not deleted, and is back when it is let in")
    func sparseCheckout() throws {
        let repository = try TestVault()
        try repository.write("in/a.md", "# A\n")
        try repository.write("out/b.md", "# B\n")
        try repository.commit()
        let vault = try repository.refreshed()
        let events = try vault.events()
        try repository.git("sparse-checkout", "set", "in")
        try vault.refresh()
        #expect(try vault.paths() == ["in/a.md"])
        #expect(try vault.events() == events)
        #expect(try vault.differences() == [])
        // What is new is not written over it.
        #expect(try vault.freePath("b", in: "out") == "out/b-2.md")
        #expect(try vault.freePath("c", in: "out") == "out/c.md")
        try repository.remove("in/a.md")
        try vault.refresh()
        #expect(try vault.events().count == events.count + 1)
        try repository.git("sparse-checkout", "disable")
        try repository.git("checkout", "--", "in/a.md")
        try vault.refresh()
        #expect(try vault.paths() == ["in/a.md", "out/b.md"])
        #expect(try vault.events() == events)
        #expect(try vault.differences() == [])
    }

    @Test("A tree that has a name twice is answered of as it is today and as it was")
    func nameTwice() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# First\n")
        try repository.write("b.md", "# Second\n")
        try repository.commit()
        var bytes: [UInt8] = []
        for file in ["a.md", "b.md"] {
            let id = try Array(repository.git("rev-parse", "HEAD:\(file)"))
            bytes += Array("100644 a.md\0".utf8)
            bytes += stride(from: 0, to: id.count, by: 2).compactMap { UInt8(String(id[$0...($0 + 1)]), radix: 16) }
        }
        try repository.write(".git/odd-tree", bytes: bytes)
        let tree = try repository.git("hash-object", "-t", "tree", "-w", "--literally", ".git/odd-tree")
        try repository.git("update-ref", "refs/heads/main", repository.git("commit-tree", tree, "-m", "odd"))
        try repository.remove("b.md")
        let vault = try repository.refreshed()
        #expect(try vault.entities().map(\.title) == ["First"])
        #expect(try vault.asOf("HEAD").entities().map(\.title) == ["First"])
    }
}
