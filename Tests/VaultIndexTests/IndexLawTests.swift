import Foundation
import GRDB
import Testing
import VaultModel

@testable import GitStore
@testable import VaultIndex

extension HistoryRepository {
    /// The index of this repository, or of a folder in it, as a process opens it.
    func index(vaultPath: String = "", leastReadAhead: Int = 256, folder: String = "mosaic") throws -> IndexStore {
        let location = try #require(RepositoryLocation.discover(from: path))
        return IndexStore(
            source: IndexSource(repository: location, vaultPath: vaultPath),
            directory: location.gitDirectory + "/" + folder,
            surroundings: GitSurroundings(excludesFile: nil, configurationFiles: []),
            leastReadAhead: leastReadAhead)
    }
}

extension IndexStore {
    /// Brings the index up to date until nothing is to be done: files that are too young for their stamps to be trusted are
    /// read again by whoever looks next.
    @discardableResult
    func refreshUntilCurrent() throws -> IndexSummary {
        var summary = try refresh(includingText: true)
        for _ in 0..<200 where !summary.isUnchanged { summary = try refresh(includingText: true) }
        return summary
    }

    /// The file as it is, with nothing brought up to date.
    func database() throws -> DatabaseQueue {
        let names = try FileManager.default.contentsOfDirectory(atPath: stateFolder)
        let newest = names.filter { $0.hasPrefix("index-") && $0.hasSuffix(".sqlite") }.max {
            ($0.count, $0) < ($1.count, $1)
        }
        return try IndexDatabase.open(stateFolder + "/" + #require(newest))
    }
}

extension ResolvedQuery {
    static let everything = ResolvedQuery(
        query: Query(), schema: .builtIn,
        clock: QueryClock(now: 1_800_000_000, today: CalendarDate(daysSinceEpoch: 20_833)))
}

/// After any sequence of edits and git operations, an index that was kept equals one that is built.
struct IndexLawTests {
    @Test("A kept index equals a built one after every step", arguments: [11, 12, 13, 14, 15, 16] as [UInt64])
    func keptEqualsBuilt(seed: UInt64) throws {
        var walk = try VaultWalk(seed: seed)
        var kept = try walk.repository.index()
        for step in 0..<40 {
            let action = try walk.step(step)
            // Most questions are asked by a process of their own.
            if step % 3 == 0 { kept = try walk.repository.index() }
            let summary = try kept.refresh(includingText: step % 2 == 0)
            #expect(summary.replaced == nil, "seed \(seed), step \(step): \(action)")
            // What another thread reads ahead has to be what is read one by one.
            let result = try (step % 2 == 0 ? kept : walk.repository.index(leastReadAhead: 1)).verify()
            #expect(result.rowsCompared > 0)
            #expect(result.differences == [], "seed \(seed), step \(step): \(action)")
            if !result.differences.isEmpty { return }
        }
    }

    @Test(
        "An index that is kept by looking only where events say equals a built one",
        arguments: [21, 22, 23, 24, 25, 26] as [UInt64])
    func keptByEvents(seed: UInt64) throws {
        var walk = try VaultWalk(seed: seed)
        let kept = try walk.repository.index()
        let events = try kept.events()
        try kept.refresh(includingText: true)
        for step in 0..<60 {
            var actions: [String] = []
            for _ in 0...step % 3 { actions.append(try walk.step(step)) }
            let scope = events.take()?.scope ?? .directories([])
            try kept.refresh(includingText: true, within: scope)
            let built = try walk.repository.index(folder: "built")
            try built.rebuild()
            let comparison = IndexComparison(kept: try kept.database(), built: try built.database()) { _ in true }
            let differences = try comparison.run().differences
            try #require(differences == [], "seed \(seed), step \(step): \(actions), \(scope)")
        }
    }

    @Test("The vault in a folder of a repository has an index of its own")
    func folderOfARepository() throws {
        let repository = try HistoryRepository()
        try repository.write("docs/a.md", "# A\n[[b]]\n")
        try repository.write("docs/b.md", "# B\n")
        try repository.write("outside.md", "# Outside\n")
        try repository.commit("one")
        let index = try repository.index(vaultPath: "docs")
        try index.refresh(includingText: true)
        #expect(try index.read { try $0.entities.list(.everything).map(\.path) } == ["a.md", "b.md"])
        #expect(try index.read { try $0.activities.page(ActivityFilter()).total } == 2)
        try repository.write("docs/c.md", "# C\n")
        try repository.write("other.md", "# Other\n")
        try repository.commit("two")
        try index.refresh(includingText: true)
        #expect(try index.verify().differences == [])
        #expect(try index.read { try $0.activities.page(ActivityFilter()).total } == 3)
    }

    @Test("A build that leaves the text has all else, and the first search feeds it")
    func textIsLeft() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "# A\n")
        try repository.write("b.md", "# B\n")
        try repository.commit("one")
        let index = try repository.index()
        #expect(try index.rebuild(includingText: false).textsFed == 0)
        #expect(try index.read { try $0.entities.list(.everything).map(\.path) } == ["a.md", "b.md"])
        #expect(try index.refresh(includingText: true).textsFed == 2)
        #expect(try index.verify().differences == [])
    }

    @Test("A question without a change in between finds the index current")
    func nothingToDo() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "# A\n")
        try repository.commit("one")
        let index = try repository.index()
        #expect(try index.refresh(includingText: true).isRebuild)
        #expect(try index.refreshUntilCurrent().isUnchanged)
    }
}

/// A person, and what happens to a vault in their hands.
struct VaultWalk {
    let repository: HistoryRepository
    private var state: UInt64

