import Testing
import VaultModel

@testable import VaultEngine

/// What questions about the past mean, shown on histories small enough to see through. The present is 15 January 2027, 08:00 UTC.
struct PastAnswerTests {
    @Test(
        "A range of past times goes from so many days ago to so many days ago",
        arguments: [
            ("created=7d", "d7"), ("created=7d..3d", "d3 d5 d7"), ("created=-7d..-3d", "d3 d5 d7"),
            ("created=7d..today", "d0 d1 d3 d5 d7"), ("created=7d..", "d0 d1 d3 d5 d7"), ("created=..7d", "d7 d8"),
            ("updated=1w..3d", "d3 d5 d7"), ("became:status=paused=5d..1d", "d1 d3 d5"),
            ("changed:status=5d..", ""), ("-created=7d..", "d8"),
        ])
    func ages(query: String, expected: String) throws {
        let repository = try TestVault()
        for days in [8, 7, 5, 3, 1, 0] as [Int64] {
            try repository.write("d\(days).md", "---\ntype: task\nstatus: paused\n---\n")
            try repository.commit(at: 1_800_000_000 - days * 86_400)
        }
        let vault = try repository.refreshed()
        let found = try vault.entities(matching: query).map { VaultPath.stem(of: $0.path) }.sorted()
        #expect(found.joined(separator: " ") == expected)
        let days = try vault.days(named: "7d..today", .back)
        #expect(days.lowerBound == days.upperBound.adding(days: -7))
        #expect(try vault.review(of: days, EntityRequest()).new.count == 5)
    }
}
