import Testing
import VaultModel

@testable import VaultEngine
@testable import mosaic

struct ReviewViewTests {
    @Test("What is past its target is listed with how long ago that was")
    func passed() throws {
        let today = try #require(CalendarDate("2026-11-25"))
        let entity = EntitySummary(
            id: "aaaaaaaa", shortID: "aaaa", type: "task", title: "Sow", path: "tasks/sow.md", status: "not_started",
            statusGroup: .open, tags: [],
            fields: [
                EntityField(name: "due", value: .string("2026-11-22T23:30-02:00")),
                EntityField(name: "scheduled", value: .string("2026-11-30")),
            ], createdAt: nil, updatedAt: nil, diagnostics: [])
        let review = Review(
            days: today...today, done: [], new: [], slipped: [],
            passed: [
                Review.Passed(entity: entity, target: today.adding(days: -2)),
                Review.Passed(entity: entity, target: nil),
            ], stale: [], ideas: [], events: [])
        let dates = CalmDates(now: today.startOfDay.secondsSinceEpoch, secondsFromUTC: { _ in 0 })
        #expect(
            ReviewView(review: review, dates: dates).markdown
                == "# 2026-11-25 to 2026-11-25\n\n## Target passed\n\n- [[tasks/sow|Sow]]: 2 days ago\n- [[tasks/sow|Sow]]\n"
        )
    }
}
