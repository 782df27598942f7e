import Testing
import VaultModel

@testable import mosaic

struct CalmDatesTests {
    /// 1 January 2027, 00:00:00 UTC.
    private static let newYear: Int64 = 1_798_761_600

    @Test(
        "A day is told as it stands to today",
        arguments: [
            ("2027-01-01", "today"), ("2027-01-02", "tomorrow"), ("2026-12-31", "yesterday"),
            ("2027-01-04", "in 3 days"), ("2026-12-29", "3 days ago"), ("2027-01-14", "in 13 days"),
            ("2027-01-15", "in 2 weeks"), ("2027-01-28", "in 3 weeks"), ("2027-01-29", "in 4 weeks"),
            ("2026-11-02", "8 weeks ago"), ("2026-11-01", "2 months ago"), ("2028-06-01", "in 17 months"),
            ("2025-01-02", "23 months ago"), ("2025-01-01", "2 years ago"), ("2024-01-02", "2 years ago"),
            ("2024-01-01", "3 years ago"), ("2029-12-31", "in 2 years"), ("2030-01-01", "in 3 years"),
        ])
    func days(day: String, expected: String) throws {
        let dates = CalmDates(now: Self.newYear + 3600, secondsFromUTC: { _ in 0 })
        #expect(dates.relative(try #require(CalendarDate(day))) == expected)
    }

    @Test(
        "What is told of a day is what a query asks for it by", arguments: ["2027-01-31", "2028-02-29", "2026-11-25"])
    func queries(today text: String) throws {
        let today = try #require(CalendarDate(text))
        let dates = CalmDates(now: today.startOfDay.secondsSinceEpoch, secondsFromUTC: { _ in 0 })
        for days in 14..<2_000 {
            for (direction, sign) in [(QueryDates.Direction.ahead, 1), (.back, -1)] {
                let words = dates.relative(today.adding(days: sign * days)).split(separator: " ")
                let place = try #require(words.firstIndex { Int($0) != nil })
                let (count, unit) = (try #require(Int(words[place])), try #require(words[place + 1].first))
                func distance(_ count: Int) throws -> Int {
                    let day = try #require(QueryDates.day("\(count)\(unit)", direction, today: today))
                    return sign * today.days(to: day)
                }
                #expect(try distance(count) <= days && days < distance(count + 1), "\(words) for \(days) days")
            }
        }
    }

    @Test(
        "A time is told as it stands to now",
        arguments: [
            (0, "just now"), (-59, "just now"), (-60, "1 minute ago"), (300, "in 5 minutes"), (-7200, "2 hours ago"),
            (-30 * 3600, "yesterday"), (86400 * 3, "in 3 days"),
        ])
    func times(distance: Int64, expected: String) {
        let dates = CalmDates(now: Self.newYear + 12 * 3600, secondsFromUTC: { _ in 0 })
        #expect(dates.relative(at: Self.newYear + 12 * 3600 + distance) == expected)
    }

    @Test("The day changes at the person's midnight, east and west of Greenwich, before 1970 too")
    func zones() {
        let west = CalmDates(now: Self.newYear, secondsFromUTC: { _ in -5 * 3600 })
        #expect(west.today.description == "2026-12-31")
        #expect(west.absolute(at: Self.newYear) == "2026-12-31 19:00")
        let east = CalmDates(now: Self.newYear, secondsFromUTC: { _ in 5 * 3600 + 1800 })
        #expect(east.absolute(at: Self.newYear) == "2027-01-01 05:30")
        #expect(east.absolute(at: -86400) == "1969-12-31 05:30")
        #expect(west.absolute(at: 0) == "1969-12-31 19:00")
    }
}
