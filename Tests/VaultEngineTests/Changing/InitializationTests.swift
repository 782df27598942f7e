import Foundation
import GitStore
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Making a vault")
struct InitializationTests {
    private func initialize(
        _ vault: ScratchVault, in folder: String = "", isEmpty: Bool = false, commits: Bool? = nil
    ) throws -> VaultInitialization.Report {
        try VaultInitialization(surroundings: vault.surroundings).make(
            in: vault.path + (folder.isEmpty ? "" : "/" + folder), isEmpty: isEmpty,
            origin: ScratchVault.origin(commits: commits), random: &vault.random)
    }

    @Test("in a folder that is not there makes the folder, a repository, the example and a first commit")
    func newFolder() throws {
        let vault = try ScratchVault(makesRepository: false)
        let report = try initialize(vault, in: "some/where")
        #expect(report.madeRepository && report.root.hasSuffix("/vault/some/where"))
        #expect(report.createdPaths == VaultTemplate.files.map(\.path).sorted() && !report.wasVault)
        #expect(report.userPath == "users/ann.md" && report.receipt.commit != nil)
        let made = try vault.open(in: "some/where")
        #expect(made.root == report.root)
        #expect(try made.counts().commits == 1 && made.check() == [])
        #expect(
            try vault.git("-C", "some/where", "log", "-1", "--format=%s%n%(trailers:key=Mosaic-Via)")
                == "Begin the vault\nMosaic-Via: cli\n")
        #expect(try vault.git("-C", "some/where", "status", "--porcelain") == "")
    }

    @Test("dates the example around the present week")
    func dates() throws {
        let vault = try ScratchVault(makesRepository: false)
        _ = try initialize(vault)
        for file in VaultTemplate.files(inWeekOf: ScratchVault.today) where !file.path.hasPrefix("users/") {
            let text = file.path == "workspace.md" ? file.text.replacing("Hazel Lane", with: "vault") : file.text
            #expect(try vault.read(file.path) == text)
        }
    }

    @Test(
        "calls the workspace by the folder's name, where that is a title", arguments: [true, false],
        [("Our house", "Our house"), ("a: b #1", "a: b #1"), ("two\nlines", "Hazel Lane")])
    func name(isEmpty: Bool, folder: (name: String, title: String)) throws {
        let vault = try ScratchVault(makesRepository: false)
        _ = try initialize(vault, in: folder.name, isEmpty: isEmpty)
        let workspace = try vault.document(folder.name + "/workspace.md")
        #expect(workspace.field("title")?.value == .string(folder.title))
        #expect(workspace.field("name")?.value == .string(folder.title))
    }

    @Test("in a folder with files keeps them, and leaves them out of the first commit")
    func existingFolder() throws {
        let vault = try ScratchVault(makesRepository: false)
        try vault.write("notes/watering.md", "# Mine\n")
        try vault.write("mine.md", "# Mine too\n")
        let report = try initialize(vault)
        #expect(!report.createdPaths.contains("notes/watering.md"))
        #expect(try vault.read("notes/watering.md") == "# Mine\n")
        #expect(try vault.git("status", "--porcelain") == "?? mine.md\n?? notes/watering.md")
    }

    @Test("in a repository that has commits adds only the workspace, the kinds, the settings and the person")
    func existingRepository() throws {
        let vault = try ScratchVault([
            ("kinds/task.md", "---\ntype: kind\n---\nOurs.\n"), ("README.md", "# Readme\n"), ("tasks/a.md", "# A\n"),
        ])
        try vault.write("README.md", "# Changed\n")
        let report = try initialize(vault)
        let expected = VaultTemplate.emptyVaultFiles.map(\.path).filter { $0 != "kinds/task.md" } + ["users/ann.md"]
        #expect(!report.madeRepository && report.createdPaths == expected.sorted())
        #expect(try vault.read("kinds/task.md") == "---\ntype: kind\n---\nOurs.\n")
        #expect(try vault.git("status", "--porcelain") == " M README.md")
        #expect(try vault.lastCommitPaths() == expected.sorted())
        let workspace = try vault.document("workspace.md").field("members")?.value.json
        #expect(workspace == "[{\"user\":\"ann\",\"role\":\"owner\"}]")
        #expect(try vault.open().check().filter { $0.severity == .error } == [])
    }

    @Test("a second time has nothing to add", arguments: [true, false])
    func twice(isEmpty: Bool) throws {
        let vault = try ScratchVault(makesRepository: false)
        _ = try initialize(vault, isEmpty: isEmpty)
        let report = try initialize(vault, isEmpty: isEmpty)
        #expect(!report.madeRepository && report.createdPaths == [] && report.receipt == .init())
        #expect(report.userPath == "users/ann.md")
        #expect(try vault.commitCount() == 1)
        try vault.setIdentity(name: "Dora", email: "dora@example.org")
        let second = try initialize(vault, isEmpty: isEmpty)
        #expect(second.wasVault && second.createdPaths == ["users/dora.md"])
    }

    @Test("without the example has no entity but the workspace, the kinds and the person")
    func empty() throws {
        let vault = try ScratchVault(makesRepository: false)
        let report = try initialize(vault, isEmpty: true)
        #expect(Set(try vault.open().entities().map(\.type)) == ["workspace", "kind", "user"])
        #expect(report.createdPaths.contains(".mosaic/config.yaml"))
        #expect(try vault.open().check() == [])
    }

    @Test("in a folder of a repository makes a vault of that folder alone")
    func folder() throws {
        let vault = try ScratchVault([("README.md", "# Readme\n"), ("src/a.md", "# A\n")])
        let report = try initialize(vault, in: "docs")
        #expect(!report.madeRepository && report.root.hasSuffix("/vault/docs"))
        #expect(!report.createdPaths.contains { $0.hasPrefix("notes/") } && !vault.exists("kinds"))
        #expect(try vault.lastCommitPaths().allSatisfy { $0.hasPrefix("docs/") })
        let opened = try vault.open(in: "docs")
        #expect(try opened.entities().allSatisfy { !$0.path.hasPrefix("src") })
        #expect(try vault.open().root.hasSuffix("/vault"))
    }

    @Test("leaves nothing where it is killed while the folder is half a vault of its own")
    func halfAVault() throws {
        let vault = try TestVault()
        try vault.write("README.md", "# Readme\n")
        try vault.commit()
        _ = try vault.refreshed()
        // The settings are written by the vault around the folder, and the folder is a vault once it has `.mosaic`.
        let journal = WriteJournal(path: try vault.open().stateFolder + "/write.journal", root: vault.path)
        try journal.begin(["docs/.mosaic/config.yaml"])
        try vault.write("docs/.mosaic/.mosaic-1x.tmp", "half")
        let inner = try vault.refreshed("docs")
        #expect(inner.root == vault.path + "/docs")
        #expect(!FileManager.default.fileExists(atPath: vault.path + "/docs/.mosaic/.mosaic-1x.tmp"))
        #expect(!journal.isThere)
    }

    @Test("says what git said where it makes no repository, and not that a change is not committed")
    func noRepository() throws {
        let vault = try ScratchVault(makesRepository: false)
        try vault.write(".git", "no git file\n")
        guard case .gitFailed(_, 128, let said)? = vaultError({ try initialize(vault) }) else {
            Issue.record("git did not fail")
            return
        }
        #expect(said.hasPrefix("fatal: ") && said.contains(".git"))
        #expect(!vault.exists("workspace.md"))
    }

    @Test("with a git that knows nobody writes the files and says why they are not committed")
    func nobody() throws {
        let vault = try ScratchVault(makesRepository: false)
        try vault.setIdentity(name: nil, email: nil)
        let report = try initialize(vault, isEmpty: true)
        #expect(report.userPath == nil && report.receipt.commit == nil)
        #expect(report.receipt.gitSaid?.contains("user.email") == true)
        #expect(vault.exists("workspace.md") && !vault.exists("users"))
        try vault.setIdentity(name: "Ann", email: "ann@example.org")
        let again = try initialize(vault, isEmpty: true)
        #expect(again.createdPaths == (report.createdPaths + ["users/ann.md"]).sorted() && again.receipt.commit != nil)
        #expect(try vault.git("status", "--porcelain") == "")
        #expect(try initialize(vault, isEmpty: true).createdPaths == [])
    }

    @Test(
        "makes an entity of the person, to whom their commits then belong",
        arguments: [
            ("王小明", "xiaoming@example.org", "users/王小明.md"),
            ("Ann: \\\"the\\\" # one", "A@Example.org", "users/ann-the-one.md"),
            ("🎉", "party@example.org", "users/me.md"), ("con", "con@example.org", "users/con-1.md"),
        ])
    func person(name: String, email: String, path: String) throws {
        let vault = try ScratchVault(makesRepository: false)
        try vault.setIdentity(name: name, email: email)
        let report = try initialize(vault, isEmpty: true)
        #expect(report.userPath == path)
        let user = try vault.document(path)
        let title = name.replacing("\\", with: "")
        #expect(user.field("title")?.value == .string(title) && user.field("emails")?.value == .list([.string(email)]))
        let id = try #require(user.field("id")?.value.text)
        try vault.make("task", "Fix the roof")
        let activities = try vault.open().activities(ActivityFilter()).activities
        #expect(!activities.isEmpty && activities.allSatisfy { $0.userID == id })
        #expect(try vault.open().userTitles() == [id: title])
        #expect(try vault.open().check() == [])
    }

    @Test("makes the person an owner whatever their name is", arguments: ["Owner", "User", "Role", "Member"])
    func ownerOfOddName(name: String) throws {
        let vault = try ScratchVault(makesRepository: false)
        try vault.setIdentity(name: name, email: "x@example.org")
        _ = try initialize(vault)
        let members = try vault.document("workspace.md").field("members")?.value.json ?? ""
        #expect(members.hasSuffix("{\"user\":\"\(name.lowercased())\",\"role\":\"owner\"}]"), "\(members)")
    }

    @Test("leaves the person's present entity alone, whatever it is called")
    func knownPerson() throws {
        let vault = try ScratchVault([
            ("users/dr-ann-smith.md", "---\nid: annsmith\ntype: user\nemails: [ANN@example.org]\n---\n")
        ])
        let report = try initialize(vault)
        #expect(report.userPath == "users/dr-ann-smith.md" && !vault.exists("users/ann.md"))
        #expect(
            try vault.document("workspace.md").field("members")?.value.json
                == "[{\"user\":\"dr-ann-smith\",\"role\":\"owner\"}]")
    }

    @Test("takes what is there and cannot be read for what is there")
    func unreadable() throws {
        let vault = try ScratchVault()
        try vault.write("elsewhere.md", "---\ntype: kind\n---\n")
        try vault.write("kinds/idea.md/text.txt", "x\n")
        for (name, target) in [("kinds/task.md", "../elsewhere.md"), ("workspace.md", "nowhere.md")] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(vault.path)/\(name)", withDestinationPath: target)
        }
        try vault.git("add", "-A")
        try vault.git("commit", "-q", "-m", "odd")
        let report = try initialize(vault)
        #expect(report.createdPaths.contains("kinds/event.md") && report.receipt.commit != nil)
        #expect(Set(report.createdPaths).isDisjoint(with: ["kinds/task.md", "kinds/idea.md", "workspace.md"]))
    }

    @Test("leaves the commit to the person who asks for that")
    func noCommit() throws {
        let vault = try ScratchVault(makesRepository: false)
        let report = try initialize(vault, commits: false)
        #expect(report.receipt == .init() && vault.exists("workspace.md"))
        #expect(try vault.gitStatus("rev-parse", "--verify", "-q", "HEAD") != 0)
        // Until a commit has them, they are not forgotten.
        let again = try initialize(vault, commits: false)
        #expect(again.createdPaths == report.createdPaths && again.receipt == .init())
        let committing = try initialize(vault)
        #expect(committing.createdPaths == report.createdPaths && committing.receipt.commit != nil)
        #expect(try vault.lastCommitPaths() == report.createdPaths)
        #expect(try initialize(vault).createdPaths == [])
    }

    @Test("is refused in a bare repository, and where a file is in the way")
    func refusals() throws {
        let vault = try ScratchVault(makesRepository: false)
        try vault.git("init", "-q", "--bare", "bare")
        #expect(vaultError { try initialize(vault, in: "bare") } == .bareRepository(path: vault.path + "/bare"))
        try vault.write("file", "x")
        #expect(
            vaultError { try initialize(vault, in: "file/sub") } == .fileNotWritable(path: vault.path + "/file/sub"))
        #expect(vaultError { try initialize(vault, in: "file") } == .fileExists(path: vault.path + "/file"))
    }
}
