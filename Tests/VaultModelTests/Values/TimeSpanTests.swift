import Testing

@testable import VaultModel

@Suite("A time span")
struct TimeSpanTests {
    @Test(
        "is read as people write it and as ISO 8601 does",
        arguments: [
            ("90m", 5400, "1h30m"), ("2h30m", 9000, "2h30m"), ("2h 30m", 9000, "2h30m"), ("1.5h", 5400, "1h30m"),
            ("3d", 259_200, "3d"), ("1w", 604_800, "1w"), ("14d", 1_209_600, "2w"), ("0s", 0, "0s"), ("45s", 45, "45s"),
            ("1w2d", 777_600, "9d"), ("0.25d", 21_600, "6h"), ("PT90M", 5400, "1h30m"), ("P1DT12H", 129_600, "1d12h"),
            ("P2W", 1_209_600, "2w"), ("PT1,5H", 5400, "1h30m"), ("PT36S", 36, "36s"),
        ])
    func reads(text: String, seconds: Int, written: String) throws {
        let span = try #require(TimeSpan(text))
        #expect(span.seconds == seconds)
        #expect(span.formatted == written)
        #expect(TimeSpan(written) == span)
    }

    @Test(
        "is not read from what has no fixed length or no sense",
        arguments: [
            "", "90", "m", "1y", "1M", "P1Y", "P1M", "P", "PT", "P1DT", "PT1D", "P1H", "30m2h", "1h1h", "1.5h30m",
            "-1h",
            "1..5h", "1.h", "1 h", " 1h", "9999999999999h", "soon",
        ])
    func refuses(text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test("is compared by its length, and counts whole days")
    func compares() throws {
        let short = try #require(TimeSpan("90m"))
        let long = try #require(TimeSpan("2d3h"))
        #expect(short < long)
        #expect(long.days == 2)
        #expect(short.days == 0)
        #expect(TimeSpan(seconds: -5).seconds == 0)
    }
}
