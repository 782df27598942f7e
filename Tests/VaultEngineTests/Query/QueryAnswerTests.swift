import Testing
import VaultModel

@testable import VaultEngine

/// What queries mean, shown on vaults small enough to see through. The present is 15 January 2027, 08:00 UTC.
struct QueryAnswerTests {
    /// A vault, with the folder that is there as long as it is.
    private struct SmallVault {
        let repository: TestVault
        let vault: Vault

        init(_ files: [String: String]) throws {
            repository = try TestVault()
            for (path, text) in files { try repository.write(path, text) }
            try repository.commit()
            vault = try repository.refreshed()
        }

        func entities(matching query: String) throws -> [EntitySummary] { try vault.entities(matching: query) }
    }

    private func stems(_ vault: SmallVault, _ query: String) throws -> [String] {
        try vault.entities(matching: query).map { VaultPath.stem(of: $0.path) }.sorted()
    }

    @Test("Waiting goes through what is done, along depends_on and against blocks")
    func readiness() throws {
        let vault = try SmallVault([
            "a.md": "---\ntype: task\n---\n",
            "b.md": "---\ntype: task\nstatus: completed\ndepends_on: a\n---\n",
            "c.md": "---\ntype: task\ndepends_on: [b]\n---\n",
            "d.md": "---\ntype: task\nstatus: paused\nblocks: [e]\n---\n",
            "e.md": "---\ntype: task\n---\n",
            "f.md": "---\ntype: task\ndepends_on: [note]\n---\n",
            "note.md": "A note stands in nobody's way.\n",
        ])
        #expect(try stems(vault, "is:blocked") == ["c", "e"])
        #expect(try stems(vault, "type:task is:ready") == ["a", "f"])
    }

    @Test("A reference in a field that no kind has is found as it is written, and without its brackets")
    func freeReference() throws {
        let vault = try SmallVault(["a.md": "---\ntopic: \"[[Solar|S]]\"\n---\n", "b.md": "---\ntopic: Wind\n---\n"])
        for query in ["topic:solar", "topic:\"[[Solar]]\"", "topic:\"[[Solar|S]]\""] {
            #expect(try stems(vault, query) == ["a"], "\(query)")
        }
        #expect(try stems(vault, "topic!=\"[[Solar]]\"") == ["b"])
    }

    @Test("What was given before a change of the kind is what the kind before gave")
    func defaultBeforeAnotherKind() throws {
        let vault = try SmallVault(["idea.md": "---\ntype: idea\n---\n", "note.md": "# Note\n"])
        for name in ["idea", "note"] {
            try vault.repository.write("\(name).md", "---\ntype: task\nstatus: completed\n---\n# Note\n")
        }
        try vault.repository.commit()
        try vault.vault.refresh()
        #expect(try stems(vault, "was:status=not_started") == [])
        #expect(try stems(vault, "was:status=captured") == ["idea"])
    }

    @Test("What the kind gives is a value, and is not stated")
    func defaults() throws {
        let vault = try SmallVault([
            "a.md": "---\ntype: task\n---\n", "b.md": "---\ntype: task\npriority: high\n---\n",
            "c.md": "---\ntype: idea\n---\n", "d.md": "---\ntype: task\npriority:\n---\n",
        ])
        #expect(try stems(vault, "priority:medium") == ["a", "d"])
        #expect(try stems(vault, "priority>low") == ["a", "b", "d"])
        #expect(try stems(vault, "has:priority") == ["b"])
        #expect(try stems(vault, "priority:*") == ["a", "b", "d"])
        #expect(try stems(vault, "-priority:*") == ["c"])
        #expect(try stems(vault, "type:idea,task priority!=high") == ["a", "c", "d"])
        #expect(try stems(vault, "status:open -type:idea") == ["a", "b", "d"])
    }

