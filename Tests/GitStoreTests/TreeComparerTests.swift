import TestSupport
import Testing

@testable import GitStore

@Suite struct TreeComparerTests {
    @Test func aComparisonNamesWhatIsAddedChangedAndDeleted() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "one\n")
        try repository.write("deep/er/b.md", "two\n")
        try repository.write("deep/er/c.txt", "three\n")
        try repository.write("gone.MD", "four\n")
        let first = try repository.open().commit(repository.commitAll())
        try repository.write("a.md", "one more\n")
        try repository.write("deep/er/c.txt", "three more\n")
        try repository.write("deep/new.md", "")
        repository.remove("gone.MD")
        let second = try repository.open().commit(repository.commitAll())
        let comparer = TreeComparer(repository: try repository.open(), fileSuffixes: [".md"])
        let changes = try comparer.changes(from: [first.tree], to: second.tree)
        #expect(changes.map(\.path) == ["a.md", "deep/new.md", "gone.MD"])
        #expect(changes.map { $0.old[0] == nil } == [false, true, false])
        #expect(changes.map { $0.new == nil } == [false, false, true])
        #expect(changes[1].new == TreeEntry(id: .emptyBlob, mode: 0o100644))
        #expect(try comparer.changes(from: [second.tree], to: second.tree).isEmpty)
        let all = try comparer.changes(from: [], to: second.tree)
        #expect(all.map(\.path) == ["a.md", "deep/er/b.md", "deep/new.md"])
        #expect(all.allSatisfy { $0.old.isEmpty })
        #expect(try comparer.entries(of: second.tree).map(\.path) == all.map(\.path))
    }

    @Test func aFileAndAFolderCanTakeEachOthersPlace() throws {
        let repository = try TestRepository()
        try repository.write("a.md", "file\n")
        try repository.write("b.md/inside.md", "inside\n")
        try repository.write("a.md.md", "between\n")
        let first = try repository.open().commit(repository.commitAll()).tree
        repository.remove("a.md")
        try repository.git("rm", "-rq", "b.md")
        try repository.write("a.md/inside.md", "inside\n")
        try repository.write("b.md", "file\n")
        let second = try repository.open().commit(repository.commitAll()).tree
        let comparer = TreeComparer(repository: try repository.open(), fileSuffixes: [".md"])
        let there = try comparer.changes(from: [first], to: second).map(\.path)
        #expect(there == ["a.md", "a.md/inside.md", "b.md", "b.md/inside.md"])
        #expect(try comparer.changes(from: [second], to: first).map(\.path) == there)
    }

    @Test func linksAndSubmodulesAreNoFiles() throws {
        let repository = try TestRepository()
        let blob = try repository.id(["hash-object", "-w", "--stdin"], input: Array("text\n".utf8))
        func tree(_ mode: String) throws -> ObjectID {
            try repository.rawTree([(mode: mode, name: Array("x.md".utf8), id: blob)])
        }
        let comparer = TreeComparer(repository: try repository.open(), fileSuffixes: [".md"])
        let file = TreeEntry(id: blob, mode: 0o100644)
        let table: [(from: String, to: String, old: TreeEntry?, new: TreeEntry?)] = [
            ("120000", "100644", nil, file), ("160000", "100644", nil, file), ("100644", "120000", file, nil),
            ("120000", "160000", nil, nil), ("100644", "100664", nil, nil),
            ("100644", "100755", file, TreeEntry(id: blob, mode: 0o100755)),
        ]
        for row in table {
            let changes = try comparer.changes(from: [try tree(row.from)], to: try tree(row.to))
            let expected = row.old == row.new ? [] : [row.old]
            #expect(changes.map { $0.old[0] } == expected, "\(row)")
            #expect(changes.map(\.new) == (row.old == row.new ? [] : [row.new]), "\(row)")
        }
    }

    @Test func aPrefixMakesPathsRelativeToItsFolder() throws {
        let repository = try TestRepository()
        try repository.write("docs/vault/a.md", "one\n")
        try repository.write("docs/b.md", "two\n")
        let first = try repository.open().commit(repository.commitAll()).tree
        try repository.write("docs/vault/deep/c.md", "three\n")
        try repository.write("docs/b.md", "changed\n")
        let second = try repository.open().commit(repository.commitAll()).tree
        let comparer = TreeComparer(repository: try repository.open(), prefix: "docs/vault/")
        #expect(try comparer.changes(from: [first], to: second).map(\.path) == ["deep/c.md"])
        #expect(try comparer.entries(of: second).map(\.path) == ["a.md", "deep/c.md"])
        #expect(try comparer.entry(at: "deep/c.md", in: second) != nil)
        #expect(try comparer.entry(at: "deep", in: second) == nil)
        #expect(try comparer.entry(at: "deep/c.md", in: first) == nil)
        #expect(try comparer.subtree(at: "deep", in: second) != nil)
        let elsewhere = TreeComparer(repository: try repository.open(), prefix: "docs/b.md")
        #expect(try elsewhere.changes(from: [], to: second).isEmpty)
        #expect(try elsewhere.entries(of: second).isEmpty)
    }

    @Test func everyNameThatATreeCanHaveIsReported() throws {
        let repository = try TestRepository()
        let id = ObjectID.emptyBlob
        let names: [[UInt8]] = [
            Array("a\nb.md".utf8), Array("q\"uote.md".utf8), [0xff, 0xfe] + Array(".md".utf8), Array("ä.md".utf8),
        ]
        let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
        let tree = try repository.rawTree(sorted.map { (mode: "100644", name: $0, id: id) })
        let comparer = TreeComparer(repository: try repository.open(), fileSuffixes: [".md"])
        let changes = try comparer.changes(from: [], to: tree)
        #expect(changes.map(\.path) == ["a\nb.md", "q\"uote.md", "ä.md", "\u{fffd}\u{fffd}.md"])
        #expect(changes.map(\.isPathRepaired) == [false, false, false, true])
    }

    @Test(arguments: [
        [], Array("100644".utf8), Array("100644 ".utf8), Array("100644 a.md".utf8), Array("100644 a.md\0".utf8),
        Array("100644 a.md\0short".utf8), Array("100644 \0aaaaaaaaaaaaaaaaaaaa".utf8),
        Array("1a0644 a.md\0aaaaaaaaaaaaaaaaaaaa".utf8), Array("100644 a.md\0aaaaaaaaaaaaaaaaaaaa1".utf8),
        Array("777777777777777777 a.md\0aaaaaaaaaaaaaaaaaaaa".utf8),
        Array(repeating: 0x20, count: 100), Array(repeating: 0, count: 100), Array(repeating: 0x31, count: 100),
    ])
    func aMalformedTreeIsAnErrorAndNothingWorse(bytes: [UInt8]) throws {
        let repository = try TestRepository()
        let bad = try repository.id(["hash-object", "-t", "tree", "-w", "--literally", "--stdin"], input: bytes)
        let good = try repository.rawTree([(mode: "100644", name: Array("a.md".utf8), id: .emptyBlob)])
        let comparer = TreeComparer(repository: try repository.open())
        let expected: GitStoreError? =
            bytes.isEmpty ? nil : .malformedObject(bad, reason: "not in the form of a tree")
        #expect(thrown { try comparer.changes(from: [good], to: bad) } == expected)
        #expect(thrown { try comparer.changes(from: [bad], to: good) } == expected)
        #expect(thrown { try comparer.changes(from: [good, good], to: bad) } == expected)
        #expect(thrown { try comparer.entries(of: bad) } == expected)
    }

    @Test func foldersDeeperThanAnyVaultsArePassedOver() throws {
        let repository = try TestRepository()
        // Each tree has the one before it as its folder.
        var trees = [try repository.rawTree([(mode: "100644", name: Array("a.md".utf8), id: .emptyBlob)])]
        let path = String(repeating: "d/", count: TreeComparer.maximumDepth + 1) + "a.md"
        let stream = """
            commit refs/heads/main
            committer A <a@example.org> 1700000000 +0000
            data 1
            x
            M 100644 inline \(path)
            data 1
            x

            """
        try repository.git(["fast-import", "--quiet"], input: Array(stream.utf8))
        trees.append(try repository.id(["rev-parse", "main^{tree}"]))
        let comparer = TreeComparer(repository: try repository.open())
        #expect(try comparer.changes(from: [], to: trees[1]).isEmpty)
        #expect(try comparer.changes(from: [], to: trees[0]).map(\.path) == ["a.md"])
        #expect(thrown { try comparer.changes(from: trees, to: .emptyTree) } == nil)
        #expect(thrown { try comparer.changes(from: [trees[1], trees[0]], to: trees[0]) } == nil)
        #expect(try comparer.entries(of: trees[1]).isEmpty)
    }

    @Test func aMergeTellsOnlyWhatDiffersFromAllParents() throws {
        let repository = try TestRepository()
        try repository.write("same.md", "same\n")
        try repository.write("both/x.md", "1\n2\n3\n")
        try repository.write("gone.md", "gone\n")
        try repository.commitAll("base")
        try repository.git("checkout", "-qb", "side")
        try repository.write("both/x.md", "side\n2\n3\n")
        try repository.write("side.md", "side\n")
        try repository.commitAll("side")
        try repository.git("checkout", "-q", "main")
        try repository.write("both/x.md", "1\n2\nmain\n")
        try repository.commitAll("main")
        try repository.git("merge", "-q", "--no-commit", "--no-ff", "side")
        try repository.write("evil.md", "evil\n")
        repository.remove("gone.md")
        let merge = try repository.commitAll("merge")
        let store = try repository.open()
        let commit = try store.commit(merge)
        let trees = try commit.parents.map { try store.commit($0).tree }
        #expect(trees.count == 2)
        let changes = try TreeComparer(repository: store).changes(from: trees, to: commit.tree)
        #expect(changes.map(\.path) == ["both/x.md", "evil.md", "gone.md"])
        #expect(changes.map { $0.old.map { $0 != nil } } == [[true, true], [false, false], [true, true]])
        #expect(changes[2].new == nil)
    }

    // MARK: - Against git

    private static let zeros = String(repeating: "0", count: 40)

    /// Compares every commit of a repository with what git says of it.
    private static func check(_ repository: TestRepository, _ context: String) throws {
        let store = try repository.open()
        let comparer = TreeComparer(repository: store, cacheByteLimit: 1 << 16)
        let ids = try repository.git("rev-list", "HEAD").split(separator: "\n").map { try #require(ObjectID(hex: $0)) }
        let history = try ids.map { try store.commitNode($0) }
        var expected: [ObjectID: [String]] = [:]
        var current: ObjectID?
        let log = try repository.git(
            ["log", "-z", "--raw", "--no-renames", "--no-abbrev", "-r", "-c", "--root", "--format=%H", "HEAD"])
        var fields = log.standardOutput.split(separator: 0, omittingEmptySubsequences: true)[...]
        while let field = fields.popFirst() {
            let text = String(decoding: field, as: UTF8.self)
            if let id = ObjectID(hex: text.drop { $0 == "\n" }) {
                current = id
                expected[id] = []
                continue
            }
            let header = text.drop { $0 == "\n" }
            try #require(header.hasPrefix(":"), "\(context): \(text)")
            let parentCount = header.prefix { $0 == ":" }.count
            let parts = header.dropFirst(parentCount).split(separator: " ")
            let name = fields.popFirst()
            let path = String(decoding: try #require(name), as: UTF8.self)
            let id = try #require(current)
            // Links and submodules are no files here, so that what git says of them is nothing.
            var sides: [String] = []
            for index in 0...parentCount {
                let (mode, object) = (parts[index], parts[parentCount + 1 + index])
                let isFile = mode.hasPrefix("100")
                sides.append(isFile ? "\(mode) \(object)" : "000000 \(Self.zeros)")
            }
            if sides.dropLast().contains(sides[parentCount]) { continue }
            expected[id]?.append((sides + [path]).joined(separator: " "))
        }
        for node in history {
            let parents = try node.parents.map { try store.commitNode($0).tree }
            let changes = try comparer.changes(from: parents, to: node.tree)
            let lines = changes.map { change in
                let sides = (node.parents.isEmpty ? [nil] : change.old) + [change.new]
                let words = sides.map { side in
                    side.map { "\(String($0.mode, radix: 8)) \($0.id)" } ?? "000000 \(Self.zeros)"
                }
                return (words + [change.path]).joined(separator: " ")
            }
            #expect(lines == expected[node.id], "\(context), commit \(node.id)")
            #expect(
                changes.map(\.path) == changes.map(\.path).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
        #expect(Set(history.map(\.id)) == Set(expected.keys), "\(context)")
    }

    @Test(arguments: [UInt64](1...12))
    func randomHistoriesAreComparedAsGitComparesThem(seed: UInt64) throws {
        let repository = try TestRepository()
        try RandomHistory(seed: seed).build(in: repository, commitCount: 120)
        try Self.check(repository, "seed \(seed)")
    }

    @Test(.enabled(if: TestData.bundle("obsidian-help") != nil))
    func aRealHistoryIsComparedAsGitComparesIt() throws {
        let bundle = try #require(TestData.bundle("obsidian-help"))
        let repository = try TestRepository(makesRepository: false)
        try repository.git("clone", "--quiet", "--no-checkout", bundle, ".")
        try Self.check(repository, bundle)
    }
}
