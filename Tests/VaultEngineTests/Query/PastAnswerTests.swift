import Testing
import VaultModel

@testable import VaultEngine

/// What questions about the past mean, shown on histories small enough to see through. The present is 15 January 2027, 08:00 UTC.
struct PastAnswerTests {
    /// A vault each of whose files was written twice, as it was and as it is, with a commit behind each.
    private struct ChangedVault {
        let repository: TestVault
        let vault: Vault

        init(_ files: [(name: String, before: String, after: String)]) throws {
            repository = try TestVault()
            for version in [\(name: String, before: String, after: String).before, \.after] {
                for file in files {
                    try repository.write("\(file.name).md", "---\nid: \(file.name)\n\(file[keyPath: version])\n---\n")
                }
                try repository.commit()
            }
            vault = try repository.refreshed()
        }

        func names(_ query: String) throws -> [String] { try vault.entities(matching: query).map(\.id).sorted() }
    }

    @Test("A date slips to a later day or time, however both are written")
    func slips() throws {
        let starts = [
            ("zoned", "2026-12-01T09:00+02:00", "2026-12-01T08:30Z"), ("space", "2026-12-01T10:00", "2026-12-01 11:00"),
            ("earlier", "2026-12-01 09:00", "2026-12-01T08:00"), ("same", "2026-12-01", "2026-12-01T00:00"),
            ("cleared", "2026-12-05", "soon"), ("narrowed", "2026-12-01", "2026-12-01T09:00"),
            ("day", "2026-12-01T09:00", "2026-12-02"), ("year", "2026-12-31", "2027-01-01"),
        ]
        let vault = try ChangedVault(
            starts.map { ($0.0, "type: event\nstart: \($0.1)", "type: event\nstart: \($0.2)") } + [
                // From 9 in New York to 10 in Dublin is four hours earlier, from 9 there to 6 here an hour later.
                (
                    "west", "type: event\ntimezone: America/New_York\nstart: 2026-12-01T09:00",
                    "type: event\ntimezone: Europe/Dublin\nstart: 2026-12-01T10:00"
                ),
                (
                    "east", "type: event\ntimezone: Europe/Dublin\nstart: 2026-12-01T09:00",
                    "type: event\ntimezone: America/New_York\nstart: 2026-12-01T06:00"
                ),
            ])
        #expect(try vault.names("slipped:start") == ["day", "east", "space", "year", "zoned"])
        #expect(try vault.names("slipped:start<1") == ["cleared", "earlier", "narrowed", "same", "west"])
        let slipped = try vault.names("slipped:start")
        for counts in ["0,1", "1,0"] {
            #expect(try vault.names("slipped:start=\(counts)") == (slipped + vault.names("slipped:start<1")).sorted())
        }
    }

    @Test("A field that no file has any more can be asked of the past, and of nothing else")
    func formerField() throws {
        let vault = try ChangedVault([
            ("a", "type: task\nMood: low", "type: task"), ("b", "type: task\nnext_on: 2026-12-01", "type: task"),
        ])
        #expect(try vault.names("was:mood=low") == ["a"] && vault.names("was:mood=high") == [])
        #expect(try vault.names("changed:next-on") == ["b"])
        #expect(try vault.names("changed:Mood or was:next_on=2026-12") == ["a", "b"])
        #expect(try vault.names("became:next_on=2026-12-01") == ["b"] && vault.names("slipped:next_on") == [])
        for query in ["has:next_on", "next_on:2026-12-01", "sort:next_on", "was:nxt=1", "was:path=a.md", "changed:nxt"]
        {
            #expect(vaultError { try vault.names(query) } != nil, "\(query)")
        }
        guard case .invalidQuery(let error, _)? = vaultError({ try vault.names("was:nextt_on=1") }) else {
            Issue.record("a field that never was is known")
            return
        }
        #expect(error.suggestion == "next_on")
    }