    @Test("A field that kinds type in different ways can be asked for where a file of another kind states it")
    func typedElsewhere() throws {
        let vault = try SmallVault([
            "a.md": "---\nstart: 2027-01-15\ntarget: 2027-01-16\n---\n", "b.md": "---\nstart: soon\n---\n",
            "c.md": "---\ntype: event\nstart: 2027-01-15\n---\n",
        ])
        for query in ["start:today", "start>=2027", "start:2027-01-15..2027-01-16"] {
            #expect(try stems(vault, query) == ["a", "c"], "\(query)")
            #expect(try stems(vault, "type:note " + query) == ["a"], "\(query)")
        }
        #expect(try stems(vault, "has:start -start:today") == ["b"])
        #expect(try stems(vault, "target<7d") == ["a"])
        #expect(throws: VaultError.self) { try stems(vault, "start:tody") }
    }

    @Test("What has more combinations of values than can be counted is refused")
    func combinations() throws {
        let items = (0..<130).map { "item\($0)" }.joined(separator: ", ")
        let small = try SmallVault(["a.md": "---\nx: [\(items)]\ny: [\(items)]\nz: [\(items)]\n---\n"])
        let query = try small.vault.query(for: EntityRequest())
        #expect(try small.vault.tally(query, by: "x,y").count == 130 * 130)
        #expect(throws: VaultError.self) { try small.vault.tally(query, by: "x,y,z") }
    }

