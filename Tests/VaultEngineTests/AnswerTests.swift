import Testing
import VaultModel

@testable import VaultEngine

/// What the vault says beside the answers themselves.
struct AnswerTests {
    @Test(
        "What was meant by a name is of the kind that is asked for, and no kind where none is",
        arguments: [
            ("gardn", nil, "domains/garden.md"), ("gardn", "project", "projects/gardns.md"),
            ("gardn", "user", nil),
            ("tsk", nil, nil), ("kind/tsk", nil, "kinds/task.md"), ("Nobody", "user", nil),
        ] as [(String, String?, String?)])
    func suggestions(name: String, kind: String?, path: String?) throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("domains/garden.md", "# Garden\n"), ("projects/gardns.md", "# Gardns\n"),
                ("users/ann.md", "# Ann\n"),
            ])
        let error = vaultError { try vault.open().entity(name, expecting: kind) }
        guard case .unknownReference(name, let suggestion)? = error else {
            return #expect(Bool(false), "\(error as Any)")
        }
        #expect(suggestion?.path == path)
    }

    @Test("A group where a status has to stand means the first status of the group")
    func groups() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("tasks/a.md", "# A\n")])
        for (group, status) in [("done", "completed"), ("open", "not_started"), ("dropped", "archived")] {
            let error = vaultError { try vault.set("a", "status=\(group)") }
            guard case .unknownValue("status", group, status, _)? = error else {
                return #expect(Bool(false), "\(error as Any)")
            }
        }
    }

    @Test("What has the name of no kind for its type is a note with a field of that name")
    func unknownTypes() throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("a.md", "---\ntype: recipe\nserves: 4\n---\n"), ("b.md", "---\ntype: note\n---\n"),
                ("c.md", "---\ntype: task\n---\n"), ("d.md", "---\ntype: [x, y]\n---\n"),
                ("e.md", "---\ntype:\n---\n"),
            ])
        func fields(_ path: String) throws -> [EntityField] {
            try #require(try vault.open().entities().first { $0.path == path }).fields
        }
        #expect(
            try fields("a.md")
                == [.init(name: "type", value: .string("recipe")), .init(name: "serves", value: .integer(4))])
        #expect(try fields("d.md") == [.init(name: "type", value: .list([.string("x"), .string("y")]))])
        for path in ["b.md", "c.md", "e.md"] { #expect(try fields(path) == [], "\(path)") }
        #expect(try vault.open().entities(matching: "field.type:recipe").map(\.path) == ["a.md"])
    }

    @Test(
        "Where nothing has the words, what has words that begin so is counted",
        arguments: [
            ("gutt", 2, "gutt"), ("gutt type:task", 1, "gutt"), ("\"a gutt\"", 1, "a gutt"),
            ("gutt or zeppelin", 2, "gutt"),
            ("gutt* lea", 1, "lea"), ("zeppelin", 0, "zeppelin"), ("gutt -gutter", 1, "gutt"),
            ("title:gutt", 1, "gutt"),
            ("gutt*", nil, nil), ("-gutt", nil, nil),
        ] as [(String, Int?, String?)])
    func beginnings(text: String, count: Int?, word: String?) throws {
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("tasks/a.md", "# Clear a gutter\n"), ("notes/b.md", "# Roof\nGutters leak.\n"),
            ])
        let opened = try vault.open()
        try opened.refresh(includingText: true)
        var request = EntityRequest()
        request.queries = [text]
        let found = try opened.countOfBeginnings(opened.query(for: request))
        #expect(found?.count == count && found?.word == word)
    }

    @Test("Of an agent is told how often it worked, how that went, and how long it took on average")
    func work() throws {
        func session(_ name: String, _ fields: String) -> (path: String, text: String) {
            ("sessions/\(name).md", "---\ntype: session\nagent: librarian\n\(fields)\n---\n")
        }
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("agents/librarian.md", "# Librarian\n"), ("agents/other.md", "# Other\n"),
                ("notes/a.md", "[[librarian]]\n"),
                session("a", "status: completed\nstarted: 2026-11-20T10:00:00Z\nended: 2026-11-20T11:00:01+00:30"),
                session("b", "status: completed\nstarted: 2026-11-20T10:30:00\nended: 2026-11-20T10:40:00"),
                session("c", "status: failed\nstarted: 2026-11-20T11:15:00+01:00"),
                session("d", "status: abandoned\nstarted: 2026-11-20T12:00:00Z\nended: 2026-11-20T09:00:00Z"),
                session("e", "status: active"),
            ])
        let opened = try vault.open()
        let detail = try opened.detail(of: "librarian")
        let work = try #require(detail.work)
        // The last that started first, and what states no time last.
        #expect(detail.members.map(\.path) == ["d", "b", "c", "a", "e"].map { "sessions/\($0).md" })
        #expect(work.sessions == 5 && work.successes == 2 && work.failures == 1 && work.errors == 2)
        #expect(work.meanDuration == 1201)
        let idle = try #require(try opened.detail(of: "other").work)
        #expect(idle.sessions == 0 && idle.meanDuration == nil)
        #expect(try opened.detail(of: "notes/a.md").work == nil)
    }

    @Test("Each connection of a relationship tells of its file, and of the note there")
    func relationshipNotes() throws {
        func relationship(_ note: String) -> String {
            "---\ntype: relationship\nsource: a\ntarget: b\nrelation: relates_to\n\(note)---\n[[a]]\n"
        }
        let vault = try ScratchVault([
            (".mosaic/config.yaml", ""), ("a.md", "---\nnote: mine\nblocks: b\n---\n"), ("b.md", "B\n"),
            ("r/one.md", relationship("note: First\n")), ("r/two.md", relationship("")),
        ])
        let detail = try vault.open().detail(of: "a")
        #expect(detail.outgoing.map(\.path) == ["a.md", "r/one.md", "r/two.md"])
        #expect(detail.outgoing.map(\.note) == [nil, "First", nil])
        #expect(detail.incoming.allSatisfy { $0.connection.note == nil })
    }

    @Test(
        "What the settings say and nobody understands is found by a check, and a query of them that cannot be asked is an error"
    )
    func settings() throws {
        let vault = try ScratchVault([
            (
                ".mosaic/config.yaml",
                "comit: off\nqueries:\n  good: is:today\n  open: 'domain:{place}'\n  bad: status:opn\n  lost: project:nowhere\n"
                    + "  two words: is:today\n"
            ), ("a.md", "# A\n"),
        ])
        let found = try vault.open().check { error in
            if case .invalidQuery = error { "it is wrong" } else { "it leads nowhere" }
        }
        #expect(
            found.map { "\($0.severity.rawValue) \($0.code.rawValue) \($0.line ?? 0):\($0.column ?? 0)" } == [
                "warning invalid-setting 1:8", "error invalid-query 5:3", "error invalid-query 6:3",
                "error invalid-query 7:3",
            ])
        #expect(
            found.dropFirst().map(\.message) == [
                "The query 'bad' cannot be asked: it is wrong.", "The query 'lost' cannot be asked: it leads nowhere.",
                "The query 'two words' cannot be asked: its name has to be one word, without spaces and quotes.",
            ])
    }

    @Test("Of users with one address, each but the one whom commits are taken for is told of")
    func sharedAddresses() throws {
        func user(_ id: String, _ emails: String) -> String { "---\nid: \(id)\ntype: user\nemails: [\(emails)]\n---\n" }
        let vault = try ScratchVault([
            ("users/ann.md", user("b1111111", "ann@example.org, ann@home.org, Ann@home.org")),
            ("users/anna.md", user("a1111111", "Ann@Example.org")),
            ("users/ben.md", user("c1111111", "ben@example.org")),
        ])
        let opened = try vault.open()
        let found = try opened.check()
        #expect(
            found.map { "\($0.path) \($0.code.rawValue) \($0.severity)" } == ["users/ann.md duplicate-email warning"])
        #expect(found.first?.message.contains("users/anna.md") == true)
        var request = ActivityRequest()
        request.users = ["anna"]
        try #require(try vault.git("log", "-1", "--format=%ae") == "ann@example.org")
        #expect(try opened.activities(opened.filter(for: request)).total == 3)
    }

    @Test("The queries of widgets are checked as those of the settings, a name that leads nowhere included")
    func widgets() throws {
        func widget(_ query: String) -> String { "---\ntype: widget\nquery: '\(query)'\n---\n" }
        let vault = try ScratchVault([
            (".mosaic/config.yaml", "queries:\n  good: is:today\n"), ("widgets/a.md", widget("tasks @good due<7d")),
            ("widgets/b.md", widget("tasks duue<7d")), ("widgets/c.md", widget("project:nowhere")),
            ("widgets/d.md", widget("@bad")), ("widgets/e.md", "---\ntype: widget\n---\n"),
            ("widgets/f.md", "---\ntype: widget\nstatus: x\nquery: 'duue<7d'\nactive: 12\n---\n"),
        ])
        #expect(
            try vault.open().check().map { "\($0.path) \($0.code.rawValue) \($0.line ?? 0):\($0.column ?? 0)" } == [
                "widgets/b.md invalid-query 3:8", "widgets/c.md invalid-query 3:8", "widgets/d.md invalid-query 3:8",
                "widgets/f.md invalid-query 4:8", "widgets/f.md invalid-value 5:9",
            ])
    }

    @Test(
        "A type and a key that are nearly known are told of in a vault of Mosaic, and are words like any others elsewhere"
    )
    func misspelt() throws {
        let files = [("tasks/a.md", "---\ntype: Task\n---\n"), ("tasks/b.md", "---\ntype: task\nDue: soon\n---\n")]
        let (other, own) = (try ScratchVault(files), try ScratchVault(files + [(".mosaic/config.yaml", "")]))
        #expect(try other.open().findings() == [])
        #expect(try own.open().findings() == ["tasks/a.md misspelt-type", "tasks/b.md misspelt-field"])
    }

    @Test("What is wrong with a file is told beside it, whether few are asked for or very many")
    func diagnostics() throws {
        let files = (0..<300).map {
            ("\($0).md", $0.isMultiple(of: 3) ? "---\ntype: task\nstatus: odd\ndue: x\n---\n" : "# A\n")
        }
        let scratch = try ScratchVault(files)
        let vault = try scratch.open()
        let all = try vault.entities()
        #expect(all.count == 300 && all.count { $0.diagnostics.map(\.line) == [3, 4] } == 100)
        for summary in all.prefix(20) {
            #expect(try vault.entities(matching: "path:\"\(summary.path)\"") == [summary])
        }
    }

    @Test("A circle is told once, at the first statement that is a part of it, by whatever relations it is stated")
    func circles() throws {
        let vault = try ScratchVault([
            ("tasks/a.md", "---\ntype: task\ndepends_on: [x, b]\nblocks: x\n---\n"),
            ("tasks/b.md", "---\ntype: task\nblocks: [c]\ndepends_on: c\n---\n"),
            ("tasks/c.md", "---\ntype: task\nblocks: a\ndepends_on: d\n---\n"),
            ("tasks/d.md", "---\ntype: task\ndepends_on: e\nparent: e\n---\n"),
            ("tasks/e.md", "---\ntype: task\nparent: d\nblocks: d\n---\n"),
            ("tasks/x.md", "---\ntype: task\n---\n"),
        ])
        let circles = try vault.open().check().filter { $0.code == .relationCycle }
        #expect(
            circles.map { "\($0.path):\($0.line ?? 0): \($0.message)" } == [
                "tasks/a.md:3: blocks and depends_on run in a circle through \"a\", \"x\".",
                "tasks/b.md:3: blocks and depends_on run in a circle through \"b\", \"c\".",
                "tasks/d.md:4: parent runs in a circle through \"d\", \"e\".",
            ])
    }

    @Test("Something new tells of what goes by its name already")
    func namesakes() throws {
        let vault = try ScratchVault([("tasks/gutter.md", "# Clear the gutter\n")])
        let opened = try vault.open()
        let new = NewEntity(kind: "task", title: "Clear the gutter")
        #expect(
            try opened.planMaking(new, random: &vault.random).plan.notes == [.namesakes(["tasks/gutter.md"])])
        #expect(
            try opened.planCapture("clear the gutter", random: &vault.random).plan.notes
                == [.namesakes(["tasks/gutter.md"])])
        #expect(try opened.planCapture("Something else", random: &vault.random).plan.notes == [])
    }
}
