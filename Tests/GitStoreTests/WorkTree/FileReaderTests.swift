import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct FileReaderTests {
    private let vault: ScratchVault

    init() throws {
        vault = try ScratchVault()
        try vault.write("a.md", "one")
        try vault.write("folder/b.md", "two")
    }

    @Test func `Files are read with their stamps, from any folder in any order`() throws {
        let reader = try FileReader(root: vault.path)
        for (path, text) in [("a.md", "one"), ("folder/b.md", "two"), ("folder/b.md", "two"), ("a.md", "one")] {
            let contents = try reader.read(path, limit: 100)
            #expect(contents.bytes == Array(text.utf8))
            #expect(contents.stamp == (try vault.stamp(path)))
        }
        try vault.write("empty.md", "")
        #expect(try reader.read("empty.md", limit: 0).bytes.isEmpty)
    }

    @Test func `A file above the limit is refused with its size`() throws {
        let reader = try FileReader(root: vault.path)
        #expect(try reader.read("a.md", limit: 3).bytes.count == 3)
        #expect(throws: FileError.tooLarge("a.md", size: 3)) { try reader.read("a.md", limit: 2) }
    }

    @Test func `Links, folders, pipes and what is not there are refused`() throws {
        vault.link("link.md", to: "a.md")
        vault.link("linked", to: "folder")
        #expect(mkfifo(vault.full("pipe.md"), 0o644) == 0)
        let reader = try FileReader(root: vault.path)
        for (path, error) in [
            ("link.md", FileError.symbolicLink("link.md")), ("linked/b.md", .symbolicLink("linked/b.md")),
            ("folder", .notARegularFile("folder")), ("pipe.md", .notARegularFile("pipe.md")),
            ("none.md", .notFound("none.md")), ("nowhere/b.md", .notFound("nowhere/b.md")),
            ("a.md/b.md", .notADirectory("a.md/b.md")),
        ] {
            #expect(throws: error) { try reader.read(path, limit: 100) }
        }
    }

    @Test func `A file that changes while it is read is read again`() throws {
        let root = try OpenDirectory.root(vault.path).get()
        var changes = 0
        let contents = try FileReader.read("a.md", in: root, "a.md", limit: 100) {
            changes += 1
            if changes == 1 { #expect(throws: Never.self) { try vault.write("a.md", "another") } }
        }
        #expect(contents.bytes == Array("another".utf8))
        #expect(changes == 2)
        #expect(throws: FileError.changedWhileReading("a.md")) {
            try FileReader.read("a.md", in: root, "a.md", limit: 100) {
                changes += 1
                #expect(throws: Never.self) { try vault.write("a.md", "longer and longer".prefix(changes).description) }
            }
        }
    }
}