    @Test(
        "A value of the past is read as the same value of the present is",
        arguments: [
            "due:2026-12", "due:2026-12-15", "due:2026-12-01..2026-12-31", "due:..2026-12-15", "due:\"last month\"",
            "due:-31d", "due:2026-12-15T00:00", "due:*", "estimate:2h", "estimate:120m", "estimate:1h..1d",
            "size:1.5", "size:1.50", "size:1..2", "start:2026-12-01T15:00", "start:2026-12-01",
            "start:2026-12-01T10:00..", "up:b", "depends_on:\"the barn\"", "depends_on:b", "priority:medium",
            "priority:m*", "status:open", "done:true", "start:2026-12-01T15:00Z",
            "start:2026-12-01T09:00Z..2026-12-01T16:00Z",
        ])
    func values(query: String) throws {
        let task = """
            type: task\nestimate: 2h\nsize: 1.5\ndue: 2026-12-15\nup: "[[b]]"\ndepends_on: "[[b|The barn]]"\ndone: true
            """
        let other = """
            type: task\nestimate: 3d\nsize: 7\ndue: 2027-01-20\nup: c\ndepends_on: c\ndone: false\npriority: low
            status: completed
            """
        let event = "type: event\ntimezone: America/New_York\nstart: 2026-12-01T10:00"
        let barn = ("b", "title: The barn", "title: The barn")
        let files = [("a", task, other), ("e", event, "type: event\nstart: 2026-11-02T11:00"), barn]
        let present = try ChangedVault(files.map { ($0.0, $0.1, $0.1) }).names(query)
        try #require(present == ["a"] || present == ["e"])
        let vault = try ChangedVault(files)
        let parts = query.split(separator: ":", maxSplits: 1)
        #expect(try vault.names("was:\(parts[0])=\(parts[1])") == present)
        // What a kind gives was there from the beginning.
        let isGiven = ["priority", "status"].contains(parts[0])
        #expect(try vault.names("became:\(parts[0])=\(parts[1])").contains(present[0]) == !isGiven)
    }

    @Test(
        "What was given up was there before a change and not behind it, and what was got the other way round",
        arguments: [
            ("tags: [home]", "tags: [home, urgent]", "became:tags=urgent became:tags=* became:tags=home,urgent"),
            ("tags: [home, urgent]", "tags: [urgent]", "was:tags=home was:tags=* was:tags=home,urgent"),
            ("status: not_started", "status: in_progress", "became:status=in_progress was:status=not_started"),
            ("mood: x", "mood: x\nstatus: in_progress", "became:status=in_progress was:status=not_started"),
            ("status: in_progress", "status: completed", "became:status=done was:status=in_progress was:status=open"),
            ("due: 2026-12-01", "due: 2026-12-02", "became:due=2026-12-02 was:due=2026-12-01"),
            ("due: 2026-11-30", "due: 2026-12-02", "became:due=2026-12 became:due=2026-12-02"),
            ("depends_on: [b]", "depends_on: [b, c]", "became:depends_on=c"),
            ("depends_on: [\"[[b|B]]\", c]", "depends_on: c", "was:depends_on=b"),
        ])
    func sides(before: String, after: String, expected: String) throws {
        let vault = try ChangedVault([
            ("a", "type: task\n\(before)", "type: task\n\(after)"), ("b", "title: B", "title: B"),
            ("c", "title: C", "title: C"),
        ])
        let questions = [
            "tags=home", "tags=urgent", "tags=*", "tags=home,urgent", "status=open", "status=done",
            "status=in_progress", "status=not_started", "due=2026-12", "due=2026-12-01", "due=2026-12-02",
            "depends_on=b", "depends_on=c",
        ]
        // The second commit is the change; the first made everything.
        let changed = try questions.flatMap { question in
            try ["became", "was"].filter { key in
                try vault.names("\(key):\(question)>=2023-11-14T22:18Z").contains("a")
            }.map { "\($0):\(question)" }
        }
        #expect(changed.sorted() == expected.split(separator: " ").map(String.init).sorted())
    }

