import Testing

@testable import VaultEngine

@Suite("What a daemon commits by itself")
struct AutoCommitTests {
    /// What leaves a file of each state in git's index, and no operation that waits to be ended; after it, git says so and fails.
    private static let conflicts: [(state: String, mine: [String], theirs: [String])] = [
        ("UU", ["change data.csv 1"], ["change data.csv 2"]), ("DU", ["remove data.csv"], ["change data.csv 2"]),
        ("UD", ["change data.csv 1"], ["remove data.csv"]), ("AA", ["change new.csv 1"], ["change new.csv 2"]),
        ("UU", ["change notes/a.md 1"], ["change notes/a.md 2"]),
    ]

    @Test(
        "A file that waits to be merged is not committed, though nothing says that an operation is under way",
        arguments: conflicts.indices)
    func conflict(_ index: Int) throws {
        let (state, mine, theirs) = Self.conflicts[index]
        let vault = try ScratchVault([("data.csv", "a,b\n"), ("notes/a.md", "# A\n"), (".mosaic/config.yaml", "")])
        try vault.git("checkout", "-q", "-b", "theirs")
        try apply(theirs, to: vault)
        try vault.write("notes/theirs.md", "# Theirs\n")
        try vault.commitAll("Theirs")
        try vault.git("checkout", "-q", "main")
        try apply(mine, to: vault)
        try vault.commitAll("Mine")
        #expect(try vault.gitStatus("merge", "--squash", "theirs") != 0)
        #expect(try vault.git("status", "--porcelain").split(separator: "\n").contains { $0.hasPrefix(state + " ") })
        let path = try #require(mine[0].split(separator: " ").dropFirst().first.map(String.init))
        #expect(try vault.open().planOfUncommitted()?.paths == ["notes/theirs.md"])
        guard case .committed = try vault.open().commitUncommitted(ScratchVault.origin()) else {
            Issue.record("nothing is committed")
            return
        }
        #expect(try vault.lastCommitPaths() == ["notes/theirs.md"])
        #expect(try vault.git("status", "--porcelain") == "\(state) \(path)")

        try vault.write(path, "# Merged\n")
        try vault.git("add", "-A")
        #expect(try vault.open().planOfUncommitted()?.paths == [path])
    }

    @Test("What editors leave beside a file is not committed, unless git knows it")
    func leftovers() throws {
        let vault = try ScratchVault([("a.md", "# A\n"), ("kept.orig", "1\n")])
        for name in ["a.md~", "#a.md#", ".#a.md", "notes/4913", "a.swp", "b.md.orig"] { try vault.write(name, "x\n") }
        #expect(try vault.open().planOfUncommitted()?.paths == nil)
        for name in ["kept.orig", "#.csv", "a.md"] { try vault.write(name, "2\n") }
        #expect(try vault.open().planOfUncommitted()?.paths.sorted() == ["#.csv", "a.md", "kept.orig"])
    }

    @Test("The rules of every folder are committed, and nothing else that is hidden")
    func rules() throws {
        let vault = try ScratchVault([("notes/a.md", "# A\n")])
        let rules = [".gitattributes", ".gitignore", ".mosaicignore"].flatMap { [$0, "notes/" + $0] }
        for path in rules + [".env", "notes/.env", ".hidden/.gitignore"] { try vault.write(path, "# none\n") }
        #expect(try vault.open().planOfUncommitted()?.paths.sorted() == rules.sorted())
    }

    @Test("Without a branch nothing is committed, since no branch would keep it")
    func detachedHead() throws {
        let vault = try ScratchVault([("a.md", "# A\n")])
        let before = try vault.git("rev-parse", "HEAD")
        try vault.git("checkout", "-q", "--detach")
        func outcome() throws -> CommitUnderWay.Outcome { try vault.open().commitUncommitted(ScratchVault.origin()) }
        guard case .nothingToCommit = try outcome() else {
            Issue.record("there is nothing to tell of")
            return
        }
        try vault.write("a.md", "# B\n")
        guard case .detached = try outcome() else {
            Issue.record("it is committed")
            return
        }
        #expect(try vault.git("rev-parse", "HEAD") == before)
        try vault.git("checkout", "-q", "main")
        guard case .committed = try outcome() else {
            Issue.record("it is not committed")
            return
        }
    }

    private func apply(_ steps: [String], to vault: ScratchVault) throws {
        for step in steps.map({ $0.split(separator: " ").map(String.init) }) {
            if step[0] == "remove" { try vault.remove(step[1]) } else { try vault.write(step[1], "# \(step[2])\n") }
        }
    }
}
