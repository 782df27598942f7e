import Testing
import VaultModel

@testable import VaultEngine

@Suite("Next steps")
struct NextStepsTests {
    private static func steps(_ files: [(String, String)], _ query: String? = nil) throws -> [NextStep] {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + files.map { ($0.0 + ".md", "---\n\($0.1)\n---\n") })
        var request = EntityRequest()
        request.queries = query.map { [$0] } ?? []
        let opened = try vault.open()
        return try opened.nextSteps(opened.nextQuery(request)).steps
    }

    @Test(
        "have points for what speaks for them",
        arguments: [
            ("", 3, "medium"), ("priority: low", 0, ""), ("priority: high", 6, "high"),
            ("priority: low\ndue: 2026-11-20", 6, "target 2026-11-20"),
            ("priority: low\ndue: 2026-11-25", 5, "target 2026-11-25"),
            ("priority: low\ndue: 2026-11-28", 4, "target 2026-11-28"),
            ("priority: low\ndue: 2026-12-02", 3, "target 2026-12-02"),
            ("priority: low\ndue: 2026-12-25", 1, "target 2026-12-25"), ("priority: low\ndue: 2026-12-26", 0, ""),
            ("priority: low\nscheduled: 2026-11-25T18:00", 4, "scheduled 2026-11-25"),
            ("priority: low\nscheduled: 2026-11-26", -6, "scheduled 2026-11-26"),
            ("priority: low\nstatus: in_progress", 3, "in_progress"),
            ("priority: low\ncreated: 2026-09-01", 2, "85 days"),
            ("priority: low\ncreated: 2020-09-01", 3, "2276 days"),
            ("priority: low\nblocks: [b, c]", 4, "unblocks b, c"), ("priority: low\nblocks: [d]", 0, ""),
            ("priority: high\ndue: 2026-11-25\nstatus: in_progress", 14, "high; target 2026-11-25; in_progress"),
        ])
    func points(fields: String, points: Int, reasons: String) throws {
        let steps = try Self.steps([
            ("a", "type: task\n" + fields), ("b", "type: task\ndepends_on: x"), ("c", "type: task\nstatus: paused"),
            ("d", "type: task\nstatus: completed"), ("x", "type: task"),
        ])
        let step = try #require(steps.first { $0.entity.title == "a" })
        #expect(step.points == points)
        #expect(step.reasons.map(\.shown).joined(separator: "; ") == reasons)
    }

    @Test("are tasks, unless a kind is asked for")
    func kinds() throws {
        let files = [("a", "type: task"), ("p", "type: project\nstatus: active")]
        #expect(try Self.steps(files).map(\.entity.title) == ["a"])
        #expect(try Self.steps(files, "type:project").map(\.entity.title) == ["p"])
        #expect(try Self.steps(files, "-type:project").map(\.entity.title) == ["a"])
    }

    @Test("Each thing that waits counts, though others have its title")
    func namesakes() throws {
        let waiting = ["p", "q", "r"].map { ($0, "type: task\ntitle: Paint\ndepends_on: a") }
        let steps = try Self.steps([("a", "type: task\npriority: low")] + waiting)
        let reasons = steps.first { $0.entity.title == "a" }?.reasons ?? []
        #expect(reasons.map(\.points) == [6])
        #expect(reasons.map(\.shown) == ["unblocks Paint, Paint, Paint"])
    }

    @Test("are the open tasks that wait for nothing, the most points first, then the nearest target, then by title")
    func order() throws {
        let files = [
            ("late", "type: task\npriority: high\ndue: 2027-12-01"),
            ("soon", "type: task\npriority: high\ndue: 2027-11-01"),
            ("any", "type: task\npriority: high"), ("best", "type: task\npriority: high\nstatus: in_progress"),
            ("blocked", "type: task\npriority: high\ndepends_on: any"), ("paused", "type: task\nstatus: paused"),
            ("done", "type: task\nstatus: completed"), ("note", "type: note"),
        ]
        #expect(try Self.steps(files).map(\.entity.title) == ["best", "any", "soon", "late"])
        #expect(try Self.steps(files, "has:due").map(\.entity.title) == ["soon", "late"])
        #expect(try Self.steps(files, "limit:1").map(\.entity.title) == ["best"])
        #expect(try Self.steps(files, "sort:-due,title").map(\.entity.title) == ["late", "soon", "any", "best"])
    }

    @Test("are ten where nobody says how many, and all of them for a limit of none; their number is told")
    func limit() throws {
        let scratch = try ScratchVault(
            VaultTemplate.emptyVaultFiles + (1...12).map { ("t\($0).md", "---\ntype: task\n---\n") })
        let vault = try scratch.open()
        for (query, limit, count) in [
            ([], nil, 10), (["limit:3"], nil, 3), (["limit:3"], 4, 4), ([], 0, 12), (["limit:3"], 0, 12),
        ] as [([String], Int?, Int)] {
            var request = EntityRequest()
            request.queries = query
            request.limit = limit
            let next = try vault.nextSteps(vault.nextQuery(request))
            #expect(next.steps.count == count, "\(query) \(String(describing: limit))")
            #expect(next.total == 12)
        }
    }
}

extension NextStep.Reason {
    fileprivate var shown: String {
        switch self {
        case .priority(let priority, _): priority
        case .target(let day, _): "target \(day)"
        case .scheduled(let day, _): "scheduled \(day)"
        case .begun(let status, _): status
        case .unblocks(let titles, _): "unblocks \(titles.joined(separator: ", "))"
        case .age(let days, _): "\(days) days"
        }
    }
}