    @Test(
        "A reference of the past is what it leads to now, however it is written, and its spelling where it leads nowhere",
        arguments: [
            ("barn", "shed", "was"), ("\"[[The barn]]\"", "shed", "was"), ("p1", "shed", "was"), ("P1", "shed", "was"),
            ("\"[[works/barn|Barn]]\"", "shed", "was"), ("works/barn.md", "shed", "was"),
            ("project/barn", "shed", "was"),
            ("../works/barn.md", "shed", "was"), ("stall", "shed", "was"), ("shed", "\"[[The barn]]\"", "became"),
            ("barn", "\"[[works/barn]]\"", ""), ("[barn, shed]", "[shed, p1]", ""), ("\"[[barn]]\"", "barns", "was"),
            ("the-barn", "shed", ""), ("The burn", "shed", ""), ("notes/barn", "shed", ""),
        ])
    func references(before: String, after: String, expected: String) throws {
        let repository = try TestVault()
        try repository.write(
            "works/barn.md", "---\ntype: project\nid: p1\ntitle: The barn\naliases: [Stall]\n---\n")
        try repository.write("works/shed.md", "---\ntype: project\n---\n")
        try repository.write("notes/barn.md", "---\ntype: note\n---\n")
        for project in [before, after] {
            try repository.write("tasks/t.md", "---\ntype: task\nproject: \(project)\n---\n")
            try repository.commit()
        }
        let vault = try repository.refreshed()
        for name in ["works/barn", "p1", "\"The barn\"", "stall", "project/barn", "barn"] {
            let found = try ["was", "became"].filter { key in
                try !vault.entities(matching: "\(key):project=\(name)>=2023-11-14T22:18Z").isEmpty
            }
            #expect(found.joined(separator: " ") == expected, "\(name)")
        }
    }

    @Test("What a text of the past no longer leads to goes by its spelling")
    func formerReferences() throws {
        let repository = try TestVault()
        try repository.write("old-barn.md", "# The barn\n")
        try repository.write("t.md", "---\ntype: task\nproject: Old-Barn\ndepends_on: \"[[the byre]]\"\n---\n")
        try repository.commit()
        try repository.git("mv", "old-barn.md", "new-barn.md")
        try repository.write("t.md", "---\ntype: task\n---\n")
        try repository.commit()
        let vault = try repository.refreshed()
        #expect(try vault.entities(matching: "was:project=old-barn").count == 1)
        #expect(try vault.entities(matching: "was:project=new-barn") == [])
        #expect(try vault.entities(matching: "was:depends_on=\"The Byre\"").count == 1)
        #expect(try vault.entities(matching: "was:depends_on=the*").count == 1)
    }

    @Test(
        "What a field never was is not found, near as it may be",
        arguments: [
            "start=2026-12-01T09:00", "due=2026-12-14", "due=2026-11-01..2026-12-14", "due=\"next month\"",
            "estimate=2m", "size=15", "size=2", "done=false", "up=c", "depends_on=barn",
        ])
    func otherValues(value: String) throws {
        let task = """
            type: task\nestimate: 2h\nsize: 1.5\ndue: 2026-12-15\nup: "[[b]]"\ndepends_on: "[[b]]"\ndone: true
            """
        // A field can be asked for as long as somebody has it.
        let keeper = "size: 9\nup: x\ndone: x"
        let vault = try ChangedVault([
            ("a", task, "type: task"), ("e", "type: event\nstart: 2026-12-01T10:00", "type: event"),
            ("b", keeper, keeper),
        ])
        #expect(try vault.names("was:\(value)") == [])
    }

    @Test(
        "A range of past times goes from so many days ago to so many days ago",
        arguments: [
            ("created=7d", "d7"), ("created=7d..3d", "d3 d5 d7"), ("created=-7d..-3d", "d3 d5 d7"),
            ("created=7d..today", "d0 d1 d3 d5 d7"), ("created=7d..", "d0 d1 d3 d5 d7"), ("created=..7d", "d7 d8"),
            ("updated=1w..3d", "d3 d5 d7"), ("became:status=paused=5d..1d", "d1 d3 d5"),
            ("changed:status=5d..", ""), ("-created=7d..", "d8"),
        ])
    func ages(query: String, expected: String) throws {
        let repository = try TestVault()
        for days in [8, 7, 5, 3, 1, 0] as [Int64] {
            try repository.write("d\(days).md", "---\ntype: task\nstatus: paused\n---\n")
            try repository.commit(at: 1_800_000_000 - days * 86_400)
        }
        let vault = try repository.refreshed()
        let found = try vault.entities(matching: query).map { VaultPath.stem(of: $0.path) }.sorted()
        #expect(found.joined(separator: " ") == expected)
        let days = try vault.days(named: "7d..today", .back)
        #expect(days.lowerBound == days.upperBound.adding(days: -7))
        #expect(try vault.review(of: days, EntityRequest()).new.count == 5)
    }
}
