import Foundation
import TestSupport
import Testing

@testable import mosaic

struct TerminalTests {
    @Test(
        "The width is what COLUMNS says, else the window's, else 80, and never beyond all bounds",
        arguments: [
            (["COLUMNS": "100"], 42, 100), (["COLUMNS": "0"], 42, 42), (["COLUMNS": "wide"], 42, 42), ([:], 42, 42),
            ([:], nil, 80), (["COLUMNS": "500"], 42, 500), (["COLUMNS": "9999999"], 42, 10_000), ([:], 65_535, 10_000),
        ] as [([String: String], Int?, Int)])
    func width(environment: [String: String], window: Int?, expected: Int) {
        #expect(TerminalWidth.columns(environment: environment, windowWidth: { window }) == expected)
    }

    @Test(
        "Colour follows --color, then NO_COLOR, the terminal and its kind",
        arguments: [
            (.auto, true, [:], true), (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
            (.auto, true, ["NO_COLOR": ""], true), (.auto, true, ["TERM": "dumb"], false),
            (.always, false, ["NO_COLOR": "1"], true), (.never, true, [:], false),
        ] as [(Style.Choice, Bool, [String: String], Bool)])
    func color(choice: Style.Choice, isTerminal: Bool, environment: [String: String], expected: Bool) {
        let style = Style(choice: choice, isTerminal: isTerminal, environment: environment)
        #expect(style.isEnabled == expected)
        #expect(style(.bad, "x") == (expected ? "\u{1B}[31mx\u{1B}[0m" : "x"))
        #expect(style(.bad, "").isEmpty)
    }

    @Test(
        "The pager is chosen as git chooses it",
        arguments: [
            ([:], nil, "less"), (["PAGER": "more"], nil, "more"), (["PAGER": "more"], "delta", "delta"),
            (["PAGER": "more", "GIT_PAGER": "most"], "delta", "most"), (["PAGER": "more"], "", nil),
            (["PAGER": "more", "GIT_PAGER": "x", "MOSAIC_PAGER": "most -s"], "delta", "most -s"),
            (["PAGER": ""], nil, nil), (["PAGER": "cat"], nil, nil), (["PAGER": "more", "MOSAIC_PAGER": ""], nil, nil),
            (["PAGER": "more", "GIT_PAGER": "cat"], "delta", nil),
        ] as [([String: String], String?, String?)])
    func pager(environment: [String: String], setting: String?, expected: String?) {
        #expect(Pager.command(environment: environment) { $0 == "core.pager" ? setting : nil } == expected)
    }

    @Test("core.pager is the person's own, the last file that says it before the others")
    func pagerSetting() throws {
        let home = try TemporaryFolder()
        func command(_ more: [String: String] = [:]) -> String? {
            let environment = ["HOME": home.path, "GIT_CONFIG_NOSYSTEM": "1", "PAGER": "more"]
            let context = CommandContext.test(environment: environment.merging(more) { $1 })
            return Pager.command(
                environment: context.environment, setting: { context.surroundings.personalGitSetting($0) })
        }
        func write(_ name: String, _ pager: String) throws {
            try home.write(name, "[core]\n\tpager = \(pager)\n".utf8)
        }
        #expect(command() == "more")
        try write(".config/git/config", "less -S")
        #expect(command() == "less -S")
        try write(".gitconfig", "less -X")
        #expect(command() == "less -X")
        try write("other", "cat")
        #expect(command(["GIT_CONFIG_GLOBAL": home.path + "/other"]) == nil)
        #expect(command(["GIT_CONFIG_NOSYSTEM": "0", "GIT_CONFIG_SYSTEM": home.path + "/other"]) == "less -X")
        try home.write(".gitconfig", "[core".utf8)
        #expect(command() == "more")
    }

    @Test("less is told to leave a short answer on the screen, unless the person says otherwise")
    func pagerEnvironment() {
        #expect(Pager.environment(from: ["HOME": "/"]) == ["HOME": "/", "LESS": "FRX", "LV": "-c"])
        #expect(Pager.environment(from: ["LESS": "S"])["LESS"] == "S")
    }

    @Test("No pager starts where the output is no terminal")
    func noPager() {
        let context = CommandContext.test(environment: ["PAGER": "more"])
        Pager.start(context)
        #expect(context.pager == nil)
    }

    @Test(
        "Without the pager's program an answer is written as it is",
        arguments: [("less -R", nil), ("mosaic-no-pager -x", "mosaic-no-pager"), ("/nowhere/pager", "/nowhere/pager")])
    func missingPager(command: String, told: String?) throws {
        let context = CommandContext.test(environment: ["PAGER": command, "PATH": "/nowhere"], isTerminal: true)
        Pager.start(context)
        #expect(context.pager == nil)
        #expect(Pager.programMissing(from: command, ["PATH": "/nowhere"]) == told ?? "less")
        for unknown in ["\"less\" -R", "$MINE", "(cat)"] {
            #expect(Pager.programMissing(from: unknown, ["PATH": "/nowhere"]) == nil)
        }
        #expect(Pager.programMissing(from: "sh -c cat", ["PATH": "/nowhere:/bin"]) == nil)
    }

    @Test("The pager gets all of the answer, in the environment of the context")
    func pagerInput() throws {
        let folder = try TemporaryFolder()
        let file = URL(fileURLWithPath: folder.path + "/answer")
        let context = CommandContext.test(
            environment: ["PAGER": "(echo $LESS; cat) >$TARGET", "TARGET": file.path], isTerminal: true)
        Pager.start(context)
        #expect(context.standardError.captured == "")
        let answer = (0..<20_000).map { "line \($0)\n" }.joined()
        context.standardOutput.write(answer)
        try #require(context.pager).finish()
        #expect(try String(contentsOf: file, encoding: .utf8) == "FRX\n" + answer)
    }

    @Test("A pager that is left early is no failure")
    func pagerLeftEarly() throws {
        ignoreBrokenPipes()
        let context = CommandContext.test(environment: ["PAGER": "true"], isTerminal: true)
        Pager.start(context)
        for _ in 0..<10 { context.standardOutput.write(String(repeating: "x", count: 1 << 17)) }
        try #require(context.pager).finish()
        #expect(context.standardOutput.failure == nil)
    }

    @Test("A full disk is a failure that is kept", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let writer = OutputWriter(descriptor: descriptor)
        writer.write("a")
        writer.flush()
        #expect(writer.failure == ENOSPC)
    }

    @Test("What a descriptor that does not wait cannot take at once comes through all the same")
    func notWaiting() throws {
        let pipe = Pipe()
        let end = pipe.fileHandleForWriting
        let descriptor = end.fileDescriptor
        try #require(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
        let text = String(repeating: "0123456789", count: 100_000)
        let thread = Thread {
            let writer = OutputWriter(descriptor: descriptor)
            writer.write(text)
            writer.flush()
            // By its owner, who would else close whatever has the number by then.
            try? end.close()
        }
        thread.start()
        let read = pipe.fileHandleForReading.readDataToEndOfFile()
        #expect(read.elementsEqual(text.utf8))
    }

    @Test("Progress appears only after a while, is drawn at a pace, and is erased at the end")
    func progress() {
        var nanoseconds: UInt64 = 0
        let context = CommandContext.test(uptime: { nanoseconds }, isTerminal: true, width: 30)
        let progress = Progress(context)
        for (milliseconds, done) in [(0, 1), (299, 2), (300, 1200), (350, 1300), (400, 20000)] {
            nanoseconds = UInt64(milliseconds) * 1_000_000
            progress.update("Reading commits", done: done, total: 20000)
        }
        progress.finish()
        progress.finish()
        #expect(
            context.standardError.captured
                == "\r\u{1B}[KReading commits  1,200 of 20…\r\u{1B}[KReading commits  20,000 of 2…\r\u{1B}[K")
    }

    @Test("Progress writes nothing where standard error is no terminal, or a dumb one")
    func noProgress() {
        for context in [CommandContext.test(), .test(environment: ["TERM": "dumb"], isTerminal: true)] {
            let progress = Progress(context)
            progress.update("Reading", done: 1, total: nil)
            progress.finish()
            #expect(context.standardError.captured.isEmpty)
        }
    }

    @Test(
        "Numbers are grouped by thousands",
        arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
    func grouped(number: Int, expected: String) {
        #expect(Progress.grouped(number) == expected)
    }
}
