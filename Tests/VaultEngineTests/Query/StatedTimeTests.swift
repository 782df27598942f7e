import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// Days and times that files state of when they came to be and when they were changed last.
struct StatedTimeTests {
    private static func vault(hoursFromUTC hours: Int) throws -> (repository: TestVault, vault: Vault) {
        let repository = try TestVault()
        try repository.write("day.md", "---\ncreated: 2026-11-10\nupdated: 2026-11-10\n---\n")
        try repository.write("late.md", "---\ncreated: 2026-11-10T22:30\nupdated: 2026-11-10T22:30\n---\n")
        try repository.write("bound.md", "---\ncreated: 2026-11-11T00:30Z\nupdated: 2026-11-11T00:30Z\n---\n")
        try repository.commit()
        var surroundings = repository.surroundings
        surroundings.secondsFromUTC = { _ in hours * 3_600 }
        let vault = try Vault(discovering: repository.path, surroundings: surroundings)
        try vault.refresh()
        return (repository, vault)
    }

    @Test(
        "A day is the same day everywhere, and a time without an offset is the person's own",
        arguments: [
            (-5, ["bound", "day", "late"]), (0, ["day", "late"]), (9, ["day", "late"]),
            (-12, ["bound", "day", "late"]),
            (14, ["day", "late"]),
        ])
    func days(hours: Int, expected: [String]) throws {
        let (repository, vault) = try Self.vault(hoursFromUTC: hours)
        for key in ["created", "updated"] {
            let found = try vault.entities(matching: "\(key):2026-11-10").map { VaultPath.stem(of: $0.path) }
            #expect(found.sorted() == expected, "\(key)")
            #expect(try vault.entities(matching: "\(key)<2026-11-10") == [])
            #expect(try vault.entities(matching: "-\(key):2026-11-10").count == 3 - expected.count)
            #expect(
                try vault.entities(matching: "\(key):2026-11-10T22:30..2026-11-10T22:31").map(\.path) == ["late.md"])
            let tally = try vault.tally(vault.query(for: EntityRequest()), by: key)
            #expect(tally.first { $0.values == [.string("2026-11-10")] }?.count == expected.count)
        }
        // What they are in time decides which came first.
        let order = [("bound", 86_400 + 1_800), ("day", -hours * 3_600), ("late", 81_000 - hours * 3_600)]
            .sorted { $0.1 < $1.1 }.map { $0.0 + ".md" }
        #expect(try vault.entities(matching: "sort:created").map(\.path) == order)
        #expect(try vault.entities(matching: "sort:updated").map(\.path) == order)
        #expect(try vault.entities(matching: "sort:age").map(\.path) == order.reversed())
        #expect(try vault.entities().map(\.path) == order.reversed())
        let day = try #require(try vault.entities(matching: "path:day.md").first?.createdAt)
        #expect(vault.surroundings.clock.local(utc: day) == DateTime("2026-11-10T00:00"))
        let table = try vault.answer(sql: "SELECT created_at FROM entities ORDER BY path")
        #expect(
            table.rows == [
                [.text("2026-11-11T00:30:00Z")], [.text("2026-11-10T00:00:00")], [.text("2026-11-10T22:30:00")],
            ])
        #expect(try vault.differences() == [])
        _ = repository
    }

    @Test("What follows from a stated time follows it when it is bound to an offset, and when it is not any longer")
    func edits() throws {
        let (repository, vault) = try Self.vault(hoursFromUTC: -5)
        for (text, isFound) in [("2026-11-10T00:00Z", false), ("2026-11-10", true), ("2026-11-10T04:00Z", false)] {
            try repository.write("day.md", "---\ncreated: \(text)\n---\n")
            try vault.refresh()
            #expect(try vault.entities(matching: "path:day.md created:2026-11-10").isEmpty != isFound)
            #expect(try vault.differences() == [])
        }
    }
}
