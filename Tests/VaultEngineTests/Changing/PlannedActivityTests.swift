import Testing
import VaultModel

@testable import VaultEngine

struct PlannedActivityTests {
    @Test(
        "What a command tells of a change is what the history tells of it then",
        arguments: [
            ("id=newid", ["deleted oldid", "created newid"]), ("id=", ["created notes/a.md", "deleted oldid"]),
            ("title=B", ["updated oldid"]),
            ("status=published", ["completed oldid"]),
        ] as [(String, [String])])
    func agreement(assignment: String, expected: [String]) throws {
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""), ("notes/a.md", "---\nid: oldid\ntype: note\nx: 1\n---\n# A\n"),
        ])
        let opened = try vault.open()
        let plan = try opened.planSetting([try ScratchVault.assignment(assignment)], of: "oldid")
        let told = try opened.activities(of: plan).map { "\($0.draft.action.rawValue) \($0.entity.identifier)" }
        _ = try opened.carryOut(plan, ScratchVault.origin())
        let commit = try vault.git("rev-parse", "HEAD")
        let known = try vault.open().activities(ActivityFilter()).activities.filter { $0.commit == commit }
        #expect(told.sorted() == known.map { "\($0.action.rawValue) \($0.entityID)" }.sorted())
        #expect(told.sorted() == expected.sorted())
    }
}
