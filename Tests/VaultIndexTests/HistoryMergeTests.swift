import GRDB
import Testing
import VaultModel

@testable import GitStore
@testable import VaultIndex

/// A repository whose index is kept from commit to commit, and what it tells.
private final class Story {
    let repository: HistoryRepository
    let index: IndexStore

    init() throws {
        repository = try HistoryRepository()
        index = try repository.index()
    }

    func git(_ arguments: String...) throws {
        try repository.git(arguments)
        try index.refresh(includingText: true)
    }

    func commit(_ subject: String, _ files: [String: String?]) throws {
        for (path, text) in files {
            if let text { try repository.write(path, text) } else { repository.remove(path) }
        }
        try repository.commit(subject)
        try index.refresh(includingText: true)
    }

    /// Merges, leaves the files as given, and commits.
    func merge(_ branches: String..., leaving files: [String: String?] = [:]) throws {
        try repository.git(["-c", "merge.directoryRenames=true", "merge", "-q", "--no-ff", "--no-commit"] + branches)
        try commit("merge", files)
    }

    /// What is told of the entity at a path, or of everything, each with its commit's subject; the oldest first.
    func told(of path: String? = nil) throws -> [String] {
        try index.refresh(includingText: true)
        #expect(try index.verify().differences == [])
        var subjects: [String: String] = [:]
        for line in try repository.git("log", "--format=%H %s").split(separator: "\n") {
            subjects[String(line.prefix(40))] = String(line.dropFirst(41))
        }
        return try index.read { reader in
            var filter = ActivityFilter()
            filter.limit = nil
            if let path {
                filter.entities = [try #require(try reader.references.find(path, schema: .builtIn).first)]
                let identifier = try reader.entities.summary(at: path)?.id
                #expect(try reader.activities.page(filter).activities.allSatisfy { $0.entityID == identifier })
            }
            return try reader.activities.page(filter).activities.map {
                "\(subjects[$0.commit] ?? $0.commit): \($0.action.rawValue) \($0.path)"
            }.reversed()
        }
    }
}

/// An entity is the same in every branch, and what another branch does elsewhere is not its history.
struct HistoryMergeTests {
    private let long = (1...20).map { "line \($0)" }.joined(separator: "\n") + "\n"
    private let other = (1...20).map { "of something else \($0 * 7)" }.joined(separator: "\n") + "\n"

    @Test(
        "A merge that has nowhere what each side has elsewhere tells that it is gone",
        arguments: ["id: aaaaaaaa\n", ""])
    func endedByMerge(identifier: String) throws {
        let story = try Story()
        func text(_ title: String) -> String { "---\n\(identifier)type: task\ntitle: \(title)\n---\n" + long }
        try story.commit("one", ["tasks/a.md": text("A"), "b.md": "# B\n"])
        try story.git("checkout", "-q", "-b", "side")
        try story.git("mv", "tasks/a.md", "a2.md")
        try story.commit("move", [:])
        try story.git("checkout", "-q", "main")
        try story.commit("edit", ["tasks/a.md": text("A now")])
        try story.merge("side", leaving: ["tasks/a.md": nil, "a2.md": nil])
        #expect(try story.told().last?.hasPrefix("merge: deleted ") == true)
        try story.commit("back", ["a2.md": text("A now")])
        #expect(try story.told(of: "a2.md").last == "back: restored a2.md")
    }

    @Test("A merge does not end what one side has moved, whatever it puts in its old place", arguments: [true, false])
    func replacedByMerge(isEdited: Bool) throws {
        let story = try Story()
        func text(_ identifier: String, _ title: String) -> String {
            "---\nid: \(identifier)\ntype: task\ntitle: \(title)\n---\n"
        }
        try story.commit("one", ["tasks/a.md": text("dddddddd", "D") + long])
        try story.git("checkout", "-q", "-b", "side")
        try story.git("mv", "tasks/a.md", "tasks/d.md")
        try story.commit("move", [:])
        try story.git("checkout", "-q", "main")
        if isEdited {
            try story.commit("edit", ["tasks/a.md": text("dddddddd", "D now") + long])
        } else {
            try story.commit("beside", ["b.md": "# B\n"])
        }
        let merged = isEdited ? ["tasks/d.md": text("dddddddd", "D at last") + long] : [:]
        try story.merge("side", leaving: merged.merging(["tasks/a.md": text("eeeeeeee", "E") + other]) { $1 })
        let told = try story.told(of: "tasks/d.md")
        #expect(!told.contains { $0.contains(": deleted") })
        #expect(told.filter { $0.hasPrefix("merge:") } == (isEdited ? ["merge: updated tasks/d.md"] : []))
        #expect(try story.told(of: "tasks/a.md") == ["merge: created tasks/a.md"])
    }

