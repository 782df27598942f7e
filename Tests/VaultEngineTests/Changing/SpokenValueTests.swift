import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("Values that are said in words")
struct SpokenValueTests {
    private static let event = "---\ntype: event\nstart: 2026-12-01T09:00\n---\n# Talk\n"

    @Test("An end is told by the start of the same command, whichever stands first, or of the file")
    func ends() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("events/talk.md", Self.event)])
        for (values, end) in [
            (["end=10:30"], "2026-12-01T10:30"), (["end=+1h"], "2026-12-01T10:00"),
            (["end=+90m", "start=2026-12-03T23:00"], "2026-12-04T00:30"),
            (["start=friday 9:00", "end=noon"], "2026-11-27T12:00"),
            (["end=tomorrow 9:00"], "2026-11-26T09:00"),
        ] {
            try vault.change { try $0.planSetting(values.map { try ScratchVault.assignment($0) }, of: "talk") }
            #expect(try vault.document("events/talk.md").field("end")?.value.text == end)
        }
        let made = try vault.make("event", "Lunch", ["start=tomorrow noon", "end=+1h"])
        #expect(try vault.document(made.path).field("end")?.value.text == "2026-11-26T13:00")
    }

    @Test(
        "The present is this second with its offset for a time, the minute of its own clocks for what takes place, and today for a day"
    )
    func present() throws {
        let kind = "---\ntype: kind\nfields:\n  seen: datetime\n  opened: date\n---\n"
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("events/talk.md", Self.event), ("kinds/place.md", kind), ("places/p.md", "---\ntype: place\n---\n"),
                ("notes/n.md", "---\nwhen: 2026-01-01T08:00\nday: 2026-01-01\n---\n# N\n"),
            ])
        // 1795600000 is 2026-11-25T09:46:40Z.
        for (reference, values, field, written) in [
            ("talk", ["start=now"], "start", "2026-11-25T09:46"), ("talk", ["end=Now"], "end", "2026-11-25T09:46"),
            ("talk", ["start=now", "timezone=Asia/Kolkata"], "start", "2026-11-25T15:16"),
            ("places/p.md", ["seen=now"], "seen", "2026-11-25T09:46:40Z"),
            ("places/p.md", ["opened=now"], "opened", "2026-11-25"),
            ("notes/n.md", ["when=now"], "when", "2026-11-25T09:46:40Z"),
            ("notes/n.md", ["day=now"], "day", "2026-11-25"),
            ("notes/n.md", ["word=now"], "word", "now"),
            ("talk", ["all_day=true", "start=now"], "start", "2026-11-25"),
        ] {
            try vault.change { try $0.planSetting(values.map { try ScratchVault.assignment($0) }, of: reference) }
            let path = try vault.open().entity(reference).path
            #expect(try vault.document(path).field(field)?.value.text == written, "\(values)")
        }
        let made = try vault.make("task", "Call", ["due=now", "scheduled=now"])
        #expect(try vault.document(made.path).field("due")?.value.text == "2026-11-25")
        #expect(try vault.document(made.path).field("scheduled")?.value.text == "2026-11-25T09:46:40Z")
    }

    @Test("An end before the start is told, where the command has to do with it")
    func order() throws {
        let vault = try ScratchVault(VaultTemplate.emptyVaultFiles + [("events/talk.md", Self.event)])
        let opened = try vault.open()
        func notes(_ values: String...) throws -> [ChangeNote] {
            try opened.planSetting(values.map { try ScratchVault.assignment($0) }, of: "talk").notes
        }
        #expect(try notes("end=8:00") == [.endsBeforeStart])
        #expect(try notes("end=2026-12-01T10:00", "start=2026-12-02") == [.endsBeforeStart])
        #expect(try notes("end=10:00") == [])
        var random = SeededGenerator(seed: 1)
        let made = try opened.planMaking(
            NewEntity(
                kind: "event", title: "Lunch",
                assignments: ["start=2026-12-02T12:00", "end=11:00"].map { try ScratchVault.assignment($0) }),
            random: &random)
        #expect(made.plan.notes == [.endsBeforeStart])
        try vault.set("talk", "end=8:00")
        try opened.refresh()
        #expect(try notes("location=Town") == [])
    }

    @Test("A recurrence in words becomes its rule, and is asked for by the word")
    func recurrence() throws {
        let task = "---\ntype: task\n---\n"
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles + [
                ("tasks/a.md", task), ("tasks/b.md", task), ("tasks/c.md", task),
                ("tasks/d.md", "---\ntype: task\nrecurrence: RRULE:COUNT=2;interval=1;FREQ=WEEKLY\n---\n"),
            ])
        try vault.set("a", "recurrence=every other week")
        try vault.set("b", "recurrence=daily")
        try vault.set("b", "recurrence=every monday")
        try vault.set("c", "recurrence=daily")
        #expect(try vault.document("tasks/a.md").field("recurrence")?.value.text == "FREQ=WEEKLY;INTERVAL=2")
        let opened = try vault.open()
        for (query, expected) in [
            ("recurrence:weekly", ["tasks/a.md", "tasks/b.md", "tasks/d.md"]), ("recurrence:daily", ["tasks/c.md"]),
            ("recurrence:biweekly", ["tasks/a.md"]), ("recurrence:\"every monday\"", ["tasks/b.md"]),
            ("recurrence:freq=weekly*", ["tasks/a.md", "tasks/b.md"]), ("recurrence:FREQ=DAILY", ["tasks/c.md"]),
            ("was:recurrence=daily", ["tasks/b.md"]), ("became:recurrence=daily", ["tasks/b.md", "tasks/c.md"]),
            ("recurrence!=daily has:recurrence", ["tasks/a.md", "tasks/b.md", "tasks/d.md"]),
        ] {
            var request = EntityRequest()
            request.queries = [query]
            let resolved = try opened.query(for: request)
            #expect(try opened.ask { try $0.entities.paths(resolved) }.sorted() == expected, "\(query)")
        }
        var request = EntityRequest()
        request.queries = ["recurrence:weekley"]
        let error = vaultError { try opened.query(for: request) }
        guard case .invalidQuery(let found, _)? = error else {
            return #expect(Bool(false), "\(error.debugDescription)")
        }
        #expect(found.suggestion == "weekly")
        guard
            case .invalidValue("recurrence", "weekley", .recurrence(_, suggestion: "weekly"))? = vaultError({
                try vault.set("a", "recurrence=weekley")
            })
        else { return #expect(Bool(false)) }
    }
}
