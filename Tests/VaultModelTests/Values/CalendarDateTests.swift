import Testing

@testable import VaultModel

@Suite("A calendar date")
struct CalendarDateTests {
    @Test(
        "counts the days since 1970",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-23", 20_780),
            ("0000-01-01", -719_528), ("9999-12-31", 2_932_896), ("1600-03-01", -135_080),
        ])
    func countsDays(text: String, days: Int) throws {
        let date = try #require(CalendarDate(text))
        #expect(date.daysSinceEpoch == days)
        #expect(date.formatted == text)
        #expect(CalendarDate(daysSinceEpoch: days) == date)
    }

    @Test("reads what it wrote, for every day of eight hundred years")
    func roundTrip() throws {
        var expected = (year: 1601, month: 1, day: 1)
        var date = try #require(CalendarDate("1601-01-01"))
        for _ in 0..<292_194 {
            let parts = date.components
            guard parts == expected, CalendarDate(date.formatted) == date else {
                Issue.record("\(date) is not \(expected)")
                return
            }
            expected.day += 1
            if expected.day > CalendarDate.length(ofMonth: expected.month, year: expected.year) {
                expected.day = 1
                expected.month += 1
            }
            if expected.month > 12 {
                expected.month = 1
                expected.year += 1
            }
            date = date.adding(days: 1)
        }
        #expect(date.formatted == "2401-01-01")
    }

    @Test(
        "is not read from anything but an ISO day",
        arguments: [
            "", "2026", "2026-1-2", "2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31", "2026-11-00", "20261123",
            "2026-11-23 ", " 2026-11-23", "2026-11-23T10:00", "+026-11-23", "２０２６-11-23", "2026–11–23",
        ])
    func refuses(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(
        "knows its weekday",
        arguments: [
            ("1970-01-01", CalendarDate.Weekday.thursday), ("1969-12-31", .wednesday), ("2026-11-23", .monday),
            ("2000-02-29", .tuesday), ("0000-01-01", .saturday), ("9999-12-31", .friday),
        ])
    func weekday(text: String, weekday: CalendarDate.Weekday) {
        #expect(CalendarDate(text)?.weekday == weekday)
    }

    @Test("adds months and stays within the month")
    func addsMonths() throws {
        let end = try #require(CalendarDate("2024-01-31"))
        #expect(end.adding(months: 1).formatted == "2024-02-29")
        #expect(end.adding(months: -2).formatted == "2023-11-30")
        #expect(end.adding(months: 12).formatted == "2025-01-31")
        #expect(end.adding(months: 0) == end)
    }

    @Test("stops at the first and the last day of the calendar")
    func saturates() throws {
        let day = try #require(CalendarDate("2026-11-23"))
        #expect(day.adding(days: .max) == .latest)
        #expect(day.adding(days: .min) == .earliest)
        #expect(day.adding(months: .max) == .latest)
        #expect(day.adding(months: .min) == .earliest)
        #expect(CalendarDate(daysSinceEpoch: .max).formatted == "9999-12-31")
        #expect(CalendarDate(daysSinceEpoch: .min).formatted == "0000-01-01")
    }

    @Test("is compared and subtracted")
    func compares() throws {
        let first = try #require(CalendarDate("2026-11-23"))
        let second = try #require(CalendarDate("2026-12-01"))
        #expect(first < second)
        #expect(first.days(to: second) == 8)
        #expect(second.days(to: first) == -8)
        #expect(first.startOfDay.formatted == "2026-11-23T00:00:00Z")
    }
}