    @Test("Who follows an entity to its new name links to nothing new")
    func renamedReferences() throws {
        let story = try Story()
        func task(_ reference: String, _ link: String) -> String {
            "---\ntype: task\nassignee: \(reference)\ndepends_on: [\(reference), b]\n---\n[[\(link)]] [it](\(link).md)\n"
        }
        func workspace(_ user: String) -> String {
            "---\ntype: workspace\nmembers:\n  - {user: \(user), role: owner}\n---\n"
        }
        try story.commit(
            "one",
            [
                "ann.md": "---\ntype: user\n---\n" + long, "tasks/b.md": "# B\n", "t.md": task("ann", "ann"),
                "workspace.md": workspace("ann"),
            ])
        try story.commit(
            "rename",
            [
                "ann.md": nil, "ann-lee.md": "---\ntype: user\n---\n" + long, "t.md": task("ann-lee", "ann-lee"),
                "workspace.md": workspace("\"[[ann-lee]]\""),
            ])
        #expect(
            try story.told().filter { $0.hasPrefix("rename:") }.sorted()
                == ["rename: moved ann-lee.md", "rename: updated t.md", "rename: updated workspace.md"])
        try story.commit("respell", ["workspace.md": workspace("ann-lee")])
        try story.commit("other", ["t.md": task("b", "b")])
        #expect(
            try story.told().filter { $0.hasPrefix("other:") || $0.hasPrefix("respell:") }.sorted()
                == [
                    "other: assigned t.md", "other: linked t.md", "other: unlinked t.md", "other: updated t.md",
                    "respell: updated workspace.md",
                ])
    }

    @Test("A file that one side renames and the other edits is one entity", arguments: [true, false])
    func renamedAndEdited(isRenamedOnMain: Bool) throws {
        let story = try Story()
        try story.commit("one", ["a.md": "# A\n" + long])
        func rename() throws {
            try story.git("mv", "a.md", "b.md")
            try story.commit("rename", [:])
        }
        func edit() throws { try story.commit("edit", ["a.md": "# A\n" + long + "and more\n"]) }
        try story.git("checkout", "-q", "-b", "side")
        if isRenamedOnMain { try edit() } else { try rename() }
        try story.git("checkout", "-q", "main")
        if isRenamedOnMain { try rename() } else { try edit() }
        try story.merge("side")
        let told = try story.told(of: "b.md")
        // What the merge puts together is told of both sides already.
        #expect(told.sorted() == ["edit: updated a.md", "one: created a.md", "rename: moved b.md"])
        #expect(try story.told() == told)
        // Its old name is free for another.
        try story.commit("another", ["a.md": "# Another\n" + other])
        #expect(try story.told(of: "a.md") == ["another: created a.md"])
        #expect(try story.told(of: "b.md") == told)
    }

    @Test("An edit of a path that the main line has given to another entity is of the entity that the branch has there")
    func takenPath() throws {
        let story = try Story()
        try story.commit("one", ["x.md": "# X\n" + long])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("edit", ["x.md": "# X\n" + long + "edited\n"])
        try story.git("checkout", "-q", "main")
        try story.git("mv", "x.md", "y.md")
        try story.commit("rename", [:])
        try story.commit("new", ["x.md": "# New\n" + other])
        try story.merge("side", leaving: ["x.md": "# New\n" + other, "y.md": "# X\n" + long + "edited\n"])
        #expect(try story.told(of: "x.md") == ["new: created x.md"])
        #expect(try story.told(of: "y.md") == ["one: created x.md", "edit: updated x.md", "rename: moved y.md"])
        #expect(try story.told().count == 4)
    }

    @Test("What one side deletes and the other edits lives on where the merge keeps it")
    func deletedAndEdited() throws {
        let story = try Story()
        try story.commit("one", ["a.md": "# A\n" + long])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("edit", ["a.md": "# A\n" + long + "edited\n"])
        try story.git("checkout", "-q", "main")
        try story.commit("delete", ["a.md": nil])
        try story.merge("side", leaving: ["a.md": "# A\n" + long + "edited\n"])
        try story.commit("two", ["a.md": "# A\n" + long + "twice\n"])
        try story.commit("gone", ["a.md": nil])
        try story.commit("back", ["a.md": "# A\n" + long])
        #expect(
            try story.told(of: "a.md") == [
                "one: created a.md", "edit: updated a.md", "delete: deleted a.md", "two: updated a.md",
                "gone: deleted a.md", "back: restored a.md",
            ])
        #expect(try story.told().count == 6)
    }

    @Test(
        "What one side deletes and the other edits is restored where it comes back after a merge that let it go",
        arguments: [true, false], ["id: x1\n", ""])
    func deletedAndBackLater(isDeletedOnMain: Bool, id: String) throws {
        let story = try Story()
        let text = "---\n\(id)type: task\n---\n# A\n" + long
        try story.commit("one", ["a.md": text])
        func delete() throws { try story.commit("delete", ["a.md": nil]) }
        func edit() throws { try story.commit("edit", ["a.md": text + "edited\n"]) }
        try story.git("checkout", "-q", "-b", "side")
        if isDeletedOnMain { try edit() } else { try delete() }
        try story.git("checkout", "-q", "main")
        if isDeletedOnMain { try delete() } else { try edit() }
        try story.merge("side", leaving: ["a.md": nil])
        try story.commit("later", ["b.md": "# B\n"])
        try story.commit("back", ["a.md": text])
        #expect(
            try story.told(of: "a.md").sorted() == [
                "back: restored a.md", "delete: deleted a.md", "edit: updated a.md", "one: created a.md",
            ])
    }

    @Test("What only a branch had, and the merge did not take, is restored where it comes back")
    func leftOut() throws {
        let story = try Story()
        try story.commit("one", ["b.md": "# B\n"])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("add", ["a.md": "# A\n" + long])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["b.md": "# B\nmore\n"])
        try story.merge("side", leaving: ["a.md": nil])
        try story.commit("back", ["a.md": "# A\n" + long])
        #expect(try story.told(of: "a.md") == ["add: created a.md", "back: restored a.md"])
    }

    @Test("One path that both sides add is one entity", arguments: [true, false])
    func onePathTwice(isIdentical: Bool) throws {
        let story = try Story()
        try story.commit("one", ["z.md": "# Z\n"])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("side", ["a.md": "# A\n" + (isIdentical ? long : other)])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["a.md": "# A\n" + long])
        try story.merge("side", leaving: ["a.md": "# A\n" + long + (isIdentical ? "" : other + "both\n")])
        try story.commit("two", ["a.md": "# A\n"])
        var expected = ["side: created a.md", "main: created a.md", "two: updated a.md"]
        if !isIdentical { expected.insert("merge: updated a.md", at: 2) }
        #expect(try story.told(of: "a.md") == expected)
    }

    @Test("One path that both sides add is two entities where one of them moves on")
    func onePathOfTwo() throws {
        let story = try Story()
        try story.commit("one", ["z.md": "# Z\n"])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("side", ["a.md": "# Of the side\n" + other])
        try story.git("mv", "a.md", "b.md")
        try story.commit("rename", [:])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["a.md": "# A\n" + long])
        try story.merge("side")
        #expect(try story.told(of: "a.md") == ["main: created a.md"])
        #expect(try story.told(of: "b.md") == ["side: created a.md", "rename: moved b.md"])
    }

    @Test("One id that both sides add is one entity, and new to both", arguments: ["a.md", "b.md"])
    func oneIdentifierTwice(path: String) throws {
        let story = try Story()
        let text = "---\nid: x1\ntype: task\n---\n# A\n"
        try story.commit("one", ["z.md": "# Z\n"])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("side", [path: text + other])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["a.md": text + long])
        try story.commit("gone", ["a.md": nil])
        try story.merge("side", leaving: [path: text + other])
        #expect(
            try story.told(of: path) == [
                "side: created \(path)", "main: created a.md", "gone: deleted a.md",
            ])
        try story.commit("end", [path: nil])
        #expect(try story.told().last == "end: deleted \(path)")
    }

    @Test("One id that both sides give to a file is the file's")
    func oneIdentifierGiven() throws {
        let story = try Story()
        try story.commit("one", ["a.md": "---\ntype: task\n---\n# A\n" + long])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("side", ["a.md": "---\nid: x1\ntype: task\n---\n# A\n" + long])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["a.md": "---\nid: x1\ntype: task\nstatus: paused\n---\n# A\n" + long])
        try story.merge("side", leaving: ["a.md": "---\nid: x1\ntype: task\nstatus: paused\n---\n# A\n" + long])
        #expect(
            try story.told(of: "a.md") == ["one: created a.md", "side: updated a.md", "main: updated a.md"])
        #expect(try story.told().count == 3)
    }

    @Test("Two ids that two sides give to a file are of two entities", arguments: ["x1", "y1"])
    func twoIdentifiersGiven(taken: String) throws {
        func text(_ id: String) -> String { "---\n\(id)type: task\n---\n# A\n" + long }
        let story = try Story()
        try story.commit("one", ["a.md": text("")])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("side", ["a.md": text("id: y1\n")])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["a.md": text("id: x1\n")])
        try story.merge("side", leaving: ["a.md": text("id: \(taken)\n")])
        try story.commit("two", ["a.md": text("id: \(taken)\n") + "more\n"])
        let expected =
            taken == "x1"
            ? ["one: created a.md", "side: deleted a.md", "main: updated a.md", "two: updated a.md"]
            : ["side: created a.md", "two: updated a.md"]
        #expect(try story.told(of: "a.md") == expected)
    }

    @Test("What a merge puts into a folder's new place is moved there", arguments: ["id: x1\n", ""])
    func movedByMerge(id: String) throws {
        let story = try Story()
        try story.commit("one", ["old/a.md": "# A\n" + long, "old/b.md": "# B\n" + other])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("side", ["old/c.md": "---\n\(id)type: task\n---\n# C\nsomething quite of its own\n"])
        try story.git("checkout", "-q", "main")
        try story.git("mv", "old", "new")
        try story.commit("rename", [:])
        try story.merge("side")
        #expect(try story.told(of: "new/c.md") == ["side: created old/c.md", "merge: moved new/c.md"])
        #expect(try story.told(of: "new/a.md") == ["one: created old/a.md", "rename: moved new/a.md"])
    }

    @Test("A merge of several branches takes what each of them has")
    func octopus() throws {
        let story = try Story()
        try story.commit("one", ["a.md": "# A\n" + long, "b.md": "# B\n" + other])
        for (branch, path) in [("s1", "a"), ("s2", "b")] {
            try story.git("checkout", "-q", "-b", branch, "main")
            try story.git("mv", "\(path).md", "\(path)2.md")
            try story.commit("rename \(path)", [:])
        }
        try story.git("checkout", "-q", "-b", "s3", "main")
        try story.commit("add", ["c.md": "# C\n"])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["d.md": "# D\n"])
        try story.merge("s1", "s2", "s3")
        #expect(try story.told(of: "a2.md") == ["one: created a.md", "rename a: moved a2.md"])
        #expect(try story.told(of: "b2.md") == ["one: created b.md", "rename b: moved b2.md"])
        #expect(try story.told(of: "c.md") == ["add: created c.md"])
        try story.commit("new", ["a.md": "# New\n", "b2.md": nil])
        try story.commit("back", ["b2.md": "# B\n" + other])
        #expect(try story.told(of: "a.md") == ["new: created a.md"])
        #expect(try story.told(of: "b2.md").suffix(2) == ["new: deleted b2.md", "back: restored b2.md"])
    }

    @Test("Two branches that take over each other agree about what is where")
    func crissCross() throws {
        let story = try Story()
        try story.commit("one", ["a.md": "# A\n" + long])
        try story.git("checkout", "-q", "-b", "side")
        try story.git("mv", "a.md", "b.md")
        try story.commit("rename", [:])
        try story.git("checkout", "-q", "main")
        try story.commit("edit", ["a.md": "# A\nfirst\n" + long])
        try story.git("branch", "before")
        try story.merge("side")
        try story.git("checkout", "-q", "side")
        try story.merge("before")
        try story.commit("side", ["b.md": "# A\nfirst\n" + long + "last\n", "a.md": "# New\n" + other])
        try story.git("checkout", "-q", "main")
        try story.commit("main", ["b.md": "# B\nfirst\n" + long])
        try story.merge("side")
        #expect(
            try story.told(of: "b.md") == [
                "one: created a.md", "rename: moved b.md", "edit: updated a.md", "side: updated b.md",
                "main: updated b.md",
            ])
        #expect(try story.told(of: "a.md") == ["side: created a.md"])
    }

    @Test("A file that a branch breaks and mends says what it said last in the branch")
    func brokenInBranch() throws {
        func text(_ status: String) -> String { "---\nid: x1\ntype: task\nstatus: \(status)\n---\n# A\n" + long }
        let story = try Story()
        try story.commit("one", ["a.md": text("paused")])
        try story.git("checkout", "-q", "-b", "side")
        try story.commit("break", ["a.md": text("[")])
        try story.commit("mend", ["a.md": text("paused") + "mended\n"])
        try story.git("checkout", "-q", "main")
        try story.commit("done", ["a.md": text("completed")])
        try story.merge("side")
        #expect(
            try story.told(of: "a.md") == [
                "one: created a.md", "break: updated a.md", "mend: updated a.md", "done: completed a.md",
            ])
    }

    @Test("A branch that takes over the main line again and again goes on from what it has")
    func longBranch() throws {
        let story = try Story()
        try story.commit("one", ["a.md": "# A\n" + long])
        try story.git("checkout", "-q", "-b", "side")
        try story.git("mv", "a.md", "b.md")
        try story.commit("rename", [:])
        for round in 1...3 {
            try story.git("checkout", "-q", "main")
            try story.commit("main \(round)", ["a.md": "# A\n" + long + "main \(round)\n", "m\(round).md": "# M\n"])
            try story.git("checkout", "-q", "side")
            try story.merge("main")
            try story.commit("side \(round)", ["b.md": "# B\(round)\n" + long + "main \(round)\n"])
        }
        try story.git("checkout", "-q", "main")
        try story.merge("side")
        let told = try story.told(of: "b.md")
        #expect(
            told == [
                "one: created a.md", "rename: moved b.md", "main 1: updated a.md", "side 1: updated b.md",
                "main 2: updated a.md", "side 2: updated b.md", "main 3: updated a.md", "side 3: updated b.md",
            ])
        #expect(try story.told(of: "m2.md") == ["main 2: created m2.md"])
        #expect(try story.told().count == told.count + 3)
    }

    /// True where git has merged the edit of one file into another: it takes what is at one path for one file, where a side
    /// has given the path to another.
    private func mixesFiles(_ repository: HistoryRepository) throws -> Bool {
        func title(_ revision: String, _ file: String) throws -> Substring? {
            try repository.git("show", "\(revision):\(file)").split(separator: "\n").first
        }
        let touched = try repository.git("diff-tree", "-c", "-r", "--name-only", "--no-commit-id", "HEAD")
        for file in touched.split(separator: "\n").map(String.init) {
            let new = try title("HEAD", file)
            for parent in ["HEAD^1", "HEAD^2"] {
                if let old = try title(parent, file), old != new { return true }
            }
        }
        let titles = try repository.files.map { try title("HEAD", $0) }
        return Set(titles).count < titles.count
    }

    @Test(
        "Whatever is renamed, edited and merged, what was written as one file is one entity",
        arguments: [1, 26, 53, 71, 81] as [UInt64])
    func filesAreEntities(seed: UInt64) throws {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let repository = try HistoryRepository()
        let branches = ["main", "b0", "b1", "b2"]
        var count = 0
        /// A file of its own, with a title that no other has.
        func write(_ path: String) throws {
            count += 1
            let lines = (0..<30).map { "\(count * 1_000 + $0 * 7) of \(count) and \(random(1_000_000))" }
            try repository.write(path, "# Title \(count)\n" + lines.joined(separator: "\n") + "\n")
        }
        for name in 0..<4 { try write("n\(name).md") }
        try repository.commit("start")
        for branch in branches.dropFirst() { try repository.git("branch", branch) }
        let index = try repository.index()
        for step in 0..<60 {
            let files = repository.files
            let file = files[random(files.count)]
            let free = ["n0.md", "n1.md", "n2.md", "n3.md", "n4.md", "n5.md", "n6.md"].filter { !files.contains($0) }
            switch random(8) {
            case 0, 1: try repository.git("checkout", "-q", "-f", branches[random(branches.count)])
            case 2, 3:
                // What git cannot merge by itself is not merged.
                try repository.git("merge", "-q", "--no-ff", "-m", "merge \(step)", branches[random(branches.count)])
                try repository.git("merge", "--abort")
                if try mixesFiles(repository) { try repository.git("reset", "-q", "--hard", "HEAD~1") }
            case 4, 5:
                if let name = free.isEmpty ? nil : free[random(free.count)] {
                    try repository.git("mv", file, name)
                    try repository.commit("move \(step)")
                }
            case 6:
                if let name = free.isEmpty ? nil : free[random(free.count)] {
                    try write(name)
                    try repository.commit("write \(step)")
                }
            default:
                let text = try repository.git("show", "HEAD:\(file)").split(separator: "\n")
                let place = 1 + random(text.count - 1)
                let lines = text[..<place] + ["edited \(step)"] + text[place...]
                try repository.write(file, lines.joined(separator: "\n") + "\n")
                try repository.commit("edit \(step)")
            }
            try index.refresh(includingText: true)
            let mixed = try index.database().read { database in
                try String.fetchAll(
                    database,
                    sql: """
                        SELECT title FROM activities GROUP BY title HAVING count(DISTINCT lineage) > 1
                        UNION SELECT title FROM activities GROUP BY lineage HAVING count(DISTINCT title) > 1
                        UNION SELECT title FROM activities WHERE action IN ('deleted', 'restored')
                        UNION SELECT title FROM activities GROUP BY title HAVING sum(action = 'created') <> 1
                        UNION SELECT entities.title FROM entities JOIN activities USING (lineage)
                          WHERE activities.title <> entities.title
                        """)
            }
            try #require(mixed == [], "seed \(seed), step \(step)")
        }
        #expect(try index.verify().differences == [])
    }

    @Test(
        "Where nothing is renamed and nothing has an id, an entity is its path", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func pathsAreEntities(seed: UInt64) throws {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let repository = try HistoryRepository()
        let branches = ["main", "b0", "b1", "b2", "b3"]
        try repository.commit("start")
        for branch in branches.dropFirst() { try repository.git("branch", branch) }
        let index = try repository.index()
        for step in 0..<60 {
            switch random(6) {
            case 0: try repository.git("checkout", "-q", "-f", branches[random(branches.count)])
            case 1, 2:
                let others = (0...random(2)).map { _ in branches[random(branches.count)] }
                try repository.git(
                    ["merge", "-q", "--no-ff", "--no-commit", "-s", random(3) == 0 ? "ours" : "ort"] + others)
                for file in repository.files where random(4) == 0 { repository.remove(file) }
                try repository.commit("merge \(step)")
            case 3:
                let files = repository.files
                if !files.isEmpty { repository.remove(files[random(files.count)]) }
                try repository.commit("remove \(step)")
            default:
                // No two versions of anything are alike.
                let text = (0..<8).map { _ in "\(random(1_000_000)) \(step)" }.joined(separator: "\n")
                try repository.write("n\(random(6)).md", text + "\n")
                try repository.commit("write \(step)")
            }
            try index.refresh(includingText: true)
            let differences = try index.verify().differences
            try #require(differences == [], "seed \(seed), step \(step)")
            try index.database().read { database in
                let mixed = try String.fetchAll(
                    database,
                    sql: """
                        SELECT path FROM activities GROUP BY path HAVING count(DISTINCT lineage) > 1
                        UNION SELECT path FROM activities GROUP BY lineage HAVING count(DISTINCT path) > 1
                        """)
                try #require(mixed == [], "seed \(seed), step \(step)")
            }
        }
        let told = try index.database().read { database in
            Set(
                try String.fetchAll(
                    database,
                    sql: "SELECT lower(hex(oid)) || ' ' || path FROM activities JOIN commits USING (position)"))
        }
        #expect(try told == repository.touched())
    }
}
