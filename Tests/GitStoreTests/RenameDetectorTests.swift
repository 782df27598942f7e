import TestSupport
import Testing

@testable import GitStore

@Suite struct RenameDetectorTests {
    /// Contents by the name of the blob; the id is made of the name.
    private static let contents: [Character: String] = [
        "e": "",
        "a": (1...10).map { "line \($0)\n" }.joined(),
        // Nine tenths, six tenths and less than a half of "a".
        "b": (1...9).map { "line \($0)\n" }.joined() + "other\n",
        "c": (1...6).map { "line \($0)\n" }.joined() + "1\n2\n3\n4\n",
        "d": (1...3).map { "line \($0)\n" }.joined() + String(repeating: "quite another line\n", count: 5),
    ]

    private static func id(_ blob: Character) -> ObjectID {
        if blob == "e" { return .emptyBlob }
        let byte = blob.asciiValue ?? 0
        return ObjectID(bytes: [UInt8](repeating: byte, count: 20)) ?? .emptyTree
    }

    /// `x.md=a` is a file with the content of "a".
    private static func files(_ text: String) -> [RenameDetector.File] {
        text.split(separator: " ").map { word in
            RenameDetector.File(path: String(word.dropLast(2)), id: id(word.last ?? "e"))
        }
    }

    private static func find(_ deleted: String, _ added: String, limit: Int = 1000) throws -> [String] {
        var detector = RenameDetector()
        detector.pairLimit = limit
        let byID = Dictionary(uniqueKeysWithValues: contents.map { (id($0.key), $0.value) })
        return try detector.renames(deleted: files(deleted), added: files(added)) { id throws(GitStoreError) in
            // "m" is the blob that is missing.
            byID[id].map { Array($0.utf8) }
        }.map { "\($0.old.path)>\($0.new.path)" }
    }

    private static let table: [(why: String, deleted: String, added: String, renames: [String])] = [
        ("identical", "x.md=a", "y.md=a", ["x.md>y.md"]),
        ("the same name first", "x.md=a", "q/a.md=a q/x.md=a", ["x.md>q/x.md"]),
        ("else by path", "x.md=a y.md=a", "q.md=a p.md=a", ["x.md>p.md", "y.md>q.md"]),
        ("a name taken before paths", "a.md=a x.md=a", "b/x.md=a c.md=a", ["a.md>c.md", "x.md>b/x.md"]),
        ("identical before similar", "x.md=a", "x2.md=a x/x.md=b", ["x.md>x2.md"]),
        ("the most similar", "x.md=a", "p.md=c q.md=b", ["x.md>q.md"]),
        ("the best pair first", "x.md=a y.md=b", "z.md=c", ["y.md>z.md"]),
        ("both", "x.md=a y.md=d", "p.md=d q.md=c", ["x.md>q.md", "y.md>p.md"]),
        ("the same name among equals", "x.md=a", "o.md=b p/x.md=b", ["x.md>p/x.md"]),
        ("by path among equals", "x.md=a", "p.md=b o.md=b", ["x.md>o.md"]),
        ("less than half", "x.md=a", "y.md=d", []),
        ("empty files", "x.md=e", "y.md=e", []),
        ("an empty file elsewhere", "a/x.md=e a/y.md=e", "b/y.md=e b/z.md=e", ["a/y.md>b/y.md"]),
        ("a blob that is missing", "x.md=m", "y.md=a", []),
        ("nothing", "", "", []),
    ]

    @Test(arguments: table.indices)
    func everyRowFindsItsRenames(index: Int) throws {
        let row = Self.table[index]
        #expect(try Self.find(row.deleted, row.added) == row.renames, "\(row.why)")
        let reversed = { (text: String) in text.split(separator: " ").reversed().joined(separator: " ") }
        #expect(try Self.find(reversed(row.deleted), reversed(row.added)) == row.renames, "\(row.why), reversed")
    }

    /// The rule as it is written down, pair by pair: files of one content, by name and then by path.
    private static func identicalByRule(_ deleted: String, _ added: String) -> [String] {
        func name(_ file: RenameDetector.File) -> Substring { file.path.split(separator: "/").last ?? "" }
        var added = files(added).sorted { $0.path < $1.path }
        var rest = files(deleted).sorted { $0.path < $1.path }
        var found: [(String, String)] = []
        for mustHaveSameName in [true, false] {
            rest = rest.filter { old in
                let place = added.firstIndex { new in
                    new.id == old.id && (!mustHaveSameName && new.id != .emptyBlob || name(new) == name(old))
                }
                guard let place else { return true }
                found.append((old.path, added.remove(at: place).path))
                return false
            }
        }
        return found.sorted { $0.0 < $1.0 }.map { "\($0.0)>\($0.1)" }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func manyFilesOfOneContentGoWhereTheRuleSays(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func side(_ folder: String) -> String {
            (0..<Int.random(in: 0...60, using: &random)).map { number in
                let name = Int.random(in: 0...20, using: &random)
                return "\(folder)\(number)/\(name).md=\("ae".randomElement(using: &random) ?? "a")"
            }.joined(separator: " ")
        }
        let (deleted, added) = (side("x"), side("y"))
        #expect(try Self.find(deleted, added, limit: 0) == Self.identicalByRule(deleted, added), "seed \(seed)")
    }

    @Test func withTooManyPairsOnlyIdenticalFilesAndThoseOfOneNameAreFound() throws {
        #expect(try Self.find("x.md=a y.md=a", "n/x.md=b n/y.md=b", limit: 3) == ["x.md>n/x.md", "y.md>n/y.md"])
        #expect(try Self.find("x.md=a y.md=a", "n/x.md=b o/x.md=b", limit: 3) == [])
        #expect(
            try Self.find("d/p/x.md=a d/q/x.md=a", "e/p/x.md=b e/q/x.md=b", limit: 3) == [
                "d/p/x.md>e/p/x.md", "d/q/x.md>e/q/x.md",
            ])
        #expect(try Self.find("x.md=a y.md=a", "n/x.md=d n/y.md=b", limit: 3) == ["y.md>n/y.md"])
        #expect(try Self.find("x.md=a y.md=b z.md=d", "p.md=c q.md=c r.md=d", limit: 3) == ["z.md>r.md"])
        #expect(try Self.find("x.md=a y.md=b z.md=d", "p.md=c q.md=c r.md=d", limit: 4).count == 3)
    }
}
