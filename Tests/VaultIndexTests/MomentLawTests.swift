import Foundation
import GRDB
import TestSupport
import Testing
import VaultModel

@testable import GitStore
@testable import VaultIndex

/// The index of a commit has the rows of an index that is built in a clone which has checked it out.
struct MomentLawTests {
    @Test("A commit's index equals that of a fresh clone", arguments: [21, 22, 23, 25, 26, 27] as [UInt64])
    func equalsClone(seed: UInt64) throws {
        var walk = try VaultWalk(seed: seed)
        for step in 0..<40 { _ = try walk.step(step) }
        try walk.repository.git("checkout", "-q", "-f", "main")
        try walk.repository.git("clean", "-q", "-f", "-d")
        let index = try walk.repository.index(leastReadAhead: seed % 2 == 0 ? 1 : 256)
        try index.refresh(includingText: false)
        let commits = try walk.repository.git("rev-list", "HEAD", "--branches").split(separator: "\n")
            .map { String($0) }
        let head = try walk.repository.head()
        var lent = 0
        for (place, commit) in commits.enumerated() where place % 3 == 0 || commit == head?.description {
            let id = try #require(ObjectID(hex: commit))
            try index.prepare(at: id, includingText: true, refreshing: place % 2 == 0)
            lent += try index.rows("SELECT value FROM meta WHERE key = 'lender' AND value <> ''", at: id).count
            let clone = try Clone(of: walk.repository, at: commit)
            for table in Self.tables {
                let expected = try clone.rows(table.sql)
                let actual = try index.rows(table.sql, at: id)
                #expect(actual == expected, "seed \(seed), \(commit), \(table.name)")
                if actual != expected { return }
            }
        }
        // Both ways to a past have been gone.
        #expect(lent > 0, "seed \(seed)")
    }

