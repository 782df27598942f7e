import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("A link to a heading that its file has not")
struct HeadingLinkTests {
    private func found(_ vault: Vault) throws -> [String] {
        try vault.check().filter { $0.code == .unknownHeading }.map {
            "\($0.path):\($0.line ?? 0):\($0.column ?? 0) \($0.message)"
        }
    }

    @Test("is told where it stands, and follows its target, which alone is another one")
    func targets() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                (
                    "notes/a.md",
                    "# A\n[[b#Plans]] [[b#Beans]]\n[x](b.md#plans) ![[b#^p]] [[wanted#Plans]] [[i.png#Plans]]\n"
                ),
                ("notes/b.md", "# B\n## Plans\n"), ("i.png", ""), ("notes/c.md", "[[#Here]]\n"),
            ])
        let own = "notes/c.md:1:1 The file has no heading `Here`."
        let beans = "notes/a.md:2:13 notes/b.md has no heading `Beans`."
        let block = "notes/a.md:3:17 notes/b.md has no block `^p`."
        #expect(try found(vault.open()) == [beans, block, own])
        #expect(try vault.open().check().allSatisfy { $0.code != .unknownHeading || $0.severity == .warning })
        try vault.write("notes/b.md", "# B\n## Plan\n## Beans\nAs it was ^p\n")
        #expect(
            try found(vault.open()) == [
                "notes/a.md:2:1 notes/b.md has no heading `Plans`: did you mean `Plan`?",
                "notes/a.md:3:1 notes/b.md has no heading `plans`: did you mean `Plan`?", own,
            ])
        // Of the commit, the target is as it was then.
        #expect(try found(vault.open().asOf("HEAD")) == [beans, block, own])
        try vault.write("notes/a.md", "# A\n[[b#Plan]]\n")
        #expect(try found(vault.open()) == [own])
        try vault.write("notes/a.md", "# A\n[[b#Plank]]\n")
        #expect(try found(vault.open()).count == 2)
        #expect(try vault.open().verify().differences.isEmpty)
    }
}
