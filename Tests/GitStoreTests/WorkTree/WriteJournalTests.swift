import TestSupport
import Testing

@testable import GitStore

struct WriteJournalTests {
    @Test("What a killed writer left is swept from the folders that it noted, and from no other")
    func sweep() throws {
        let vault = try ScratchVault()
        let stray = ".mosaic-abc123.tmp"
        for file in [stray, "a/\(stray)", "a/b/\(stray)", "c/\(stray)", "a/note.md", "a/.mosaic-x", "a/x.tmp"] {
            try vault.write(file, "x")
        }
        let path = vault.full("journal")
        let journal = WriteJournal(path: path, root: vault.path)
        #expect(!journal.isThere)
        try journal.begin(["note.md", "a/note.md", "a/b/c.md", "gone/x.md"])
        #expect(WriteJournal(path: path, root: vault.path).isThere)
        journal.sweep()
        #expect(!journal.isThere)
        for gone in [stray, "a/\(stray)", "a/b/\(stray)"] { #expect(!FileReading.exists(vault.full(gone)), "\(gone)") }
        for kept in ["c/\(stray)", "a/note.md", "a/.mosaic-x", "a/x.tmp"] {
            #expect(FileReading.exists(vault.full(kept)), "\(kept)")
        }
    }

    @Test(
        "A list for a part of which there is room is told to have none, and is not there",
        .enabled(if: Mount.isAllowed))
    func noRoom() throws {
        let vault = try ScratchVault()
        try vault.write("state/x", "x")
        let mount = try Mount(vault.full("state"), size: "64k")
        let list = PathListFile(path: vault.full("state/list"))
        let paths = (0..<10_000).map { "notes/\($0).md" }
        #expect(throws: FileError.noSpace(vault.full("state/list"))) { try list.write(paths) }
        #expect(!list.isThere && list.read() == [])
        try mount.resize("1m")
        try list.write(paths)
        #expect(list.read() == paths)
    }

    @Test(
        "A journal that leads out of the vault, or is none, sweeps nothing there",
        arguments: ["../outside\0", "/tmp\0", "link\0", ".git\0", "no end", "", "\0\0\0"])
    func hostile(content: String) throws {
        let vault = try ScratchVault()
        let stray = ".mosaic-abc123.tmp"
        let kept = ["outside/\(stray)", "vault/.git/\(stray)"]
        for file in kept + ["vault/note.md"] { try vault.write(file, "x") }
        vault.link("vault/link", to: "../outside")
        try vault.write("journal", content)
        let journal = WriteJournal(path: vault.full("journal"), root: vault.full("vault"))
        journal.sweep()
        #expect(!journal.isThere)
        for file in kept { #expect(FileReading.exists(vault.full(file)), "\(file)") }
    }
}
