import Foundation
import Testing
import VaultModel

@testable import VaultEngine

/// When files went whose deletion is not committed.
struct UncommittedDeletionTests {
    private static let commit: Int64 = 1_700_000_000

    private static func vault() throws -> TestVault {
        let repository = try TestVault()
        try repository.write("tasks/a.md", "# A\n")
        try repository.write("tasks/b.md", "# B\n")
        try repository.write("old/deep/c.md", "# C\n")
        try repository.commit(at: commit)
        return repository
    }

    /// Says of a folder when something last came to it or went from it.
    private static func touch(_ folder: String, at time: Int64, in repository: TestVault) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: Double(time))], ofItemAtPath: repository.path + "/" + folder
        )
    }

    private static func deletions(_ vault: Vault) throws -> [String: Int64] {
        var filter = ActivityFilter()
        filter.isUncommitted = true
        let activities = try vault.activities(filter).activities.filter { $0.action == .deleted }
        return Dictionary(uniqueKeysWithValues: activities.map { ($0.path, $0.createdAt) })
    }

    @Test("A file went when its folder was changed last, or the nearest one that is left")
    func folders() throws {
        let repository = try Self.vault()
        let vault = try repository.refreshed()
        try repository.remove("tasks/a.md")
        try repository.remove("old")
        try Self.touch("tasks", at: Self.commit + 500, in: repository)
        try Self.touch("", at: Self.commit + 900, in: repository)
        try vault.refresh()
        #expect(try Self.deletions(vault) == ["tasks/a.md": Self.commit + 500, "old/deep/c.md": Self.commit + 900])
        #expect(try vault.differences() == [])
        // Something else comes to the folder.
        try repository.write("tasks/.a.md.swp", "")
        try Self.touch("tasks", at: Self.commit + 700, in: repository)
        try vault.refresh()
        #expect(try Self.deletions(vault)["tasks/a.md"] == Self.commit + 700)
        #expect(try vault.differences() == [])
        var filter = ActivityFilter()
        filter.since = Self.commit + 600
        #expect(try vault.activities(filter).activities.filter { $0.action == .deleted }.count == 2)
    }

    @Test("A file did not go before the commit that has it")
    func notBeforeCommit() throws {
        let repository = try Self.vault()
        try repository.remove("tasks/a.md")
        try Self.touch("tasks", at: Self.commit - 500, in: repository)
        let vault = try repository.refreshed()
        #expect(try Self.deletions(vault) == ["tasks/a.md": Self.commit])
        #expect(try vault.differences() == [])
    }
}
