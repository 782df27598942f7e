import Testing
import VaultModel

@testable import VaultEngine

/// The end of a session is written as the day is on which a task is completed.
@Suite("The end of a session")
struct EndingTests {
    // 1795600000 is 2026-11-25T09:46:40Z.
    private static let now = "2026-11-25T09:46:40Z"
    private static let earlier = "2026-11-24T08:00:00Z"

    private static func vault(_ fields: String) throws -> ScratchVault {
        try ScratchVault(
            VaultTemplate.emptyVaultFiles + [("sessions/s.md", "---\ntype: session\n\(fields)\n---\n# Run\n")])
    }

    @Test(
        "is the present once it is done, unless it is stated",
        arguments: [("status: active", now), ("status: active\nended: \(earlier)", earlier)])
    func done(fields: String, ended: String) throws {
        let vault = try Self.vault(fields)
        try vault.change { try $0.planCompletion(of: "s") }
        #expect(try vault.document("sessions/s.md").field("ended")?.text == ended)
    }

    @Test(
        "follows from its status, and goes where it is active again",
        arguments: [
            ("status: active", ["status=completed"], now), ("status: active", ["status=failed"], nil),
            ("status: active", ["status=completed", "ended=\(earlier)"], earlier),
            ("status: completed\nended: \(earlier)", ["status=active"], nil),
            ("status: completed\nended: \(earlier)", ["status=failed"], earlier),
        ] as [(String, [String], String?)])
    func set(fields: String, assignments: [String], ended: String?) throws {
        let vault = try Self.vault(fields)
        let parsed = try assignments.map { try ScratchVault.assignment($0) }
        try vault.change { try $0.planSetting(parsed, of: "s") }
        #expect(try vault.document("sessions/s.md").field("ended")?.text == ended)
    }
}
