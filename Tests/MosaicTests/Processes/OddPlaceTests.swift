import Foundation
import TestSupport
import Testing

/// Things in a vault or its repository that are no files, where files are read: nobody waits at them.
struct OddPlaceTests {
    /// What can stand in the place of a file.
    enum Thing: String, CaseIterable {
        case pipe, socket, device, linkToPipe

        /// What is put in a place: a pipe, at which most would wait, and in some places whatever else there is.
        static func standing(at place: String) -> [Thing] {
            let isOfAllKinds = [".git/index", ".git/refs/heads/main", "tree", ".gitattributes", "tasks/roof.md"]
            guard isOfAllKinds.contains(place) else { return [.pipe] }
            return allCases.filter { $0 != .device || getuid() == 0 }
        }

        func make(at path: String) throws {
            switch self {
            case .pipe: try #require(mkfifo(path, 0o644) == 0)
            case .linkToPipe:
                try #require(mkfifo(path + "-pipe", 0o644) == 0)
                try #require(symlink(path + "-pipe", path) == 0)
            case .device:
                // Linux's `/dev/null`.
                try #require(mknod(path, S_IFCHR | 0o644, 0x103) == 0)
            case .socket:
                // An address holds 107 bytes at most, and the path may be longer: it is named from where it is.
                let maker = Process()
                maker.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                let program = "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"
                maker.arguments = ["python3", "-c", program, (path as NSString).lastPathComponent]
                maker.currentDirectoryURL = URL(fileURLWithPath: path).deletingLastPathComponent()
                try maker.run()
                maker.waitUntilExit()
                try #require(maker.terminationStatus == 0)
            }
        }
    }

    /// What is read of a repository or in a work tree; `commit`, `tree`, `blob` and `old` are the objects of those.
    private static let places = [
        ".git/HEAD", ".git/config", ".git/config.worktree", ".git/commondir", ".git/index", ".git/packed-refs",
        ".git/shallow", ".git/refs/heads/main", ".git/refs/tags/v1", ".git/info/exclude", ".git/info/attributes",
        ".git/objects/info/alternates", ".git/objects/pack/pack-x.idx", ".git/logs/HEAD", ".git/COMMIT_EDITMSG",
        ".git/included", "commit", "tree", "blob", "old", "borrowed",
        ".gitattributes", ".gitignore", ".mosaicignore", ".mailmap", ".mosaic/config.yaml", "tasks/roof.md",
        "tasks/.gitignore", "tasks/.gitattributes", "kinds/task.md", "tasks", "other.png",
    ]

    /// What reads of everything, and what has git read.
    private static let commands = [
        ["list"], ["index", "--rebuild"], ["search", "roof"], ["verify"], ["list", "--at", "v1"], ["diff", "HEAD~2"],
        ["set", "gutter", "due=friday"], ["capture", "A pond"], ["init"],
    ]

    /// What every test has a copy of.
    private static let original = Result { try vault().removedAtExit() }

    private static func vault() throws -> ProcessVault {
        let vault = try ProcessVault(tasks: ["roof", "gutter"])
        // Line ends that attributes have a say in, and a history that is not packed.
        try vault.write("notes/lines.md", "# Lines\r\n$Id$\r\n")
        try vault.write(".git/included", "[core]\n\tautocrlf = input\n")
        for (message, text) in [("one", "1"), ("two", "2")] {
            try vault.write("notes/old.md", "# Old\n\(text)\n")
            #expect(try vault.git("add", "--all").code == 0)
            #expect(try vault.git("commit", "--quiet", "--message", message).code == 0)
        }
        #expect(try vault.git("tag", "v1").code == 0)
        #expect(try vault.git("config", "include.path", "included").code == 0)
        return vault
    }

