import Foundation
import TestSupport
import Testing

/// A vault on a disk of its own that runs full: what was acknowledged stays, and work goes on once there is room.
@Suite(.enabled(if: Mount.isAllowed))
struct SmallDiskTests {
    /// A vault on a small disk, which is unmounted before its folder is removed.
    private struct SmallVault {
        let vault: ProcessVault
        let mount: Mount

        init() throws {
            var mounted: Mount?
            vault = try ProcessVault(tasks: ["roof", "gutter"]) { root in
                try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
                mounted = try Mount(root.path, size: "8m")
            }
            mount = try #require(mounted)
            // What a person keeps out of the vault, so that it is no change.
            try vault.write(".git/info/exclude", "filler\n")
        }

        /// Expects that all is as it should be now that there is room.
        func expectSound(_ note: Comment) throws {
            let listed = try vault.mosaic("list")
            #expect(listed.code == 0 && listed.error == "", "\(note): \(listed.error)")
            #expect(try ProcessVault.strays(in: vault.root) == [], note)
            #expect(try vault.mosaic("verify").code == 0, note)
            #expect(try vault.git("fsck", "--strict", "--no-progress").code == 0, note)
        }
    }

    /// True where a command was done, or said that the disk is full, in its own words or in git's.
    private static func isDoneOrTold(_ outcome: ProcessVault.Outcome) -> Bool {
        outcome.code == 0 || outcome.error.contains("the disk is full") || outcome.error.contains("No space left")
    }

