import Foundation
import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

/// Where the index is, and what happens to it there: the vault answers right, or says why it cannot.
struct IndexPlaceTests {
    /// A vault of some size, with a history and work that is not committed.
    private func repository(files: Int = 20) throws -> TestVault {
        let repository = try TestVault()
        for number in 0..<files { try write(number, "first", in: repository) }
        try repository.commit()
        try repository.git("mv", "note 0.md", "moved.md")
        try repository.commit()
        try repository.write("new.md", "---\ntype: idea\n---\n#tag\n")
        return repository
    }

    private func write(_ number: Int, _ word: String, in repository: TestVault) throws {
        let lines = (0..<30).map { "Line \($0) of the \(word) note \(number), with [[note \($0)]]\n" }.joined()
        try repository.write("note \(number).md", "---\ntype: task\nid: id\(number)\ntags: [a, b]\n---\n\(lines)")
    }

    /// Everything that can be asked, in one text.
    private func answers(_ vault: Vault) throws -> [String] {
        var all = ActivityFilter()
        all.limit = nil
        var note = EntityRequest()
        note.queries = ["note"]
        return try vault.entities().map { "\($0)" }.sorted()
            + vault.activities(all).activities.map { "\($0)" }
            + vault.check().map { "\($0)" } + vault.graph(around: nil, depth: 0).map { "\($0)" }
            + vault.search(vault.query(for: note)).map { "\($0.entity)" }.sorted()
            + vault.wanted().map { "\($0)" } + ["\(vault.counts())", vault.detail(of: "id3").body]
    }

