import Testing

@testable import VaultModel

@Suite("A day in words")
struct SpokenDayTests {
    /// A Wednesday.
    private static let today = CalendarDate(year: 2028, month: 2, day: 23) ?? .earliest

    @Test(
        "is read by who looks ahead",
        arguments: [
            ("2026-12-01", "2026-12-01"), ("today", "2028-02-23"), ("Tomorrow", "2028-02-24"),
            ("wednesday", "2028-03-01"), ("Thu", "2028-02-24"), ("tue", "2028-02-29"), ("FRIDAY", "2028-02-25"),
            ("+3d", "2028-02-26"), ("2w", "2028-03-08"), ("0d", "2028-02-23"), ("-1m", "2028-01-23"),
            ("1y", "2029-02-23"), ("100000y", "9999-12-31"), ("-100000d", "1754-05-10"), ("-100000y", "0000-01-01"),
        ])
    func coming(text: String, day: String) {
        #expect(ComingDay(text, today: Self.today)?.day.formatted == day)
    }

    @Test(
        "is read by who looks back",
        arguments: [
            ("2026-11-01", "2026-11-01"), ("today", "2028-02-23"), ("Yesterday", "2028-02-22"), ("7d", "2028-02-16"),
            ("-7d", "2028-02-16"), ("2w", "2028-02-09"), ("3M", "2027-11-23"), ("1y", "2027-02-23"),
            ("100000m", "0000-01-01"),
        ])
    func past(text: String, day: String) {
        #expect(PastDay(text, today: Self.today)?.day.formatted == day)
    }

    @Test(
        "is nothing else",
        arguments: [
            "", " ", "d", "+", "-", "3", "3x", "++3d", "+-3d", "-+3d", "--3d", "3.5d", "3 d", "100001d", "٣d",
            "99999999999999999999d", "2026-02-30", "2026-2-3", "2026-12-01T09:00", "wed nesday", "we", "thurs",
            "to day", "next friday",
        ])
    func neither(text: String) {
        #expect(ComingDay(text, today: Self.today) == nil)
        #expect(PastDay(text, today: Self.today) == nil)
    }

    @Test("belongs to a direction", arguments: [("yesterday", false), ("tomorrow", true), ("friday", true)])
    func directions(text: String, isAhead: Bool) {
        #expect((ComingDay(text, today: Self.today) != nil) == isAhead)
        #expect((PastDay(text, today: Self.today) == nil) == isAhead)
    }
}
