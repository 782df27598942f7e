import Foundation
import GRDB
import TestSupport
import Testing

@testable import VaultIndex

/// The full-text index that is fed beside the rest of an index is what would have been fed into it.
struct TextBuildTests {
    private static let texts =
        "SELECT path, texts.title, body, names FROM texts JOIN files ON files.id = texts.rowid ORDER BY 1"

    @Test("What is fed beside equals what is fed after, is found, and leaves no file")
    func fedBeside() throws {
        let repository = try HistoryRepository()
        for number in 0..<40 {
            try repository.write(
                "notes/note-\(number).md",
                "---\naliases: [Alias \(number)]\n---\n# Title \(number)\n\nword\(number) 東京\n")
        }
        try repository.write("broken.md", "---\na: [\n---\n# Broken\n\nunreadable\n")
        try repository.commit("one")
        let beside = try repository.index(leastReadAhead: 1, folder: "beside")
        let after = try repository.index(leastReadAhead: 1_000, folder: "after")
        for index in [beside, after] { #expect(try index.rebuild().textsFed == 41) }
        let rows = try [beside, after].map { index in
            try index.database().read { try Row.fetchAll($0, sql: Self.texts) }
        }
        #expect(rows[0].count == 41 && rows[0] == rows[1])

        let database = try beside.database()
        func matches(_ words: String) throws -> Int? {
            try database.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM texts WHERE texts MATCH ?", arguments: [words])
            }
        }
        #expect(try matches("word7") == 1)
        #expect(try matches("alias") == 40)
        #expect(try matches("unreadable") == 1)
        // Throws where the index says other things than the rows.
        try database.write { try $0.execute(sql: "INSERT INTO texts (texts, rank) VALUES ('integrity-check', 1)") }

        let left = try FileManager.default.contentsOfDirectory(atPath: beside.stateFolder)
        #expect(left.allSatisfy { !$0.contains(TextBuild.ending) && !$0.contains("building") }, "\(left)")

        try repository.write("notes/note-7.md", "# Another\n\nlater\n")
        try beside.refreshUntilCurrent()
        #expect(try matches("later") == 1 && matches("word7") == 0)
    }

    @Test("What stands in the way of the file beside is named, and nothing is lost")
    func fileInTheWay() throws {
        let repository = try HistoryRepository()
        for number in 0..<8 { try repository.write("note-\(number).md", "# N\n\nword\n") }
        try repository.commit("one")
        let index = try repository.index(leastReadAhead: 1)
        #expect(try index.rebuild().textsFed == 8)
        let folder = index.stateFolder
        let way = folder + "/building.sqlite" + TextBuild.ending
        try FileManager.default.createDirectory(atPath: way + "/full", withIntermediateDirectories: true)
        let error = #expect(throws: IndexError.self) { try index.rebuild() }
        guard case .failed(way, _)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(try index.read { try $0.comparison.places().count } == 8)
        try FileManager.default.removeItem(atPath: way)
        #expect(try index.rebuild().textsFed == 8)
    }
}
