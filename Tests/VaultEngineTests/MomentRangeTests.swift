import Testing
import VaultModel

@testable import VaultEngine

/// What a person means by two moments. The present is a Wednesday.
struct MomentRangeTests {
    private static let today = CalendarDate("2026-11-18")
    private static let clock = QueryClock(now: 1_795_000_000, today: today ?? .init(daysSinceEpoch: 0))

    @Test(
        "A range is two moments, or one; a stretch of days alone is what came in it",
        arguments: [
            ("main..idea", "main", "idea"), ("main", "main", nil), ("main..", "main", nil), ("7d", "7d", nil),
            ("2026-10-01..2026-11-01", "2026-10-01", "2026-11-01"), ("2026-11-17", "2026-11-17", nil),
            ("last week", "2026-11-08", "2026-11-15"), ("this week", "2026-11-15", nil),
            ("2026-10", "2026-09-30", "2026-10-31"), ("2026-10..main", "2026-10", "main"),
        ])
    func meaning(text: String, from: String, to: String?) throws {
        let range = try #require(MomentRange(text)).resolved(Self.clock)
        #expect(range.from == from && range.to == to, "\(range)")
    }

    @Test("Nothing else is a range", arguments: ["", "..", "..main", "main...idea"])
    func others(text: String) { #expect(MomentRange(text) == nil) }

    @Test(
        "A date that is not over has nothing after its end",
        arguments: [("2026-11-18", true), ("2026-11-17", false), ("main", false), ("2026-11-18..main", false)])
    func unfinished(text: String, isYetToBegin: Bool) throws {
        #expect(try #require(MomentRange(text)).isYetToBegin(Self.clock) == isYetToBegin)
    }
}
