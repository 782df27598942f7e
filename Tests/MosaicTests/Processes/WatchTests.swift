import Foundation
import Testing
import VaultEngine

/// The daemon as a process, with whatever editors and git do to a vault meanwhile.
struct WatchTests {
    @Test("A question finds what was saved just before, whoever saved it and however")
    func questionsAreCurrent() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let daemon = try vault.startDaemon()
        defer { daemon.terminate() }
        for step in 0..<6 {
            try vault.write("notes/n\(step)/a.md", "# Note \(step)\n")
            #expect(try vault.mosaic("list", "notes").output.contains("Note \(step)"))
        }
        let steps: [(String, [[String]])] = [
            ("commit", [["add", "-A"], ["commit", "-qm", "notes"]]),
            ("move a folder", [["mv", "notes/n0", "notes/moved"]]),
            ("stash", [["stash", "-q"]]),
            ("pop", [["stash", "pop", "-q"]]),
            ("commit again", [["commit", "-qam", "moved"]]),
            (
                "switch",
                [["checkout", "-q", "-b", "side", "HEAD~1"], ["commit", "-q", "--allow-empty", "-m", "side"]]
            ),
            ("rebase", [["rebase", "-q", "main"]]),
            ("back", [["checkout", "-q", "main"]]),
            ("merge", [["merge", "-q", "--no-ff", "-m", "merged", "side"]]),
            ("reset", [["reset", "-q", "--hard", "HEAD~1"]]),
            ("pack", [["pack-refs", "--all"], ["gc", "-q"]]),
        ]
        for (name, commands) in steps {
            for command in commands {
                let outcome = try run(command, in: vault)
                #expect(outcome.code == 0, "\(name): \(outcome.error)")
            }
            let listed = try vault.mosaic("list", "notes", "--format", "{path}").output.split(separator: "\n").sorted()
            #expect(listed == markdown(in: vault, below: "notes"), "\(name)")
            #expect(try vault.mosaic("verify").code == 0, "\(name)")
        }
    }

    @Test("There is one daemon a vault: a second says who is there, and a killed one leaves nothing in the way")
    func oneDaemon() throws {
        let vault = try ProcessVault()
        #expect(try vault.mosaic("watch", "--status").code == 1)
        #expect(try vault.mosaic("watch", "--stop").code == 1)
        let daemon = try vault.startDaemon()
        let second = try vault.mosaic("watch")
        #expect(second.code == 5)
        #expect(second.error.contains("process \(daemon.processIdentifier)"))
        kill(daemon.processIdentifier, SIGKILL)
        daemon.waitUntilExit()
        #expect(try vault.mosaic("watch", "--status").code == 1)
        #expect(try vault.mosaic("list").code == 0)
        let third = try vault.startDaemon()
        kill(third.processIdentifier, SIGHUP)
        #expect(try vault.mosaic("watch", "--status", "--json").output.contains("\"pid\":\(third.processIdentifier)"))
        third.terminate()
        third.waitUntilExit()
        #expect(third.exitCode == 0)
        #expect(try vault.mosaic("watch", "--status").code == 1)
    }

    @Test("It ends in order with the terminal that it was started on")
    func closedTerminal() throws {
        let vault = try ProcessVault()
        let process = vault.process("mosaic", ["watch"], in: vault.root)
        let dialogue = try Dialogue(process)
        _ = dialogue.read(until: " watching ")
        kill(process.processIdentifier, SIGHUP)
        #expect(dialogue.readToEnd().contains(" stopped\r\n"))
        #expect(dialogue.exitCode == 0 && process.terminationReason == .exit)
        #expect(try vault.mosaic("watch", "--status").code == 1)
    }

    @Test("After a while of quiet it commits what is fit to be, and says in words what that is")
    func commitsAfterQuiet() throws {
        let vault = try ProcessVault(tasks: ["roof", "gutter"])
        let daemon = try vault.startDaemon("--commit-after", "1s")
        defer { daemon.terminate() }
        let roof = try vault.read("tasks/roof.md")
        try vault.write("tasks/roof.md", roof.replacingOccurrences(of: "not_started", with: "completed"))
        try vault.write("ideas/pond.md", "---\ntype: idea\nstatus: captured\n---\nA pond\n")
        try vault.write("notes/torn.md", "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n")
        try vault.write("notes/bad.md", "---\na: 1\na: 2\n---\n")
        try vault.write("picture.png", "no picture\n")
        // A repository of its own in the work tree keeps its own history.
        try vault.git("init", "--quiet", "inner")
        try vault.write("inner/a.md", "# A\n")
        let subject = "1 task completed, 1 idea captured, 1 file\n"
        #expect(try vault.eventually { try vault.git("log", "-1", "--format=%s").output == subject })
        #expect(try vault.git("log", "-1", "--format=%(trailers:key=Mosaic-Via,valueonly)").output.hasPrefix("watch\n"))
        #expect(
            try vault.git("status", "--porcelain", "--untracked-files=all").output
                == "?? inner/\n?? notes/bad.md\n?? notes/torn.md\n")
        #expect(try vault.mosaic("verify").code == 0)
    }

    @Test("One that is suspended is there, and does not answer")
    func suspended() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let daemon = try vault.start("mosaic", ["watch"])
        defer { daemon.terminate(SIGKILL) }
        #expect(try vault.eventually { try vault.mosaic("watch", "--status").code == 0 })
        daemon.terminate(SIGSTOP)
        let status = try vault.mosaic("watch", "--status")
        #expect(status.code == 5 && status.error.contains("does not answer"), "\(status)")
        daemon.terminate(SIGCONT)
        #expect(try vault.mosaic("watch", "--stop").code == 0)
        #expect(try vault.mosaic("watch", "--status").code == 1)
    }

    @Test("Started without standard descriptors, it writes what is meant for them into no file of the vault")
    func closedDescriptors() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let daemon = try vault.start("sh", ["-c", "exec mosaic watch <&- >&- 2>&-"])
        defer { daemon.terminate() }
        #expect(try vault.eventually { try vault.mosaic("watch", "--status").code == 0 })
        try vault.write("notes/a.md", "# A\n")
        #expect(try vault.mosaic("list", "notes", "--fields", "title").output == "A\n")
        #expect(try vault.mosaic("watch", "--stop").code == 0)
        #expect(try vault.read(".git/mosaic/watch.lock") == "")
        let capture = try vault.run("sh", ["-c", "mosaic capture 'A pond' <&- >&- 2>&-"])
        #expect(capture.code == 0)
        #expect(try vault.git("status", "--porcelain").output == "?? notes/\n")
    }

    @Test("A hook of what it commits may ask it")
    func askingHook() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let hook = vault.root.path + "/.git/hooks/pre-commit"
        try vault.write(
            ".git/hooks/pre-commit", "#!/bin/sh\nmosaic check && mosaic watch --status --json > ../answer\n")
        try #require(chmod(hook, 0o755) == 0)
        let daemon = try vault.startDaemon("--commit-after", "1s")
        defer { daemon.terminate() }
        try vault.write("notes/a.md", "# A\n")
        #expect(try vault.eventually { try vault.git("log", "-1", "--format=%s").output == "1 note added\n" })
        #expect(try vault.read("../answer").contains("\"pid\":\(daemon.processIdentifier),"))
    }

    @Test("It ends once nobody can ask it any more, and leaves the vault to the next")
    func endsWithItsFolder() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let first = try vault.startDaemon("--commit-after", "1s")
        defer { first.terminate() }
        try FileManager.default.removeItem(at: vault.root.appendingPathComponent(".git/mosaic"))
        let second = try vault.startDaemon()
        defer { second.terminate() }
        try vault.write("notes/a.md", "# A\n")
        first.waitUntilExit()
        #expect(first.exitCode.map { $0 != 0 } == true)
        #expect(
            try vault.mosaic("watch", "--status", "--json").output.contains("\"pid\":\(second.processIdentifier)"))
        #expect(try vault.mosaic("list", "notes", "--fields", "title").output == "A\n")
        #expect(try vault.git("status", "--porcelain", "--untracked-files=all").output == "?? notes/a.md\n")
    }

    @Test("Whoever follows sees each activity once, and as many as are asked for of what was before")
    func follows() throws {
        let vault = try ProcessVault()
        let daemon = try vault.startDaemon()
        #expect(try vault.mosaic("activity", "--limit", "0").output.split(separator: "\n").count > 1)
        let follower = vault.process(
            "mosaic", ["activity", "--follow", "--limit", "1", "--format", "{event} {title}"], in: vault.root)
        let output = Pipe()
        follower.standardOutput = output
        follower.standardError = FileHandle.nullDevice
        try follower.run()
        var text = ""
        func waitFor(_ part: String) {
            while !text.contains(part) {
                let data = output.fileHandleForReading.availableData
                if data.isEmpty { return }
                text += String(decoding: data, as: UTF8.self)
            }
        }
        waitFor("\n")
        for title in ["One", "Two"] {
            _ = try vault.mosaic("capture", title)
            waitFor("idea.created \(title)\n")
        }
        _ = try vault.mosaic("done", "one")
        waitFor("idea.promoted One\n")
        daemon.terminate()
        text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        follower.waitUntilExit()
        #expect(text.split(separator: "\n").firstIndex { $0.hasPrefix("idea.created One") } == 1)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("idea.") }
        #expect(lines.count { $0 == "idea.created One" } == 1)
        #expect(lines.count { $0 == "idea.created Two" } == 1)
    }

    @Test("Those who followed and have gone leave their place to others")
    func goneFollowers() throws {
        let vault = try ProcessVault()
        let daemon = try vault.start("sh", ["-c", "ulimit -n 64; exec mosaic watch --log-level error"])
        defer { daemon.terminate() }
        #expect(try vault.eventually { try vault.mosaic("watch", "--status").code == 0 })
        let door = DaemonDoor(folder: vault.root.path + "/.git/mosaic", name: "watch.sock")
        for _ in 0..<100 {
            let follower = try #require(door.connect())
            #expect(follower.write(line: DaemonDoor.Request.follow.rawValue))
            #expect(follower.readLine(timeoutMilliseconds: 60_000) == DaemonDoor.current)
        }
        #expect(try vault.mosaic("watch", "--status").code == 0)
    }

    @Test("On a file system that others may change it says so, and questions find what they did", .enabled(if: canBind))
    func sharedFileSystem() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let seen = vault.home.appendingPathComponent("seen")
        try FileManager.default.createDirectory(at: seen, withIntermediateDirectories: false)
        // What such file systems remember for a second or more is beyond anyone's reach.
        let options = "attr_timeout=0,entry_timeout=0,negative_timeout=0"
        let mount = try vault.start("bindfs", ["-f", "-o", options, vault.root.path, seen.path], in: vault.home)
        defer {
            _ = try? vault.run("umount", ["-l", seen.path], in: vault.home)
            mount.waitUntilExit()
        }
        #expect(vault.eventually { FileManager.default.fileExists(atPath: seen.path + "/.git") })
        let daemon = try vault.start("mosaic", ["watch", "--log-level", "error"], in: seen)
        defer {
            daemon.terminate()
            daemon.waitUntilExit()
        }
        #expect(try vault.eventually { try vault.run("mosaic", ["watch", "--status"], in: seen).code == 0 })
        let status = try vault.run("mosaic", ["watch", "--status"], in: seen)
        #expect(status.output.contains("Others may change this file system (FUSE)"))
        for number in 0..<3 {
            try vault.write("notes/n\(number).md", "# Note \(number)\n")
            let listed = try vault.run("mosaic", ["list", "notes"], in: seen)
            #expect(listed.output.contains("Note \(number)"), "\(listed)")
        }
    }

    @Test(
        "Where the system lets it watch only a few folders, it says so and questions are right all the same",
        .enabled(if: canLimitWatches))
    func fewWatches() throws {
        let vault = try ProcessVault()
        for number in 0..<20 { try vault.write("notes/n\(number)/a.md", "# First \(number)\n") }
        let process = vault.process(
            "unshare", ["-Ur", "sh", "-c", "echo 12 > /proc/sys/user/max_inotify_watches && exec mosaic watch"],
            in: vault.root)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        #expect(try vault.eventually { try vault.mosaic("watch", "--status").code == 0 })
        let status = try vault.mosaic("watch", "--status").output
        #expect(status.contains("The system's limit keeps some folders from being watched."), "\(status)")
        for number in 0..<20 {
            try vault.write("notes/n\(number)/a.md", "# Second \(number)\n")
            let listed = try vault.mosaic("list", "notes").output
            #expect(listed.contains("Second \(number)\t"), "\(listed)")
        }
        #expect(try vault.mosaic("watch", "--stop").code == 0)
        process.waitUntilExit()
        let log = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(log.contains("limit=fs.inotify.max_user_watches"), "\(log)")
    }

    @Test(
        "The unit that starts it with the session is one that systemd takes",
        .enabled(if: canRun("command -v systemd-analyze")))
    func unit() throws {
        let vault = try ProcessVault()
        let odd = vault.home.appendingPathComponent("an odd 50%h $name")
        try FileManager.default.moveItem(at: vault.root, to: odd)
        let outcome = try vault.run("mosaic", ["watch", "--install", "--commit-after", "5m"], in: odd)
        #expect(outcome.code == 0, "\(outcome)")
        let folder = vault.home.path + "/.config/systemd/user"
        let unit = folder + "/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first))
        let text = try String(contentsOfFile: unit, encoding: .utf8)
        #expect(text.contains("index of \(vault.home.path)/an odd 50%%h $name current"), "\(text)")
        #expect(text.contains("/an odd 50%%h $$name\" \"--commit-after\" \"5m\""), "\(text)")
        let verified = try vault.run("systemd-analyze", ["verify", unit], in: vault.home)
        #expect(verified.code == 0 && !verified.error.contains(unit), "\(verified)")
    }

    private static let canBind = canRun(
        "command -v bindfs && test -w /dev/fuse && test $(id -u) = 0")
    private static let canLimitWatches = canRun(
        "unshare -Ur sh -c 'echo 12 > /proc/sys/user/max_inotify_watches'")

    private static func canRun(_ script: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test("Without a daemon there is nothing to follow")
    func nothingToFollow() throws {
        let outcome = try ProcessVault().mosaic("activity", "--follow")
        #expect(outcome.code == 1)
        #expect(outcome.error.contains("mosaic watch"))
    }

    private func run(_ arguments: [String], in vault: ProcessVault) throws -> (code: Int32, error: String) {
        let process = vault.process("git", arguments, in: vault.root)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let data = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    private func markdown(in vault: ProcessVault, below folder: String) -> [Substring] {
        let all = FileManager.default.enumerator(atPath: vault.root.path)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".md") }.map { $0[...] }.sorted()
    }
}
