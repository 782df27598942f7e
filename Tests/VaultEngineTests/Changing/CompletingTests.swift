import Testing
import VaultModel

@testable import VaultEngine

@Suite("Completing")
struct CompletingTests {
    @Test("gives each kind its first status that means done, and refuses a kind without one")
    func everyKind() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let expected = [
            "task": "completed", "project": "completed", "idea": "actionable", "session": "completed",
            "note": "published",
        ]
        for kind in try vault.open().schema().kinds.keys.sorted() {
            let made = try vault.make(kind, "A \(kind)")
            guard let status = expected[kind] else {
                #expect(
                    vaultError { try vault.open().planCompletion(of: made.id) } == .noStatus(kind: kind, group: .done))
                continue
            }
            try vault.change { try $0.planCompletion(of: made.id) }
            let document = try vault.document(made.path)
            #expect(document.field("status")?.value == .string(status))
            #expect(document.field("completed_on")?.value == (kind == "task" ? .string("2026-11-25") : nil))
            #expect(try vault.git("log", "-1", "--format=%s") == "Complete \"A \(kind)\"")
            #expect(try vault.lastCommitPaths() == [made.path])
        }
    }

    @Test("of what is done already changes nothing and says so")
    func already() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        let made = try vault.make("task", "Fix the roof", ["status=completed", "completed_on=2026-11-01"])
        let plan = try vault.open().planCompletion(of: "fix-the-roof")
        #expect(plan.isEmpty && plan.notes == ["Fix the roof is completed already."])
        #expect(try vault.change { _ in plan } == ChangeReceipt())
        #expect(try vault.document(made.path).field("completed_on")?.value == .string("2026-11-01"))
    }

    @Test(
        "changes only the status and the day, whatever was there",
        arguments: [
            ("status: paused # waiting\n", "status: completed # waiting\ncompleted_on: 2026-11-25\n"),
            ("", "status: completed\ncompleted_on: 2026-11-25\n"),
            ("status: no such\n", "status: completed\ncompleted_on: 2026-11-25\n"),
            ("completed_on: 2020-01-01\nstatus: archived\n", "completed_on: 2026-11-25\nstatus: completed\n"),
        ])
    func bytes(before: String, after: String) throws {
        let vault = try ScratchVault([("tasks/roof.md", "---\ntype: task\n\(before)---\n# Roof\n")])
        try vault.change { try $0.planCompletion(of: "roof") }
        #expect(try vault.read("tasks/roof.md") == "---\ntype: task\n\(after)---\n# Roof\n")
        let activities = try vault.open().activities(ActivityFilter()).activities
        #expect(activities.first?.action == .completed)
    }
}

@Suite("Promoting an idea")
struct PromotingTests {
    private func promote(_ vault: ScratchVault, _ reference: String, to kind: String = "task") throws -> MakingPlan {
        let opened = try vault.open()
        let made = try opened.planPromotion(of: reference, to: kind, random: &vault.random)
        #expect(try opened.carryOut(made.plan, ScratchVault.origin()).commit != nil)
        return made
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
        #expect(made.cursorLine == 13)
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
        promotions.actions = [.promoted]
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
                == .unknownValue(
                    field: "kind to promote to", value: "note", suggestion: nil, known: ["task", "project"]))
    }
}
