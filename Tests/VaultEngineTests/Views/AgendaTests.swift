import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// Today is Wednesday, 25 November 2026.
@Suite("An agenda")
struct AgendaTests {
    private static func vault(_ files: (name: String, fields: String)...) throws -> ScratchVault {
        try ScratchVault(
            VaultTemplate.emptyVaultFiles + files.map { ($0.name + ".md", "---\n\($0.fields)\n---\n") })
    }

    /// Each entry as a line: day, reason, start, end, title.
    private static func lines(
        _ vault: Vault, _ days: String = "this week", _ request: EntityRequest = EntityRequest()
    ) throws -> [String] {
        func written(_ time: DateTime) -> String {
            time.day.formatted.dropFirst(5) + (time.secondOfDay.map { " \($0 / 3600):\($0 / 60 % 60)" } ?? "")
        }
        return try vault.agenda(of: vault.days(named: days, .ahead), request).entries.map { entry in
            let parts = [
                String(entry.day.formatted.dropFirst(5)), entry.reason.rawValue, written(entry.start),
                entry.end.map(written) ?? "–", entry.entity.title + (entry.isRecurring ? "*" : ""),
            ]
            return parts.joined(separator: "  ")
        }
    }

    @Test("has of a day the events that take all of it, then what has a time, then what is due")
    func order() throws {
        let vault = try Self.vault(
            ("a-due", "type: task\ndue: 2026-11-25"), ("b-day", "type: event\nstart: 2026-11-25"),
            ("c-clock", "type: event\nstart: 2026-11-25T08:00"), ("d-scheduled", "type: task\nscheduled: 2026-11-25"),
            ("e-trip", "type: event\nstart: 2026-11-24\nend: 2026-11-26"),
            ("f-night", "type: event\nstart: 2026-11-24T22:00\nend: 2026-11-25T08:10"),
            ("g-early", "type: task\nscheduled: 2026-11-25T07:00"))
        let opened = try vault.open()
        #expect(
            try opened.agenda(of: opened.days(named: "today", .ahead), EntityRequest()).entries.map(\.entity.title)
                == ["b-day", "e-trip", "f-night", "g-early", "c-clock", "a-due", "d-scheduled"])
    }

    @Test("has events each time that they come back, on each day that they take, by day and time")
    func events() throws {
        let vault = try Self.vault(
            ("once", "type: event\nstart: 2026-11-25T10:00\nend: 2026-11-25T11:30"),
            (
                "standup",
                "type: event\nstart: 2026-01-05T09:15\nend: 2026-01-05T09:30\nrecurrence: FREQ=WEEKLY;BYDAY=MO,WE\nexdate: 2026-11-23"
            ),
            ("trip", "type: event\nstart: 2026-11-21\nend: 2026-11-24"),
            ("night", "type: event\nstart: 2026-11-27T22:00\nend: 2026-11-28T02:00\nrecurrence: FREQ=MONTHLY"),
            ("midnight", "type: event\nstart: 2026-11-24T20:00\nend: 2026-11-25T00:00"),
            ("festival", "type: event\nstart: 2020-11-28T00:00\nall_day: true\nrecurrence: FREQ=YEARLY"),
            ("call", "type: event\nstart: 2026-11-24T23:30-02:00"),
            ("off", "type: event\nstart: 2026-11-25T10:00\nstatus: cancelled"),
            ("backwards", "type: event\nstart: 2026-11-29T10:00\nend: 2026-11-28T10:00"),
            ("odd", "type: event\nstart: someday\nrecurrence: FREQ=DAILY"),
            ("broken", "type: event\nstart: 2026-11-29T11:00\nrecurrence: every day"),
            ("past", "type: event\nstart: 2026-11-20\nend: 2026-11-22"), ("later", "type: event\nstart: 2026-11-30"))
        #expect(
            try Self.lines(vault.open()) == [
                "11-23  start  11-21  11-24  trip",
                "11-24  start  11-21  11-24  trip",
                "11-24  start  11-24 20:0  11-25 0:0  midnight",
                "11-25  start  11-25 1:30  –  call",
                "11-25  start  11-25 9:15  11-25 9:30  standup*",
                "11-25  start  11-25 10:0  11-25 11:30  once",
                "11-27  start  11-27 22:0  11-28 2:0  night*",
                "11-28  start  11-28  –  festival*",
                "11-28  start  11-27 22:0  11-28 2:0  night*",
                "11-29  start  11-29 10:0  –  backwards",
                "11-29  start  11-29 11:0  –  broken",
            ])
        // `is:today` has what the agenda of the day has.
        for offset in -3...6 {
            vault.day = ScratchVault.today.adding(days: offset)
            let opened = try vault.open()
            let today = try opened.agenda(of: vault.day...vault.day, EntityRequest()).entries.map(\.entity.title)
            #expect(try opened.entities(matching: "is:today").map(\.title).sorted() == today.sorted(), "\(offset)")
        }
        // `on:` has what the agenda of some days has.
        vault.day = ScratchVault.today
        let opened = try vault.open()
        for days in ["2026-11-24..2026-11-26", "this week", "2026-11-27", "next month", "2026-11-28,2026-11-23"] {
            let named = try days.split(separator: ",").map {
                try #require(QueryDates.days(String($0), .ahead, clock: opened.surroundings.clock))
            }
            let titles = try named.flatMap { try opened.agenda(of: $0, EntityRequest()).entries.map(\.entity.title) }
            let query = "on:" + days.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
            let found = try opened.entities(matching: query + " -status:dropped")
            #expect(Set(found.map(\.title)) == Set(titles), "\(days)")
        }
    }

    @Test("has what takes place by a kind of the vault's own as it has events, and so has every question for a day")
    func ownKind() throws {
        let vault = try Self.vault(
            (
                "kinds/shift",
                "type: kind\nfields: {start: datetime, end: datetime, zone: timezone, recurrence: recurrence}"
            ),
            ("kinds/book", "type: kind\nfields: {start: date}"),
            ("early", "type: shift\nstart: 2026-11-23T06:00\nend: 2026-11-23T14:00\nrecurrence: FREQ=WEEKLY;COUNT=9"),
            ("night", "type: shift\nstart: 2026-11-24T22:00\nend: 2026-11-25T06:00"),
            ("far", "type: shift\nstart: 2026-11-26T01:00\nend: 2026-11-26T03:00\nzone: Asia/Kolkata"),
            ("whole", "type: shift\nstart: 2026-11-27T01:00-09:00\nend: 2026-11-27\nall_day: true"),
            ("reading", "type: book\nstart: 2026-11-25"))
        let opened = try vault.open()
        #expect(
            try Self.lines(opened) == [
                "11-23  start  11-23 6:0  11-23 14:0  early*", "11-24  start  11-24 22:0  11-25 6:0  night",
                "11-25  start  11-24 22:0  11-25 6:0  night", "11-25  start  11-25 19:30  11-25 21:30  far",
                "11-27  start  11-27  11-27  whole",
            ])
        for (day, titles) in [
            ("2026-11-30", ["early"]), ("2026-11-25", ["far", "night", "reading"]), ("2026-11-27", ["whole"]),
        ] {
            #expect(try opened.entities(matching: "on:\(day)").map(\.title).sorted() == titles, "\(day)")
        }
    }

    @Test("has what is scheduled, due or aimed at, once a day, and nothing that is done or dropped")
    func plans() throws {
        let vault = try Self.vault(
            ("a", "type: task\ndue: 2026-11-26\nscheduled: 2026-11-26T08:00"),
            ("b", "type: task\ndue: 2026-11-27\nscheduled: 2026-11-24"),
            ("c", "type: task\ndue: 2026-11-26\nstatus: completed"),
            ("d", "type: task\ndue: 2026-11-26\nstatus: archived"),
            ("e", "type: project\ntarget: 2026-11-26"), ("f", "type: project\ntarget: 2026-12-26"),
            ("g", "type: relationship\nsource: a\ntarget: b\nrelation: blocks"), ("h", "type: task\ndue: 2026-11-22"))
        #expect(
            try Self.lines(vault.open()) == [
                "11-24  scheduled  11-24  –  b", "11-26  scheduled  11-26 8:0  –  a", "11-26  target  11-26  –  e",
                "11-27  due  11-27  –  b",
            ])
        var request = EntityRequest()
        request.queries = ["type:project or title:b"]
        let opened = try vault.open()
        try opened.refresh(includingText: true)
        #expect(
            try Self.lines(opened, "thursday..friday", request) == [
                "11-26  target  11-26  –  e", "11-27  due  11-27  –  b",
            ])
    }

    @Test("is of this week where nobody names days, and has no place for what is open past its target")
    func passed() throws {
        let scratch = try Self.vault(
            ("a", "type: task\ndue: 2026-11-22"), ("b", "type: task\ndue: 2026-11-24\nstatus: completed"),
            ("c", "type: project\ntarget: 2026-11-01"), ("d", "type: task\ndue: 2026-11-26\nscheduled: 2026-11-24"),
            ("e", "type: task\nscheduled: 2026-11-25"), ("f", "type: task\nscheduled: 2026-11-20\nstatus: archived"),
            ("g", "type: project\nscheduled: 2026-11-20\nstatus: on_hold"), ("h", "type: note\nscheduled: 2026-11-20"))
        let vault = try scratch.open()
        #expect(try vault.agendaDays(named: nil) == vault.days(named: "this week", .ahead))
        #expect(try vault.agendaDays(named: "friday") == vault.days(named: "friday", .ahead))
        var request = EntityRequest()
        for (kind, targets, scheduled) in [(nil, 2, 2), ("tasks", 1, 1)] {
            request.kind = kind
            #expect(try vault.count(of: request, past: .target) == targets)
            #expect(try vault.count(of: request, past: .scheduled) == scheduled)
            for day in PassedDay.allCases {
                var asked = request
                asked.queries = [day.query]
                #expect(try vault.count(vault.query(for: asked)) == vault.count(of: request, past: day))
            }
        }
    }

    @Test("is of days in the person's time zone")
    func zone() throws {
        let vault = try Self.vault(("call", "type: event\nstart: 2026-11-25T23:30Z\nrecurrence: FREQ=DAILY;COUNT=2"))
        var surroundings = vault.surroundings
        surroundings.secondsFromUTC = { _ in 3_600 }
        let opened = try Vault(discovering: vault.path, surroundings: surroundings)
        try opened.refresh()
        #expect(
            try Self.lines(opened) == ["11-26  start  11-26 0:30  –  call*", "11-27  start  11-27 0:30  –  call*"])
    }

    @Test("has what clocks leave out as late as they come to show it, with its end, and whole on other days")
    func gap() throws {
        let (daily, zone) = ("recurrence: FREQ=DAILY", "timezone: Europe/Dublin")
        func event(_ day: String, _ others: String...) -> String {
            (["type: event", "start: \(day)T01:30", "end: \(day)T02:00"] + others).joined(separator: "\n")
        }
        let vault = try Self.vault(
            ("before", event("2027-03-27", daily)), ("before there", event("2027-03-27", daily, zone)),
            ("first", event("2027-03-28", daily)), ("first there", event("2027-03-28", daily, zone)),
            ("once", event("2027-03-28")), ("once there", event("2027-03-28", zone)),
            ("backwards", "type: event\nstart: 2027-03-28T02:30+02:00\nend: 2027-03-28T03:00+03:00"))
        let dublin = try #require(TimeZoneRules(tzif: TestZones.bytes(of: "Europe/Dublin")))
        var surroundings = vault.surroundings
        surroundings.secondsFromUTC = dublin.secondsFromUTC
        let opened = try Vault(discovering: vault.path, surroundings: surroundings)
        try opened.refresh()
        #expect(
            try Self.lines(opened, "2027-03-28") == [
                "03-28  start  03-28 0:30  –  backwards",
                "03-28  start  03-28 1:30  03-28 2:0  once",
                "03-28  start  03-28 2:30  03-28 3:0  before*", "03-28  start  03-28 2:30  03-28 3:0  before there*",
                "03-28  start  03-28 2:30  03-28 3:0  first*", "03-28  start  03-28 2:30  03-28 3:0  first there*",
                "03-28  start  03-28 2:30  03-28 3:0  once there",
            ])
        #expect(
            try Self.lines(opened, "2027-03-29") == [
                "03-29  start  03-29 1:30  03-29 2:0  before*", "03-29  start  03-29 1:30  03-29 2:0  before there*",
                "03-29  start  03-29 1:30  03-29 2:0  first*", "03-29  start  03-29 1:30  03-29 2:0  first there*",
            ])
    }

    @Test("has an event in a zone of its own when the person's clocks show that it is")
    func zoneOfEvent() throws {
        let vault = try Self.vault(
            ("call", "type: event\nstart: 2026-11-25T18:00\nend: 2026-11-25T19:30\ntimezone: America/New_York"),
            (
                "early",
                "type: event\nstart: 2026-11-20T02:00\nrecurrence: FREQ=WEEKLY;BYDAY=FR\ntimezone: Pacific/Kiritimati"
            ),
            ("feast", "type: event\nstart: 2026-11-26T12:00\nall_day: true\ntimezone: Pacific/Kiritimati"),
            ("fair", "type: event\nstart: 2026-11-24\nend: 2026-11-25\ntimezone: Pacific/Pago_Pago"),
            ("mixed", "type: event\nstart: 2026-11-24\nend: 2026-11-24T20:00\ntimezone: America/New_York"),
            ("bound", "type: event\nstart: 2026-11-27T10:00+02:00\ntimezone: America/New_York"),
            ("odd", "type: event\nstart: 2026-11-28T10:00\ntimezone: Atlantis"))
        let opened = try vault.open()
        #expect(
            try Self.lines(opened) == [
                "11-24  start  11-24  11-25  fair", "11-24  start  11-24  11-25 1:0  mixed",
                "11-25  start  11-24  11-25  fair", "11-25  start  11-24  11-25 1:0  mixed",
                "11-25  start  11-25 23:0  11-26 0:30  call", "11-26  start  11-26  –  feast",
                "11-26  start  11-25 23:0  11-26 0:30  call", "11-26  start  11-26 12:0  –  early*",
                "11-27  start  11-27 8:0  –  bound", "11-28  start  11-28 10:0  –  odd",
            ])
        let wholeDay = try Self.vault(
            ("all", "type: event\nstart: 2026-11-25T00:00+13:00\nend: 2026-11-25T23:59+13:00\nall_day: true"))
        let everywhere = try wholeDay.open()
        #expect(try Self.lines(everywhere) == ["11-25  start  11-25  11-25  all"])
        #expect(try everywhere.entities(matching: "start:2026-11-25 end:2026-11-25 is:today").count == 1)
        func found(_ query: String) throws -> [String] { try opened.entities(matching: query).map(\.title) }
        #expect(try found("start:2026-11-25T23:00") == ["call"])
        #expect(try found("end>=2026-11-26 sort:end") == ["call"])
        #expect(try found("type:event is:today sort:start") == ["fair", "mixed", "call"])
        #expect(try found("type:event sort:start") == ["early", "fair", "mixed", "call", "feast", "bound", "odd"])
        #expect(
            try opened.check().map(\.message) == [
                "`Atlantis` is no time zone for `timezone`: write its name, such as Europe/Dublin."
            ])
    }

    /// A line of `events.tsv`, which `record-events` writes with python-dateutil.
    private struct Shown {
        var name: String
        var place: String
        var days: String
        var times: [String]
    }

    @Test("has events of all zones when python-dateutil says that they are, wherever the person is")
    func recorded() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "events.tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let events = lines.filter { $0[0] == "event" }
        let shown = lines.filter { $0[0] == "shown" }.map {
            Shown(
                name: $0[1], place: $0[2], days: $0[3] + ".." + $0[4],
                times: $0[5].split(separator: ",").map(String.init))
        }
        #expect(events.count > 80 && shown.filter { !$0.times.isEmpty }.count > 400)
        let vault = try ScratchVault(
            VaultTemplate.emptyVaultFiles
                + events.map { event in
                    let rule = event[5].isEmpty ? "" : "recurrence: \(event[5])\n"
                    let fields =
                        "timezone: \(event[2])\nstart: \(event[3])\nend: \(event[4])\n\(rule)exdate: [\(event[6])]"
                    return (event[1] + ".md", "---\ntype: event\n\(fields)\n---\n")
                })
        for (place, shown) in Dictionary(grouping: shown, by: \.place) {
            let zone = try #require(TimeZoneRules(tzif: TestZones.bytes(of: place)))
            var surroundings = vault.surroundings
            surroundings.secondsFromUTC = zone.secondsFromUTC
            let opened = try Vault(discovering: vault.path, surroundings: surroundings)
            try opened.refresh()
            for (days, shown) in Dictionary(grouping: shown, by: \.days) {
                let agenda = try opened.agenda(of: opened.days(named: days, .ahead), EntityRequest())
                let entries = Dictionary(grouping: agenda.entries, by: \.entity.title)
                for line in shown {
                    let times = (entries[line.name] ?? []).map {
                        $0.start.shortText + "/" + ($0.end?.shortText ?? "")
                    }
                    #expect(Set(times).sorted() == line.times.sorted(), "\(line.name) in \(place) on \(days)")
                }
            }
            for event in events {
                // Each is found by the very seconds that it begins and ends at, and by no others.
                for (field, moment) in [("start", event[7]), ("end", event[8])] {
                    let second = try #require(DateTime(moment))
                    let next = Instant(secondsSinceEpoch: second.instant().secondsSinceEpoch + 1).formatted
                    let query = "title:\(event[1]) \(field)>=\(moment) \(field)<\(next)"
                    try opened.refresh(includingText: true)
                    #expect(try opened.entities(matching: query).count == 1, "\(query)")
                }
            }
        }
    }

    @Test(
        "has what is there where the vault's kinds lack fields that days stand in, or hold other things in them",
        arguments: [
            ("task", "due: date", ["11-25  due", "11-26  start", "11-27  target"]),
            ("task", "scheduled: datetime", ["11-25  due", "11-26  start", "11-27  target"]),
            ("task", "due: number\n  scheduled: boolean", ["11-26  start", "11-27  target"]),
            ("event", "start: datetime", ["11-25  due", "11-26  start", "11-27  target"]),
            ("event", "place: text", ["11-25  due", "11-26  start", "11-27  target"]),
            ("event", "start: {type: enum, values: [soon, late]}", ["11-25  due", "11-27  target"]),
        ])
    func ownKinds(kind: String, fields: String, expected: [String]) throws {
        let vault = try Self.vault(
            ("a", "type: task\ndue: 2026-11-25"), ("b", "type: event\nstart: 2026-11-26"),
            ("c", "type: project\ntarget: 2026-11-27"))
        try vault.write("kinds/\(kind).md", "---\ntype: kind\ntitle: \(kind)\nfields:\n  \(fields)\n---\n")
        let opened = try vault.open()
        #expect(
            try Self.lines(opened).map { $0.components(separatedBy: "  ").prefix(2).joined(separator: "  ") }
                == expected)
        // What is looked for in them is no error elsewhere either.
        for state in QueryState.allCases { _ = try opened.entities(matching: "is:\(state.rawValue)") }
        _ = try opened.nextSteps(opened.nextQuery(EntityRequest()))
    }

    @Test(
        "takes the days that a query can name",
        arguments: [
            ("today", "2026-11-25 2026-11-25"), ("week", "2026-11-23 2026-11-29"),
            ("next week", "2026-11-30 2026-12-06"), ("Month", "2026-11-01 2026-11-30"),
            ("friday", "2026-11-27 2026-11-27"), ("7d", "2026-11-25 2026-12-01"), ("+7d", "2026-12-02 2026-12-02"),
            ("2026-12-01..2026-12-03", "2026-12-01 2026-12-03"), ("2027", "2027-01-01 2027-12-31"),
        ])
    func days(text: String, expected: String) throws {
        let days = try ScratchVault([("a.md", "")]).open().days(named: text, .ahead)
        #expect("\(days.lowerBound) \(days.upperBound)" == expected)
    }

    @Test("refuses days that are none, or have no end", arguments: ["", "soon", "..today", "today..", "friday..today"])
    func noDays(text: String) throws {
        let vault = try ScratchVault([("a.md", "")]).open()
        #expect(
            vaultError { try vault.days(named: text, .ahead) }
                == .unknownDays(text, suggestion: QueryDates.nearest(to: text)))
    }

    @Test("of an event that comes back every second is as long as it may be, and no longer")
    func hostile() throws {
        let vault = try Self.vault(("a", "type: event\nstart: 2000-01-01T00:00\nrecurrence: FREQ=SECONDLY"))
        #expect(try Self.lines(vault.open()).count == 5_000)
    }
}

extension DateTime {
    /// `11-25T23:00`
    fileprivate var shortText: String {
        let minutes = (secondOfDay ?? 0) / 60
        func digits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(day.formatted.dropFirst(5))T\(digits(minutes / 60)):\(digits(minutes % 60))"
    }
}
