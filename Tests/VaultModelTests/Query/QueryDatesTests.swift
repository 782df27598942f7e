import Testing

@testable import VaultModel

/// The present is Tuesday, 24 November 2026, 10:00 where the person is, one hour ahead of UTC.
struct QueryDatesTests {
    @Test(
        "A date of a field is a day, or a stretch of days, seen ahead",
        arguments: [
            ("today", "2026-11-24T00:00:00 2026-11-25T00:00:00"),
            ("now", "2026-11-24T10:00:00 2026-11-24T10:00:01"), ("Now..", "2026-11-24T10:00:00 …"),
            ("tomorrow", "2026-11-25T00:00:00 2026-11-26T00:00:00"),
            ("yesterday", "2026-11-23T00:00:00 2026-11-24T00:00:00"),
            ("2026-12-01", "2026-12-01T00:00:00 2026-12-02T00:00:00"),
            ("2026-3-7", "2026-03-07T00:00:00 2026-03-08T00:00:00"),
            ("2026-3", "2026-03-01T00:00:00 2026-04-01T00:00:00"),
            ("friday 2pm", "2026-11-27T14:00:00 2026-11-27T14:00:01"),
            ("tomorrow 9:30", "2026-11-25T09:30:00 2026-11-25T09:30:01"),
            ("2026-3-7 9:30 pm", "2026-03-07T21:30:00 2026-03-07T21:30:01"),
            ("tomorrow 09:30Z", "2026-11-25T10:30:00 2026-11-25T10:30:01"),
            ("in 3 days 8:00", "2026-11-27T08:00:00 2026-11-27T08:00:01"),
            ("2026-3-1..friday 9:30", "2026-03-01T00:00:00 2026-11-27T09:30:01"),
            ("2026-12", "2026-12-01T00:00:00 2027-01-01T00:00:00"),
            ("2026", "2026-01-01T00:00:00 2027-01-01T00:00:00"),
            ("2026-12-01T09:30", "2026-12-01T09:30:00 2026-12-01T09:30:01"),
            ("2026-12-01T09:30Z", "2026-12-01T10:30:00 2026-12-01T10:30:01"),
            ("7d", "2026-12-01T00:00:00 2026-12-02T00:00:00"),
            ("+7d", "2026-12-01T00:00:00 2026-12-02T00:00:00"),
            ("-7d", "2026-11-17T00:00:00 2026-11-18T00:00:00"),
            ("2w", "2026-12-08T00:00:00 2026-12-09T00:00:00"),
            ("3m", "2027-02-24T00:00:00 2027-02-25T00:00:00"),
            ("-1y", "2025-11-24T00:00:00 2025-11-25T00:00:00"),
            ("friday", "2026-11-27T00:00:00 2026-11-28T00:00:00"),
            ("tue", "2026-12-01T00:00:00 2026-12-02T00:00:00"),
            ("this week", "2026-11-23T00:00:00 2026-11-30T00:00:00"),
            ("next week", "2026-11-30T00:00:00 2026-12-07T00:00:00"),
            ("last week", "2026-11-16T00:00:00 2026-11-23T00:00:00"),
            ("this month", "2026-11-01T00:00:00 2026-12-01T00:00:00"),
            ("next-month", "2026-12-01T00:00:00 2027-01-01T00:00:00"),
            ("last month", "2026-10-01T00:00:00 2026-11-01T00:00:00"),
            ("this quarter", "2026-10-01T00:00:00 2027-01-01T00:00:00"),
            ("next quarter", "2027-01-01T00:00:00 2027-04-01T00:00:00"),
            ("last quarter", "2026-07-01T00:00:00 2026-10-01T00:00:00"),
            ("this year", "2026-01-01T00:00:00 2027-01-01T00:00:00"),
            ("next year", "2027-01-01T00:00:00 2028-01-01T00:00:00"),
            ("last_year", "2025-01-01T00:00:00 2026-01-01T00:00:00"),
            ("2026-12-01..2026-12-03", "2026-12-01T00:00:00 2026-12-04T00:00:00"),
            ("..friday", "… 2026-11-28T00:00:00"),
            ("next month..", "2026-12-01T00:00:00 …"),
            ("last month..today", "2026-10-01T00:00:00 2026-11-25T00:00:00"),
            ("wednesday..tue", "2026-11-25T00:00:00 2026-12-02T00:00:00"),
            ("monday..friday", "2026-11-30T00:00:00 2026-12-05T00:00:00"),
            ("next week..sunday", "2026-11-30T00:00:00 2026-12-07T00:00:00"),
            ("2026-W49", "2026-11-30T00:00:00 2026-12-07T00:00:00"),
            ("2020w53", "2020-12-28T00:00:00 2021-01-04T00:00:00"),
            ("2025-W1", "2024-12-30T00:00:00 2025-01-06T00:00:00"),
            ("2026-W49..2026-W50", "2026-11-30T00:00:00 2026-12-14T00:00:00"),
            ("2026-Q4", "2026-10-01T00:00:00 2027-01-01T00:00:00"),
            ("2h", "2026-11-24T12:00:00 2026-11-24T12:00:01"),
            ("-90min", "2026-11-24T08:30:00 2026-11-24T08:30:01"),
            ("in 2 hours", "2026-11-24T12:00:00 2026-11-24T12:00:01"),
            ("today..+2h", "2026-11-24T00:00:00 2026-11-24T12:00:01"),
        ])
    func ahead(text: String, expected: String) {
        #expect(QueryDates(clock: .test, direction: .ahead).period(.matches, text)?.shown == expected)
    }

