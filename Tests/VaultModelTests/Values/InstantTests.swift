import Testing

@testable import VaultModel

@Suite("An instant")
struct InstantTests {
    @Test(
        "is read with its offset and written in UTC",
        arguments: [
            ("2026-11-20T18:12:44Z", "2026-11-20T18:12:44Z"), ("2026-11-20t18:12:44z", "2026-11-20T18:12:44Z"),
            ("2026-11-20 18:12:44", "2026-11-20T18:12:44Z"), ("2026-11-20T18:12", "2026-11-20T18:12:00Z"),
            ("2026-11-20 19:12+01:00", "2026-11-20T18:12:00Z"), ("2026-11-20T00:30:00+0100", "2026-11-19T23:30:00Z"),
            ("2026-12-31T23:30:00-05", "2027-01-01T04:30:00Z"), ("2026-11-20T18:12:44.987Z", "2026-11-20T18:12:44Z"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"), ("2026-11-20 18:12:44 -0500", "2026-11-20T23:12:44Z"),
            ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
        ])
    func reads(text: String, written: String) throws {
        let instant = try #require(Instant(text))
        #expect(instant.formatted == written)
        #expect(Instant(written) == instant)
    }

    @Test(
        "is not read from a day alone or from what is no time",
        arguments: [
            "", "2026-11-20", "2026-11-20T", "2026-11-20T24:00", "2026-11-20T12:60", "2026-11-20T12:00:61Z",
            "2026-11-20T12:00:00.Z", "2026-11-20T1:00", "2026-11-20T12:00+25:00", "2026-11-20T12:00+1",
            "2026-11-20T12:00ZZ", "2026-11-20T12:00Z ", "2026-02-30T12:00Z", "2026-11-20  12:00",
        ])
    func refuses(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("counts seconds since 1970 and knows its day in UTC")
    func seconds() {
        #expect(Instant("2026-11-20T18:12:44Z")?.secondsSinceEpoch == 1_795_198_364)
        #expect(Instant(secondsSinceEpoch: -1).formatted == "1969-12-31T23:59:59Z")
        #expect(Instant(secondsSinceEpoch: -1).day.formatted == "1969-12-31")
    }

    @Test("shows the ends of the calendar for a time beyond them")
    func extremes() {
        #expect(Instant(secondsSinceEpoch: .max).formatted == "9999-12-31T23:59:59Z")
        #expect(Instant(secondsSinceEpoch: .min).formatted == "0000-01-01T00:00:00Z")
    }

    @Test("of a local time is the one that it would be in UTC")
    func localTime() throws {
        let local = try #require(DateTime("2026-11-20T18:00"))
        #expect(local.offset == nil)
        #expect(local.instant().formatted == "2026-11-20T18:00:00Z")
        let bound = try #require(DateTime("2026-11-20T18:00+01:00"))
        #expect(bound.instant().formatted == "2026-11-20T17:00:00Z")
        let day = try #require(DateTime("2026-11-20"))
        #expect(day.secondOfDay == nil)
        #expect(day.instant().formatted == "2026-11-20T00:00:00Z")
    }
}
