import Foundation
import GRDB
import TestSupport
import Testing
import VaultModel

@testable import GitStore
@testable import VaultIndex

/// An index that is not what was written: it is noticed, or does no harm, and is whole again in the end.
struct DamageTests {
    /// A vault that has a row in every table.
    private static func repository() throws -> HistoryRepository {
        let repository = try HistoryRepository()
        try repository.write("users/ann.md", "---\ntype: user\nemails: [ann@example.org]\n---\n# Ann\n")
        try repository.write(
            "a.md", "---\nid: aaa\ntype: task\ndue: 2026-01-02T03:04:05Z\nestimate: 3h\n---\n# A\n#tag [[b]]\n")
        try repository.write("b.md", "---\ntype: task\ndepends_on: a\naliases: [bee]\n---\n# B\n[[nowhere]]\n")
        try repository.write("c.md", "---\ntype: relationship\nsource: a\ntarget: b\nrelation: blocks\n---\n")
        try repository.write("bad.md", "---\na: 1\na: 2\n---\n")
        try repository.write("picture.png", "none")
        symlink("a.md", repository.path + "/link.md")
        try repository.commit("one\n\nMosaic-Agent: x\nMosaic-Session: y\nMosaic-Via: cli\nMosaic-Operation: z")
        try repository.git("mv", "b.md", "d.md")
        try repository.write("a.md", "---\nid: aaa\ntype: task\nstatus: completed\n---\n# A\n#tag [[d]]\n")
        try repository.commit("two")
        try repository.git("rm", "-q", "c.md")
        try repository.commit("three")
        try repository.write("e.md", "# E\nNot committed, with some more words in it.\n- [ ] box\n")
        return repository
    }

    private static func indexPath(_ repository: HistoryRepository) throws -> String {
        let folder = repository.path + "/.git/mosaic"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sqlite") }
        return folder + "/" + (try #require(names.max()))
    }

    // MARK: - Values

    /// What verifying leaves out: the machine's own stamps and the numbers of rows to which nothing refers, in which two indexes of
    /// one vault may differ, and FTS5's shortcuts to its pages, of which it sees to it that every word is found by them.
    private static let machineState: Set<String> = [
        "directories.snapshot", "edges.id", "texts_idx.segid", "texts_idx.term", "texts_idx.pgno",
    ]
    /// Without a row where all text is fed.
    private static let emptyColumns: Set<String> = ["unfed.entity"]
    /// The row of `texts_data` that holds how FTS5's pages are laid out, with counters of how often it wrote: see the section "The
    /// structure record" in SQLite's fts5_index.c.
    private static let structureRecord = 10
    /// The rows of a table that count: no machine state, no author of nothing, no setting of how the text is fed.
    private static let conditions = [
        "meta": "WHERE key NOT IN ('ignore_fingerprint', 'git_index_stamp', 'missing_objects', 'store_stamp')",
        "authors": "WHERE id IN (SELECT author FROM commits WHERE oid IS NOT NULL)",
        "texts_config": "WHERE k = 'version'",
        "texts_data": "WHERE id <> \(structureRecord)",
    ]

    /// The table that stands for another in the answer.
    private static func name(of table: String) -> String {
        table == "authors" ? "commits" : table.hasPrefix("texts_") ? "texts" : table
    }

    @Test("Any one value that is another is noticed, and its table is named", arguments: [1, 2] as [UInt64])
    func values(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let repository = try Self.repository()
        try repository.index().refresh(includingText: true)
        let path = try Self.indexPath(repository)
        _ = try DatabaseQueue(path: path).writeWithoutTransaction { try $0.checkpoint(.truncate) }
        let sound = try Data(contentsOf: URL(fileURLWithPath: path))
        var unchanged: Set<String> = []
        for (table, column) in try Self.columns(path) where !Self.machineState.contains("\(table).\(column)") {
            try FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
            mkdir((path as NSString).deletingLastPathComponent, 0o755)
            try sound.write(to: URL(fileURLWithPath: path))
            let rows = Self.conditions[table] ?? ""
            guard let change = try Self.changeOne(table, column, where: rows, path, &random) else {
                unchanged.insert("\(table).\(column)")
                continue
            }
            let note = Comment(rawValue: "seed \(seed): \(table).\(column): \(change)")
            let index = try repository.index()
            let found = try index.verify().differences
            // What an update looks at is put right by it, or has the index built anew, beside the old one.
            let isAsItWas = try index.hasReplacedDamaged || Self.isAsItWas(table, Self.indexPath(repository), sound)
            let isMended = found.isEmpty && isAsItWas
            // A commit that is not at its place is read again, and leaves behind what followed from it.
            let leadsElsewhere =
                ["id", "entity", "file", "owner", "oid", "head_oid"].contains(column)
                || (table, column) == ("commits", "position")
            #expect(
                isMended || found.contains { leadsElsewhere || $0.table == Self.name(of: table) },
                "\(note): \(Set(found.map(\.table)))")
        }
        // Whatever the schema has is covered, what it will have as well.
        #expect(unchanged == Self.emptyColumns, "\(unchanged)")
    }

