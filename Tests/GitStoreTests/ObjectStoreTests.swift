import Testing

@testable import GitStore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The objects of a repository, and those that it borrows.
struct ObjectStoreTests {
    @Test(
        "Objects are borrowed from as many stores in a row as git borrows from, loose and packed",
        arguments: [false, true])
    func borrowed(isPacked: Bool) throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a\n")
        try repository.commitAll()
        var lender = repository
        for step in 1...8 {
            let next = TestRepository(at: "\(repository.folder.path)/store-\(step)", in: repository)
            try repository.git("init", "--quiet", next.path)
            try next.write("b.md", "\(step)\n")
            try next.commitAll()
            if isPacked { try next.git("gc", "--quiet") }
            let path = step % 2 == 0 ? "\(next.path)/.git/objects" : "../../../store-\(step)/.git/objects"
            try lender.write(".git/objects/info/alternates", "# Lent\n\n\(path)\n")
            lender = next
            let id = try next.id(["rev-parse", "HEAD"])
            let isKnownToGit = (try? repository.git("cat-file", "-e", id.description)) != nil
            let opened = try repository.open()
            #expect(opened.contains(id) == isKnownToGit, "\(step) steps away")
            #expect((thrown { try opened.commit(id) } == nil) == isKnownToGit, "\(step) steps away")
            #expect((thrown { try opened.resolve(String(id.description.prefix(12))) } == nil) == isKnownToGit)
        }
    }

    @Test(
        "Stores to borrow from that are none change nothing",
        arguments: [
            ".", "../objects", "../../.git/objects\n../../.git/objects", "/nonexistent", "/", "/dev", "/etc/passwd",
            "#",
            "\0\n\0", "\r\n", "info/alternates", String(repeating: "x", count: 5_000), "~", "\"/dev\"",
            String(repeating: "../objects\n", count: 10_000),
        ])
    func noStores(text: String) throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a\n")
        let id = try repository.commitAll()
        try repository.write(".git/objects/info/alternates", text)
        let opened = try repository.open()
        #expect(try opened.commit(id).id == id)
        #expect(try opened.head().commit == id)
        let other = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
        #expect(thrown { try opened.commit(other) } == .missingObject(other))
        #expect(!opened.contains(other))
    }

    @Test("Stores that lend to each other in a circle are each read once")
    func circle() throws {
        let repository = try TestRepository()
        let other = TestRepository(at: repository.folder.path + "/other", in: repository)
        try repository.git("init", "--quiet", other.path)
        try other.write("b.md", "b\n")
        let id = try other.commitAll()
        try repository.write(".git/objects/info/alternates", other.path + "/.git/objects\n")
        try other.write(".git/objects/info/alternates", repository.path + "/.git/objects\n")
        #expect(try repository.open().commit(id).id == id)
    }

    @Test("A pipe in the place of an object is named, however the object is asked for", arguments: [true, false])
    func pipe(isBorrowed: Bool) throws {
        let repository = try TestRepository()
        try repository.write("a.md", "a\n")
        let id = try repository.commitAll()
        try repository.git("tag", "--annotate", "--message=x", "v1")
        try repository.git("tag", "--annotate", "--message=x", "v2", "v1")
        var store = repository.path + "/.git/objects"
        if isBorrowed {
            let elsewhere = repository.folder.path + "/elsewhere"
            #expect(rename(store, elsewhere) == 0)
            try repository.write(".git/objects/info/alternates", elsewhere + "\n")
            store = elsewhere
        }
        let path = "\(store)/\(id.description.prefix(2))/\(id.description.dropFirst(2))"
        unlink(path)
        #expect(mkfifo(path, 0o644) == 0)
        let opened = try repository.open()
        #expect(thrown { try opened.commit(id) } == .notAFile(path: path))
        #expect(thrown { try opened.blobSize(id) } == .notAFile(path: path))
        let abbreviated = String(id.description.prefix(8))
        for name in [
            "HEAD", id.description, abbreviated, "HEAD~1", "main^{tree}", "v1", "v2", "v1~1", "v2^{commit}",
            "HEAD:a.md",
        ] {
            #expect(thrown { try opened.resolve(name) } == .notAFile(path: path), "\(name)")
        }
        #expect(thrown { try opened.resolve("elsewhere") } == .unknownRevision("elsewhere"))
        let blob = try opened.hash(blob: Array("a\n".utf8))
        #expect(try opened.blob(blob) == Array("a\n".utf8))
    }
}