    @Test("Where days are compared, now is today")
    func now() {
        let dates = QueryDates(clock: .test, direction: .ahead, isOfDays: true)
        for text in ["now", "..now", "now..", "tomorrow..now"] {
            let today = text.replacing("now", with: "today")
            #expect(dates.period(.matches, text) == dates.period(.matches, today))
        }
        #expect(dates.period(.less, "now") == dates.period(.less, "today"))
        #expect(query("due<now") == query("due<today") && query("start<now") != query("start<today"))
        #expect(query("on:now") == query("on:today"))
    }

    @Test(
        "A time of the past is seen back: a length of time is an age, a weekday the last one",
        arguments: [
            (":", "7d", "2026-11-17T00:00:00 2026-11-18T00:00:00"),
            ("<", "7d", "2026-11-17T10:00:01 …"),
            ("<=", "7d", "2026-11-17T10:00:00 …"),
            (">", "7d", "… 2026-11-17T10:00:00"),
            (">=", "7d", "… 2026-11-17T10:00:01"),
            (">", "-7d", "2026-11-18T00:00:00 …"),
            (">=", "-7d", "2026-11-17T00:00:00 …"),
            (">=", "monday", "2026-11-23T00:00:00 …"),
            (":", "tuesday", "2026-11-24T00:00:00 2026-11-25T00:00:00"),
            (":", "wed", "2026-11-18T00:00:00 2026-11-19T00:00:00"),
            ("<", "2026-01-01", "… 2026-01-01T00:00:00"),
            ("<=", "2026-01-01", "… 2026-01-02T00:00:00"),
            (">=", "friday 2pm", "2026-11-20T14:00:00 …"), ("<", "7d 9:30", "… 2026-11-17T09:30:00"),
            (":", "7d..3d", "2026-11-17T00:00:00 2026-11-22T00:00:00"),
            ("=", "-7d..-3d", "2026-11-17T00:00:00 2026-11-22T00:00:00"),
            (":", "2w..today", "2026-11-10T00:00:00 2026-11-25T00:00:00"),
            (":", "2026-11-01..1w", "2026-11-01T00:00:00 2026-11-18T00:00:00"),
            (":", "7d..", "2026-11-17T00:00:00 …"),
            (":", "..7d", "… 2026-11-18T00:00:00"),
            (":", "today..+2d", "2026-11-24T00:00:00 2026-11-27T00:00:00"),
            (":", "monday..friday", "2026-11-16T00:00:00 2026-11-21T00:00:00"),
            (":", "wednesday..tuesday", "2026-11-18T00:00:00 2026-11-25T00:00:00"),
            ("<", "2h", "2026-11-24T08:00:01 …"), (">=", "90min", "… 2026-11-24T08:30:01"),
            (":", "11h", "2026-11-23T23:00:00 2026-11-24T00:00:00"), (">=", "-2h", "2026-11-24T08:00:00 …"),
            (">=", "20 minutes ago", "2026-11-24T09:40:00 …"),
            (":", "2h..1h", "2026-11-24T08:00:00 2026-11-24T09:00:01"),
        ])
    func back(operation: String, text: String, expected: String) throws {
        let operation = try #require(QueryOperator(rawValue: operation))
        #expect(QueryDates(clock: .test, direction: .back).period(operation, text)?.shown == expected)
    }

    @Test(
        "What is no date is none",
        arguments: [
            "friday 24:00", "friday 9", "9:30", "2026-13-1", "2026-0", "26-3-7", "2026-3-", "2026--7", "2026-3-7-1",
            "", "soon", "7", "d", "7x", "2026-13", "2026-02-30", "next", "next day", "..", "a..b", "99999999d", "-",
            "2026-W54", "2025-W53", "2026-W0", "2026-Q5", "26-W1", "W50", "2026-W", "h", "2 hs", "00h", "1h..2h min",
            "2026-12-02..2026-12-01", "+3d..+2d", "tomorrow..yesterday",
            // Commits are called so.
            "082473d", "000300d", "00d",
        ])
    func noDates(text: String) {
        for direction in [QueryDates.Direction.ahead, .back] {
            #expect(QueryDates(clock: .test, direction: direction).period(.matches, text) == nil)
        }
    }

    @Test(
        "A day alone is the first one of a period; a year is a number",
        arguments: [
            ("2026-12", "2026-12-01"), ("9999-12-31", "9999-12-31"), ("2026-W50", "2026-12-07"),
            ("next week", "2026-11-30"), ("2026", nil),
            ("friday", "2026-11-27"), ("2h", nil),
        ])
    func days(text: String, day: String?) {
        #expect(QueryDates.day(text, .ahead, today: QueryClock.test.today)?.formatted == day)
    }

    @Test("A day begins where the person is, and a time with an offset is the same everywhere")
    func timeZones() {
        let dates = QueryDates(clock: .test, direction: .ahead)
        #expect(dates.period(.greaterOrEqual, "today")?.start == QueryMoment(local: 1_795_478_400, utc: 1_795_474_800))
        #expect(
            dates.period(.greaterOrEqual, "2026-11-24T00:00Z")?.start
                == QueryMoment(local: 1_795_482_000, utc: 1_795_478_400))
    }

    @Test(
        "The last day that there is is a day like others, and ends its month and its year",
        arguments: ["9999-12-31", "9999-12", "9999"])
    func lastDay(text: String) throws {
        let days = try #require(QueryDates.days(text, .ahead, clock: .test))
        #expect(days.upperBound == .latest && days.contains(.latest))
        #expect(QueryDates.days("9999-12-30", .ahead, clock: .test)?.contains(.latest) == false)
        let period = try #require(QueryDates(clock: .test, direction: .ahead).period(.lessOrEqual, text))
        #expect(try #require(period.end).local > CalendarDate.latest.startOfDay.secondsSinceEpoch)
    }
}
