import Testing
import VaultModel

@testable import VaultEngine

@Suite("Promoting an idea")
struct PromotingTests {
    private func promote(_ vault: ScratchVault, _ reference: String, to kind: String = "task") throws -> MakingPlan {
        let opened = try vault.open()
        let made = try opened.planPromotion(of: reference, to: kind, random: &vault.random)
        #expect(try opened.carryOut(made.plan, ScratchVault.origin()).commit != nil)
        return made
    }

    @Test("takes over the tags of its front matter and those of its text, each once")
    func tags() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let idea =
            "---\nid: desk0001\ntype: idea\ntags: [water, \"#wood\"]\n---\n# A desk\n\nFor the #office and #water, `#not`.\n"
        try vault.write("ideas/a-desk.md", idea)
        let desk = try promote(vault, "desk0001")
        #expect(try vault.document(desk.path).field("tags")?.value.texts == ["water", "wood", "office"])
        #expect(try vault.read("ideas/a-desk.md").hasSuffix("For the #office and #water, `#not`.\n"))
    }

    @Test("makes a task that is derived from it and in its domain and project, in one commit")
    func task() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("domain", "Garden")
        try vault.make("project", "Kitchen garden")
        let idea = try vault.make(
            "idea", "Rain barrel",
            ["priority=high", "domain=garden", "project=kitchen-garden", "tags=water", "category=x"])
        let connections = try vault.open().graph(around: nil, depth: 0)
        let made = try promote(vault, "rain-barrel")
        #expect(made.path == "tasks/rain-barrel-2.md")
        #expect(
            try vault.read(made.path) == """
                ---
                id: \(made.id)
                type: task
                status: not_started
                priority: high
                domain: garden
                project: kitchen-garden
                tags: [water]
                derived_from: \(idea.id)
                ---
                # Rain barrel

                """)
        #expect(made.cursorLine == nil)
        #expect(try vault.document(idea.path).field("status")?.value == .string("actionable"))
        #expect(try vault.lastCommitPaths() == [idea.path, made.path])
        #expect(try vault.git("log", "-1", "--format=%s") == "Promote idea \"Rain barrel\" to task")
        let after = try vault.open().graph(around: nil, depth: 0).filter { $0.path != made.path }
        #expect(after.map(\.target.path) == connections.map(\.target.path))
        let derived = try vault.open().detail(of: made.id).outgoing.first { $0.name == "derived_from" }
        #expect(derived?.target.path == idea.path)

        let page = try vault.open().activities(ActivityFilter())
        let events = page.activities.prefix(2).map(\.event)
        #expect(Set(events) == ["idea.promoted", "task.created"])
        var promotions = ActivityFilter()
        promotions.events = [.init(kind: nil, action: .promoted)]
        #expect(try vault.open().activities(promotions).total == 1)
    }

    @Test("makes a project as well, which has no project of its own")
    func project() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("project", "Kitchen garden")
        try vault.make("idea", "Rain barrel", ["project=kitchen-garden"])
        let made = try promote(vault, "rain-barrel", to: "projects")
        let document = try vault.document(made.path)
        #expect(document.field("project") == nil && document.field("status")?.value == .string("planning"))
    }

    @Test("works for an idea without an id, and for one whose reference is in brackets")
    func withoutID() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("ideas/pond.md", "---\ndomain: [[garden]]\npriority:\n---\n"), ("notes/pond.md", "# A pond\n"),
                ("domains/garden.md", "# Garden\n"), ("ideas/odd.md", "---\ntitle: |\n  Two\n  lines\n---\n"),
            ])
        let made = try promote(vault, "ideas/pond.md")
        let targets = try vault.open().detail(of: made.id).outgoing.map(\.target.path)
        #expect(targets == ["domains/garden.md", "ideas/pond.md"])
        #expect(try vault.document(made.path).field("priority") == nil)
        #expect(try promote(vault, "odd").title == "Two lines")
    }

    @Test("changes an idea that is actionable already no more")
    func actionable() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try vault.make("idea", "Rain barrel", ["status=actionable"])
        let made = try promote(vault, "rain-barrel")
        #expect(try vault.lastCommitPaths() == [made.path])
    }

    @Test("is for ideas, and to a task or a project")
    func wrongKinds() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let task = try vault.make("task", "Fix the roof")
        try vault.make("idea", "Rain barrel")
        let opened = try vault.open()
        #expect(
            vaultError { try opened.planPromotion(of: task.id, to: "task", random: &vault.random) }
                == .wrongKind(path: task.path, kind: "task", expected: ["idea"]))
        #expect(
            vaultError { try opened.planPromotion(of: "rain-barrel", to: "note", random: &vault.random) }
                == .unknownPromotion("note", known: ["task", "project"]))
    }
}