    private func indexPath(_ repository: TestVault) throws -> String {
        let folder = repository.path + "/.git/mosaic"
        let name = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sqlite") }.max()
        return folder + "/" + (try #require(name))
    }

    /// Writes over a part of a file.
    private func overwrite(_ path: String, at offset: Int, _ bytes: [UInt8]) throws {
        let file = try #require(fopen(path, "r+"))
        defer { fclose(file) }
        try #require(fseek(file, offset, SEEK_SET) == 0 && fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }

    private func size(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    // MARK: - Where it cannot be written

    @Test("The index of a vault that cannot be written is in the cache folder, one for each vault")
    func cacheFolder() throws {
        let repository = try repository()
        try repository.write(".git/mosaic", "no folder")
        let vault = try repository.refreshed()
        #expect(vault.isIndexInCache)
        #expect(try answers(vault) == answers(repository.open()))
        #expect(try vault.differences() == [])
        #expect(try repository.open().refresh().isRebuild == false)
        try repository.remove(".git/mosaic")
        let own = try repository.refreshed()
        #expect(!own.isIndexInCache)
        #expect(try answers(own) == answers(vault))
    }

    @Test("Where neither the vault nor the cache folder can be written, it is said")
    func nowhere() throws {
        let repository = try repository()
        try repository.write(".git/mosaic", "no folder")
        for cache in [nil, repository.path + "/new.md/cache"] {
            var surroundings = repository.surroundings
            surroundings.environment["HOME"] = nil
            surroundings.environment["XDG_CACHE_HOME"] = cache
            let vault = try Vault(discovering: repository.path, surroundings: surroundings)
            guard case .indexNotWritable? = vaultError({ try vault.refresh() }) else {
                Issue.record("it is told to be something else")
                return
            }
            #expect(vaultError { try vault.entities() } == .noIndex)
        }
    }

    @Test("Without an index the kinds are those that it would tell")
    func kindsWithoutIndex() throws {
        let repository = try repository()
        for (path, name) in [("book", "book"), (".old", "old"), ("sub/in", "within"), ("sub/.in", "hidden")] {
            try repository.write("kinds/\(path).md", "---\ntype: kind\nname: \(name)\n---\n")
        }
        try repository.write("kinds/picture.png", "")
        let expected = try repository.refreshed().schema()
        #expect(expected.kinds["book"] != nil)
        try repository.remove(".git/mosaic")
        try repository.write(".git/mosaic", "no folder")
        var surroundings = repository.surroundings
        surroundings.environment["HOME"] = nil
        surroundings.environment["XDG_CACHE_HOME"] = nil
        let vault = try Vault(discovering: repository.path, surroundings: surroundings)
        #expect(vaultError { try vault.entities() } == .noIndex)
        #expect(try vault.schema() == expected)
    }

    @Test(
        "A folder of git that cannot be written is left alone", .enabled(if: getuid() != 0), arguments: [true, false])
    func readOnlyFolder(hasIndex: Bool) throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        if !hasIndex { try repository.remove(".git/mosaic") }
        let folders = [repository.path + "/.git", repository.path + "/.git/mosaic"]
        for folder in folders { chmod(folder, 0o555) }
        defer { for folder in folders { chmod(folder, 0o755) } }
        let vault = try repository.refreshed()
        #expect(vault.isIndexInCache)
        #expect(try answers(vault) == expected)
        #expect(try vault.differences() == [])
    }

    @Test(
        "A file system that cannot be written is left alone", .enabled(if: Mount.isAllowed))
    func readOnlyFileSystem() throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        let mount = try Mount(readOnly: repository.path)
        defer { withExtendedLifetime(mount) {} }
        #expect(try answers(repository.refreshed()) == expected)
    }

    @Test(
        "Without a cache folder either, answers come from the index that is there, and it is said when it may be behind",
        .enabled(if: Mount.isAllowed), arguments: [true, false])
    func readOnlyIndex(isCurrent: Bool) throws {
        let repository = try repository()
        var vault = try repository.refreshed()
        // What has just been written is looked at again.
        while try !vault.refresh(includingText: true).isUnchanged {}
        let expected = try answers(vault)
        vault = try repository.open()
        if !isCurrent { try repository.write("late.md", "# Late\n") }
        let mount = try Mount(readOnly: repository.path)
        defer { withExtendedLifetime(mount) {} }
        var surroundings = repository.surroundings
        surroundings.environment = [:]
        vault = try Vault(discovering: repository.path, surroundings: surroundings)
        #expect(try vault.refresh(includingText: true).isUnchanged)
        #expect(vault.isIndexBehind == !isCurrent)
        #expect(!vault.isIndexInCache)
        #expect(try answers(vault) == expected)
        #expect(vaultError { try vault.rebuild() } == .indexNotWritable(path: vault.stateFolder))
    }

    @Test("Without a cache folder and an index that can be used, that is said", .enabled(if: Mount.isAllowed))
    func readOnlyWithoutIndex() throws {
        let repository = try repository()
        let mount = try Mount(readOnly: repository.path)
        defer { withExtendedLifetime(mount) {} }
        var surroundings = repository.surroundings
        surroundings.environment = [:]
        let vault = try Vault(discovering: repository.path, surroundings: surroundings)
        #expect(vaultError { try vault.refresh() } == .indexNotWritable(path: vault.stateFolder))
        #expect(vaultError { try vault.entities() } == .noIndex)
    }

    // MARK: - A full disk

    @Test(
        "On a full disk nothing is lost, and all is well once there is room", .enabled(if: Mount.isAllowed),
        arguments: ["16k", "64k", "256k"])
    func fullDisk(size: String) throws {
        let repository = try repository(files: 100)
        mkdir(repository.path + "/.git/mosaic", 0o755)
        let mount = try Mount(repository.path + "/.git/mosaic", size: size)
        let vault = try repository.open()
        guard case .diskFull? = vaultError({ try vault.refresh(includingText: true) }) else {
            Issue.record("it is told to be something else")
            return
        }
        try mount.resize("64m")
        try vault.refresh(includingText: true)
        #expect(try vault.paths().count == 101)
        #expect(try vault.differences() == [])
    }

    @Test(
        "An index that cannot grow stays what it was, and catches up once there is room", .enabled(if: Mount.isAllowed),
        arguments: [0, 4, 32, 64, 128, 512])
    func fullDiskLater(kilobytesLeft: Int) throws {
        let repository = try repository(files: 100)
        mkdir(repository.path + "/.git/mosaic", 0o755)
        let mount = try Mount(repository.path + "/.git/mosaic", size: "64m")
        let vault = try repository.refreshed()
        let paths = try vault.paths()
        try mount.fill(leaving: kilobytesLeft)
        for number in 0..<200 { try write(number, "second", in: repository) }
        try repository.commit()
        for opened in [vault, try repository.open()] {
            guard case .diskFull? = vaultError({ try opened.refresh(includingText: true) }) else {
                Issue.record("it is told to be something else")
                continue
            }
        }
        #expect(try vault.paths() == paths)
        try mount.empty()
        try vault.refresh(includingText: true)
        #expect(try vault.paths().count == 202)
        #expect(try vault.differences() == [])
    }

    @Test("On a full disk the kinds of a moment are not taken from the present", .enabled(if: Mount.isAllowed))
    func fullDiskOfMoment() throws {
        let repository = try repository()
        let moment = try #require(try repository.refreshed().asOf("HEAD").moment)
        try repository.remove(".git/mosaic")
        mkdir(repository.path + "/.git/mosaic", 0o755)
        let mount = try Mount(repository.path + "/.git/mosaic", size: "16k")
        let vault = Vault(try repository.open(), asOf: moment)
        guard case .diskFull? = vaultError({ try vault.schema() }) else {
            Issue.record("it is told to be something else")
            return
        }
        try mount.resize("64m")
        _ = try vault.schema()
    }

    // MARK: - Damage

    @Test(
        "A damaged index is built anew, and that is said",
        arguments: ["nothing", "a half", "less than a page", "a text", "zeros", "a first page of zeros"])
    func damaged(content: String) throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        let path = try indexPath(repository)
        switch content {
        case "nothing": truncate(path, 0)
        case "a half": truncate(path, try size(path) / 2)
        case "less than a page": truncate(path, 1_000)
        case "a text": try "no database\n".write(toFile: path, atomically: false, encoding: .utf8)
        case "zeros": try Data(count: try size(path)).write(to: URL(fileURLWithPath: path))
        default: try overwrite(path, at: 0, [UInt8](repeating: 0, count: 8_192))
        }
        let vault = try repository.open()
        #expect(try vault.refresh(includingText: true).replaced == .damaged)
        #expect(vault.hasReplacedDamagedIndex)
        #expect(try answers(vault) == expected)
        #expect(try vault.differences() == [])
        #expect(try repository.open().refresh().replaced == nil)
    }

