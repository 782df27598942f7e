import GRDB
import Testing
import VaultModel

@testable import GitStore
@testable import VaultIndex

/// A history in memory, brought to a head as an index is.
private struct History {
    let queue: DatabaseQueue

    init() throws {
        queue = try DatabaseQueue()
        try queue.write { try $0.execute(sql: IndexSchema.tables + IndexSchema.indexes) }
    }

    func update(to head: ObjectID?, of path: String) throws {
        let repository = try Repository(opening: path)
        try queue.write { database in
            let spine = try RowStatement(database, "SELECT position FROM commits WHERE oid = ? AND line = 0")
            let any = try RowStatement(database, "SELECT position FROM commits WHERE oid = ?")
            guard let head else { return }
            let order = try CommitOrder(
                head: head, repository: repository, spinePosition: { try spine.bind($0).first { Int($0.int(0)) } },
                position: { try any.bind($0).first { Int($0.int(0)) } })
            _ = try HistoryStack.pop(to: Int64(order.kept), database: database)
            let stack = try HistoryStack(
                database: database, repository: repository, contents: ContentCache(repository: repository),
                comparer: TreeComparer(repository: repository, fileSuffixes: [".md", ".markdown"]), prefix: "",
                includes: { _ in true })
            for next in order.added { try stack.push(next.commit, isSpine: next.isSpine) }
        }
    }

    /// Every row, in a form that two indexes can be compared by.
    func rows() throws -> [String] {
        try queue.read { database in
            try ["commits", "lineages", "occupancies", "activities", "changes", "told_names"].flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map { "\(table) \($0)" }
            }
        }
    }

    func events() throws -> [String] {
        try queue.read { database in
            try String.fetchAll(
                database, sql: "SELECT kind || '.' || action || ' ' || path FROM activities ORDER BY id")
        }
    }

    /// Each commit with each path that an activity is of.
    func touched() throws -> Set<String> {
        try strings("SELECT lower(hex(oid)) || ' ' || path FROM activities JOIN commits USING (position)")
    }

    /// Each commit with each path that it moved something from: a merge can do so where one parent has nothing.
    func left() throws -> Set<String> {
        try strings(
            """
            SELECT lower(hex(oid)) || ' ' || json_extract(before, '$') FROM changes
            JOIN activities ON activities.id = activity JOIN commits USING (position)
            WHERE action = 'moved' AND field = 'path'
            """)
    }

    private func strings(_ sql: String) throws -> Set<String> {
        try queue.read { Set(try String.fetchAll($0, sql: sql)) }
    }

    func lineages(of paths: String...) throws -> [Int64?] {
        try queue.read { database in
            try paths.map {
                try Int64.fetchOne(
                    database, sql: "SELECT lineage FROM occupancies WHERE path = ? ORDER BY since DESC", arguments: [$0]
                )
            }
        }
    }
}

struct HistoryStackTests {
    @Test("an entity keeps its history through edits, a rename, an id and a deletion")
    func followsAnEntity() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "---\ntype: task\n---\nSome words that stay, line by line.\nAnd more.\n")
        try repository.commit("one")
        try repository.git("mv", "a.md", "b.md")
        try repository.commit("two")
        try repository.write("b.md", "---\ntype: task\nid: 7k3m9q2x\nstatus: completed\n---\nSome words that stay.\n")
        try repository.commit("three")
        repository.remove("b.md")
        try repository.commit("four")
        try repository.write("c.md", "---\ntype: task\nid: 7k3m9q2x\n---\n")
        try repository.commit("five")
        let history = try History()
        try history.update(to: repository.head(), of: repository.path)
        #expect(
            try history.events() == [
                "task.created a.md", "task.moved b.md", "task.completed b.md", "task.updated b.md", "task.deleted b.md",
                "task.restored c.md",
            ])
        #expect(Set(try history.lineages(of: "a.md", "b.md", "c.md")).count == 1)
    }

    @Test("a path that was renamed away and is used again is another entity")
    func reusedPath() throws {
        let repository = try HistoryRepository()
        try repository.write("Untitled.md", "first note\nwith lines\n")
        try repository.commit("one")
        try repository.git("mv", "Untitled.md", "First.md")
        try repository.commit("two")
        try repository.write("Untitled.md", "second note, of other things\n")
        try repository.commit("three")
        let history = try History()
        try history.update(to: repository.head(), of: repository.path)
        let lineages = try history.lineages(of: "First.md", "Untitled.md")
        #expect(lineages[0] != lineages[1])
    }

    @Test("a clean merge tells nothing twice")
    func cleanMerge() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "---\ntype: task\n---\n")
        try repository.commit("one")
        try repository.git("checkout", "-q", "-b", "side")
        try repository.write("b.md", "on the side\n")
        try repository.commit("two")
        try repository.git("checkout", "-q", "main")
        try repository.write("c.md", "on main\n")
        try repository.commit("three")
        try repository.git("merge", "-q", "--no-ff", "-m", "merge", "side")
        let history = try History()
        try history.update(to: repository.head(), of: repository.path)
        #expect(try history.events() == ["task.created a.md", "note.created c.md", "note.created b.md"])
    }

    @Test(
        "a history that is kept through commits, branches, merges, resets and amends equals one that is built",
        arguments: [1, 2, 3, 40] as [UInt64])
    func keptEqualsBuilt(seed: UInt64) throws {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let repository = try HistoryRepository()
        let kept = try History()
        try repository.commit("start")
        for step in 0..<40 {
            switch random(10) {
            case 0: try repository.git("checkout", "-q", "-B", "b\(random(3))")
            case 1: try repository.git("checkout", "-q", ["main", "b0", "b1", "b2"][random(4)])
            case 2:
                try repository.git(
                    "merge", "-q", "-X", "ours", "-m", "m\(step)", ["main", "b0", "b1", "b2"][random(4)])
            case 3: try repository.git("reset", "-q", "--hard", "HEAD~1")
            case 4: try repository.git("commit", "-q", "--amend", "--allow-empty", "-m", "amended \(step)")
            default:
                let files = repository.files
                if let file = files.isEmpty ? nil : files[random(files.count)], random(4) == 0 {
                    if random(2) == 0 { repository.remove(file) } else { try repository.git("mv", file, "r\(step).md") }
                }
                let id = random(2) == 0 ? "id: e\(random(6))\n" : ""
                let status = ["not_started", "paused", "completed"][random(3)]
                let bad = random(12) == 0 ? "status: twice\n" : ""
                try repository.write(
                    "n\(random(8)).md",
                    "---\n\(id)type: task\nstatus: \(status)\n\(bad)---\nLine \(step)\nand \(random(3))\n")
                try repository.commit("step \(step)")
            }
            let head = try repository.head()
            try kept.update(to: head, of: repository.path)
            let built = try History()
            try built.update(to: head, of: repository.path)
            let keptRows = try kept.rows()
            let builtRows = try built.rows()
            #expect(keptRows == builtRows, "seed \(seed), step \(step)")
            let (told, touched) = (try built.touched(), try repository.touched())
            #expect(told.subtracting(touched) == [], "seed \(seed), step \(step)")
            #expect(touched.subtracting(told).subtracting(try built.left()) == [], "seed \(seed), step \(step)")
            if keptRows != builtRows { return }
        }
    }
}