    @Test("Damage that is met behind rows of an answer is an error, and the next who asks has all of them")
    func behindRows() throws {
        let repository = try HistoryRepository()
        for number in 100..<700 { try repository.write("note-\(number).md", "# Note \(number)\n") }
        try repository.commit("one")
        try repository.index().refresh(includingText: true)
        let path = try Self.indexPath(repository)
        _ = try DatabaseQueue(path: path).writeWithoutTransaction { try $0.checkpoint(.truncate) }
        var bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        // See "B-tree Pages" in SQLite's file format: a page of a table's rows begins with 13.
        let pageSize = Int(bytes[16]) << 8 | Int(bytes[17])
        for start in stride(from: 0, to: bytes.count, by: pageSize) where bytes[start] == 13 {
            let page = bytes[start..<start + pageSize]
            if String(decoding: page, as: UTF8.self).contains("Note 699") { bytes[start] = 0 }
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let index = try repository.index()
        var count = 0
        let listener = SQLAnswer.Listener(
            columns: { _ in count = 0 },
            row: { _ in
                count += 1
                return true
            })
        func ask() throws {
            try index.answer(
                sql: "SELECT title FROM entities", schema: .builtIn, diagnostics: [], now: 0, listener)
        }
        #expect(throws: IndexError.self) { try ask() }
        #expect(count > 0 && count < 600 && index.hasReplacedDamaged)
        try ask()
        #expect(count == 600)
    }

    @Test(
        "A stamp or a shortcut that is another does no harm: it is noticed, or all is found as ever",
        arguments: [1, 2, 3] as [UInt64])
    func machineState(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let repository = try Self.repository()
        let words = (0..<3_000).map { "word\($0)" }
        try repository.write("words.md", "# Words\n" + words.joined(separator: " ") + "\n")
        try repository.index().refresh(includingText: true)
        let path = try Self.indexPath(repository)
        _ = try DatabaseQueue(path: path).writeWithoutTransaction { try $0.checkpoint(.truncate) }
        let sound = try Data(contentsOf: URL(fileURLWithPath: path))
        var changes = 0
        let columns = Self.machineState.sorted().map { ($0, "") }
        for (name, rows) in columns + [("texts_data.block", "WHERE id = \(Self.structureRecord)")] {
            let parts = name.split(separator: ".").map(String.init)
            for _ in 0..<12 {
                try FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
                mkdir((path as NSString).deletingLastPathComponent, 0o755)
                try sound.write(to: URL(fileURLWithPath: path))
                guard let change = try Self.changeOne(parts[0], parts[1], where: rows, path, &random) else { continue }
                changes += 1
                let note = Comment(rawValue: "seed \(seed): \(name): \(change)")
                let index = try repository.index()
                let isNoticed = try !index.verify().differences.isEmpty || index.hasReplacedDamaged
                let paths = try index.read { try $0.entities.list(.everything).map(\.path).sorted() }
                #expect(paths == ["a.md", "bad.md", "d.md", "e.md", "users/ann.md", "words.md"], note)
                if isNoticed { continue }
                let unfound = try DatabaseQueue(path: Self.indexPath(repository)).read { database in
                    let sql = "SELECT count(*) FROM texts WHERE texts MATCH ?"
                    return try words.filter { try Int.fetchOne(database, sql: sql, arguments: [$0]) != 1 }
                }
                #expect(unfound == [], note)
            }
        }
        #expect(changes > 40)
    }

    private static func columns(_ path: String) throws -> [(table: String, column: String)] {
        try DatabaseQueue(path: path).read { database in
            let tables = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
                      AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name
                    """
            )
            return try tables.flatMap { table in try database.columns(in: table).map { (table, $0.name) } }
        }
    }

    /// Changes a value of a column in one of the rows; gives it with what it is now. Nil where no row can have another.
    private static func changeOne(
        _ table: String, _ column: String, where condition: String, _ path: String, _ random: inout SeededGenerator
    ) throws -> String? {
        try DatabaseQueue(path: path).write { database in
            let keys = try database.primaryKey(table).columns.map { "\"\($0)\" IS ?" }.joined(separator: " AND ")
            let names = try database.primaryKey(table).columns
            let rows = try Row.fetchAll(database, sql: "SELECT * FROM \(table) \(condition)")
            for row in rows.shuffled(using: &random) {
                let old: DatabaseValue = row[column]
                for new in others(than: old, &random) {
                    let key = names.map { row[$0] as DatabaseValue }
                    do {
                        try database.execute(
                            sql: "UPDATE \(table) SET \"\(column)\" = ? WHERE \(keys)",
                            arguments: StatementArguments([new] + key))
                        return "\(key): \(old) to \(new)"
                    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                        continue
                    }
                }
            }
            return nil
        }
    }

    /// Other values of the same type, close by: the first that a table can have is taken.
    private static func others(
        than value: DatabaseValue, _ random: inout SeededGenerator
    ) -> [DatabaseValue] {
        switch value.storage {
        case .null: return ["x".databaseValue, 1.databaseValue]
        case .int64(let value): return [value &+ 1, value &- 1, value &+ 1_000].map(\.databaseValue)
        case .double(let value): return [(value + 1).databaseValue]
        case .string(let value):
            // Nor is what is behind a NUL overlooked.
            return (Bool.random(using: &random) ? ["\0", "x"] : ["x", "\0"]).map { (value + $0).databaseValue }
                + ["x".databaseValue]
        case .blob(let value):
            guard !value.isEmpty else { return [Data([0]).databaseValue] }
            var bytes = [UInt8](value)
            bytes[Int.random(in: bytes.indices, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
            return [Data(bytes).databaseValue]
        }
    }

    /// True where a table holds what it held before.
    private static func isAsItWas(_ table: String, _ path: String, _ sound: Data) throws -> Bool {
        let before = path + "-before"
        try sound.write(to: URL(fileURLWithPath: before))
        defer { for ending in ["", "-wal", "-shm"] { unlink(before + ending) } }
        let rows = try [path, before].map { path in
            try DatabaseQueue(path: path).read {
                try Row.fetchAll($0, sql: "SELECT * FROM \(table)").map(\.description).sorted()
            }
        }
        return rows[0] == rows[1]
    }

    // MARK: - Bytes

    @Test("Whatever happens to the bytes of the index, it ends whole", arguments: [1, 2, 3, 4] as [UInt64])
    func bytes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let repository = try Self.repository()
        try repository.index().refresh(includingText: true)
        for round in 0..<40 {
            let path = try Self.indexPath(repository)
            let damage = try Self.damage(path, &random)
            let damaged = FileManager.default.contents(atPath: path)
            if try Self.isWholeInTheEnd(repository, isForeign: damage.hasPrefix("a foreign")) { continue }
            // The stamps in the file are of this run: the seed alone does not make it again.
            let kept = "\(NSTemporaryDirectory())/damaged-\(UUID().uuidString).sqlite"
            try damaged?.write(to: URL(fileURLWithPath: kept))
            Issue.record("seed \(seed), round \(round): \(damage); the damaged index is kept as \(kept)")
        }
    }

    /// Uses an index that was damaged, and says whether that was noticed or did no harm.
    private static func isWholeInTheEnd(_ repository: HistoryRepository, isForeign: Bool) throws -> Bool {
        let index = try repository.index()
        let summary: IndexSummary
        let paths: [String]
        let result: IndexVerification
        do {
            summary = try index.refresh(includingText: true)
            paths = try index.read { try $0.entities.list(.everything).map(\.path).sorted() }
            _ = try index.read { try $0.activities.page(ActivityFilter()).total }
            result = try index.verify()
        } catch {
            Issue.record(error)
            return false
        }
        // What is not noticed by reading it is noticed by comparing it.
        if !result.differences.isEmpty { try index.rebuild() }
        let isFound = paths == ["a.md", "bad.md", "d.md", "e.md", "users/ann.md"]
        let isNoticed = !result.differences.isEmpty || index.hasReplacedDamaged
        return try (isFound || isNoticed) && (!isForeign || summary.replaced == .damaged)
            && index.verify().differences.isEmpty
    }

    /// Damages a file in one of the ways that disks and people do.
    private static func damage(_ path: String, _ random: inout SeededGenerator) throws -> String {
        let url = URL(fileURLWithPath: path)
        var bytes = [UInt8](try Data(contentsOf: url))
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            let length = Int.random(in: 0..<bytes.count, using: &random)
            truncate(path, length)
            return "cut off at \(length)"
        case 1:
            try DatabaseQueue(path: path + "-other").write {
                try $0.execute(sql: "CREATE TABLE other (a); INSERT INTO other VALUES (1)")
            }
            try FileManager.default.removeItem(at: url)
            try FileManager.default.moveItem(atPath: path + "-other", toPath: path)
            return "a foreign database"
        case 2:
            try Data("GIF89a, or so".utf8).write(to: url)
            return "a foreign file"
        case let kind:
            let length = [1, 16, 512, 8_192][Int.random(in: 0..<4, using: &random)]
            let place = Int.random(in: 0..<max(1, bytes.count - length), using: &random)
            for offset in place..<min(place + length, bytes.count) {
                bytes[offset] = kind == 3 ? 0 : UInt8.random(in: 0...255, using: &random)
            }
            try Data(bytes).write(to: url)
            return "\(length) bytes at \(place)"
        }
    }

    @Test(
        "What the index takes for missing, and how its tables are made, is verified too",
        arguments: [
            "INSERT OR REPLACE INTO meta VALUES ('missing_objects', x'00')",
            "INSERT OR REPLACE INTO meta SELECT 'missing_objects', oid FROM commits WHERE oid IS NOT NULL LIMIT 1",
            "DROP INDEX activities_by_rank",
            "ALTER TABLE tags ADD COLUMN other",
        ])
    func unusual(statement: String) throws {
        let repository = try Self.repository()
        try repository.index().refresh(includingText: true)
        try DatabaseQueue(path: Self.indexPath(repository)).write { try $0.execute(sql: statement) }
        let index = try repository.index()
        let differences = try index.verify().differences
        // An update that has something else to do writes anew what it takes for missing.
        let missing = try index.read { try Metadata(database: $0.database).bytes(.missingObjects) ?? [] }
        let isMended = missing.isEmpty && statement.contains("missing_objects")
        #expect(!differences.isEmpty || index.hasReplacedDamaged || isMended)
        try index.rebuild()
        #expect(try index.verify().differences == [])
    }

    @Test("A file of a generation that nobody reaches is none of ours")
    func greatGenerations() throws {
        let repository = try Self.repository()
        try repository.index().refresh(includingText: true)
        for generation in ["9223372036854775807", "1000000001", "0", "-1"] {
            try repository.write(".git/mosaic/index-\(generation).sqlite", "")
        }
        let index = try repository.index()
        try index.rebuild()
        #expect(try index.verify().differences == [] && !index.hasReplacedDamaged)
        let path = repository.path + "/.git/mosaic/index-"
        try FileManager.default.moveItem(atPath: path + "2.sqlite", toPath: path + "1000000000.sqlite")
        let last = try repository.index()
        try last.rebuild()
        #expect(try last.read { try $0.entities.list(.everything).count } == 5)
        #expect(!FileManager.default.fileExists(atPath: path + "1000000000.sqlite"))
    }

    @Test("An index with a trigger is none of ours")
    func trigger() throws {
        let repository = try Self.repository()
        try repository.index().refresh(includingText: true)
        try DatabaseQueue(path: Self.indexPath(repository)).write {
            try $0.execute(sql: "CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM entities; END")
        }
        try repository.write("more.md", "# More\n")
        let index = try repository.index()
        #expect(try index.refresh(includingText: true).replaced == .damaged)
        #expect(try index.verify().differences == [])
    }

    @Test(
        "A declaration of the full-text index that is not ours is damage",
        arguments: [
            ("unicode61 remove_diacritics", "unicode61' remove_diacritics"), ("unicode61", "unicode99"),
            ("tokenize =", "tokenise ="), ("title, body", "title UNINDEXEX, body"), ("title, body", "title, rank"),
        ])
    func declaration(written: String, damaged: String) throws {
        let repository = try Self.repository()
        try repository.index().refresh(includingText: true)
        try DatabaseQueue(path: Self.indexPath(repository)).writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA writable_schema = ON")
            try database.execute(
                sql: "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'texts'",
                arguments: [written, damaged])
            #expect(database.changesCount == 1)
        }
        let index = try repository.index()
        try index.refresh(includingText: true)
        #expect(try index.verify().differences == [] && index.hasReplacedDamaged)
    }
}
