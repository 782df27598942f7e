import Testing

@testable import VaultModel

@Suite("The check of values that have to go together")
struct TogetherCheckTests {
    private let schema = Schema.builtIn

    private func codes(_ frontMatter: String, _ kind: String) throws -> [DiagnosticCode] {
        schema.check(document: document(frontMatter), kind: try #require(schema.kinds[kind]), timeZones: .test).map(
            \.code)
    }

    @Test(
        "finds what ends before it starts",
        arguments: [
            ("event", "start: 2026-05-06T10:00\nend: 2026-05-06T09:00", true),
            ("event", "start: 2026-05-06T10:00\nend: 2026-05-06T10:00", false),
            ("event", "start: 2026-05-06T10:00\nend: 2026-05-06", false),
            ("event", "start: 2026-05-06T10:00\nend: 2026-05-05", true),
            ("event", "start: 2026-05-06T10:00\nend: 2026-05-06T09:00\nall_day: true", false),
            ("event", "start: 2026-05-06T10:00+02:00\nend: 2026-05-06T09:00Z", false),
            ("event", "start: 2026-05-06T10:00+02:00\nend: 2026-05-06T07:00Z", true),
            ("event", "start: 2026-05-06T10:00+02:00\nend: 2026-05-06T09:00", false),
            ("event", "start: 2026-05-06T10:00+02:00\nend: 2026-05-06T09:00\ntimezone: Europe/Berlin", true),
            ("event", "end: 2026-05-06", false), ("event", "start: soon\nend: 2026-05-06", false),
            ("session", "started: 2026-05-06T10:00Z\nended: 2026-05-06T09:00Z", true),
            ("project", "start: 2026-05-06\ntarget: 2026-05-05", true),
            ("task", "start: 2026-05-06\nend: 2026-05-05", false),
        ])
    func periods(kind: String, frontMatter: String, isFound: Bool) throws {
        #expect(try codes(frontMatter, kind).contains(.endBeforeStart) == isFound)
    }

    @Test(
        "finds a rule that never comes, and a start that is none of its times",
        arguments: [
            ("event", "start: 2026-02-03\nrecurrence: FREQ=WEEKLY", nil),
            ("event", "start: 2026-02-03\nrecurrence: FREQ=WEEKLY;BYDAY=MO;COUNT=2", .startOutsideRecurrence),
            ("event", "start: 2026-02-02\nrecurrence: FREQ=WEEKLY;BYDAY=MO;COUNT=2", nil),
            ("event", "start: 2026-02-02T10:00\nrecurrence: FREQ=DAILY;BYHOUR=9", .startOutsideRecurrence),
            ("event", "start: 2026-03-29T02:30\ntimezone: Europe/Berlin\nrecurrence: FREQ=WEEKLY", nil),
            // Where somebody is, it may be Monday.
            ("event", "start: 2026-02-03T00:30+02:00\nrecurrence: FREQ=WEEKLY;BYDAY=MO", nil),
            ("event", "start: 2026-02-03\nrecurrence: FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", .emptyRecurrence),
            ("event", "start: 2026-02-03\nrecurrence: FREQ=WEEKLY;UNTIL=20260101", .emptyRecurrence),
            ("event", "recurrence: FREQ=WEEKLY;UNTIL=20260101", nil),
            ("event", "start: 2026-02-03\nrecurrence: weekly", .invalidValue),
            ("task", "due: 2026-02-03\nrecurrence: FREQ=WEEKLY;BYDAY=MO", nil),
            ("task", "due: 2026-02-03\nrecurrence: FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2", .emptyRecurrence),
            ("task", "due: 2026-02-03\nrecurrence: FREQ=WEEKLY;UNTIL=20260101", nil),
            ("note", "start: 2026-02-03\nrecurrence: FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", nil),
        ] as [(String, String, DiagnosticCode?)])
    func recurrence(kind: String, frontMatter: String, code: DiagnosticCode?) throws {
        #expect(try codes(frontMatter, kind) == [code].compactMap { $0 })
    }

    @Test(
        "takes what has a start and an end for what takes place, whatever its kind is called",
        arguments: [
            ("start: date, end: datetime, recurrence: recurrence", true),
            ("start: date, end: text, recurrence: recurrence", false),
            ("start: date, recurrence: recurrence", false),
        ])
    func takingPlace(fields: String, takesPlace: Bool) throws {
        let kinds = SchemaReader().read([("kinds/shift.md", document("type: kind\nfields: {\(fields)}"))])
        let shift = try #require(kinds.schema.kinds["shift"])
        #expect(shift.takesPlace == takesPlace)
        let found = kinds.schema.check(
            document: document("start: 2026-02-03\nrecurrence: FREQ=WEEKLY;BYDAY=MO;COUNT=2"), kind: shift)
        #expect(found.map(\.code) == (takesPlace ? [.startOutsideRecurrence] : []))
        #expect(shift.isAllDay { $0 == "all_day" ? .boolean(true) : nil } == takesPlace)
        #expect(!shift.isAllDay { _ in nil })
    }

    @Test(
        "finds placements that are not on the grid of their layout",
        arguments: [
            ("x: 0, y: 0, w: 12, h: 4", true), ("x: 6, y: 90, w: 6, h: 4", true), ("", true), ("x: 11", true),
            ("w: 40", false), ("x: 8, w: 6", false), ("x: 12", false), ("h: -2", false), ("y: -1", false),
            ("w: 0", false),
        ])
    func placements(placement: String, isOnGrid: Bool) throws {
        let list = "placements:\n  - {widget: a, \(placement)}"
        #expect(try codes(list, "layout") == (isOnGrid ? [] : [.outsideGrid]))
        #expect(
            try codes(list + "\ncolumns: 50", "layout")
                == (isOnGrid || !placement.contains("-") && placement != "w: 0" ? [] : [.outsideGrid]))
    }
}