    private func path(of place: String, in vault: ProcessVault) throws -> String {
        let revisions = [
            "commit": "HEAD", "tree": "HEAD^{tree}", "blob": "HEAD:notes/old.md", "old": "HEAD~1:notes/old.md",
        ]
        if place == "borrowed" {
            // The whole store is somewhere else, and one object in it is no file.
            let store = vault.root.appendingPathComponent(".git/objects")
            let elsewhere = vault.home.appendingPathComponent("store")
            let id = try vault.git("rev-parse", "HEAD").output.trimmingCharacters(in: .newlines)
            if !FileManager.default.fileExists(atPath: elsewhere.path) {
                try FileManager.default.moveItem(at: store, to: elsewhere)
                try vault.write(".git/objects/info/alternates", "../../../store\n")
            }
            return elsewhere.appendingPathComponent("\(id.prefix(2))/\(id.dropFirst(2))").path
        }
        guard let revision = revisions[place] else { return vault.root.appendingPathComponent(place).path }
        let id = try vault.git("rev-parse", revision).output.trimmingCharacters(in: .newlines)
        return vault.root.appendingPathComponent(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))").path
    }

    /// Puts a thing in a place, and whatever was there back again.
    private func standing(_ thing: Thing, at path: String, _ body: () throws -> Void) throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let isThere = files.fileExists(atPath: path)
        if isThere { try files.moveItem(atPath: path, toPath: path + "-away") }
        try thing.make(at: path)
        try body()
        try? files.removeItem(atPath: path)
        if thing == .linkToPipe { try? files.removeItem(atPath: path + "-pipe") }
        if isThere { try files.moveItem(atPath: path + "-away", toPath: path) }
    }

    /// Far longer than anything takes that does not hang.
    private static let patience = 300.0

    private func expectNoHang(_ vault: ProcessVault, _ note: String, _ commands: [[String]]) throws {
        for arguments in commands {
            let outcome = try vault.run("mosaic", arguments, patience: Self.patience)
            let note = Comment(rawValue: "\(note): \(arguments): \(outcome)")
            #expect(!outcome.isKilled, note)
            #expect(outcome.code <= 1 || !(outcome.error + outcome.output).isEmpty, note)
            #expect(!outcome.error.contains("Fatal error") && !outcome.error.contains("fault in Mosaic"), note)
        }
    }

    @Test("No command waits at what is no file", .timeLimit(.minutes(SanitizerSettings.minutes(60))), arguments: places)
    func commands(place: String) throws {
        let vault = try ProcessVault(copyOf: Self.original.get())
        for thing in Thing.standing(at: place) {
            let path = try path(of: place, in: vault)
            try standing(thing, at: path) {
                try expectNoHang(vault, "\(thing) at \(place)", Self.commands)
                // There is no index to answer from.
                try? FileManager.default.removeItem(at: vault.root.appendingPathComponent(".git/mosaic"))
                try expectNoHang(vault, "\(thing) at \(place), without an index", [["search", "roof"]])
            }
            let verified = try vault.mosaic("verify")
            #expect(verified.code == 0, "\(thing) at \(place): \(verified)")
        }
    }

    @Test(
        "No daemon waits at what is no file, and is current once it is gone",
        .timeLimit(.minutes(SanitizerSettings.minutes(60))),
        arguments: places)
    func daemon(place: String) throws {
        let vault = try ProcessVault(copyOf: Self.original.get())
        let path = try path(of: place, in: vault)
        let log = vault.home.appendingPathComponent("watch.log")
        let daemon = try vault.start(
            "sh", ["-c", "exec mosaic watch --commit-after 1s --log-level notice 2> \"$0\"", log.path])
        defer { daemon.terminate() }
        #expect(try vault.eventually { try vault.mosaic("watch", "--status").code == 0 })
        for thing in Thing.standing(at: place) {
            try standing(thing, at: path) {
                let told = try Data(contentsOf: log).count
                try vault.write("notes/new.md", "# Beside a \(thing)\n")
                try expectNoHang(vault, "\(thing) at \(place)", [["list"], ["watch", "--status"]])
                // It commits, or says why it cannot.
                #expect(try vault.eventually { try Data(contentsOf: log).count > told }, "\(thing) at \(place)")
                try expectNoHang(vault, "\(thing) at \(place)", [["list"]])
            }
            #expect(daemon.isRunning, "\(thing) at \(place)")
            try vault.write("notes/new.md", "# After a \(thing)\n")
            #expect(
                try vault.eventually { try vault.mosaic("list").output.contains("After a \(thing)") },
                "\(thing) at \(place)")
        }
        let stopped = try vault.run("mosaic", ["watch", "--stop"], patience: Self.patience)
        #expect(stopped.code == 0, "\(stopped)")
        if stopped.code != 0 { daemon.terminate(SIGKILL) }
        daemon.waitUntilExit()
        #expect(try vault.mosaic("verify").code == 0)
    }

    @Test(
        "Another's repository is read where the person trusts every owner, and else the advice names its root",
        .enabled(if: getuid() == 0))
    func everyOwner() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        for path in [vault.root.path, vault.root.path + "/.git"] { chown(path, 65534, 65534) }
        let refused = try vault.run("mosaic", ["list"], in: vault.root.appendingPathComponent("tasks"))
        #expect(refused.code == 2 && refused.error.contains("safe.directory \(vault.root.path)\n"), "\(refused.error)")
        let settings = vault.home.appendingPathComponent(".gitconfig")
        let text = try String(contentsOf: settings, encoding: .utf8)
        try Data((text + "[safe]\n\tdirectory = *\n").utf8).write(to: settings)
        let outcome = try vault.mosaic("list", "tasks", "--fields", "title")
        #expect(outcome.code == 0 && outcome.output == "roof\n", "\(outcome.error)")
        try Data((text + "[safe]\n\tdirectory = *\n\tdirectory =\n").utf8).write(to: settings)
        #expect(try vault.mosaic("list").code == 2)
    }

    @Test(
        "Past the largest file that a process may have, a command says what it could not do",
        arguments: ["list", "index --rebuild", "capture 'A pond'"])
    func largestFile(command: String) throws {
        let vault = try ProcessVault(copyOf: Self.original.get())
        let outcome = try vault.run("sh", ["-c", "ulimit -f 1; exec mosaic \(command)"])
        #expect(!outcome.isKilled && outcome.code < 128, "\(outcome.code): \(outcome.error)")
        let after = try vault.mosaic("verify")
        #expect(after.code == 0, "\(after.error)")
    }
}
