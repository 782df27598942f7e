import Testing
import VaultModel

@testable import VaultEngine

/// What a merge tells of a file that it put together.
struct MergedActivityTests {
    private static let lines = (1...20).map { "line \($0)\n" }.joined()

    private static func text(_ fields: String, _ lines: String = lines) -> String {
        "---\ntype: task\n\(fields)\n---\n\(lines)"
    }

    /// Merges a branch in which a file became one text, while it became another on the main line; the merge has a third one, or what
    /// git makes of it.
    private static func merged(
        _ base: String, side: String, main: String, merge: String? = nil, sidePath: String = "t.md"
    ) throws -> TestVault {
        let repository = try TestVault()
        try repository.write("t.md", base)
        try repository.write("z.md", "# Z\n")
        try repository.commit("base")
        try repository.git("checkout", "--quiet", "-b", "side")
        if sidePath != "t.md" { try repository.git("mv", "t.md", sidePath) }
        try repository.write(sidePath, side)
        try repository.commit("side")
        try repository.git("checkout", "--quiet", "main")
        try repository.write("t.md", main)
        try repository.commit("main")
        try repository.git(["merge", "--quiet", "--no-commit", "side"], mayFail: merge != nil)
        if let merge { try repository.write(sidePath, merge) }
        try repository.write("z.md", "# Zed\n")
        try repository.commit("merge")
        return repository
    }

    /// What the merge tells, by the path and the action, with the fields that changed.
    private static func told(_ repository: TestVault) throws -> [String] {
        let vault = try repository.refreshed()
        #expect(try vault.differences() == [])
        var filter = ActivityFilter()
        filter.limit = nil
        let commit = try repository.git("rev-parse", "HEAD").split(separator: "\n").map(String.init).first
        return try vault.activities(filter).activities.filter { $0.commit == commit }.map { activity in
            ([activity.path, activity.action.rawValue] + activity.changes.map(\.field)).joined(separator: " ")
        }
    }

    private static let zed = "z.md updated title"

    @Test("A merge that has each thing from one of its sides tells nothing of it")
    func putTogether() throws {
        let base = Self.text("priority: low\ndue: 2026-12-01\nestimate: 1h")
        let side = Self.text("priority: high\ndue: 2026-12-01\nestimate: 1h")
        let main = Self.text("priority: low\ndue: 2026-12-01\nestimate: 2h", Self.lines + "the end\n")
        #expect(try Self.told(Self.merged(base, side: side, main: main)) == [Self.zed])
        // Nor where only the way in which it is written is its own.
        let merge = Self.text("estimate:   2h\npriority: high\ndue: 2026-12-01", Self.lines + "the end\n")
        #expect(try Self.told(Self.merged(base, side: side, main: main, merge: merge)) == [Self.zed])
    }

    @Test("What is the merge's own is told, and what it is called from then on is not lost")
    func own() throws {
        let base = Self.text("title: Roof\npriority: low")
        let side = Self.text("title: Roof\npriority: high")
        let main = Self.text("title: The old roof\npriority: low")
        let merge = Self.text("title: The old roof\npriority: high\ndue: 2026-12-01")
        #expect(
            try Self.told(Self.merged(base, side: side, main: main, merge: merge)) == ["t.md updated due", Self.zed])
        // One side gives it its path, the other its title.
        let repository = try Self.merged(base, side: base, main: main, merge: main, sidePath: "u.md")
        #expect(try Self.told(repository) == [Self.zed])
        try repository.write("u.md", Self.text("title: The new roof\npriority: low"))
        try repository.commit("renamed")
        let vault = try repository.refreshed()
        for name in ["t", "Roof", "The old roof"] {
            #expect(try vault.entity(name, includesGone: true).path == "u.md", "\(name)")
        }
        #expect(try vault.entity("Z", includesGone: true).path == "z.md")
    }
}