    init(seed: UInt64) throws {
        state = seed
        repository = try HistoryRepository()
        try repository.write("users/ann.md", "---\ntype: user\nemails: [ann@example.org]\n---\n")
        try repository.commit("start")
    }

    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private mutating func pick(_ choices: [String]) -> String { choices[random(choices.count)] }

    private mutating func anyFile() -> String? {
        let files = repository.files
        return files.isEmpty ? nil : files[random(files.count)]
    }

    private mutating func text(_ step: Int) -> String {
        let id = random(2) == 0 ? "id: \(pick(["e1", "e2", "e3", "k4", "k5"]))\n" : ""
        let bad = random(10) == 0 ? "status: twice\n" : ""
        let type = pick(["task", "idea", "note", "project", "relationship", "book", "[task]"])
        let link = pick(["n1", "n2", "nowhere", "sub/n3", "Title 2", "picture.png", "task/n1", "notes/Title 1"])
        return """
            ---
            \(id)type: \(type)
            status: \(pick(["not_started", "paused", "completed", "captured", "nonsense"]))
            \(bad)title: Title \(random(5))
            depends_on: [\(pick(["n1", "n2", "e1", "k4"])), "[[n\(random(6))]]"]
            source: n1
            target: n2
            relation: blocks
            tags: [house, t\(random(3))]
            ---
            Line \(step) of [[\(link)]] #tag\(random(3)), [x][l] and [l]

            [l]: \(pick(["n1.md", "../n2.md", "sub/n3.md", "nowhere.md"]))

            一行の文字 and \(random(3))

            - [\(step % 3 == 0 ? "x" : " ")] box \(step % 5)
            ## \(step % 2)
            - [ ] box

            """
    }

    mutating func step(_ step: Int) throws -> String {
        let place = pick(["n1.md", "n2.md", "sub/n3.md", "sub/n1.md", "tasks/n4.md", "sub/deep/n5.md"])
        switch random(24) {
        case 0...6:
            let text = text(step)
            try repository.write(place, random(5) == 0 ? text.replacing("\n", with: "\r\n") : text)
            return "write \(place)"
        case 7, 8:
            try repository.commit("step \(step)")
            return "commit"
        case 9:
            guard let file = anyFile() else { return "nothing" }
            repository.remove(file)
            return "remove \(file)"
        case 10:
            guard let file = anyFile() else { return "nothing" }
            try repository.git("mv", file, "r\(random(4)).md")
            return "move \(file)"
        case 11:
            try repository.git("mv", "sub", "folder\(random(3))")
            return "move sub"
        case 12:
            try repository.git("stash", "-q", "-u")
            return "stash"
        case 13:
            try repository.git("stash", "pop", "-q")
            return "stash pop"
        case 14, 15:
            try repository.git("add", "-A")
            try repository.git("commit", "-q", "-m", "before a switch")
            try repository.git("checkout", "-q", "-B", pick(["b0", "b1"]), pick(["main", "HEAD~1", "HEAD"]))
            return "new branch"
        case 16:
            try repository.git("checkout", "-q", "-f", pick(["main", "b0", "b1"]))
            return "switch"
        case 17 where random(3) == 0:
            try repository.git("merge", "-q", "--no-ff", "--no-commit", pick(["main", "b0", "b1"]))
            return "begin a merge"
        case 17:
            try repository.git("merge", "-q", "-X", pick(["ours", "theirs"]), "-m", "m", pick(["main", "b0", "b1"]))
            try repository.git("merge", "--abort")
            return "merge"
        case 18:
            try repository.git("rebase", "-q", "-X", "theirs", pick(["main", "b0"]))
            try repository.git("rebase", "--abort")
            return "rebase"
        case 19:
            try repository.git("reset", "-q", pick(["--hard", "--soft", "--mixed"]), pick(["HEAD~1", "main", "HEAD"]))
            return "reset"
        case 20:
            try repository.git("commit", "-q", "--amend", "--allow-empty", "-m", "amended \(step)")
            return "amend"
        case 21:
            let file = pick([".mosaicignore", "sub/.mosaicignore", ".gitignore"])
            if random(2) == 0 {
                repository.remove(file)
            } else {
                try repository.write(file, "n\(random(4)).md\n/r1.md\n")
            }
            return "change \(file)"
        case 22:
            switch random(7) {
            case 0:
                try repository.write(
                    "kinds/book.md", "---\ntype: kind\ntitle: Book\nfields: {status: {done: [completed]}}\n---\n")
            case 1: repository.remove("kinds/book.md")
            case 2: try repository.write(".mosaic/config.yaml", "commit: on\n")
            case 3: try repository.write(".mailmap", "Ann <other@example.org> <ann@example.org>\n")
            case 4: try repository.git("config", "core.autocrlf", pick(["true", "input", "false"]))
            case 5:
                try repository.write(pick([".gitattributes", ".git/info/attributes"]), pick(["*.md text\n", "#\n"]))
            default:
                try repository.write(
                    "users/ann.md", "---\ntype: user\nid: ann\(random(3))\nemails: [ann@example.org]\n---\n")
            }
            return "kinds, settings, users, line ends"
        default:
            switch random(5) {
            case 0: try repository.write("picture.png", "not a picture")
            case 4:
                repository.remove(place)
                try? FileManager.default.createSymbolicLink(
                    atPath: "\(repository.path)/\(place)", withDestinationPath: "elsewhere.md")
            case 1: repository.remove("picture.png")
            case 2:
                let fence = pick(["", "---\n```\n"])
                try repository.write(
                    place, "---\ntype: task\n\(fence)<<<<<<< ours\n=======\n- [ ] box\n>>>>>>> theirs\n---\n- [x] box\n"
                )
            default: try repository.write(place, bytes: Data([0x2D, 0x2D, 0x2D, 0x0A, 0xFF, 0xFE, 0x0A]))
            }
            return "attachment, link or malformed \(place)"
        }
    }
}