    @Test("An index that is cut off at any page is built anew, or is whole")
    func cutOff() throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        let path = try indexPath(repository)
        // Nothing of it is in the log beside it.
        try repository.open().rebuild()
        let sound = try Data(contentsOf: URL(fileURLWithPath: indexPath(repository)))
        var replaced = 0
        for pages in 0..<(sound.count / 8_192) {
            try repository.remove(".git/mosaic")
            mkdir(repository.path + "/.git/mosaic", 0o755)
            try sound.prefix(pages * 8_192).write(to: URL(fileURLWithPath: path))
            let vault = try repository.open()
            try vault.refresh(includingText: true)
            #expect(try answers(vault) == expected, "\(pages) pages")
            if vault.hasReplacedDamagedIndex { replaced += 1 }
            #expect(try vault.differences() == [], "\(pages) pages")
        }
        #expect(replaced == sound.count / 8_192)
    }

    /// What can stand where the index should be.
    enum Impostor: String, CaseIterable {
        case folder, fullFolder, pipe, socket, device, emptyFile, foreignDatabase, text, link

        func make(at path: String) throws {
            switch self {
            case .folder: try #require(mkdir(path, 0o755) == 0)
            case .fullFolder:
                try #require(mkdir(path, 0o755) == 0 && mkdir(path + "/within", 0o755) == 0)
            case .pipe: try #require(mkfifo(path, 0o644) == 0)
            case .socket:
                try #require(
                    DaemonDoor(
                        folder: (path as NSString).deletingLastPathComponent, name: (path as NSString).lastPathComponent
                    ).open().map { close($0) } == 0)
            case .device: try #require(getuid() != 0 || mknod(path, S_IFCHR | 0o644, 0x105) == 0)
            case .emptyFile: try Data().write(to: URL(fileURLWithPath: path))
            case .foreignDatabase:
                let maker = Process()
                maker.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                let program =
                    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('create table other (a)'); c.commit()"
                maker.arguments = ["python3", "-c", program, path]
                try maker.run()
                maker.waitUntilExit()
                try #require(maker.terminationStatus == 0)
            case .text: try Data("no database, and long enough to be one\n".utf8).write(to: URL(fileURLWithPath: path))
            case .link: try #require(symlink("/dev/zero", path) == 0)
            }
        }
    }

    @Test(
        "Whatever stands in the place of the index, it is built anew beside",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        arguments: Impostor.allCases)
    func impostors(_ impostor: Impostor) throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        for ending in ["", "-wal", "-shm", "-journal"] {
            let path = try indexPath(repository) + ending
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            try impostor.make(at: path)
            let vault = try repository.open()
            let summary = try vault.refresh(includingText: true)
            if ending.isEmpty { #expect(summary.replaced == .damaged, "\(impostor)") }
            #expect(try answers(vault) == expected, "\(impostor) at \(ending)")
            #expect(try vault.differences() == [], "\(impostor) at \(ending)")
        }
    }

    @Test(
        "Whatever stands where an index is built, a lock is or the past is kept is removed, or named in an error",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))), arguments: Impostor.allCases)
    func impostorsElsewhere(_ impostor: Impostor) throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        for name in [
            "building.sqlite", "building.sqlite-journal", "verifying.sqlite", "index.lock", "write.lock", "commit.lock",
            "write.journal", "watch.sock", "at",
        ] {
            let path = repository.path + "/.git/mosaic/" + name
            try? FileManager.default.removeItem(atPath: path)
            try impostor.make(at: path)
            for work in [
                { try $0.rebuild() }, { _ = try $0.differences() }, { try $0.refresh() }, { _ = try $0.asOf("HEAD~1") },
            ] as [(Vault) throws -> Void] {
                do {
                    try work(try repository.open())
                } catch {
                    let isNamed = !name.hasSuffix(".sqlite") || "\(error)".contains(name)
                    #expect("\(error)".contains(".git/mosaic") && isNamed, "\(impostor) at \(name): \(error)")
                }
            }
            try? FileManager.default.removeItem(atPath: path)
            let vault = try repository.refreshed()
            #expect(try answers(vault) == expected, "\(impostor) at \(name)")
            #expect(try vault.differences() == [], "\(impostor) at \(name)")
        }
    }

    @Test("A damaged page is met by the update or by a question, and either is answered right all the same")
    func damagedPage() throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        var metByQuestions = 0
        // The first page is another test's.
        for page in 1..<(try size(indexPath(repository)) / 8_192) {
            let bytes = [UInt8](repeating: page % 2 == 0 ? 0 : 0xFF, count: 8_192)
            try overwrite(try indexPath(repository), at: page * 8_192, bytes)
            let vault = try repository.open()
            let summary = try vault.refresh(includingText: true)
            #expect(try answers(vault) == expected, "page \(page)")
            if summary.replaced == nil, vault.hasReplacedDamagedIndex { metByQuestions += 1 }
        }
        #expect(metByQuestions > 0)
        #expect(try repository.open().differences() == [])
    }

    // MARK: - Versions

    /// The version of a schema is the big-endian number at byte 60 of the file (<https://sqlite.org/fileformat.html>).
    private func setVersion(_ version: UInt8, _ path: String) throws {
        try overwrite(path, at: 60, [0, 0, 0, version])
    }

    @Test("An index of an older version is built anew")
    func older() throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        try setVersion(0, try indexPath(repository))
        let vault = try repository.open()
        #expect(try vault.refresh(includingText: true).replaced == .older)
        #expect(try answers(vault) == expected)
        #expect(try vault.differences() == [])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: vault.stateFolder).filter { $0.hasSuffix(".sqlite") }
                == ["index-2.sqlite"])
    }

    @Test("An index of a newer version is refused and left as it is")
    func newer() throws {
        let repository = try repository()
        _ = try repository.refreshed()
        let path = try indexPath(repository)
        try setVersion(99, path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let vault = try repository.open()
        let expected = VaultError.newerIndex(path: path)
        #expect(vaultError { try vault.refresh() } == expected)
        #expect(vaultError { try vault.entities() } == expected)
        #expect(vaultError { try vault.verify() } == expected)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }

    // MARK: - What others left

    @Test(
        "What a process left that was ended in the middle of its work changes nothing",
        arguments: [
            "building.sqlite", "building.sqlite-journal", "building.sqlite-wal", "verifying.sqlite", "index.lock",
            "index-1.sqlite-wal", "index-1.sqlite-shm", "index-1.sqlite-journal", "index-.sqlite", "index-x.sqlite",
        ])
    func leftovers(name: String) throws {
        let repository = try repository()
        let expected = try answers(repository.refreshed())
        try repository.write(".git/mosaic/" + name, "what is left of something")
        let vault = try repository.refreshed()
        #expect(try answers(vault) == expected)
        #expect(try vault.differences() == [])
        try vault.rebuild()
        #expect(try answers(vault) == expected)
    }

    @Test("The folder of the index can be deleted at any time")
    func deletedFolder() throws {
        let repository = try repository()
        let vault = try repository.refreshed()
        let expected = try answers(vault)
        try repository.remove(".git/mosaic")
        #expect(try vault.refresh(includingText: true).isRebuild)
        #expect(try answers(vault) == expected)
        #expect(try vault.differences() == [])
    }
}
