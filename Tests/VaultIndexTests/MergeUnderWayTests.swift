import Testing
import VaultModel

@testable import VaultIndex

/// While a merge waits to be committed, what is not committed has two parents: what one of them has is no work of one's own.
struct MergeUnderWayTests {
    private func task(_ id: String, _ rest: String) -> String { "---\nid: \(id)\ntype: task\n\(rest)\n---\n" }

    /// A branch that adds, changes, moves, removes and completes, and a main line that went on as well.
    private func diverged() throws -> (HistoryRepository, IndexStore) {
        let repository = try HistoryRepository()
        for name in ["changed", "moved", "gone", "both"] {
            try repository.write("\(name).md", task("\(name)00", "status: not_started\npriority: low"))
        }
        try repository.write("plain.md", "# Plain\n" + String(repeating: "A line\n", count: 20))
        try repository.commit("one")
        try repository.git("checkout", "-q", "-b", "side")
        try repository.write("added.md", task("added00", "status: paused"))
        try repository.write("changed.md", task("changed00", "status: completed\npriority: low"))
        try repository.git("mv", "moved.md", "elsewhere.md")
        try repository.git("mv", "plain.md", "plainer.md")
        repository.remove("gone.md")
        try repository.write("both.md", task("both00", "status: completed\npriority: low"))
        try repository.commit("side")
        try repository.git("checkout", "-q", "main")
        try repository.write("own.md", task("own00", "status: paused"))
        try repository.write("both.md", task("both00", "status: not_started\npriority: high"))
        try repository.commit("main")
        let index = try repository.index()
        try index.refresh(includingText: true)
        return (repository, index)
    }

    private func uncommitted(_ index: IndexStore) throws -> [String] {
        try index.refreshUntilCurrent()
        #expect(try index.verify().differences == [])
        return try index.read { reader in
            try reader.activities.page(ActivityFilter()).activities.filter { $0.commit == Activity.uncommitted }
                .map { activity in
                    "\(activity.action.rawValue) \(activity.path)"
                        + activity.changes.map { " \($0.field)" }.joined()
                }.sorted()
        }
    }

    @Test("What the other side did is not told, what is done to it before the commit is")
    func othersWork() throws {
        let (repository, index) = try diverged()
        try repository.git("merge", "-q", "--no-commit", "--no-ff", "side")
        // Both sides changed lines beside each other: the file has their markers, and nothing is known to have changed.
        #expect(try uncommitted(index) == ["updated both.md"])
        // What each side did is told of it.
        try repository.write("both.md", task("both00", "status: completed\npriority: high"))
        #expect(try uncommitted(index) == [])
        try repository.write("both.md", task("both00", "status: completed\npriority: high\ndue: 2026-12-01"))
        try repository.write("added.md", task("added00", "status: paused\ndue: 2026-12-01"))
        try repository.write("more.md", "# More\n")
        #expect(
            try uncommitted(index) == ["created more.md title", "updated added.md due", "updated both.md due"])
        try repository.commit("merge")
        #expect(try uncommitted(index) == [])
    }

    @Test("A merge that is given up, or forgotten while its files stay, is noticed")
    func givenUp() throws {
        let (repository, index) = try diverged()
        try repository.git("merge", "-q", "--no-commit", "--no-ff", "side")
        let during = try uncommitted(index)
        repository.remove(".git/MERGE_HEAD")
        let after = try uncommitted(index)
        #expect(after.count > during.count)
        #expect(after.contains { $0.hasPrefix("completed changed.md") })
        try repository.git("reset", "-q", "--hard")
        #expect(try uncommitted(index) == [])
    }
}
