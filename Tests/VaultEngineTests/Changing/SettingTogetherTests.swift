import Testing
import VaultModel

@testable import VaultEngine

@Suite("Setting fields of several entities by their names")
struct SettingTogetherTests {
    private static func vault() throws -> ScratchVault {
        try ScratchVault(
            [(".mosaic/config.yaml", "")]
                + ["a", "b", "c"].map { ("tasks/\($0).md", "---\nid: \($0)0000001\ntype: task\n---\n# \($0)\n") })
    }

    @Test("is one change of them all, of which each is told, and what is named twice is changed once")
    func together() throws {
        let vault = try Self.vault()
        let named = try vault.open().planSetting(
            [ScratchVault.assignment("priority=high")], of: ["a", "b0000001", "tasks/a.md"])
        #expect(named.names == ["a", "b0000001"])
        #expect(named.plan.subject == "Set priority of \"a\" and \"b\"")
        _ = try vault.open().carryOut(named.plan, ScratchVault.origin())
        #expect(try vault.lastCommitPaths() == ["tasks/a.md", "tasks/b.md"])
        let again = try vault.open().planSetting(
            [ScratchVault.assignment("priority=high"), ScratchVault.assignment("due=2026-12-01")], of: ["a", "c"])
        #expect(again.plan.paths == ["tasks/a.md", "tasks/c.md"])
    }

    @Test("gives no two of them one id")
    func identifiers() throws {
        let vault = try Self.vault()
        let assignment = try ScratchVault.assignment("id=roof0001")
        #expect(
            vaultError { try vault.open().planSetting([assignment], of: ["a", "b"]) }
                == .invalidValue(field: "id", value: "roof0001", expected: .freeIdentifier))
        #expect(try !vault.open().planSetting([assignment], of: ["a"]).plan.isEmpty)
    }
}
