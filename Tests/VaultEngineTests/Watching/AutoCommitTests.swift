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

    private func apply(_ steps: [String], to vault: ScratchVault) throws {
        for step in steps.map({ $0.split(separator: " ").map(String.init) }) {
            if step[0] == "remove" { try vault.remove(step[1]) } else { try vault.write(step[1], "# \(step[2])\n") }
        }
    }
}
