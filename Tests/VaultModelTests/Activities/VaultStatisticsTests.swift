import Testing

@testable import VaultModel

/// How work goes, of histories that are small enough to count by hand.
struct VaultStatisticsTests {
    /// Friday, 15 January 2027, 08:00 UTC.
    private static let now: Int64 = 1_800_000_000
    private static let hour: Int64 = 3_600

    private static func statistics(
        _ steps: [(entity: Int64, hoursAgo: Int64, action: Action, status: String?)], hoursFromUTC: Int = 0,
        domains: [Int64: String] = [:]
    ) -> VaultStatistics {
        VaultStatistics(
            entities: 1,
            steps: steps.map { step in
                VaultStatistics.Step(
                    entity: step.entity, kind: "task", action: step.action, at: now - step.hoursAgo * hour,
                    status: step.status, changesStatus: step.status != nil || step.action == .created)
            }, weekCount: 3, schema: .builtIn,
            clock: QueryClock(
                now: now, today: CalendarDate(daysSinceEpoch: 20_833), secondsFromUTC: { _ in hoursFromUTC * 3_600 }),
            domains: domains, people: [])
    }

    @Test("Times are told from the statuses that an entity had, one after the other")
    func timeline() throws {
        let statistics = Self.statistics([
            (1, 100, .created, nil), (1, 80, .updated, "in_progress"), (1, 70, .updated, nil),
            (1, 50, .updated, "paused"), (1, 40, .updated, "in_progress"), (1, 10, .completed, "completed"),
            (2, 24, .created, "in_progress"),
        ])
        #expect(statistics.fromCreation?.median == 90 * Self.hour)
        #expect(statistics.fromStart?.median == 70 * Self.hour)
        #expect(statistics.stays.map(\.status) == ["not_started", "in_progress", "paused"])
        #expect(statistics.stays.map(\.durations.count) == [1, 3, 1])
        #expect(statistics.stays.map(\.durations.median) == [20 * Self.hour, 30 * Self.hour, 10 * Self.hour])
        #expect(statistics.stays.map(\.durations.ninetieth) == [20 * Self.hour, 30 * Self.hour, 10 * Self.hour])
    }

    @Test("What was reopened is done when it is done again, and what is open is not done")
    func reopened() {
        let again = Self.statistics([
            (1, 100, .created, nil), (1, 90, .completed, "completed"), (1, 60, .reopened, "in_progress"),
            (1, 30, .completed, "completed"),
        ])
        #expect(again.fromCreation?.median == 70 * Self.hour)
        #expect(again.fromStart?.median == 30 * Self.hour)
        let open = Self.statistics([
            (1, 100, .created, nil), (1, 90, .completed, "completed"), (1, 60, .reopened, "not_started"),
        ])
        #expect(open.fromCreation == nil)
        #expect(open.stays.first?.durations.count == 2)
    }

    @Test("Weeks begin on Monday where the person is")
    func weeks() {
        let steps: [(Int64, Int64, Action, String?)] = [
            // Sunday 22:00 UTC; Monday, east of it.
            (1, 4 * 24 + 10, .created, nil), (1, 1, .completed, "completed"), (2, 10_000, .created, nil),
        ]
        let utc = Self.statistics(steps)
        #expect(utc.weeks.map(\.monday.description) == ["2026-12-28", "2027-01-04", "2027-01-11"])
        #expect(utc.weeks.map(\.created) == [0, 1, 0])
        #expect(utc.weeks.map(\.completed) == [0, 0, 1])
        #expect(Self.statistics(steps, hoursFromUTC: 3).weeks.map(\.created) == [0, 0, 1])
    }

    @Test("What a domain did is counted week by week, the most active first")
    func domains() {
        let statistics = Self.statistics(
            [
                (1, 8 * 24, .created, nil), (1, 7 * 24, .completed, "completed"), (2, 8 * 24, .completed, "completed"),
                (2, 6 * 24, .reopened, "not_started"), (2, 1, .completed, "completed"), (3, 2, .created, nil),
                (4, 2, .created, nil), (4, 10_000, .completed, "completed"), (5, 9_000, .completed, "completed"),
            ], domains: [1: "Home", 2: "Home", 3: "Barn", 5: "Past"])
        #expect(statistics.domains.map(\.name) == ["Home", "Barn", nil])
        #expect(statistics.domains.map(\.activities) == [5, 1, 1])
        #expect(statistics.domains.map(\.completed) == [[0, 1, 1], [0, 0, 0], [0, 0, 0]])
    }

    @Test(
        "A completion counts where it happened, as long as nothing took it back",
        arguments: [
            ("done from the beginning", [(1, .created, "completed")], [0, 0, 1], nil),
            (
                "done again",
                [(9 * 24, .completed, "completed"), (8 * 24, .reopened, "paused"), (1, .completed, "completed")],
                [0, 0, 1], 299
            ),
            ("taken back", [(9 * 24, .completed, "completed"), (1, .reopened, "not_started")], [0, 0, 0], nil),
            ("archived", [(9 * 24, .completed, "completed"), (1, .archived, "archived")], [0, 1, 0], 84),
            (
                "opened again when it was archived",
                [(9 * 24, .completed, "completed"), (8 * 24, .archived, "archived"), (1, .reopened, "paused")],
                [0, 0, 0], nil
            ),
            ("deleted", [(9 * 24, .completed, "completed"), (1, .deleted, nil)], [0, 1, 0], 84),
            (
                "back as it was", [(9 * 24, .completed, "completed"), (2, .deleted, nil), (1, .restored, "completed")],
                [0, 1, 0], 84
            ),
            ("back, and done now", [(2, .deleted, nil), (1, .restored, "completed")], [0, 0, 1], 299),
            ("archived at once", [(1, .archived, "archived")], [0, 0, 0], nil),
        ] as [(String, [(hoursAgo: Int64, action: Action, status: String?)], [Int], Int64?)])
    func standing(
        name: String, steps: [(hoursAgo: Int64, action: Action, status: String?)], weeks: [Int], hours: Int64?
    ) {
        let made: [(hoursAgo: Int64, action: Action, status: String?)] =
            steps[0].action == .created ? [] : [(300, .created, nil)]
        let statistics = Self.statistics((made + steps).map { (1, $0.hoursAgo, $0.action, $0.status) })
        #expect(statistics.weeks.map(\.completed) == weeks)
        #expect(statistics.fromCreation?.median == hours.map { $0 * Self.hour })
    }

    @Test(
        "The median is in the middle, and a percentile the least length that so many do not exceed",
        arguments: [
            ([5], 5, 5), ([1, 2], 2, 2), ([10, 20], 15, 20), ([3, 1, 2], 2, 3), (Array(1...10), 6, 9),
            ([7, 3, 1, 5], 4, 7), (Array(1...100), 51, 90),
        ] as [([Int64], Int64, Int64)])
    func percentiles(lengths: [Int64], median: Int64, ninetieth: Int64) throws {
        let durations = try #require(VaultStatistics.Durations(lengths))
        #expect(durations.count == lengths.count)
        #expect(durations.median == median)
        #expect(durations.ninetieth == ninetieth)
        #expect(VaultStatistics.Durations([]) == nil)
    }
}
