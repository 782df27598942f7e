import Testing

@testable import VaultModel
@testable import mosaic

struct StatisticsViewTests {
    private func view(weeks: [Int], domains: [(String?, [Int])], width: Int) -> String {
        var statistics = VaultStatistics(
            entities: 3, steps: [], weekCount: weeks.count, schema: .builtIn,
            clock: QueryClock(
                now: 1_800_000_000, today: CalendarDate(daysSinceEpoch: 20_833), secondsFromUTC: { _ in 0 }),
            domains: [:], people: [.init(name: "ann", activities: 2)])
        for (week, count) in weeks.enumerated() { statistics.weeks[week].completed = count }
        statistics.domains = domains.map { .init(name: $0, activities: 4, completed: $1) }
        return StatisticsView(
            statistics: statistics, users: ["ann": "安妮"], style: .plain,
            width: width
        ).text
    }

    private func section(_ heading: String, of text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return Array(lines.drop { $0 != heading }.dropFirst().prefix { !$0.isEmpty })
    }

    @Test("What each domain got done stands in a column for each week, the most first")
    func throughput() {
        let text = view(
            weeks: [0, 1, 8, 4],
            domains: [("Home", [0, 1, 0, 0]), ("Garten 🌱", [0, 0, 8, 4]), ("Barn", [0, 0, 0, 0])],
            width: 80)
        #expect(
            section("Done a week by domain", of: text) == [
                "  Garten 🌱  12  ··█▄", "  Home        1  ·▁··", "  █ is 8 a week",
            ])
    }

    @Test("Where there are more weeks than columns, a column is of several; no line is wider than the terminal")
    func narrow() {
        let weeks = Array(repeating: 1, count: 300)
        for width in [40, 60, 120] {
            let text = view(weeks: weeks, domains: [("A domain with a long name 庭の仕事", weeks)], width: width)
            for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
            let lines = section("Done a week by domain", of: text)
            #expect(lines.count == 2 && lines.last?.hasSuffix("weeks") == true)
            #expect(width > 40 || lines.last == "  █ is 28 in 28 weeks")
        }
    }

    @Test("Lengths of time stand in columns")
    func stays() throws {
        var statistics = VaultStatistics(
            entities: 3, steps: [], weekCount: 1, schema: .builtIn,
            clock: QueryClock(
                now: 1_800_000_000, today: CalendarDate(daysSinceEpoch: 20_833), secondsFromUTC: { _ in 0 }),
            domains: [:], people: [])
        let durations = try #require(VaultStatistics.Durations([7_200, 7_200, 864_000]))
        statistics.stays = [.init(kind: "task", status: "in_progress", durations: durations)]
        let text = StatisticsView(statistics: statistics, users: [:], style: .plain, width: 60).text
        #expect(
            section("Time in each status", of: text) == [
                "                    MEDIAN   9 OF 10 WITHIN  COUNT",
                "  task in_progress  2 hours  10 days             3",
            ])
    }

    @Test("Without domains there is nothing to tell by domain")
    func withoutDomains() {
        #expect(section("Done a week by domain", of: view(weeks: [1], domains: [(nil, [1])], width: 80)).isEmpty)
    }
}
