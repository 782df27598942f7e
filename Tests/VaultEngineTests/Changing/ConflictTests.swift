import Foundation
import GitStore
import TestSupport
import Testing
import VaultIndex
import VaultModel

@testable import VaultEngine

@Suite("A plan that cannot be carried out")
struct ConflictTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static let good: [ChangePlan.FileChange] = [
        .create(path: "new/folder/n.md", bytes: bytes("# N\n")),
        .replace(path: "notes/a.md", old: bytes("# A\n"), new: bytes("# A2\n")),
        .move(path: "notes/b.md", to: "elsewhere/b.md", old: bytes("# B\n"), new: bytes("# B2\n")),
        .remove(path: "notes/c.md", old: bytes("# C\n")),
    ]

    private func vault() throws -> ScratchVault {
        try ScratchVault([
            ("notes/a.md", "# A\n"), ("notes/b.md", "# B\n"), ("notes/c.md", "# C\n"), ("notes/d.md", "# D\n"),
        ])
    }

    @Test(
        "because a file has changed leaves everything as it was",
        arguments: [
            .replace(path: "notes/d.md", old: bytes("# Other\n"), new: bytes("x")),
            .remove(path: "notes/d.md", old: []),
            .move(path: "notes/d.md", to: "notes/e.md", old: bytes("# Other\n"), new: bytes("x")),
            .replace(path: "notes/gone.md", old: bytes("# D\n"), new: bytes("x")),
            .remove(path: "notes/gone.md", old: bytes("# D\n")), .remove(path: "no/folder/gone.md", old: []),
            .move(path: "notes/gone.md", to: "notes/e.md", old: bytes("# D\n"), new: bytes("# D\n")),
        ] as [ChangePlan.FileChange])
    func conflicts(bad: ChangePlan.FileChange) throws {
        let vault = try vault()
        let plan = ChangePlan(files: Self.good + [bad], verb: .set, object: "x")
        #expect(vaultError { try vault.change { _ in plan } } == .conflict(path: bad.paths[0]))
        #expect(try vault.git("status", "--porcelain", "--untracked-files=all") == "")
        #expect(try vault.commitCount() == 1)
    }

    @Test("because something has the new path leaves everything as it was")
    func taken() throws {
        let vault = try vault()
        for bad in [
            .create(path: "notes/d.md", bytes: []), .create(path: "notes", bytes: []),
            .move(path: "notes/d.md", to: "notes/a.md", old: Self.bytes("# D\n"), new: Self.bytes("# D\n")),
        ] as [ChangePlan.FileChange] {
            let plan = ChangePlan(files: Self.good + [bad], verb: .set, object: "x")
            let path = bad.paths.last ?? ""
            #expect(vaultError { try vault.change { _ in plan } } == .fileExists(path: path))
            #expect(try vault.git("status", "--porcelain", "--untracked-files=all") == "")
        }
    }

    @Test("because a path leaves the vault, or leads into git's own folder, writes nothing")
    func outside() throws {
        let vault = try vault()
        for path in ["../x.md", ".git/hooks/x", "notes/../../x.md", "/etc/x.md", "notes//x.md", ""] {
            let plan = ChangePlan(files: Self.good + [.create(path: path, bytes: [])], verb: .set, object: "x")
            guard case .fileSystem(path, _)? = vaultError({ try vault.change { _ in plan } }) else {
                return #expect(Bool(false), "\(path)")
            }
            #expect(try vault.git("status", "--porcelain", "--untracked-files=all") == "")
        }
        #expect(!vault.exists("../x.md"))
    }

    @Test("is found between the planning and the carrying out, and nothing of the other's is lost")
    func meanwhile() throws {
        let vault = try vault()
        let opened = try vault.open()
        let plan = try opened.planRenaming("a", to: "Another")
        try vault.write("notes/a.md", "# A\n\nMore, from an editor.\n")
        #expect(vaultError { try opened.carryOut(plan, ScratchVault.origin()) } == .conflict(path: "notes/a.md"))
        #expect(try vault.read("notes/a.md") == "# A\n\nMore, from an editor.\n" && !vault.exists("notes/another.md"))
        let removal = try opened.planRemoval(of: "b")
        try vault.remove("notes/b.md")
        #expect(vaultError { try opened.carryOut(removal, ScratchVault.origin()) } == .conflict(path: "notes/b.md"))
        var random = SeededGenerator(seed: 1)
        let made = try opened.planCapture("Rain barrel", random: &random)
        try vault.write(made.path, "# Somebody else's\n")
        #expect(vaultError { try opened.carryOut(made.plan, ScratchVault.origin()) } == .fileExists(path: made.path))
        #expect(try vault.read(made.path) == "# Somebody else's\n")
    }

    @Test("keeps the mode of a file, whether it is carried out or not")
    func modes() throws {
        let vault = try vault()
        for name in ["a", "b", "c"] { try setMode(vault, "notes/\(name).md", 0o755) }
        try vault.git("add", "-A")
        try vault.git("commit", "-q", "-m", "Modes")
        let bad = ChangePlan(files: Self.good + [.remove(path: "notes/gone.md", old: [])], verb: .set, object: "x")
        #expect(vaultError { try vault.change { _ in bad } } == .conflict(path: "notes/gone.md"))
        #expect(try vault.git("status", "--porcelain") == "")
        try vault.change { _ in ChangePlan(files: Self.good, verb: .set, object: "x") }
        #expect(try mode(vault, "notes/a.md") == 0o755 && mode(vault, "elsewhere/b.md") == 0o755)
        #expect(try vault.git("ls-tree", "HEAD", "elsewhere/b.md").hasPrefix("100755"))
    }

    @Test("writes a file that git ignores, and says why it is not committed")
    func ignored() throws {
        let vault = try ScratchVault([(".gitignore", "private/\n"), ("notes/a.md", "# A\n")])
        let plan = ChangePlan(
            files: [.create(path: "private/n.md", bytes: []), Self.good[1]], verb: .set, object: "x")
        let receipt = try vault.change { _ in plan }
        #expect(receipt.commit == nil)
        #expect(receipt.gitSaid?.contains("private") == true)
        #expect(vault.exists("private/n.md"))
        #expect(try vault.git("status", "--porcelain") == " M notes/a.md")
    }

    @Test("is not even made for a file that git has in a conflict, be it in fenced code")
    func fenced() throws {
        func note(_ line: String) -> String { "---\ntype: note\n---\n```\n\(line)\n```\n" }
        let vault = try ScratchVault([("notes/a.md", note("one"))])
        try vault.git("checkout", "-q", "-b", "side")
        try vault.write("notes/a.md", note("theirs"))
        try vault.commitAll("Theirs")
        try vault.git("checkout", "-q", "main")
        try vault.write("notes/a.md", note("ours"))
        try vault.commitAll("Ours")
        #expect(try vault.gitStatus("merge", "-q", "side") == 1)
        let opened = try vault.open()
        guard case .malformedFile("notes/a.md", let diagnostic)? = vaultError({ try opened.planRenaming("a", to: "B") })
        else { return #expect(Bool(false)) }
        #expect(diagnostic?.code == .conflictMarker)
    }

    @Test("tells a writer that takes long from an index that is being made")
    func busyWriter() {
        let lock = FileManager.default.temporaryDirectory.path + "/write.lock"
        #expect(throws: VaultError.busyWriter) {
            try translatingErrors(at: "/") { throw LockError.busy(lock) }
        }
        #expect(throws: VaultError.busyIndex) { try translatingErrors(at: "/") { throw IndexError.busy(path: lock) } }
    }

    @Test("does nothing where there is nothing to do")
    func empty() throws {
        let vault = try vault()
        #expect(try vault.change { _ in ChangePlan(files: [], verb: .set, object: "x") } == ChangeReceipt())
        #expect(try vault.commitCount() == 1)
    }

    private func setMode(_ vault: ScratchVault, _ path: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: vault.path + "/" + path)
    }

    private func mode(_ vault: ScratchVault, _ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: vault.path + "/" + path)[.posixPermissions] as? Int
    }
}