    @Test("A field that kinds type in different ways takes what any of them takes, and of one kind what that takes")
    func typedDifferently() throws {
        let vault = try SmallVault([
            "kinds/book.md":
                "---\ntype: kind\nfields:\n  level: {type: enum, values: [easy, hard]}\n  owner: text\n---\n",
            "kinds/game.md": "---\ntype: kind\nfields:\n  level: {type: enum, values: [low, high]}\n---\n",
            "a.md": "---\ntype: project\ntarget: 2027-01-16\nowner: ann\n---\n",
            "b.md": "---\ntype: book\nlevel: easy\nowner: the library\n---\n",
            "c.md": "---\ntype: game\nlevel: high\n---\n",
            "users/ann.md": "---\ntype: user\n---\n",
        ])
        for range in ["this-week", "..tomorrow", "2027-01-16", "2027-01..2027-02"] {
            #expect(try stems(vault, "target:\(range)") == ["a"], "\(range)")
            #expect(try stems(vault, "type:project target:\(range)") == ["a"], "\(range)")
        }
        #expect(try stems(vault, "target<=tomorrow") == ["a"])
        #expect(try stems(vault, "target:2026,a") == [])
        #expect(try stems(vault, "level:easy,high") == ["b", "c"])
        #expect(try stems(vault, "owner:ann,\"the library\"") == ["a", "b"])
        #expect(try stems(vault, "owner:nobody") == [])
        #expect(
            vaultError { try vault.entities(matching: "target:nothing") }
                == .unresolvedReference(
                    .unknownReference("nothing", suggestion: nil), text: "target:nothing", span: 7..<14))
        for query in ["type:project target:nothing", "target<nothing", "level:easy,hgih", "type:book level:high"] {
            guard case .invalidQuery? = vaultError({ try vault.entities(matching: query) }) else {
                Issue.record("\(query)")
                continue
            }
        }
    }

    @Test("What states no domain has its activity counted in that of its project, where it is found too")
    func domains() throws {
        let vault = try SmallVault([
            "domains/home.md": "---\ntype: domain\ntitle: Home\n---\n",
            "p.md": "---\ntype: project\ndomain: home\n---\n",
            "a.md": "---\ntype: task\nproject: p\n---\n", "b.md": "---\ntype: task\nproject: p\ndomain: barn\n---\n",
            "c.md": "---\ntype: task\nproject: nothing\n---\n",
        ])
        var request = EntityRequest()
        request.queries = ["type:task"]
        let shares = try vault.vault.statistics(of: vault.vault.query(for: request), weeks: 2_000).domains
        #expect(Set(shares.map { "\($0.name ?? "-") \($0.activities)" }) == ["Home 1", "barn 1", "- 1"])
        #expect(try stems(vault, "domain:home") == ["a", "p"] && stems(vault, "reaches:home~2") == ["a", "b", "p"])
    }

    @Test("A relationship is found by what it names as its source and its target, in whichever direction it says so")
    func ends() throws {
        func relationship(_ source: String, _ relation: String, _ target: String) -> String {
            "---\ntype: relationship\nsource: \(source)\nrelation: \(relation)\ntarget: \(target)\n---\n"
        }
        let vault = try SmallVault([
            "a.md": "# The barn\n", "b.md": "# Bees\n", "c.md": "---\ntype: project\ntarget: 2027-01-16\n---\n",
            "r1.md": relationship("a", "derived_from", "b"),
            "r2.md": relationship("\"[[Bees]]\"", "blocked_by", "the barn"),
            "r3.md": relationship("a", "relates_to", "gone"), "r4.md": relationship("gone", "blocks", "a"),
            "r5.md": relationship("a", "admires", "b"),
            "l.md": "---\ntype: task\nblocks: a\nblocked_by: b\n---\n[[a]]\n",
        ])
        #expect(try stems(vault, "target:b") == ["r1", "r5"])
        #expect(try stems(vault, "target:a") == ["r2", "r4"])
        #expect(try stems(vault, "source:\"the barn\"") == ["r1", "r3", "r5"])
        #expect(try stems(vault, "source:bees") == ["r2"])
        #expect(try stems(vault, "target:gone") == ["r3"] && stems(vault, "source:gone") == ["r4"])
        #expect(try stems(vault, "target:a,b source:a,b") == ["r1", "r2", "r5"])
        #expect(try stems(vault, "type:relationship -target:b") == ["r2", "r3", "r4"])
        #expect(try stems(vault, "target:tomorrow") == ["c"] && stems(vault, "target:*").count == 6)
        #expect(try stems(vault, "is:orphan") == ["c"])
    }

    @Test("A misspelt date is told as one where nothing is called so")
    func misspeltDates() throws {
        let vault = try SmallVault([
            "a.md": "---\ntype: relationship\nsource: b\nrelation: blocks\ntarget: fryday\n---\n", "b.md": "# B\n",
        ])
        #expect(try stems(vault, "target:fryday") == ["a"])
        guard
            case .invalidQuery(let error, _)? = vaultError({ try vault.entities(matching: "target:tomorow") }),
            case .invalidValue("target", "tomorow", let expected) = error.reason
        else {
            Issue.record("it is taken for a name")
            return
        }
        #expect(error.suggestion == "tomorrow" && error.span == 7..<14 && expected.hasSuffix(", or an entity"))
    }

    @Test("A name that nothing bears can be linked to, and is an error elsewhere")
    func wanted() throws {
        let vault = try SmallVault(["a.md": "See [[The Shed]].\n", "b.md": "---\ntype: task\nproject: shed\n---\n"])
        #expect(try stems(vault, "links-to:\"the shed\"") == ["a"])
        #expect(try stems(vault, "project:shed") == ["b"])
        #expect(try stems(vault, "is:wanted") == ["a", "b"])
        #expect(
            vaultError { try vault.entities(matching: "links-to:barn") }
                == .unresolvedReference(
                    .unknownReference("barn", suggestion: nil), text: "links-to:barn", span: 9..<13))
        #expect(
            vaultError { try vault.entities(matching: "type:task near:shed~2") }
                == .unresolvedReference(
                    .unknownReference("shed", suggestion: nil), text: "type:task near:shed~2", span: 15..<19))
    }

    @Test("What is missing is wanted at whichever end of a relation it is, and told by the key that names it")
    func wantedAtEitherEnd() throws {
        let vault = try SmallVault([
            "a.md": "---\ntype: task\nblocked_by: tiles\n---\n", "b.md": "---\ntype: task\ndepends_on: crane\n---\n",
            "r.md": "---\ntype: relationship\nsource: lost\ntarget: gone\nrelation: relates_to\n---\n",
        ])
        #expect(try stems(vault, "is:wanted") == ["a", "b", "r"])
        #expect(try stems(vault, "blocked_by:tiles") == ["a"])
        #expect(try vault.vault.wanted().map(\.text) == ["crane", "gone", "lost", "tiles"])
        let told = try vault.vault.check().filter { $0.code == .unknownReference }.map(\.message)
        #expect(told.count == 4 && told.contains("\"tiles\", named by blocked_by, is no entity of the vault."))
    }

    @Test("Paths that lead to one missing place are one wanted target, by the shortest of them")
    func wantedPaths() throws {
        let vault = try SmallVault([
            "a.md": "[[plan]] [[Plan]]\n", "b.md": "[x](plan.md) [x](notes/../plan.md) [x](notes/plan.md)\n",
            "notes/c.md": "[x](../plan.md) [x](plan.md)\n",
        ])
        let wanted = try vault.vault.wanted()
        #expect(wanted.map(\.text) == ["plan", "plan.md"] && wanted.map(\.places.count) == [5, 2])
        #expect(wanted.map(\.target) == ["plan", "notes/plan.md"])
    }

    @Test("A relation that is its own inverse is stated once")
    func symmetricTwice() throws {
        let vault = try SmallVault([
            "a.md": "---\nrelates_to: [b, c]\n---\n", "b.md": "---\nrelates_to: a\n---\n", "c.md": "",
        ])
        let found = try vault.vault.check().filter { $0.code == .duplicateRelation }
        #expect(found.map(\.path) == ["b.md"])
    }

    @Test("A text in quotes may have any ending, and an entity whose name is one a number of steps")
    func behindQuotes() throws {
        let vault = try SmallVault([
            "Daily notes/mon.md": "See [[Two words]].\n", "Two words.md": "[[third]]\n", "third.md": "",
        ])
        #expect(try stems(vault, "path:\"Daily notes/\"*") == ["mon"])
        #expect(try stems(vault, "near:\"Two words\"~1") == ["mon", "third"])
        #expect(try stems(vault, "near:third~2") == ["Two words", "mon"])
        #expect(try stems(vault, "\"Two wo\"*") == ["Two words", "mon"])
    }

    @Test("What is sorted by may have a space in its name, and is no other term")
    func sortedByRequest() throws {
        let vault = try SmallVault([
            "a.md": "---\nDue date: 2026-12-02\n---\n", "b.md": "---\nDue date: 2026-12-01\n---\n",
        ])
        var request = EntityRequest()
        request.sort = "Due date, -title"
        #expect(try vault.vault.list(vault.vault.query(for: request)).map(\.path) == ["b.md", "a.md"])
        request.sort = "title limit:1"
        #expect(throws: VaultError.self) { try vault.vault.query(for: request) }
    }

    @Test("What only went with its file and came back with it was no other value")
    func wasAndIsAgain() throws {
        let repository = try TestVault()
        try repository.write("t.md", "---\ntype: task\nstatus: paused\n---\n")
        try repository.commit()
        try repository.git("rm", "--quiet", "t.md")
        try repository.commit()
        try repository.git("revert", "--no-edit", "HEAD")
        let vault = try repository.refreshed()
        #expect(try vault.entities(matching: "was:status=paused").isEmpty)
        #expect(try vault.entities(matching: "became:status=paused").count == 1)
    }

    @Test("Lists are asked item by item, texts without regard to case, free keys by what they hold")
    func values() throws {
        let vault = try SmallVault([
            "a.md": "---\nauthors: [Ada, Grace Hopper]\nyear: 1998\nread: 2026-12-30\n---\n",
            "b.md": "---\nauthors: Ürsula\nyear: 2012\nup: \"[[a]]\"\n---\n",
        ])
        #expect(try stems(vault, "authors:\"grace hopper\"") == ["a"])
        #expect(try stems(vault, "authors:ada,ürsula") == ["a", "b"])
        #expect(try stems(vault, "authors:gr*") == ["a"])
        #expect(try stems(vault, "year<2000") == ["a"])
        #expect(try stems(vault, "year:2000..2020") == ["b"])
        #expect(try stems(vault, "read:-30d..today") == ["a"])
        #expect(try stems(vault, "up:a") == ["b"])
    }

    @Test("A list leaves out what was dropped and the kinds, unless they are asked for, not only denied")
    func hidden() throws {
        let repository = try TestVault()
        try repository.write("kinds/book.md", "---\ntype: kind\ntitle: Book\n---\n")
        try repository.write("a.md", "---\ntype: idea\nstatus: discarded\n---\n")
        try repository.write("b.md", "---\ntype: idea\n---\n")
        try repository.commit()
        let vault = try repository.refreshed()
        func listed(_ query: String) throws -> [String] {
            var request = EntityRequest()
            request.queries = [query]
            return try vault.list(vault.query(for: request)).map(\.path).sorted()
        }
        #expect(try listed("") == ["b.md"])
        #expect(try listed("-status:done -type:task") == ["b.md"])
        #expect(try listed("status:dropped,open") == ["a.md", "b.md"])
        #expect(try listed("type:kind") == ["kinds/book.md"])
        #expect(try listed("is:dropped or type:kind") == ["a.md", "kinds/book.md"])
    }

    @Test("A session that failed or was abandoned is a result, and is put away by no list")
    func failedSessions() throws {
        let repository = try TestVault()
        try repository.write("agents/bot.md", "---\ntype: agent\n---\n")
        for status in ["active", "completed", "failed", "abandoned"] {
            try repository.write("\(status).md", "---\ntype: session\nagent: bot\nstatus: \(status)\n---\n")
        }
        try repository.commit()
        let vault = try repository.refreshed()
        for (query, count) in [
            ("type:session", 4), ("status!=completed type:session", 3), ("-status:completed agent:bot", 3),
            ("agent:bot", 4), ("agent:bot is:dropped", 2), ("agent:bot -is:dropped", 2),
        ] {
            var request = EntityRequest()
            request.queries = [query]
            #expect(try vault.count(vault.query(for: request)) == count, "\(query)")
            #expect(try vault.hiddenCount(of: request) == 0, "\(query)")
        }
        #expect(try vault.detail(of: "bot").work?.sessions == 4)
    }

    @Test(
        "A search finds what a list finds, what has the words before what has none",
        arguments: [
            ("roof or shelf", "a b"), ("(roof or shelf) talk", "a"), ("roof or type:task", "a t"),
            ("not roof", "b c t"),
            ("roof", "a"), ("title:roof,shelf", "a b"), ("talk or (shelf and type:note)", "a b"),
            ("roof or shelf or nothing limit:1", nil), ("roof or type:task limit:1", "a"),
            ("(roof and shelf) or wall", "c"),
        ] as [(String, String?)])
    func searching(query: String, expected: String?) throws {
        let vault = try SmallVault([
            "a.md": "# Roof\n\nA talk of the roof.\n", "b.md": "# Shelf\n\nA shelf.\n", "c.md": "# Wall\n\nBare.\n",
            "t.md": "---\ntype: task\n---\n# Bake\n",
        ])
        var request = EntityRequest()
        request.queries = [query]
        try vault.vault.refresh(includingText: true)
        let resolved = try vault.vault.query(for: request)
        let hits = try vault.vault.search(resolved)
        let found = hits.map { VaultPath.stem(of: $0.entity.path) }
        if let expected {
            #expect(found.sorted().joined(separator: " ") == expected)
        } else {
            #expect(found.count == 1)
        }
        if resolved.query.limit == nil { #expect(try Set(found) == Set(stems(vault, query))) }
        let scores = hits.map(\.score)
        #expect(scores == scores.sorted(by: >))
        for hit in hits where hit.score > 0 && hit.entity.type == "note" {
            #expect(!hit.snippet.isEmpty, "\(hit.entity.title)")
        }
    }

    @Test("A kind may stand first, and a kept question anywhere, in any text")
    func requests() throws {
        let vault = try SmallVault([
            ".mosaic/config.yaml": "queries:\n  mine: 'tasks priority:high sort:-title'\n  home: 'tag:{place}'\n",
            "a.md": "---\ntype: task\npriority: high\n---\n",
            "b.md": "---\ntype: task\npriority: high\ntags: [two/words]\n---\n",
            "c.md": "---\ntype: task\ntags: [home]\n---\n", "d.md": "tasks\n",
        ])
        func paths(_ text: String) throws -> [String] {
            try vault.vault.list(vault.vault.query(for: vault.vault.request(asking: text))).map(\.path)
        }
        #expect(try paths("tasks priority:high limit:1 sort:path") == ["a.md"])
        #expect(try paths("@mine") == ["b.md", "a.md"])
        #expect(try paths("-tag:two/* @mine") == ["a.md"])
        #expect(try paths("(@mine or @home place=home) sort:path") == ["a.md", "b.md", "c.md"])
        #expect(try paths("\"tasks\"") == ["d.md"])
        #expect(
            vaultError { try vault.vault.request(asking: "tag:a @mien") }
                == .unknownSavedQuery("mien", suggestion: "mine", known: ["mine", "home"]))
    }

    @Test("What names one thing in many ways is counted as one, by its title; of two of a title each by its path")
    func tallies() throws {
        var files = [
            "domains/home.md": "---\nid: h1234567\ntype: domain\ntitle: Home\naliases: [House]\n---\n",
            "x/barn.md": "---\ntype: domain\ntitle: Barn\n---\n",
            "y/barn.md": "---\ntype: domain\ntitle: Barn\n---\n",
            "n1.md": "---\ntype: note\nsize: 10\nage: 41\nstatus: published\n---\n",
            "n2.md": "---\ntype: note\nsize: 10\nage: old\n---\n# N\n",
        ]
        let written = ["home", "Home", "\"[[home]]\"", "\"[[Home|x]]\"", "h1234567", "domains/home.md", "House"]
        for (number, domain) in (written + ["x/barn", "y/barn", "nowhere"]).enumerated() {
            files["t\(number).md"] =
                "---\ntype: task\ndomain: \(domain)\nblocked_by: [n2, \"[[n2|a note]]\"]\n---\n"
        }
        let vault = try SmallVault(files)
        func rows(_ query: String, by fields: String) throws -> [String] {
            var request = EntityRequest()
            request.queries = [query]
            request.includesHidden = true
            return try vault.vault.tally(vault.vault.query(for: request), by: fields).map { tally in
                (["\(tally.count)"] + tally.values.map { $0?.text ?? "-" }).joined(separator: " ")
            }
        }
        #expect(
            try rows("type:task", by: "domain") == ["7 Home", "1 nowhere", "1 x/barn.md", "1 y/barn.md"])
        #expect(try rows("type:task", by: "blocked_by") == ["10 N"])
        #expect(try rows("type:note", by: "title") == ["1 N", "1 n1"])
        #expect(try rows("type:task", by: "group,type") == ["10 open task"])
        #expect(try rows("type:note", by: "created") == ["2 2023-11-14"])
        #expect(try rows("type:note", by: "age") == ["1 41", "1 old"])
        #expect(try rows("type:note", by: "field.age,size") == ["1 41 10", "1 old 10"])
        let sizes = try vault.vault.tally(vault.vault.query(for: EntityRequest()), by: "size").map(\.values)
        #expect(sizes.contains([.integer(10)]))
        for (name, reason) in [
            ("when", QueryError.Reason.computedField("when", use: "counted")),
            ("is", .computedField("is", use: "counted")),
            ("dmoain", .unknownField("dmoain")),
        ] {
            guard case .invalidQuery(let error, _)? = vaultError({ try rows("", by: name) }) else {
                Issue.record("\(name)")
                continue
            }
            #expect(error.reason == reason)
        }
    }

    @Test("Times are sorted as clocks show them at each of them, in summer and in winter")
    func summerAndWinter() throws {
        let repository = try TestVault()
        try repository.write("a.md", "---\ntype: event\nstart: 2027-07-01T12:30\n---\n")
        try repository.write("b.md", "---\ntype: event\nstart: 2027-07-01T17:00Z\n---\n")
        try repository.commit()
        var surroundings = repository.surroundings
        // Five hours behind in winter, four from 14 March to 7 November 2027.
        surroundings.secondsFromUTC = { (1_805_007_600..<1_825_567_200).contains($0) ? -14_400 : -18_000 }
        let vault = try Vault(discovering: repository.path, surroundings: surroundings)
        try vault.refresh()
        for key in ["start", "when"] {
            #expect(try vault.entities(matching: "sort:\(key)").map(\.path) == ["a.md", "b.md"])
        }
    }

    @Test("How long something has had its status is asked of what has one")
    func withoutStatus() throws {
        let vault = try SmallVault(["d.md": "---\ntype: domain\n---\n", "t.md": "---\ntype: task\n---\n"])
        #expect(try stems(vault, "in-status>1d") == ["t"] && stems(vault, "-in-status>1d") == ["d"])
    }

    @Test("The status that a merge keeps is told from the branch that it came from", arguments: ["main", "side"])
    func mergedStatus(kept: String) throws {
        func task(_ status: String) -> String { "---\nid: t1\ntype: task\nstatus: \(status)\n---\n" }
        let repository = try TestVault()
        let day: Int64 = 86_400
        let begin = repository.surroundings.now() - 100 * day
        func commit(_ status: String, after days: Int64) throws {
            try repository.write("t.md", task(status))
            try repository.commit("x", at: begin + days * day)
        }
        try commit("not_started", after: 0)
        try repository.git("checkout", "--quiet", "-b", "side")
        try commit("in_progress", after: 10)
        try commit("paused", after: 60)
        try repository.git("checkout", "--quiet", "main")
        try commit("completed", after: 30)
        try repository.git(["merge", "--quiet", "--no-commit", "side"], mayFail: true)
        try repository.git("checkout", "--quiet", kept == "main" ? "--ours" : "--theirs", "t.md")
        try repository.commit("merge", at: begin + 90 * day)
        let vault = try repository.refreshed()
        func found(_ query: String) throws -> [String] { try vault.entities(matching: query).map(\.path) }
        let (since, before) = kept == "main" ? (71, 69) : (41, 39)
        #expect(try found("in-status<\(since)d") == ["t.md"] && found("in-status<\(before)d") == [])
        var request = EntityRequest()
        request.queries = ["type:task"]
        let statistics = try vault.statistics(of: vault.query(for: request), weeks: 20)
        #expect(statistics.weeks.map(\.completed).reduce(0, +) == (kept == "main" ? 1 : 0))
        let stays = statistics.stays.map { "\($0.status) \($0.durations.median / day)" }
        #expect(stays == (kept == "main" ? ["not_started 30"] : ["not_started 10", "in_progress 50", "paused 40"]))
        #expect(statistics.fromCreation?.median == (kept == "main" ? 30 * day : nil))
    }

    @Test("What was done stays done though its file is gone, where nothing but a kind is asked for")
    func goneWork() throws {
        let vault = try SmallVault([
            "a.md": "---\ntype: task\n---\n", "b.md": "---\ntype: task\nstatus: not_started\n---\n", "n.md": "# N\n",
        ])
        for name in ["a", "b"] { try vault.repository.write("\(name).md", "---\ntype: task\nstatus: completed\n---\n") }
        try vault.repository.commit()
        try vault.repository.remove("a.md")
        try vault.repository.remove("n.md")
        try vault.repository.commit()
        try vault.vault.refresh()
        func done(_ queries: String...) throws -> [Int] {
            var request = EntityRequest()
            request.queries = queries
            let statistics = try vault.vault.statistics(of: vault.vault.query(for: request), weeks: 2_000)
            return [statistics.entities] + [\.created, \.completed].map { statistics.weeks.map($0).reduce(0, +) }
        }
        #expect(try done("type:task") == [1, 2, 2])
        #expect(try done() == [1, 3, 2])
        #expect(try done("type:task", "path:b*") == [1, 1, 1])
    }

    @Test(
        "A word of a language without spaces is found wherever it stands, and so is another word beside it",
        arguments: [
            ("プラグイン", "a"), ("sync", "a"), ("Syncプラグイン", "a"), ("obsidian", "b"), ("插件", "b"), ("使用", "b"),
            ("使用Obsidian", "b"), ("2024", "c"), ("計画", "c"), ("版本", "d"), ("v2", "d"), ("한국어", "e"), ("API", "e"),
            ("ภาษา", "f"), ("git", "f"), ("ync", ""), ("lug", ""), ("obs*", "b"),
        ])
    func glued(words: String, expected: String) throws {
        let vault = try SmallVault([
            "a.md": "Syncプラグイン\n", "b.md": "使用Obsidian插件。\n", "c.md": "2024年計画\n", "d.md": "v2版本\n",
            "e.md": "API한국어 문서\n", "f.md": "gitภาษาไทย\n",
        ])
        #expect(try stems(vault, "\"\(words)\"").joined(separator: " ") == expected)
    }

    @Test("What two machines did alike was done once")
    func doneTwice() throws {
        let repository = try TestVault()
        func write(_ status: String) throws {
            try repository.write("t.md", "---\nid: t1\ntype: task\nstatus: \(status)\n---\n")
        }
        try write("not_started")
        try repository.commit()
        try repository.git("checkout", "--quiet", "-b", "side")
        try write("completed")
        try repository.commit()
        try repository.git("checkout", "--quiet", "main")
        try write("completed")
        try repository.commit()
        try repository.git("merge", "--quiet", "side", "--message", "merge")
        let vault = try repository.refreshed()
        var request = EntityRequest()
        request.queries = ["type:task"]
        let statistics = try vault.statistics(of: vault.query(for: request), weeks: 2_000)
        #expect(statistics.weeks.map(\.completed).reduce(0, +) == 1)
    }

    @Test("What two machines made alike is one more, and of as many entities as are asked for")
    func madeTwice() throws {
        let repository = try TestVault()
        try repository.write("other.md", "---\ntype: task\n---\n")
        try repository.commit()
        try repository.git("checkout", "--quiet", "-b", "side")
        try repository.write("t.md", "---\nid: t1\ntype: task\n---\n")
        try repository.commit()
        try repository.git("checkout", "--quiet", "main")
        try repository.write("t.md", "---\nid: t1\ntype: task\n---\n")
        try repository.commit()
        try repository.git("merge", "--quiet", "side", "--message", "merge")
        let vault = try repository.refreshed()
        var request = EntityRequest()
        request.queries = ["type:task"]
        let statistics = try vault.statistics(of: vault.query(for: request), weeks: 2_000)
        #expect(statistics.weeks.map(\.created).reduce(0, +) == 2 && statistics.entities == 2)
        #expect(statistics.stays.map(\.durations.count) == [2])
        request.limit = 1
        #expect(try vault.statistics(of: vault.query(for: request), weeks: 1).entities == 1)
    }

    @Test(
        "As many values as a query may have are answered",
        arguments: ["id", "due", "path", "tag", "title", "rating", "links-to"])
    func manyValues(key: String) throws {
        let vault = try SmallVault(["a.md": "---\nid: a\nrating: 1\ndue: 2026-12-01\ntags: [a]\n---\n[[a]]\n"])
        let value = ["due": "2026-12-01", "path": "a.md", "rating": "1"][key] ?? "a"
        let values = Array(repeating: value, count: Query.mostValues).joined(separator: ",")
        #expect(try stems(vault, "\(key):\(values)") == ["a"])
    }

    @Test("The best comes first where words are asked for, and nothing else sorts")
    func ranking() throws {
        let vault = try SmallVault([
            "a.md": "# One\n\nA barrel among many other words, in a long text about rain and roofs.\n",
            "b.md": "# The barrel\n\nA barrel, a barrel.\n",
        ])
        #expect(try vault.entities(matching: "barrel").map(\.path) == ["b.md", "a.md"])
        #expect(try vault.entities(matching: "barrel sort:path").map(\.path) == ["a.md", "b.md"])
        #expect(try vault.entities(matching: "barrel -title:barrel").map(\.path) == ["a.md"])
        #expect(try vault.entities(matching: "\"rain and\" or \"the barr*\"").count == 2)
    }
}
