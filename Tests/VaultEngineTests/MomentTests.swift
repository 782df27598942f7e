import Testing
import VaultModel

@testable import VaultEngine

/// Questions of a vault as it was.
struct MomentTests {
    @Test("Answers of a moment are those of a clone that has checked it out", arguments: [1, 2, 3, 4] as [UInt64])
    func answersOfClone(seed: UInt64) throws {
        var history = try RandomVaultHistory(seed: seed)
        for step in 0..<25 { try history.step(step) }
        let repository = history.repository
        let present = try repository.refreshed()
        for commit in try repository.git("rev-list", "HEAD").split(separator: "\n").map(String.init) {
            guard commit.hasSuffix("1") || commit.hasSuffix("7") || commit.hasSuffix("c") else { continue }
            let then = try present.asOf(commit, includingText: true)
            let time = try #require(then.moment).time
            let clone = try repository.clone(commit, "--no-checkout")
            try clone.git("checkout", "--quiet", "--detach", commit)
            // The clone's person lives at the moment.
            let checkedOut = try Vault(discovering: clone.path, surroundings: repository.surroundings.asOf(time))
            try checkedOut.refresh(includingText: true)
            for query in Self.queries {
                #expect(try then.entities(matching: query) == checkedOut.entities(matching: query), "\(query)")
            }
            #expect(try then.graph(around: nil, depth: 1) == checkedOut.graph(around: nil, depth: 1))
            #expect(try then.wanted() == checkedOut.wanted())
            #expect(try then.check() == checkedOut.check())
            #expect(try then.events() == checkedOut.events())
            var search = EntityRequest()
            search.queries = ["roof"]
            #expect(try then.search(then.query(for: search)) == checkedOut.search(checkedOut.query(for: search)))
            #expect(
                try then.checkboxes(then.query(for: EntityRequest()), .all)
                    == checkedOut.checkboxes(checkedOut.query(for: EntityRequest()), .all))
            for view in SQLView.all {
                let statement = "SELECT * FROM \(view.name)" + (view.name == "commits" ? Self.committed : "")
                let (rows, expected) = (
                    try then.answer(sql: statement).rows, try checkedOut.answer(sql: statement).rows
                )
                #expect(rows.count == expected.count && Set(rows) == Set(expected), "\(view.name)")
            }
            if let entity = try then.entities().first {
                #expect(try then.detail(of: entity.path) == checkedOut.detail(of: entity.path))
            }
        }
    }

    private static let committed = " WHERE id <> 'uncommitted'"

    private static let queries = [
        "", "status:open", "status:done sort:-updated", "type:task", "depends_on:*", "is:blocked", "is:wanted",
        "changed:status", "was:status=paused", "age<1d", "roof", "created<1d sort:created",
        "unchecked>0 sort:-checkboxes",
    ]

    @Test("A moment has its own kinds and settings")
    func ownKinds() throws {
        let repository = try TestVault()
        try repository.write("kinds/book.md", "---\ntype: kind\ntitle: Book\n---\n")
        try repository.write("books/a.md", "---\ntype: book\n---\n# A\n")
        try repository.write(".mosaic/config.yaml", "queries:\n  mine: type:book\n")
        try repository.commit("one")
        try repository.git("rm", "--quiet", "kinds/book.md", ".mosaic/config.yaml")
        try repository.commit("two")
        let present = try repository.refreshed()
        let then = try present.asOf("HEAD~1")
        #expect(try present.entities(kind: "note").map(\.path) == ["books/a.md"])
        #expect(try then.entities(kind: "books").map(\.path) == ["books/a.md"])
        #expect(try then.savedQueries().map(\.name) == ["mine"])
        #expect(try present.savedQueries().isEmpty)
        #expect(try present.savedQueries(at: "HEAD~1").map(\.name) == ["mine"])
        #expect(try repository.open().savedQueries(at: "HEAD~1").map(\.name) == ["mine"])
    }

    @Test("Statements of SQL see the past up to the moment, and nothing of the present that lends it")
    func sql() throws {
        let repository = try TestVault()
        try repository.write("a.md", "# A\n")
        let first = try repository.commit("one")
        try repository.write("a.md", "# B\n")
        try repository.commit("two")
        let then = try repository.refreshed().asOf("HEAD~1")
        #expect(try then.answer(sql: "SELECT title FROM entities").rows == [[.text("A")]])
        #expect(try then.answer(sql: "SELECT id FROM commits").rows == [[.text(first)]])
        #expect(try then.answer(sql: "SELECT unixepoch()").rows == [[.integer(try #require(then.moment).time)]])
        for statement in [
            "SELECT subject FROM past.commits", "SELECT count(*) FROM past.commits", "SELECT * FROM \"lent commits\"",
            "WITH commits AS (SELECT subject FROM past.commits) SELECT * FROM commits", "DETACH past", "COMMIT",
        ] {
            guard case .invalidSQL? = vaultError({ try then.answer(sql: statement) }) else {
                Issue.record("\(statement)")
                continue
            }
        }
        // Where the branch has lost the commit meanwhile, the answer is the same.
        try repository.git("checkout", "--quiet", "--orphan", "other")
        try repository.commit("three")
        _ = try repository.refreshed()
        #expect(try then.answer(sql: "SELECT id FROM commits").rows == [[.text(first)]])
    }

    @Test("A date is the last commit before the end of it where the person is")
    func dates() throws {
        let repository = try TestVault()
        // Noon in UTC, three days running.
        for day in 10...12 {
            try repository.write("a.md", "# Day \(day)\n")
            try repository.commit("\(day)", at: 1_796_904_000 + Int64(day - 10) * 86_400)
        }
        var surroundings = repository.surroundings
        func title(_ moment: String, hours: Int) throws -> String? {
            surroundings.secondsFromUTC = { _ in hours * 3_600 }
            let vault = try Vault(discovering: repository.path, surroundings: surroundings)
            return try vault.asOf(moment).entities().first?.title
        }
        let cases: [(moment: String, hours: Int, title: String)] = [
            ("2026-12-11", 0, "Day 11"),
            // Where it is the twelfth already when the commit of the eleventh is made, and where it is the tenth still.
            ("2026-12-11", 13, "Day 10"), ("2026-12-11", -13, "Day 12"),
            ("2026-12-11T11:59", 0, "Day 10"), ("2026-12-11T12:00", 0, "Day 11"),
            ("2026-12-11T12:00+01:00", 0, "Day 10"), ("2026-12", 0, "Day 12"), ("2099", 0, "Day 12"),
            ("last year", 0, "Day 12"), ("HEAD~2", 0, "Day 10"), ("main", 0, "Day 12"),
        ]
        for item in cases {
            #expect(try title(item.moment, hours: item.hours) == item.title, "\(item.moment) at \(item.hours)")
        }
        #expect(vaultError { try title("2026-12-09", hours: 0) } == .beforeHistory("2026-12-09"))
        #expect(vaultError { try title("no-such", hours: 0) } == .unknownMoment("no-such"))
        #expect(vaultError { try title("HEAD:a.md", hours: 0) } == .unknownMoment("HEAD:a.md"))
    }

    @Test("Questions take the moment for the present")
    func presentOfMoment() throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\ntype: task\ndue: 2023-11-20\n---\n")
        try repository.commit("one")
        let vault = try repository.refreshed()
        #expect(try vault.entities(matching: "is:passed").count == 1)
        #expect(try vault.asOf("HEAD").entities(matching: "is:passed").isEmpty)
        #expect(try vault.asOf("HEAD").entities(matching: "due<7d").count == 1)
    }
}
