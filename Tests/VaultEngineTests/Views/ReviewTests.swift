import Testing
import VaultModel

@testable import VaultEngine

@Suite("A review")
struct ReviewTests {
    @Test("tells what was done, came, slipped, has passed and is stale, and which ideas wait")
    func everything() throws {
        let vault = try ScratchVault()
        func commit(_ day: String, _ files: (String, String)...) throws {
            for (name, fields) in files { try vault.write(name + ".md", "---\n\(fields)\n---\n") }
            vault.environment["GIT_AUTHOR_DATE"] = "\(day)T12:00:00 +0000"
            vault.environment["GIT_COMMITTER_DATE"] = "\(day)T12:00:00 +0000"
            try vault.commitAll("On \(day)")
        }
        try commit(
            "2026-09-01", ("old", "type: task"), ("early", "type: task"), ("thought", "type: idea"),
            ("seen", "type: idea\nstatus: processing"),
            ("moving", "type: task\ndue: 2026-11-01\nscheduled: 2026-10-01"),
            ("back", "type: task\ndue: 2026-12-01"))
        try commit("2026-11-10", ("early", "type: task\nstatus: completed"))
        try commit(
            "2026-11-20", ("moving", "type: task\ndue: 2026-11-10\nscheduled: 2026-09-01"), ("roof", "type: task"),
            ("back", "type: task\ndue: 2026-12-20"))
        try commit(
            "2026-11-21", ("moving", "type: task\ndue: 2026-11-24\nscheduled: 2026-09-01"),
            ("back", "type: task\ndue: 2026-11-30"), ("roof", "type: task\nstatus: completed"))
        try commit("2026-11-22", ("new", "type: note"))
        let opened = try vault.open()
        let review = try opened.review(of: opened.days(named: "-6d..today", .back), EntityRequest())
        #expect(review.done.map(\.title) == ["roof"])
        #expect(review.new.map(\.title) == ["new"])
        #expect(
            review.slipped.map { "\($0.title) \($0.field) \($0.from) \($0.to)" } == ["moving due 2026-11-01 2026-11-24"]
        )
        #expect(review.passed.map { "\($0.entity.title) \($0.target?.formatted ?? "")" } == ["moving 2026-11-24"])
        #expect(review.stale.map(\.title) == ["old"])
        #expect(review.ideas.map(\.title) == ["thought"])
        #expect(
            review.events.map { "\($0.name) \($0.count)" } == [
                "task.updated 4", "note.created 1", "task.completed 1", "task.created 1",
            ])
        let before = try opened.review(of: opened.days(named: "2026-11-10", .back), EntityRequest())
        #expect(before.done.map(\.title) == ["early"] && before.slipped.isEmpty && before.new.isEmpty)
        // What waits is so now, and not in days that are over.
        #expect(before.passed.isEmpty && before.stale.isEmpty && before.ideas.isEmpty)
        #expect(before.daysOfDone.values.map(\.formatted) == ["2026-11-10"])
        let tomorrow = try opened.review(of: opened.days(named: "tomorrow", .back), EntityRequest())
        #expect(tomorrow.passed.isEmpty && tomorrow.ideas.isEmpty)
        var request = EntityRequest()
        request.queries = ["path:roof*"]
        request.kind = "tasks"
        let narrowed = try opened.review(of: review.days, request)
        #expect(narrowed.done.map(\.title) == ["roof"] && narrowed.ideas.isEmpty && narrowed.slipped.isEmpty)
        #expect(narrowed.events.map(\.name) == ["task.completed", "task.created"])
    }

    @Test("tells what was put off to the day that stands, and not what a merge left behind of another branch")
    func lostInMerge() throws {
        let vault = try ScratchVault([("tax.md", "---\ntype: task\ndue: 2026-11-20\n---\n")])
        func put(_ due: String) throws {
            try vault.write("tax.md", "---\ntype: task\ndue: \(due)\n---\n")
            try vault.commitAll("To \(due)")
        }
        func slips() throws -> [String] {
            let opened = try vault.open()
            return try opened.review(of: opened.days(named: "100y", .back), EntityRequest()).slipped
                .map { "\($0.from) \($0.to)" }
        }
        try vault.git("checkout", "--quiet", "-b", "other")
        try put("2026-12-30")
        try vault.git("checkout", "--quiet", "main")
        try put("2026-11-18")
        try vault.git("merge", "--quiet", "--no-edit", "--strategy", "ours", "other")
        #expect(try slips() == [])
        try put("2026-12-02")
        #expect(try slips() == ["2026-11-20 2026-12-02"])
    }

    @Test("names what was put off as it is called now, without what is gone, and counts as done what was completed")
    func present() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles)
        for title in ["Call Bob", "Gone soon"] { try vault.make("task", title, ["due=2026-12-01"]) }
        try vault.make("idea", "Rain barrel")
        try vault.make("task", "Done at once", ["status=completed"])
        for reference in ["call-bob", "gone-soon"] { try vault.set(reference, "due=2026-12-05") }
        try vault.change { try $0.planRenaming("call-bob", to: "Call Robert") }
        try vault.change { try $0.planRemoval(of: "gone-soon") }
        try vault.change { try $0.planPromotion(of: "rain-barrel", to: "task", random: &vault.random).plan }
        try vault.make("note", "Soil")
        try vault.set("soil", "status=published")
        let opened = try vault.open()
        let review = try opened.review(of: opened.days(named: "100y", .back), EntityRequest())
        #expect(review.slipped.map { "\($0.title) \($0.path)" } == ["Call Robert tasks/call-robert.md"])
        #expect(Set(review.done.map { "\($0.type) \($0.title)" }) == ["note Soil", "task Done at once"])
        let new = review.new.filter { $0.type != "workspace" }.map { "\($0.type) \($0.title)" }
        #expect(Set(new) == ["task Call Robert", "task Rain barrel"])
    }

    @Test(
        "names the day that has passed where the person is, the longest first, and not what the thing is scheduled for")
    func passed() throws {
        let vault = try ScratchVault([
            ("a.md", "---\ntype: task\ndue: 2026-11-20\nscheduled: 2026-11-30\n---\n"),
            ("b.md", "---\ntype: task\ndue: 2026-11-21T09:00\n---\n"),
            ("c.md", "---\ntype: task\ndue: 2026-11-22T23:30-02:00\n---\n"),
            ("d.md", "---\ntype: project\ndue: 2026-12-24\ntarget: 2026-11-24\n---\n"),
            ("f.md", "---\ntype: project\ntarget: 2026-11-19\n---\n"),
            ("e.md", "---\ntype: task\ndue: 2026-12-24\nscheduled: 2026-11-01\n---\n"),
        ])
        let opened = try vault.open()
        let review = try opened.review(of: opened.days(named: "today", .back), EntityRequest())
        let passed = review.passed.map { "\($0.entity.title) \($0.target?.formatted ?? "")" }
        #expect(passed == ["f 2026-11-19", "a 2026-11-20", "b 2026-11-21", "c 2026-11-23", "d 2026-11-24"])
    }

    @Test("tells what there is where the vault's kinds lack the fields and statuses that it looks for")
    func ownKinds() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                (
                    "kinds/idea.md",
                    "---\ntype: kind\nfields:\n  status: {type: enum, values: {seed: open, grown: done}, default: seed}\n---\n"
                ),
                ("kinds/task.md", "---\ntype: kind\nfields:\n  due: number\n---\n"),
                ("kinds/project.md", "---\ntype: kind\nfields:\n  place: text\n---\n"),
                ("kinds/relationship.md", "---\ntype: kind\nfields:\n  place: text\n---\n"),
            ])
        try vault.make("idea", "Rain barrel")
        try vault.set("rain-barrel", "status=grown")
        try vault.make("idea", "Pond")
        let opened = try vault.open()
        let review = try opened.review(of: opened.days(named: "100y", .back), EntityRequest())
        #expect(review.done.map(\.title) == ["Rain barrel"])
        #expect(review.new.map(\.title).contains("Pond") && review.ideas.isEmpty && review.passed.isEmpty)
    }
}
