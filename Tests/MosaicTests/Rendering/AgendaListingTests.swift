import Testing
import VaultModel

@testable import VaultEngine
@testable import mosaic

struct AgendaListingTests {
    private static let day = CalendarDate(year: 2026, month: 11, day: 25) ?? .earliest

    private static func entry(from start: DateTime, to end: DateTime?) -> AgendaEntry {
        let event = EntitySummary(
            id: "a.md", shortID: "a.md", type: "event", title: "A", path: "a.md", status: nil, statusGroup: nil,
            tags: [],
            fields: [], createdAt: nil, updatedAt: nil, diagnostics: [])
        return AgendaEntry(day: start.day, reason: .start, start: start, end: end, isRecurring: false, entity: event)
    }

    @Test("Times are those of the person's clocks to a reader and UTC to a program, and a day is a day")
    func times() {
        let clock = QueryClock(now: 0, today: Self.day, secondsFromUTC: { _ in 3_600 })
        let listing = AgendaListing.listing(.init(fieldNames: [], now: 0, localTime: { _, _ in nil }), clock: clock)
        func written(_ entry: AgendaEntry) -> String {
            var writer = JSONWriter()
            listing.json(entry, &writer)
            return String(decoding: writer.takeBytes(), as: UTF8.self)
        }
        let midnight = DateTime(day: Self.day.adding(days: 1), secondOfDay: 0)
        let late = Self.entry(from: DateTime(day: Self.day, secondOfDay: 22 * 3_600), to: midnight)
        #expect(written(late).contains(#""start":"2026-11-25T21:00:00Z","end":"2026-11-25T23:00:00Z""#))
        #expect(AgendaListing.time(of: late) == "22:00–00:00")
        let whole = Self.entry(from: DateTime(day: Self.day), to: nil)
        #expect(written(whole).contains(#""start":"2026-11-25","end":null"#))
        #expect(AgendaListing.time(of: whole).isEmpty)
    }
}
