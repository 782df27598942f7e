import CGit2
import TestSupport
import Testing

@testable import GitStore

/// Objects are read from packs as git reads them, whatever form they are packed in; what is damaged is left to libgit2.
struct PackReaderTests {
    /// Every object of a repository, with its type, as git lists them.
    private static func objects(of repository: TestRepository) throws -> [(id: ObjectID, type: String)] {
        try repository.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
            .split(separator: "\n").compactMap { line in
                let parts = line.split(separator: " ")
                return ObjectID(hex: String(parts[0])).map { ($0, String(parts[1])) }
            }
    }

    /// The versions of a long file and of one that comes to be empty, as a stream for `git fast-import`.
    private static func versions(seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        var lines = (0..<80).map { "Line \($0) of a note that is long enough to be packed as a difference." }
        var stream = ""
        for version in 0..<120 {
            lines[Int.random(in: lines.indices, using: &generator)] = "Changed by version \(version)."
            let text = lines.joined(separator: "\n")
            let short = String(repeating: "x", count: version % 40)
            stream += "commit refs/heads/versions\ncommitter A <a@example.org> \(version) +0000\ndata 1\nv\n"
            stream += "M 100644 inline long.md\ndata \(text.utf8.count)\n\(text)\n"
            stream += "M 100644 inline short.md\ndata \(short.utf8.count)\n\(short)\n"
        }
        return Array(stream.utf8)
    }

    private static let types = ["commit": GIT_OBJECT_COMMIT, "tree": GIT_OBJECT_TREE, "blob": GIT_OBJECT_BLOB]

    private static func repository(seed: UInt64, commitCount: Int, repacking settings: String...) throws
        -> TestRepository
    {
        let repository = try TestRepository()
        try RandomHistory(seed: seed).build(in: repository, commitCount: commitCount)
        try repository.git(["fast-import", "--quiet"], input: versions(seed: seed))
        try repository.git(settings + ["repack", "-adfq", "--depth=200", "--window=50"])
        return repository
    }

    @Test(arguments: ["true", "false"])
    func packedObjectsAreReadWhicheverWayTheirBasesAreNamed(byOffset: String) throws {
        let repository = try Self.repository(
            seed: 77, commitCount: 300, repacking: "-c", "repack.useDeltaBaseOffset=\(byOffset)")
        let store = try repository.open()
        let trees = PackReader(store.packs)
        let packed = PackedObjects(store.packs)
        var known: [PackFolder.Location: RawObject] = [:]
        var counts: [String: Int] = [:]
        for (id, name) in try Self.objects(of: repository) {
            let type = try #require(Self.types[name])
            let location = try #require(store.packs.location(of: id))
            let found =
                type == GIT_OBJECT_TREE
                ? trees.object(
                    at: location, isWanted: { $0 == GIT_OBJECT_TREE }, known: { known[$0] }, keep: { known[$1] = $0 })
                : packed.object(id)
            let expected = try repository.git(["cat-file", name, "\(id)"]).standardOutput
            // What has no bytes is left to libgit2.
            guard !expected.isEmpty else {
                #expect(found == nil)
                continue
            }
            let object = try #require(found, "\(name) \(id)")
            #expect(object.type == type && object.bytes.elementsEqual(expected))
            counts[name, default: 0] += 1
        }
        #expect(counts.count == 3 && counts.values.allSatisfy { $0 > 100 })
    }

    @Test("A repository reads the same bytes before and after it takes to its packs")
    func bothWaysOfReading() throws {
        let repository = try Self.repository(seed: 79, commitCount: 300)
        let blobs = try Self.objects(of: repository).filter { $0.type == "blob" }
        let store = try repository.open()
        for _ in 0..<2 {
            for (id, _) in blobs {
                #expect(try store.blob(id) == repository.git(["cat-file", "blob", "\(id)"]).standardOutput)
            }
        }
        #expect(store.packedObjects() != nil)
        let absent = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
        #expect(throws: GitStoreError.missingObject(absent)) { try store.blob(absent) }
    }

    @Test(arguments: [UInt64](1...4))
    func aDamagedPackIsAnErrorAtWorst(seed: UInt64) throws {
        let repository = try Self.repository(seed: 78, commitCount: 100)
        let ids = try Self.objects(of: repository).map(\.id)
        let folder = repository.path + "/.git/objects/pack/"
        let name = try #require(try PackFiles.names(in: folder).first)
        let ending = seed % 2 == 0 ? ".idx" : ".pack"
        let whole = try #require(try FileReading.contents(of: folder + name + ending))
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            var bytes = whole
            for _ in 0...Int.random(in: 0..<20, using: &generator) {
                let place = Int.random(in: bytes.indices, using: &generator)
                bytes[place] = UInt8.random(in: 0...255, using: &generator)
            }
            if Int.random(in: 0..<5, using: &generator) == 0 {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            repository.remove(".git/objects/pack/" + name + ending)
            try repository.write(".git/objects/pack/" + name + ending, bytes)
            let packs = PackFolder(commonDirectory: repository.path + "/.git")
            let (reader, packed) = (PackReader(packs), PackedObjects(packs))
            for id in ids {
                guard let location = packs.location(of: id) else { continue }
                let tree = reader.object(
                    at: location, isWanted: { $0 == GIT_OBJECT_TREE }, known: { _ in nil }, keep: { _, _ in })
                for object in [tree, packed.object(id)].compactMap(\.self) { #expect(!object.bytes.isEmpty) }
            }
        }
    }
}
