import Testing

@testable import VaultModel

@Suite("A day in words")
struct SpokenDayTests {
    /// A Wednesday.
    private static let today = CalendarDate(year: 2028, month: 2, day: 23) ?? .earliest

    @Test(
        "is read by who looks ahead",
        arguments: [
            ("2026-12-01", "2026-12-01"), ("2026-3-7", "2026-03-07"), ("today", "2028-02-23"),
            ("Tomorrow", "2028-02-24"),
            ("yesterday", "2028-02-22"), ("wednesday", "2028-03-01"), ("Thu", "2028-02-24"), ("tue", "2028-02-29"),
            ("FRIDAY", "2028-02-25"), ("+3d", "2028-02-26"), ("2w", "2028-03-08"), ("0d", "2028-02-23"),
            ("-1m", "2028-01-23"), ("1y", "2029-02-23"), ("100000y", "9999-12-31"), ("-100000d", "1754-05-10"),
            ("-100000y", "0000-01-01"), ("next week", "2028-02-28"), ("last week", "2028-02-14"),
            ("this month", "2028-02-01"), ("next-year", "2029-01-01"),
            ("this friday", "2028-02-25"), ("next friday", "2028-03-03"), ("last friday", "2028-02-18"),
            ("this monday", "2028-02-21"), ("Next Wed", "2028-03-01"), ("next-sunday", "2028-03-05"),
            ("eow", "2028-02-27"), ("EOM", "2028-02-29"), ("eoq", "2028-03-31"), ("eoy", "2028-12-31"),
            ("end of month", "2028-02-29"), ("end of this year", "2028-12-31"), ("end of next month", "2028-03-31"),
            ("in a week", "2028-03-01"), ("in a month", "2028-03-23"), ("a year ago", "2027-02-23"),
            ("2 weeks", "2028-03-08"), ("3 days", "2028-02-26"), ("+1 month", "2028-03-23"), ("-2 weeks", "2028-02-09"),
            ("10days", "2028-03-04"), ("2 weeks ago", "2028-02-09"), ("day after tomorrow", "2028-02-25"),
            ("the day before yesterday", "2028-02-21"), ("30 mar", "2028-03-30"), ("Mar 30", "2028-03-30"),
            ("23 feb", "2028-02-23"), ("22 february", "2029-02-22"), ("29 feb", "2028-02-29"),
            ("30th march", "2028-03-30"),
            ("march 30 2027", "2027-03-30"), ("Mar 30, 2027", "2027-03-30"), ("1 sept 2030", "2030-09-01"),
            ("2027/03/30", "2027-03-30"), ("2027/3/7", "2027-03-07"), ("20270330", "2027-03-30"),
        ])
    func coming(text: String, day: String) {
        #expect(QueryDates.day(text, .ahead, today: Self.today)?.formatted == day)
    }

    @Test(
        "is read by who looks back",
        arguments: [
            ("2026-11-01", "2026-11-01"), ("today", "2028-02-23"), ("Yesterday", "2028-02-22"), ("7d", "2028-02-16"),
            ("-7d", "2028-02-16"), ("2w", "2028-02-09"), ("3M", "2027-11-23"), ("1y", "2027-02-23"),
            ("100000m", "0000-01-01"), ("monday", "2028-02-21"), ("last month", "2028-01-01"),
            ("2 weeks", "2028-02-09"), ("a month ago", "2028-01-23"), ("last friday", "2028-02-18"),
            ("next friday", "2028-03-03"), ("30 mar", "2027-03-30"), ("23 feb", "2028-02-23"), ("29 feb", "2024-02-29"),
        ])
    func past(text: String, day: String) {
        #expect(QueryDates.day(text, .back, today: Self.today)?.formatted == day)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", " ", "d", "+", "-", "3", "3x", "++3d", "+-3d", "-+3d", "--3d", "3.5d", "3 d", "100001d", "٣d",
            "99999999999999999999d", "2026-02-30", "2026-2-30", "2026-12-01T09:00", "wed nesday", "we", "thurs",
            "to day", "next fryday", "2026-13", "2026", "today..friday", "noon", "end of", "end of may", "30 mars",
            "31 feb",
            "mar", "mar 2027", "30 30", "mar mar", "20271330", "30000101", "18991231", "2027/13/1", "2027/3-1",
            "next last friday", "a week", "in a", "in an d", "two weeks", "00 mar",
        ], [QueryDates.Direction.ahead, .back])
    func neither(text: String, direction: QueryDates.Direction) {
        #expect(QueryDates.day(text, direction, today: Self.today) == nil)
    }

    @Test(
        "is a time from its beginning to its end for who looks back, as a period is; a time is one second",
        arguments: [
            ("7d", "2028-02-16T00:00:00", "2028-02-17T00:00:00"),
            ("monday", "2028-02-21T00:00:00", "2028-02-22T00:00:00"),
            ("last week", "2028-02-14T00:00:00", "2028-02-21T00:00:00"),
            ("2028-01", "2028-01-01T00:00:00", "2028-02-01T00:00:00"),
            ("2028-02-01T09:00", "2028-02-01T09:00:00", "2028-02-01T09:00:01"),
            ("2028-02-01T09:00Z", "2028-02-01T10:00:00", "2028-02-01T10:00:01"),
        ])
    func times(text: String, start: String, end: String) throws {
        var clock = QueryClock(now: 0, today: Self.today)
        clock.secondsFromUTC = { _ in 3_600 }
        let (first, next) = try #require(QueryDates.seconds(of: text, clock: clock))
        let shown = [first, next].map { String(Instant(secondsSinceEpoch: $0 + 3_600).formatted.dropLast()) }
        #expect(shown == [start, end])
        #expect(QueryDates.seconds(of: "next fryday", clock: clock) == nil)
    }

    @Test(
        "is so many days that end or begin with today where it is a length of time",
        arguments: [
            ("7d", "2028-02-17 2028-02-23", "2028-02-23 2028-02-29"),
            ("2w", "2028-02-10 2028-02-23", "2028-02-23 2028-03-07"),
            ("1M", "2028-01-24 2028-02-23", "2028-02-23 2028-03-22"),
            ("2 weeks", "2028-02-10 2028-02-23", "2028-02-23 2028-03-07"), ("1d", "2028-02-23 2028-02-23", nil),
            ("0d", "2028-02-23 2028-02-23", nil), ("-7d", nil, nil), ("+7d", nil, nil), ("friday", nil, nil),
        ] as [(String, String?, String?)])
    func stretches(text: String, past: String?, coming: String?) {
        let clock = QueryClock(now: 0, today: Self.today)
        func shown(_ direction: QueryDates.Direction) -> String? {
            QueryDates.stretch(text, direction, clock: clock).map { "\($0.lowerBound) \($0.upperBound)" }
        }
        #expect(shown(.back) == past)
        #expect(shown(.ahead) == (coming ?? past))
    }
}
