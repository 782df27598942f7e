import Testing
import VaultModel

@testable import VaultEngine

/// When something was completed, as every question tells it.
struct CompletionTests {
    private static func task(_ status: String) -> String { "---\ntype: task\nstatus: \(status)\n---\n" }

    /// A vault with a commit on each of some days, a week from each other.
    private static func vault(_ commits: [(day: String, files: [(path: String, text: String?)])]) throws -> ScratchVault
    {
        let vault = try ScratchVault()
        for commit in commits {
            for (path, text) in commit.files { try text.map { try vault.write(path, $0) } ?? vault.remove(path) }
            vault.environment["GIT_AUTHOR_DATE"] = "\(commit.day)T12:00:00 +0000"
            vault.environment["GIT_COMMITTER_DATE"] = "\(commit.day)T12:00:00 +0000"
            try vault.commitAll("On \(commit.day)")
        }
        return vault
    }

    /// How much was completed in the week of each day, once all questions agree about it.
    private static func completed(_ vault: Vault, _ days: [String]) throws -> [Int] {
        let weeks = try vault.statistics(of: vault.historyQuery(EntityRequest()), weeks: 12).weeks
        return try days.map { day in
            let review = try vault.review(of: vault.days(named: day, .back), EntityRequest())
            let date = try #require(CalendarDate(day))
            let week = try #require(weeks.last { $0.monday.daysSinceEpoch <= date.daysSinceEpoch })
            #expect(review.done.count == week.completed, "\(day)")
            #expect(Set(review.daysOfDone.values.map(\.formatted)).isSubset(of: [day]))
            return week.completed
        }
    }

    @Test("What is done in the commit that first has its file was completed in it")
    func doneFromTheBeginning() throws {
        let days = ["2026-11-03", "2026-11-10"]
        let scratch = try Self.vault([
            (
                days[0],
                [
                    ("tasks/a.md", Self.task("completed")), ("tasks/b.md", Self.task("in_progress")),
                    ("tasks/list.md", Self.task("[completed]")),
                ]
            ),
            (
                days[1],
                [
                    ("tasks/c.md", Self.task("completed")), ("tasks/d.md", Self.task("archived")),
                    ("i.md", "---\ntype: idea\nstatus: actionable\n---\n"),
                ]
            ),
        ])
        let vault = try scratch.open()
        #expect(try Self.completed(vault, days) == [2, 1])
        let statistics = try vault.statistics(of: vault.historyQuery(EntityRequest()), weeks: 12)
        #expect(statistics.fromCreation == nil && statistics.domains.map(\.completed.last) == [0])
        let difference = try VaultComparison(from: vault.asOf("HEAD~1"), to: vault).run()
        let done = difference.entities.filter { $0.events.contains(.completed) }.map { $0.last?.path }
        let review = try vault.review(of: vault.days(named: days[1], .back), EntityRequest())
        #expect(done == ["tasks/c.md"] && review.done.map(\.path) == ["tasks/c.md"])
        #expect(review.new.map(\.path) == ["i.md"])
        #expect(try vault.entities(matching: "became:status=done type:task").count == 3)
    }

    @Test("What somebody made done has been completed")
    func made() throws {
        let scratch = try ScratchVault(VaultTemplate.emptyVaultFiles)
        try scratch.make("task", "At once", ["status=completed"])
        let vault = try scratch.open()
        let statistics = try vault.statistics(of: vault.historyQuery(EntityRequest()), weeks: 520)
        #expect(statistics.weeks.map(\.completed).reduce(0, +) == 1)
    }

    @Test("What was opened again counts where it was done again, and what was taken back nowhere")
    func takenBack() throws {
        let days = ["2026-11-03", "2026-11-10", "2026-11-17"]
        let scratch = try Self.vault([
            ("2026-10-27", [("a.md", Self.task("not_started")), ("b.md", Self.task("paused"))]),
            (days[0], [("a.md", Self.task("completed")), ("b.md", Self.task("completed"))]),
            (days[1], [("a.md", Self.task("in_progress")), ("b.md", Self.task("archived"))]),
            (days[2], [("a.md", Self.task("completed"))]),
        ])
        // What is put away behind its completion was done.
        #expect(try Self.completed(scratch.open(), days) == [1, 0, 1])
        try scratch.git("revert", "--no-edit", "HEAD")
        #expect(try Self.completed(scratch.open(), days) == [1, 0, 0])
    }

    @Test("The kinds are counted where one is asked for")
    func kinds() throws {
        let scratch = try ScratchVault([
            ("kinds/book.md", "---\ntype: kind\n---\n"), ("a.md", Self.task("not_started")),
        ])
        let vault = try scratch.open()
        for (query, count, created) in [("", 1, 1), ("type:kind", 1, 1), ("type:kind or type:task", 2, 2)] {
            var request = EntityRequest()
            request.queries = [query]
            let statistics = try vault.statistics(of: vault.historyQuery(request), weeks: 520)
            #expect(statistics.entities == count && statistics.weeks.map(\.created).reduce(0, +) == created, "\(query)")
        }
    }

    @Test("What is back after it was deleted was completed when it was")
    func restored() throws {
        let days = ["2026-11-03", "2026-11-10", "2026-11-17"]
        let scratch = try Self.vault([
            ("2026-10-27", [("a.md", Self.task("not_started"))]), (days[0], [("a.md", Self.task("completed"))]),
            (days[1], [("a.md", nil)]), (days[2], [("a.md", Self.task("completed"))]),
        ])
        #expect(try Self.completed(scratch.open(), days) == [1, 0, 0])
        let statistics = try scratch.open().statistics(of: scratch.open().historyQuery(EntityRequest()), weeks: 12)
        #expect(statistics.weeks.map(\.created).reduce(0, +) == 1)
    }

    @Test("What two machines made is new once, when the first one did")
    func madeTwice() throws {
        let scratch = try Self.vault([("2026-10-27", [("a.md", Self.task("not_started"))])])
        let next = "---\nid: next0001\ntype: task\nstatus: not_started\n---\n"
        func make(_ day: String) throws {
            try scratch.write("next.md", next)
            scratch.environment["GIT_AUTHOR_DATE"] = "\(day)T12:00:00 +0000"
            scratch.environment["GIT_COMMITTER_DATE"] = "\(day)T12:00:00 +0000"
            try scratch.commitAll("On \(day)")
        }
        try scratch.git("checkout", "--quiet", "-b", "other")
        try make("2026-11-10")
        try scratch.git("checkout", "--quiet", "main")
        try make("2026-11-03")
        try scratch.git("merge", "--quiet", "--no-edit", "other")
        let vault = try scratch.open()
        let weeks = try vault.statistics(of: vault.historyQuery(EntityRequest()), weeks: 12).weeks
        #expect(
            weeks.filter { $0.created > 0 }.map { "\($0.monday) \($0.created)" } == ["2026-10-26 1", "2026-11-02 1"])
    }
}
