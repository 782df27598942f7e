import Testing
import VaultModel

@testable import VaultEngine

@Suite("The agent_id of an agent")
struct AgentNameTests {
    private static func agent(_ id: String) -> String { "---\ntype: agent\nagent_id: \(id)\n---\n" }

    @Test("is a name of it, as an alias is")
    func name() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("agents/librarian.md", Self.agent("bot-1")),
                ("sessions/s.md", "---\ntype: session\nagent: bot-1\nstatus: completed\n---\n"),
                ("notes/n.md", "---\nagent_id: other\n---\n[[bot-1]]\n"),
            ])
        let made = try vault.make("session", "Run", ["agent=Bot-1"])
        let opened = try vault.open()
        #expect(try opened.entity("bot-1").path == "agents/librarian.md")
        let detail = try opened.detail(of: "librarian")
        #expect(detail.work?.sessions == 2 && detail.incoming.count == 3)
        #expect(Set(detail.members.map(\.path)) == ["sessions/s.md", made.path])
        #expect(try opened.check() == [])
        // Of anything but an agent it is a field like any other.
        #expect(vaultError { try opened.entity("other") } == .unknownReference("other", suggestion: nil))
    }

    @Test("that two have is told by a check, and means neither")
    func shared() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("agents/a.md", Self.agent("bot")), ("agents/b.md", Self.agent("Bot")),
                ("agents/c.md", Self.agent("c1")),
            ])
        let opened = try vault.open()
        #expect(
            try opened.check().map { "\($0.path) \($0.code.rawValue) \($0.severity)" } == [
                "agents/b.md duplicate-agent-id warning"
            ])
        var request = ActivityRequest()
        request.agents = ["bot"]
        guard case .ambiguousReference("bot", let candidates)? = vaultError({ try opened.filter(for: request) }) else {
            return #expect(Bool(false), "it means one of them")
        }
        #expect(candidates.map(\.entity.path) == ["agents/a.md", "agents/b.md"])
    }
}