    @Test("What the present index loses is made anew, whoever asks next")
    func lostPast() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "---\nid: a1\n---\n# One\n")
        try repository.commit("one")
        try repository.write("a.md", "---\nid: a1\n---\n# Two\n")
        try repository.commit("two")
        let second = try #require(try repository.head())
        try repository.write("a.md", "---\nid: a1\n---\n# Three\n")
        try repository.commit("three")
        let index = try repository.index()
        try index.refresh(includingText: false)
        try index.prepare(at: second, includingText: false, refreshing: true)
        #expect(try index.titles(at: second) == ["Two"])
        // The second commit is on no branch any more.
        try repository.git("reset", "-q", "--hard", "HEAD~2")
        try repository.write("b.md", "# Other\n")
        try repository.commit("other")
        try index.refresh(includingText: false)
        #expect(try index.titles(at: second) == ["Two"])
        #expect(try index.read(at: second) { try $0.activities.page(ActivityFilter()).total } == 2)
        #expect(try repository.index().titles(at: second) == ["Two"])
    }

    @Test("Nobody waits for whoever writes to the present index, and nobody who asks keeps them waiting")
    func presentIsWritten() throws {
        let repository = try HistoryRepository()
        for title in ["One", "Two"] {
            try repository.write("a.md", "# \(title)\n")
            try repository.commit(title)
        }
        let first = try #require(ObjectID(hex: try repository.git("rev-parse", "HEAD~1")))
        let index = try repository.index()
        try index.refresh(includingText: true)
        let path = try #require(try index.currentWithPath()?.path)
        let writer = try DatabaseQueue(path: path)
        try writer.inTransaction { database in
            try database.execute(sql: "DELETE FROM unfed")
            try index.prepare(at: first, includingText: true, refreshing: false)
            #expect(try index.titles(at: first) == ["One"])
            #expect(try index.rows("SELECT value FROM meta WHERE key = 'lender' AND value <> ''", at: first).count == 1)
            return .rollback
        }
    }

    @Test("A damaged index of a commit, and one of another version, are made anew")
    func damaged() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "# One\n")
        try repository.commit("one")
        let commit = try #require(try repository.head())
        let index = try repository.index()
        try index.refresh(includingText: false)
        try index.prepare(at: commit, includingText: false, refreshing: true)
        let path = index.moments.indexPath(commit)
        try Data("no database at all, and long enough to be looked at".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try repository.index().titles(at: commit) == ["One"])
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 1") }
        try queue.close()
        #expect(try repository.index().titles(at: commit) == ["One"])
        // Nobody takes it for the present.
        try repository.write("b.md", "# Two\n")
        let present = try repository.index()
        try present.refresh(includingText: false)
        #expect(try present.read { try $0.entities.list(.everything).count } == 2)
    }

    @Test("What a date stands for is remembered, and found anew for another head")
    func dates() throws {
        let repository = try HistoryRepository()
        try repository.write("a.md", "# One\n")
        try repository.commit("one")
        let first = try #require(try repository.head())
        try repository.commit("two")
        let second = try #require(try repository.head())
        let index = try repository.index()
        let opened = try Repository(opening: repository.path)
        let time = try opened.commitNode(first).committerTime
        for _ in 0..<2 {
            #expect(try index.firstParentCommit(from: second, notAfter: time + 1, repository: opened) == first)
            #expect(try index.firstParentCommit(from: second, notAfter: time + 3_600, repository: opened) == second)
            #expect(try index.firstParentCommit(from: first, notAfter: time + 3_600, repository: opened) == first)
            #expect(try index.firstParentCommit(from: second, notAfter: time - 1, repository: opened) == nil)
        }
        let dates = DatedCommits(path: index.moments.path + "/dates")
        #expect(dates.commit(from: second, boundary: try index.shallowBoundary(), notAfter: time + 1) == first)
        for number in 0..<100 { dates.remember(first, from: second, boundary: "x", notAfter: Int64(number)) }
        let lines = try String(contentsOfFile: index.moments.path + "/dates", encoding: .utf8).split(separator: "\n")
        #expect(lines.count == DatedCommits.mostLines)
        // Damage costs no more than another search.
        try Data("\(second) nonsense\n".utf8).write(to: URL(fileURLWithPath: index.moments.path + "/dates"))
        #expect(try index.firstParentCommit(from: second, notAfter: time + 1, repository: opened) == first)
    }

    @Test("Only the last few are kept")
    func bound() throws {
        let repository = try HistoryRepository()
        let index = try repository.index()
        for number in 0..<12 {
            try repository.write("a.md", "# \(number)\n")
            try repository.commit("\(number)")
            try index.prepare(at: try #require(try repository.head()), includingText: false, refreshing: true)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: index.moments.path)
        #expect(files.count { $0.hasSuffix(".sqlite") } == MomentFolder.mostFiles)
        #expect(try index.titles(at: try #require(try repository.head())) == ["11"])
    }

    /// Without what is of a machine: when files were written, and what the next scan starts from.
    private static let tables: [(name: String, sql: String)] =
        IndexComparison.tables.filter {
            !["directories", "meta", "files"].contains($0.name)
        } + [("files", "SELECT path, is_entity, hex(oid), hex(head_oid) FROM files ORDER BY 1")]
}

/// A clone that has checked out a commit, with its own index.
private final class Clone {
    private let folder: TemporaryFolder
    private let index: IndexStore

    init(of repository: HistoryRepository, at commit: String) throws {
        folder = try TemporaryFolder()
        try repository.git("clone", "-q", "--no-checkout", repository.path, folder.path)
        try repository.git("-C", folder.path, "checkout", "-q", "--detach", commit)
        let location = try #require(RepositoryLocation.discover(from: folder.path))
        index = IndexStore(
            source: IndexSource(repository: location, vaultPath: ""), directory: location.gitDirectory + "/mosaic",
            surroundings: GitSurroundings(excludesFile: nil, configurationFiles: []))
        try index.refresh(includingText: true)
    }

    func rows(_ sql: String) throws -> [String] {
        let queue = try #require(try index.currentWithPath()).queue
        return try queue.read { try Row.fetchAll($0, sql: sql).map(\.description) }
    }
}

extension IndexStore {
    fileprivate func rows(_ sql: String, at commit: ObjectID) throws -> [String] {
        let moment = try #require(openMoments[commit])
        return try moment.queue.read { try Row.fetchAll($0, sql: sql).map(\.description) }
    }

    fileprivate func titles(at commit: ObjectID) throws -> [String] {
        try read(at: commit) { try $0.entities.list(.everything).map(\.title) }
    }
}
