import Testing
import VaultModel

@testable import VaultEngine
@testable import mosaic

struct ReviewViewTests {
    @Test("What happened is counted by how often, and a kind stands behind what is done where there are several")
    func counts() throws {
        let today = try #require(CalendarDate("2026-11-25"))
        func entity(_ type: String) -> EntitySummary {
            EntitySummary(
                id: type, shortID: type, type: type, title: "Sow", path: "\(type)/sow.md", status: nil,
                statusGroup: .done, tags: [], fields: [], createdAt: nil, updatedAt: nil, diagnostics: [])
        }
        func lines(_ types: String...) -> [String] {
            let review = Review(
                days: today...today, done: types.map(entity), new: [], slipped: [], passed: [], stale: [], ideas: [],
                events: [.init(name: "task.completed", count: 3), .init(name: "task.created", count: 2)])
            let dates = CalmDates(now: today.startOfDay.secondsSinceEpoch, secondsFromUTC: { _ in 0 })
            return ReviewView(review: review, dates: dates).text(style: Style(isEnabled: false), width: nil)
                .split(separator: "\n").map(String.init)
        }
        #expect(lines("task", "note").contains("  Sow  note") && lines("task").contains("  Sow"))
        #expect(lines("task").contains("What happened  5"))
    }

    @Test("What is new by a title that something else has as well is listed with its day")
    func sharedTitles() throws {
        let today = try #require(CalendarDate("2026-11-25"))
        func entity(_ title: String, _ day: String) -> EntitySummary {
            EntitySummary(
                id: day, shortID: day, type: "task", title: title, path: "\(day).md", status: nil, statusGroup: .open,
                tags: [], fields: [EntityField(name: "due", value: .string(day))], createdAt: nil, updatedAt: nil,
                diagnostics: [])
        }
        let review = Review(
            days: today...today, done: [],
            new: [entity("Water", "2026-11-26"), entity("Water", "2026-11-29"), entity("Sow", "2026-11-27")],
            slipped: [], passed: [], stale: [], ideas: [], events: [])
        let dates = CalmDates(now: today.startOfDay.secondsSinceEpoch, secondsFromUTC: { _ in 0 })
        let text = ReviewView(review: review, dates: dates).text(style: Style(isEnabled: false), width: nil)
        #expect(
            text.hasSuffix("  Water  task, due 2026-11-26\n  Water  task, due 2026-11-29\n  Sow  task\n"), "\(text)")
    }

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
