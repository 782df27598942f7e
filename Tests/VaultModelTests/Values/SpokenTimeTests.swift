import Testing

@testable import VaultModel

@Suite("A day or a time in words")
struct SpokenTimeTests {
    /// A Wednesday.
    private static let today = CalendarDate(year: 2028, month: 2, day: 23) ?? .earliest

    @Test(
        "is written as ISO 8601",
        arguments: [
            ("2026-12-01", "2026-12-01"), ("2026-3-7", "2026-03-07"), ("tomorrow", "2028-02-24"),
            ("in 3 days", "2028-02-26"), ("In 1 week", "2028-03-01"), ("2 months ago", "2027-12-23"),
            ("next week", "2028-02-28"), ("tomorrow 9:30", "2028-02-24T09:30"), ("friday 14:30", "2028-02-25T14:30"),
            ("2026-05-05 9:30", "2026-05-05T09:30"), ("2026-5-5 09:30:15", "2026-05-05T09:30:15"),
            ("tomorrow 2pm", "2028-02-24T14:00"), ("tomorrow 2:15 PM", "2028-02-24T14:15"),
            ("today 12am", "2028-02-23T00:00"), ("today 12pm", "2028-02-23T12:00"),
            ("next week 8:00", "2028-02-28T08:00"), ("friday noon", "2028-02-25T12:00"),
            ("next friday 2 pm", "2028-03-03T14:00"), ("30 mar 9:30", "2028-03-30T09:30"),
            ("2 weeks 9:30", "2028-03-08T09:30"), ("friday 14:30+01:00", "2028-02-25T14:30+01:00"),
        ])
    func written(text: String, expected: String) {
        #expect(SpokenTime.written(text, today: Self.today) == expected)
    }

    @Test(
        "that is known is written to the minute, and with an offset to the second",
        arguments: [
            ("2026-12-01", "2026-12-01"), ("2026-12-01T09:05:59", "2026-12-01T09:05"),
            ("2026-12-01T09:05:09Z", "2026-12-01T09:05:09Z"),
            ("2026-12-01T09:05:09+05:30", "2026-12-01T09:05:09+05:30"),
            ("2026-12-01T09:05-03:30", "2026-12-01T09:05:00-03:30"),
        ])
    func known(text: String, expected: String) throws {
        #expect(SpokenTime.written(try #require(DateTime(text))) == expected)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "9:30", "2pm", "tomorrow 9", "tomorrow 9:3", "tomorrow 24:00", "tomorrow 13pm", "tomorrow 0am",
            "tomorrow 9:60", "2026-13-1", "2026-2-30", "26-3-7", "3-7-2026", "noon", "in days", "in 3",
            "in three days", "tomorrow -9:30", "tomorrow 9:30 9:30", "tomorow",
        ])
    func neither(text: String) {
        #expect(SpokenTime.written(text, today: Self.today) == nil)
    }

    @Test(
        "that is none is told by what is near",
        arguments: [
            ("tomorow", "tomorrow"), ("next wek", "next week"), ("next fryday", "next friday"),
            ("end of mont", "end of month"), ("xyz", nil), ("", nil),
        ] as [(String, String?)])
    func nearest(text: String, expected: String?) {
        #expect(QueryDates.nearest(to: text) == expected)
    }

    @Test(
        "of an end is one of the day of its start, or so long after it",
        arguments: [
            ("15:00", "2026-12-01T09:00", "2026-12-01T15:00"), ("3 pm", "2026-12-01 09:00", "2026-12-01T15:00"),
            ("noon", "2026-12-01", "2026-12-01T12:00"), ("8:00", "2026-12-01T09:00", "2026-12-01T08:00"),
            ("+1h", "2026-12-01T09:00", "2026-12-01T10:00"), ("+1h30m", "2026-12-01T23:00", "2026-12-02T00:30"),
            ("+90m", "2026-12-01T09:00:30", "2026-12-01T10:30:30"), ("+2d", "2026-12-01T09:00", "2026-12-03T09:00"),
            ("+2d", "2026-12-01", "2026-12-03"), ("+1m", "2026-12-01", "2027-01-01"),
            ("+1 week", "2026-12-01", "2026-12-08"),
            ("+1h", "2026-12-01T09:00+01:00", "2026-12-01T10:00+01:00"),
            ("15:00", "2026-12-01T09:00Z", "2026-12-01T15:00Z"),
            ("15:00Z", "2026-12-01T09:00+01:00", "2026-12-01T15:00Z"), ("+1h", "2026-12-01", nil),
            ("1h", "2026-12-01", nil),
            ("friday", "2026-12-01T09:00", nil), ("15:00", "soon", nil), ("+1x", "2026-12-01T09:00", nil),
        ] as [(String, String, String?)])
    func ends(text: String, start: String, expected: String?) {
        #expect(SpokenTime.written(end: text, beside: start) == expected)
    }
}