    @Test(
        "On a full disk a command does all of its work or says what it could not do",
        arguments: [0, 4, 8, 12, 16, 24, 40, 80, 160])
    func commands(kilobytesLeft: Int) throws {
        let small = try SmallVault()
        let vault = small.vault
        var acknowledged: [String: String] = [:]
        for (round, arguments) in [
            ["set", "roof", "due=2026-01-02"], ["capture", "A pond"], ["new", "task", "Hedge"], ["done", "gutter"],
            ["list"], ["search", "pond"], ["index"], ["index", "--rebuild"], ["rename", "roof", "The old roof"],
        ].enumerated() {
            try vault.write("notes/long-\(round).md", "# Long\n" + String(repeating: "A word \(round). ", count: 900))
            try small.mount.fill(leaving: kilobytesLeft)
            let note = Comment(rawValue: "\(kilobytesLeft) KB left: \(arguments)")
            let outcome = try vault.run("mosaic", arguments)
            #expect(Self.isDoneOrTold(outcome), "\(note): \(outcome)")
            try small.mount.empty()
            switch (arguments[0], outcome.code) {
            case ("set", 0): acknowledged["tasks/roof.md"] = "due: 2026-01-02"
            case ("capture", 0): acknowledged["ideas/a-pond.md"] = "A pond"
            case ("new", 0): acknowledged["tasks/hedge.md"] = "Hedge"
            case ("done", 0): acknowledged["tasks/gutter.md"] = "status: completed"
            case ("rename", 0):
                acknowledged["tasks/the-old-roof.md"] = "The old roof"
                acknowledged["tasks/roof.md"] = nil
            default: break
            }
            for (path, text) in acknowledged {
                #expect((try? vault.read(path))?.contains(text) == true, "\(note): \(path)")
            }
            try small.expectSound(note)
        }
        #expect(try vault.git("add", "--all").code == 0)
        #expect(try vault.git("commit", "--quiet", "--message", "All").code == 0)
        for (path, text) in acknowledged { #expect(try vault.git("show", "HEAD:\(path)").output.contains(text)) }
    }

    @Test(
        "What is captured is saved and committed though there is no room for the index", arguments: [0, 4, 16, 32],
        [true, false])
    func capture(kilobytesLeft: Int, hasIndex: Bool) throws {
        let vault = try ProcessVault(tasks: ["roof"])
        try vault.write("kinds/idea.md", "---\ntype: kind\nname: idea\nfolder: thoughts\n---\n")
        let state = vault.root.appendingPathComponent(".git/mosaic")
        try FileManager.default.removeItem(at: state)
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        let mount = try Mount(state.path, size: "4m")
        if hasIndex { #expect(try vault.mosaic("index").code == 0) }
        try mount.fill(leaving: kilobytesLeft)
        // More than there is room for in the index.
        for number in 0..<400 { try vault.write("notes/n\(number).md", "# Note \(number)\n[[roof]] #tag\n") }
        for (command, path) in [
            (["capture", "A pond"], "thoughts/a-pond.md"), (["capture", "A pond"], "thoughts/a-pond-2.md"),
            (["new", "task", "Hedge"], "tasks/hedge.md"),
        ] {
            let outcome = try vault.run("mosaic", command)
            #expect(outcome.code == 0 && outcome.output.contains(path), "\(command): \(outcome)")
            #expect(outcome.error.contains("the disk is full"), "\(command): \(outcome)")
            #expect(!outcome.error.contains("not committed"), "\(command): \(outcome)")
            let committed = try vault.git("show", "HEAD:\(path)").output
            #expect(committed == (try vault.read(path)) && !committed.isEmpty, "\(path)")
        }
        // What only asks says so as well, in one message.
        let listed = try vault.mosaic("list")
        #expect(listed.code == 70 && listed.output == "", "\(listed)")
        #expect(
            listed.error.hasSuffix(": the disk is full\nNothing was lost. Make room, and try again.\n"), "\(listed)")
        #expect(listed.error.split(separator: "\n").count == 2, "\(listed)")
        try mount.empty()
        #expect(try vault.mosaic("list", "ideas").output.contains("A pond"))
        #expect(try vault.mosaic("verify").code == 0)
        #expect(try ProcessVault.strays(in: vault.root) == [])
    }

    @Test("A full disk keeps nobody from reading what the index has", arguments: [0, 4, 8, 12, 16, 24, 40])
    func reading(kilobytesLeft: Int) throws {
        let small = try SmallVault()
        let vault = small.vault
        #expect(try vault.mosaic("search", "roof").code == 0)
        try small.mount.fill(leaving: kilobytesLeft)
        // What is so young may have changed, which only an update tells.
        for arguments in [["list", "roof"], ["show", "roof"], ["search", "roof"], ["activity"]] {
            let outcome = try vault.run("mosaic", arguments + ["--stale"])
            #expect(outcome.code == 0 && outcome.output.contains("roof"), "\(arguments): \(outcome)")
        }
        try small.mount.empty()
        try small.expectSound("\(kilobytesLeft) KB left")
    }

    @Test("A daemon whose disk is full commits once there is room", arguments: [0, 8, 40])
    func daemon(kilobytesLeft: Int) throws {
        let small = try SmallVault()
        let vault = small.vault
        let daemon = try vault.startDaemon("--commit-after", "1s")
        defer { daemon.terminate() }
        for round in 0..<3 {
            let text = "# Long\n" + String(repeating: "A word \(round). ", count: 900)
            try vault.write("notes/long.md", text)
            try small.mount.fill(leaving: kilobytesLeft)
            for _ in 0..<5 {
                let outcome = try vault.mosaic("list")
                #expect(Self.isDoneOrTold(outcome), "\(outcome)")
            }
            try small.mount.empty()
            #expect(
                try vault.eventually { try vault.git("show", "HEAD:notes/long.md").output == text }, "round \(round)")
            #expect(daemon.isRunning)
            try small.expectSound("round \(round)")
        }
        #expect(try vault.mosaic("watch", "--stop").code == 0)
        daemon.waitUntilExit()
        #expect(try vault.git("status", "--porcelain").output == "")
    }

    @Test("On a disk that is too small, init says so, and is done once there is room", arguments: [0, 8, 64, 160, 256])
    func initialization(kilobytesLeft: Int) throws {
        let small = try SmallVault()
        let vault = small.vault
        let folder = vault.root.appendingPathComponent("inner")
        try small.mount.fill(leaving: kilobytesLeft)
        let outcome = try vault.run("mosaic", ["init", folder.path], in: vault.home)
        #expect(Self.isDoneOrTold(outcome), "\(outcome)")
        try small.mount.empty()
        #expect(try vault.run("mosaic", ["init", folder.path], in: vault.home).code == 0)
        #expect(try vault.run("mosaic", ["list"], in: folder).code == 0)
        try small.expectSound("\(kilobytesLeft) KB left")
    }
}
