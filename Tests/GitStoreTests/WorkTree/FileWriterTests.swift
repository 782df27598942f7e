import Testing

@testable import GitStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite struct FileWriterTests {
    private let vault: ScratchVault
    private let writer: FileWriter

    init() throws {
        vault = try ScratchVault()
        try vault.write("a.md", "old")
        try vault.write("folder/b.md", "other")
        writer = try FileWriter(root: vault.path)
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func expectNoTemporaryFiles() throws {
        for folder in ["", "folder"] {
            #expect(try vault.names(folder).allSatisfy { !$0.hasPrefix(".mosaic-") })
        }
    }

    @Test func `A file gets new contents and keeps its permissions`() throws {
        vault.setMode("a.md", 0o604)
        let stamp = try writer.replace("a.md", with: bytes("new contents"), expecting: bytes("old"))
        #expect(try vault.read("a.md") == bytes("new contents"))
        #expect(stamp == (try vault.stamp("a.md")))
        #expect(stamp.mode & 0o777 == 0o604)
        try writer.replace("a.md", with: [], expecting: nil)
        #expect(try vault.read("a.md") == [])
        try expectNoTemporaryFiles()
    }

    @Test(arguments: ["else", "ol", "older", ""])
    func `A file that holds something else is left alone`(held: String) throws {
        try vault.write("a.md", held)
        #expect(throws: FileError.conflict("a.md")) { try writer.replace("a.md", with: [1], expecting: bytes("old")) }
        #expect(throws: FileError.conflict("a.md")) { try writer.remove("a.md", expecting: bytes("old")) }
        #expect(throws: FileError.conflict("a.md")) { try writer.move("a.md", to: "z.md", expecting: bytes("old")) }
        #expect(try vault.read("a.md") == bytes(held))
        try expectNoTemporaryFiles()
    }

    @Test func `A file that changes while its new contents are written is left alone`() throws {
        var writer = writer
        let vault = vault.path
        writer.pretendedFailure = { step in
            guard step == .sync, let stream = fopen(vault + "/a.md", "a") else { return nil }
            fputs("and more", stream)
            fclose(stream)
            return nil
        }
        #expect(throws: FileError.conflict("a.md")) { try writer.replace("a.md", with: [1], expecting: bytes("old")) }
        #expect(try self.vault.read("a.md") == bytes("oldand more"))
        try expectNoTemporaryFiles()
    }

    @Test func `What is not there cannot be replaced, removed or moved`() throws {
        for path in ["none.md", "nowhere/none.md"] {
            #expect(throws: FileError.notFound(path)) { try writer.replace(path, with: [1], expecting: nil) }
            #expect(throws: FileError.notFound(path)) { try writer.replace(path, with: [1], expecting: [2]) }
            #expect(throws: FileError.notFound(path)) { try writer.remove(path, expecting: nil) }
            #expect(throws: FileError.notFound(path)) { try writer.move(path, to: "b.md") }
        }
        #expect(try vault.names() == ["a.md", "folder"])
    }

    @Test func `A new file is made with its folders, by the process's mask`() throws {
        let stamp = try writer.create("x/y/new.md", with: bytes("new"))
        #expect(try vault.read("x/y/new.md") == bytes("new"))
        #expect(stamp == (try vault.stamp("x/y/new.md")))
        try vault.write("plain.md", "")
        #expect(stamp.mode == (try vault.stamp("plain.md")).mode)
        #expect(try vault.names("x/y") == ["new.md"])
    }

    @Test func `A file that was removed can be made again with its permissions`() throws {
        vault.setMode("a.md", 0o640)
        let removed = try writer.remove("a.md", expecting: bytes("old"))
        let stamp = try writer.create("a.md", with: bytes("old"), like: removed)
        #expect(stamp == (try vault.stamp("a.md")) && stamp.mode & 0o777 == 0o640)
        try expectNoTemporaryFiles()
    }

    @Test func `A new file does not take the place of anything`() throws {
        vault.link("dangling.md", to: "nowhere")
        for path in ["a.md", "folder", "dangling.md"] {
            #expect(throws: FileError.alreadyExists(path)) { try writer.create(path, with: [1]) }
        }
        #expect(try vault.read("a.md") == bytes("old"))
        try expectNoTemporaryFiles()
    }

    @Test func `A file is removed, and moved to a folder that is made for it`() throws {
        try writer.move("a.md", to: "new/place/c.md", expecting: bytes("old"))
        #expect(try vault.read("new/place/c.md") == bytes("old"))
        #expect(try vault.read("a.md") == nil)
        #expect(throws: FileError.alreadyExists("folder/b.md")) { try writer.move("new/place/c.md", to: "folder/b.md") }
        try writer.move("new/place/c.md", to: "new/place/d.md")
        try writer.remove("new/place/d.md", expecting: bytes("old"))
        #expect(try vault.names("new/place") == [])
    }

    @Test(arguments: [
        "", "/a.md", "../a.md", "folder/../a.md", "./a.md", "folder//b.md", "folder/", "a\0.md", ".git/config",
        "folder/.GIT/x",
    ])
    func `A path that is none of a vault is refused`(path: String) throws {
        #expect(throws: FileError.invalidPath(path)) { try writer.replace(path, with: [1], expecting: nil) }
        #expect(throws: FileError.invalidPath(path)) { try writer.create(path, with: [1]) }
        #expect(throws: FileError.invalidPath(path)) { try writer.remove(path, expecting: nil) }
        #expect(throws: FileError.invalidPath(path)) { try writer.move("a.md", to: path) }
        let reader = try FileReader(root: vault.path)
        #expect(throws: FileError.invalidPath(path)) { try reader.read(path, limit: 10) }
        #expect(try vault.read("a.md") == bytes("old"))
    }

    @Test func `Nothing is written through a symbolic link`() throws {
        let outside = try ScratchVault()
        try outside.write("target.md", "outside")
        vault.link("link.md", to: outside.full("target.md"))
        vault.link("linked", to: outside.path)
        for expecting in [nil, bytes("outside")] {
            #expect(throws: FileError.symbolicLink("link.md")) {
                try writer.replace("link.md", with: [1], expecting: expecting)
            }
            #expect(throws: FileError.symbolicLink("linked/target.md")) {
                try writer.replace("linked/target.md", with: [1], expecting: expecting)
            }
            #expect(throws: FileError.symbolicLink("linked/target.md")) {
                try writer.remove("linked/target.md", expecting: expecting)
            }
        }
        #expect(throws: FileError.symbolicLink("linked/new.md")) { try writer.create("linked/new.md", with: [1]) }
        #expect(throws: FileError.symbolicLink("linked/x/new.md")) { try writer.create("linked/x/new.md", with: [1]) }
        #expect(throws: FileError.symbolicLink("linked/a.md")) { try writer.move("a.md", to: "linked/a.md") }
        #expect(try outside.names() == ["target.md"])
        #expect(try outside.read("target.md") == bytes("outside"))
    }

    @Test func `Folders and pipes are not written, nor is a file taken for a folder`() throws {
        #expect(mkfifo(vault.full("pipe.md"), 0o644) == 0)
        for path in ["folder", "pipe.md"] {
            #expect(throws: FileError.notARegularFile(path)) { try writer.replace(path, with: [1], expecting: nil) }
            #expect(throws: FileError.notARegularFile(path)) { try writer.replace(path, with: [1], expecting: [1]) }
            #expect(throws: FileError.notARegularFile(path)) { try writer.remove(path, expecting: nil) }
            #expect(throws: FileError.notARegularFile(path)) { try writer.move(path, to: "z") }
        }
        #expect(throws: FileError.notADirectory("a.md/b.md")) { try writer.create("a.md/b.md", with: [1]) }
    }

    private static let failures = [FileWriter.Step.write, .sync, .place, .syncFolder].flatMap { step in
        [ENOSPC, EIO, EROFS, EDQUOT].map { (step, $0) }
    }

    @Test(arguments: failures)
    func `Whatever fails leaves the old file or the new one, and nothing beside it`(
        step: FileWriter.Step, code: CInt
    ) throws {
        var writer = writer
        writer.pretendedFailure = { $0 == step ? code : nil }
        func expected(_ path: String) -> FileError {
            let error: FileError =
                switch code {
                case EROFS: .readOnlyFileSystem(path)
                case EIO: .failed(path, SystemError(code: EIO))
                default: .noSpace(path)
                }
            return step == .syncFolder && !path.hasPrefix("x/") ? .unsynced(error, removed: nil) : error
        }
        #expect(throws: expected("a.md")) { try writer.replace("a.md", with: bytes("new"), expecting: bytes("old")) }
        #expect(try vault.read("a.md") == bytes(step == .syncFolder ? "new" : "old"))
        #expect(throws: expected("x/new.md")) { try writer.create("x/new.md", with: bytes("new")) }
        #expect(try !vault.names().contains("x"))
        #expect(throws: expected("folder/c.md")) { try writer.create("folder/c.md", with: bytes("new")) }
        #expect(try vault.read("folder/c.md") == (step == .syncFolder ? bytes("new") : nil))
        try expectNoTemporaryFiles()
    }

    @Test func `A change that is made and may not last is told from one that is not made`() throws {
        var writer = writer
        writer.pretendedFailure = { $0 == .syncFolder ? EIO : nil }
        let reason = FileError.failed("folder/c.md", SystemError(code: EIO))
        #expect(throws: FileError.unsynced(reason, removed: nil)) { try writer.move("a.md", to: "folder/c.md") }
        let stamp = try vault.stamp("folder/c.md")
        #expect(throws: FileError.unsynced(reason, removed: stamp)) {
            try writer.remove("folder/c.md", expecting: bytes("old"))
        }
        #expect(try vault.names() == ["folder"] && vault.names("folder") == ["b.md"])
    }

    @Test func `Where the file system knows no exclusive rename, a file has one name, moved or not`() throws {
        var writer = writer
        writer.pretendedFailure = { step in
            switch step {
            case .exclusiveRename: EINVAL
            case .removeOldName: EIO
            default: nil
            }
        }
        #expect(throws: FileError.failed("a.md", SystemError(code: EIO))) { try writer.move("a.md", to: "x/c.md") }
        #expect(try vault.names() == ["a.md", "folder"])
        writer.pretendedFailure = { $0 == .exclusiveRename ? EINVAL : nil }
        try writer.move("a.md", to: "folder/c.md")
        #expect(try vault.names() == ["folder"] && vault.read("folder/c.md") == bytes("old"))
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everything"))
    func `What may not be written is left alone`() throws {
        vault.setMode("a.md", 0o444)
        #expect(throws: FileError.permissionDenied("a.md")) { try writer.replace("a.md", with: [1], expecting: nil) }
        vault.setMode("folder", 0o555)
        #expect(throws: FileError.permissionDenied("folder/b.md")) {
            try writer.replace("folder/b.md", with: [1], expecting: nil)
        }
        #expect(throws: FileError.permissionDenied("folder/c.md")) { try writer.create("folder/c.md", with: [1]) }
        vault.setMode("folder", 0o755)
    }
}
