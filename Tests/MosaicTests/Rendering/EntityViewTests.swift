import Testing
import VaultModel

@testable import mosaic

struct EntityViewTests {
    private func lines(
        _ name: String, _ summary: EntitySummary, boxes: CheckboxCounts = CheckboxCounts(), outgoing: [Connection] = []
    ) -> [String] {
        let dates = CalmDates(now: 1_794_286_800 + 86_400, secondsFromUTC: { _ in -5 * 3_600 })
        let detail = EntityDetail(
            summary: summary, body: "", outgoing: outgoing, incoming: [],
            activities: ActivityPage(activities: [], total: 0, page: 1, limit: nil), work: nil, boxes: boxes)
        let view = EntityView(
            detail: detail, schema: .builtIn, localTime: { _ in nil }, showsBody: false,
            activities: ActivityListing(users: [:], dates: dates), dates: dates, style: Style(isEnabled: false),
            width: nil)
        return view.text.split(separator: "\n").map(String.init).filter { $0.hasPrefix(name) }
    }

    private func summary(_ fields: [EntityField] = []) -> EntitySummary {
        EntitySummary(
            id: "a.md", shortID: "a.md", type: "note", title: "A", path: "a.md", status: nil, statusGroup: nil,
            tags: [], fields: fields, createdAt: 1_794_286_800, updatedAt: nil, diagnostics: [])
    }

    @Test("Of boxes it is said how many are ticked, where there are any")
    func boxes() {
        #expect(lines("checkboxes", summary()).isEmpty)
        let counts = CheckboxCounts(all: 7, open: 3, ticked: 3)
        #expect(lines("checkboxes", summary(), boxes: counts) == ["checkboxes  3 of 7 checked"])
    }

    @Test("Below a relation stands what its relationship says of it")
    func notes() {
        let outgoing = ["Clay\nis heavy.", nil].map { note in
            let end = Connection.End(id: "b.md", type: "note", title: "B", path: "b.md", status: nil)
            return Connection(
                category: .relation, name: "relates_to", source: end, target: end, path: "r.md", line: 1, column: 1,
                candidates: 1, note: note)
        }
        #expect(
            lines("  ", summary(), outgoing: outgoing) == [
                "  relates to  B  note  b.md", "    Clay is heavy.", "  relates to  B  note  b.md",
            ])
    }

    @Test("A day that a file states is shown as that day, and a time as clocks show it")
    func statedTimes() {
        func lines(_ created: String?) -> [String] {
            let fields = created.map { [EntityField(name: "created", value: .string($0))] } ?? []
            return self.lines("created", summary(fields))
        }
        #expect(lines("2026-11-10") == ["created  2026-11-10 (yesterday)"])
        #expect(lines("2026-11-10T00:00") == ["created  2026-11-10 00:00 (yesterday)"])
        #expect(lines(nil) == ["created  2026-11-10 00:00 (yesterday)"])
    }
}
