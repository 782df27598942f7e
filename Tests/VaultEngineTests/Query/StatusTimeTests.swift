import Testing
import VaultModel

@testable import VaultEngine

/// How long something has had its status.
struct StatusTimeTests {
    private static func text(_ status: String) -> String { "---\nid: t1\ntype: task\nstatus: \(status)\n---\n" }

    private static let day: Int64 = 86_400
    private static let start: Int64 = 1_750_000_000

    /// A task, committed as it is on the first day.
    private static func task(_ status: String) throws -> TestVault {
        let repository = try TestVault()
        try repository.write("t.md", text(status))
        try repository.commit(at: start)
        return repository
    }

    private static func set(_ status: String, _ repository: TestVault, day: Int64) throws {
        try repository.write("t.md", text(status))
        try repository.commit(at: start + day * Self.day)
    }

    /// The seconds since 1970 in which the task got the status that it has.
    private static func times(
        _ vault: Vault, of id: String = "t1", among candidates: some Sequence<Int64>
    ) throws -> [Int64] {
        try candidates.filter { time in
            let moment = QueryMoment(local: time, utc: time)
            let next = QueryMoment(local: time + 1, utc: time + 1)
            let condition = QueryCondition.test(.time(.statusChanged, [QueryPeriod(start: moment, end: next)]))
            var query = Query()
            query.condition = .all([.test(.identifier([QueryPattern(text: id)])), condition])
            let resolved = ResolvedQuery(query: query, schema: try vault.schema(), clock: vault.surroundings.clock)
            return try vault.count(resolved) == 1
        }
    }

    /// Checks that it has had its status since a commit of some day, and that this is the commit to which blame goes.
    private static func expect(day: Int64, _ repository: TestVault, _ comment: Comment) throws {
        let vault = try repository.refreshed()
        let found = try times(vault, among: (0..<40).map { start + $0 * Self.day })
        #expect(found == [start + day * Self.day], comment)
        var request = EntityRequest()
        request.queries = ["id:t1"]
        #expect(
            try vault.statusTimes(of: vault.query(for: request)) == [ExactText("t.md"): start + day * Self.day], comment
        )
        let origin = try vault.origins(of: "t1").first { $0.field == "status" }
        #expect(origin?.activity.createdAt == start + day * Self.day, comment)
    }

    @Test("It is since the last commit that set it, whatever the clocks of the others showed")
    func clocks() throws {
        let repository = try Self.task("not_started")
        try Self.set("paused", repository, day: 20)
        try Self.set("not_started", repository, day: 21)
        try Self.set("paused", repository, day: 5)
        try Self.expect(day: 5, repository, "the last commit is the eldest")
        try Self.set("not_started", repository, day: 30)
        try Self.expect(day: 30, repository, "as it was in the beginning")
    }

    @Test("It is since the commit of a branch that a merge took it from")
    func branches() throws {
        let repository = try Self.task("not_started")
        for (status, day) in [("paused", Int64(3)), ("in_progress", 5), ("paused", 4)] {
            try repository.git("checkout", "--quiet", "-b", "side\(status)\(day)")
            try Self.set(status, repository, day: day)
            try repository.git("checkout", "--quiet", "main")
            try repository.git("merge", "--quiet", "--no-ff", "--no-edit", "side\(status)\(day)")
            try Self.expect(day: day, repository, "\(status)")
        }
    }

    @Test("A branch whose status a merge did not keep, or found there already, has not set it")
    func otherBranches() throws {
        let repository = try Self.task("not_started")
        try repository.git("checkout", "--quiet", "-b", "dropped")
        try Self.set("paused", repository, day: 2)
        try repository.git("checkout", "--quiet", "main")
        try repository.git("merge", "--quiet", "--no-edit", "--strategy", "ours", "dropped")
        try Self.expect(day: 0, repository, "not kept")
        try Self.set("paused", repository, day: 6)
        try Self.expect(day: 6, repository, "set again")
        try repository.git("checkout", "--quiet", "-b", "twice", "HEAD~1")
        try Self.set("paused", repository, day: 9)
        try repository.git("checkout", "--quiet", "main")
        try repository.git("merge", "--quiet", "--no-edit", "twice")
        try Self.expect(day: 6, repository, "found there")
        try repository.git("checkout", "--quiet", "-b", "back")
        try Self.set("in_progress", repository, day: 11)
        try Self.set("paused", repository, day: 12)
        try repository.git("checkout", "--quiet", "main")
        try repository.git("merge", "--quiet", "--no-ff", "--no-edit", "back")
        try Self.expect(day: 6, repository, "given up and taken back beside")
        try Self.set("completed", repository, day: 14)
        try Self.set("paused", repository, day: 13)
        try Self.expect(day: 13, repository, "set anew")
    }

    @Test(
        "It is since the commit to which blame goes, in any history", arguments: [31, 32, 33, 34, 35, 36] as [UInt64])
    func agreesWithOrigins(seed: UInt64) throws {
        var history = try RandomVaultHistory(seed: seed)
        var compared = 0
        for step in 0..<30 {
            try history.step(step)
            guard step % 6 == 5 else { continue }
            let vault = try history.repository.refreshed()
            for entity in try vault.entities() where entity.id.hasPrefix("id") {
                guard let origin = try vault.origins(of: entity.path).first(where: { $0.field == "status" }) else {
                    continue
                }
                let expected = origin.activity.action == .created ? entity.createdAt : origin.activity.createdAt
                let all = try vault.events(of: entity).map(\.createdAt)
                let found = try Self.times(vault, of: entity.id, among: Set(all).sorted())
                #expect(found == [expected], "seed \(seed), step \(step), \(entity.id)")
                compared += 1
            }
        }
        #expect(compared > 10)
    }

    @Test("To state the status that the kind gives anyway sets nothing, nor does to take it away")
    func given() throws {
        let repository = try TestVault()
        let none = "---\nid: t1\ntype: task\n---\n"
        for (day, text) in [none, Self.text("not_started"), none].enumerated() {
            try repository.write("t.md", text)
            try repository.commit(at: Self.start + Int64(day) * Self.day)
            let vault = try repository.refreshed()
            #expect(try Self.times(vault, among: (0..<4).map { Self.start + $0 * Self.day }) == [Self.start], "\(day)")
            let steps = try vault.statistics(of: vault.query(for: EntityRequest()), weeks: 2_000)
            #expect(steps.stays.map(\.durations.count) == [1], "\(day)")
        }
        try Self.set("paused", repository, day: 5)
        try Self.set("not_started", repository, day: 6)
        try Self.expect(day: 6, repository, "set after another")
    }

    @Test("What was deleted has its status since it is back")
    func restored() throws {
        let repository = try Self.task("paused")
        try repository.remove("t.md")
        try repository.commit(at: Self.start + Self.day)
        try Self.set("paused", repository, day: 2)
        try Self.expect(day: 2, repository, "restored")
    }
}

extension Vault {
    fileprivate func events(of entity: EntitySummary) throws -> [Activity] {
        var filter = ActivityFilter()
        filter.entities = [try self.entity(entity.path)]
        filter.limit = nil
        return try activities(filter).activities
    }
}
