import Foundation
import TestSupport
import Testing
import VaultEngine
import VaultModel

@testable import mosaic

struct InvocationTests {
    private struct Unforeseen: Error {}

    @Test("A value of several words without quotes is told with them")
    func unquotedValue() {
        for (words, written) in [
            (["due=next", "friday"], "'due=next friday'"),
            (["a=1", "title=The", "big", "one", "b=2"], "'title=The big one'"),
        ] {
            do {
                _ = try AssignmentArguments.parse(words)
                Issue.record("\(words) can be read")
            } catch {
                #expect((error as? CommandFailure)?.remedy?.contains(written) == true)
            }
        }
    }

    @Test("A title is what somebody says", arguments: [["new", "task"], ["rename", "-C", ".", "x"]])
    func titles(command: [String]) throws {
        let session = try TranscriptSession()
        #expect(try session.run(["git init --quiet vault && echo x > vault/x.md"]).exitCode == 0)
        for (title, message) in [("-", "'-' cannot be a title"), (" ", "' ' cannot be a title")] {
            let context = CommandContext.test(environment: try session.environment(), input: "A title\n")
            let status = CommandLineRunner(context: context).run(
                arguments: command.map { $0 == "." ? session.home.path + "/vault" : $0 }
                    + (command[0] == "new" ? ["-C", session.home.path + "/vault"] : []) + ["--", title])
            #expect(status == .usage)
            #expect(context.standardError.captured.hasPrefix("mosaic: \(message)\n"))
        }
    }

    @Test(
        "A search for a text that is no query is told with the command that finds the text",
        arguments: ["note: tip", "(foo", "don't: a \"b", "what is it: (a) or", "a && b", "re: *x*y"])
    func searchedText(text: String) throws {
        let session = try TranscriptSession()
        try #require(try session.run(["git init --quiet vault"]).exitCode == 0)
        let folder = session.home.path + "/vault"
        try text.write(toFile: folder + "/a.md", atomically: true, encoding: .utf8)
        let context = CommandContext.test(environment: try session.environment())
        #expect(CommandLineRunner(context: context).run(arguments: ["search", "-C", folder, text]) == .usage)
        let said = context.standardError.captured
        let command = try #require(said.components(separatedBy: "found by: ").dropFirst().first)
        let answer = try session.run(["cd vault && " + command])
        #expect(answer.exitCode == 0 && answer.output.joined().contains("a.md"), "\(said)\(answer.output)")
    }

    @Test("A search whose terms are slips is told of these alone")
    func searchedTerms() throws {
        let session = try TranscriptSession()
        try #require(try session.run(["git init --quiet vault"]).exitCode == 0)
        for text in ["stauts:open tip", "status:opne tip", "due<soon tip"] {
            let context = CommandContext.test(environment: try session.environment())
            let arguments = ["search", "-C", session.home.path + "/vault", text]
            #expect(CommandLineRunner(context: context).run(arguments: arguments) == .usage)
            #expect(!context.standardError.captured.contains("found by"))
        }
    }

    @Test("Exit codes are those that scripts rely on")
    func exitCodes() {
        let codes = Dictionary(uniqueKeysWithValues: ExitStatus.allCases.map { (String(describing: $0), $0.rawValue) })
        #expect(
            codes == [
                "done": 0, "negative": 1, "usage": 2, "ambiguous": 3, "conflict": 4, "busy": 5, "fault": 70,
                "interrupted": 130,
            ])
    }

    @Test(
        "The command line answers, or says what is wrong with it",
        arguments: [
            (["--version"], .done, "mosaic \(Mosaic.version)\n", ""),
            (["--versoin"], .usage, "", "mosaic: unknown option '--versoin'"),
            (
                ["frobnicate"], .usage, "",
                "mosaic: there is no command 'frobnicate'\n'mosaic --help' lists the commands.\n"
            ),
            (["check", "--fix", "--dry-run", "--json"], .usage, "", "mosaic: --fix --dry-run shows"),
            (["check", "--sarif", "--fix", "--dry-run"], .usage, "", "mosaic: --fix --dry-run shows"),
            (["fro\u{1B}b"], .usage, "", "mosaic: there is no command 'fro\\x1bb'"),
        ] as [([String], ExitStatus, String, String)])
    func commandLine(arguments: [String], status: ExitStatus, output: String, error: String) {
        let context = CommandContext.test()
        #expect(CommandLineRunner(context: context).run(arguments: arguments) == status)
        #expect(context.standardOutput.captured == output)
        #expect(context.standardError.captured.hasPrefix(error))
    }

    @Test(
        "A word that begins with a dash is no group of options",
        arguments: [
            (["list", "tasks", "-has:due", "--json"], ["list", "--json", "--", "tasks", "-has:due"]),
            (["list", "-tag:s10", "-C", "dir", "x"], ["list", "-C", "dir", "--", "-tag:s10", "x"]),
            (["list", "--limit", "-5x", "-0h", "a"], ["list", "--limit=-5x", "-0h", "--", "a"]),
            (
                ["capture", "it", "is", "-5 degrees", "or", "-5"],
                ["capture", "--", "it", "is", "-5 degrees", "or", "-5"]
            ),
            (["agenda", "--where", "-tag:x", "week"], ["agenda", "--where=-tag:x", "--", "week"]),
            (["list", "--sort", "-due", "tasks"], ["list", "--sort=-due", "--", "tasks"]),
            (["capture", "-h"], ["capture", "-h"]), (["list", "-0"], ["list", "-0"]),
            (["capture", "-hot", "--", "--json"], ["capture", "--", "-hot", "--json"]),
            (["rename", "a", "- b", "--dry-run"], ["rename", "--dry-run", "--", "a", "- b"]),
            (["new", "note", "-happy", "--set", "k=-has"], ["new", "--set", "k=-has", "--", "note", "-happy"]),
            (["set", "a", "-where", "x=1"], ["set", "--", "a", "-where", "x=1"]),
            (["list", "-has:due", "-n", "3"], ["list", "-n", "--", "-has:due", "3"]),
            (["list", "-has:due", "-5", "--", "-6"], ["list", "-5", "--", "-has:due", "-6"]),
            (["nothing", "-abc"], ["nothing", "-abc"]), (["list", "a"], ["list", "a"]), ([], []),
        ])
    func dashedWords(arguments: [String], separated: [String]) throws {
        let result = DashedWords.separated(arguments)
        #expect(result == separated)
        #expect(DashedWords.separated(result) == result)
    }

    @Test(
        "A letter or a digit that is no option is refused, and never taken for a word",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func unknownLetters() throws {
        let session = try TranscriptSession()
        #expect(try session.run(["mosaic init --empty v"]).exitCode == 0)
        for (line, hint) in [
            ("list -n 3", "Did you mean '--limit'? 'not n' denies a word."),
            ("list tasks -q", "'not q' denies a word."),
            ("list -has:due -x", "'not x' denies a word."), ("count -b status", "Did you mean '--by'?"),
            ("search -i gutter", "'not i' denies a word."), ("next -a", "option '-a' 'not a'"),
            ("list -a", "Did you mean '--all'?"), ("stats -w", "Did you mean '--weeks'?"),
            ("inbox -l", "Did you mean '--list'?"), ("new note -x of -y", "Usage:"), ("activity -n 2", "Usage:"),
            ("list -1", "Did you mean '--limit 1'? 'not 1' denies a word."),
            ("stats --json -0", "'not 0' denies a word."),
            ("list -has:due -5", "'--limit 5'"), ("diff HEAD -0", "option '-0' 'not 0'"),
            ("list tasks -0 -5", "'not 5'"), ("count tasks -0", "option '-0'"),
            ("list --where is:open", "stands by itself"),
            ("next --kind task", "is the first word"), ("list --due 7d", "a term of the query: 'due:…'"),
            ("list --near garden", "a term of the query: 'near:…'"), ("list --limt 3", "Did you mean '--limit'?"),
        ] {
            let answer = try session.run(["cd v && mosaic \(line)"])
            let text = answer.output.joined(separator: " ")
            #expect(answer.exitCode == ExitStatus.usage.rawValue, "\(line): \(text)")
            #expect(text.contains(hint), "\(line): \(text)")
        }
        for line in [
            "list -word", "list tasks -has:due", "list 'tasks -x'", "list not n", "list -- -5", "list note -- -5",
            "list -0",
        ] {
            #expect(try session.run(["cd v && mosaic \(line)"]).exitCode == 0, "\(line)")
        }
    }

    @Test(
        "An option with an empty value is a slip, and never means everything",
        arguments: [
            (["list", "tasks", "--tag", ""], "--tag cannot be ''"), (["list", "--status", "open,"], "'open,'"),
            (["search", "x", "--priority", ","], "','"), (["list", "--domain", " "], "--domain cannot be ' '"),
            (["activity", "--kind", ""], "--kind"), (["activity", "--action", ","], "--action cannot be ','"),
            (["activity", "--session", ""], "--session cannot be ''"),
        ])
    func emptyValues(arguments: [String], message: String) {
        let context = CommandContext.test()
        #expect(CommandLineRunner(context: context).run(arguments: arguments) == .usage)
        #expect(context.standardError.captured.contains(message), "\(context.standardError.captured)")
    }

    @Test(
        "What goes on has neither pages nor an end of its JSON",
        arguments: [("--page 2", "--limit"), ("--json", "--jsonl"), ("--at HEAD", "--at")])
    func following(options: String, hint: String) {
        let context = CommandContext.test()
        let arguments = ["activity", "--follow"] + options.split(separator: " ").map(String.init)
        #expect(CommandLineRunner(context: context).run(arguments: arguments) == .usage)
        #expect(context.standardError.captured.contains(hint), "\(context.standardError.captured)")
    }

    @Test("Where another is at work, only who asks is told of the index as it is")
    func busy() {
        #expect(CommandLineRunner.busyIndex(for: ListCommand.self).remedy?.contains("--stale") == true)
        #expect(CommandLineRunner.busyIndex(for: SetCommand.self).remedy == "Try again in a moment.")
        #expect(CommandFailure(.busyWriter).status == .busy)
    }

    @Test(
        "A place that a person has chosen badly is no fault, and a disk that fails is one",
        arguments: [
            (FileProblem.symbolicLink, ExitStatus.usage), (.fileOnTheWay, .usage),
            (.system(SystemError(code: ENAMETOOLONG)), .usage), (.system(SystemError(code: EIO)), .fault),
            (.notAFile, .fault),
        ])
    func places(problem: FileProblem, status: ExitStatus) {
        let failure = CommandFailure(.fileSystem(path: "ideas/x.md", problem))
        #expect(failure.status == status && (failure.remedy == nil) == (status == .fault))
    }

    @Test("Of many that go by a name, those that are done are only counted, unless there are no others")
    func manyCandidates() {
        func details(open: Int, closed: Int) -> [String] {
            let candidates = (0..<open + closed).map { number in
                VaultError.Candidate(
                    entity: EntityHandle(
                        id: "t\(number)", type: "task", title: "Water", path: "\(number).md", isGone: false,
                        lineage: nil),
                    shortID: "t\(number)", isClosed: number >= open)
            }
            return CommandFailure(.ambiguousReference("water", candidates: candidates)).details
        }
        #expect(details(open: 1, closed: 60) == ["t0  Water  (0.md)", "and 60 that are done or dropped"])
        #expect(details(open: 1, closed: 1).count == 2 && details(open: 0, closed: 60).count == 60)
    }

    @Test("Who is nobody yet hears how to become somebody, and not that nothing is called so")
    func nobody() {
        let failure = CommandFailure(.unknownReference("me", suggestion: nil))
        #expect(failure.status == .negative && failure.remedy?.contains("mosaic init") == true)
        #expect(CommandFailure(.unknownReference("mew", suggestion: nil)).remedy?.contains("mosaic init") == false)
    }

    @Test("Help fits the terminal", arguments: [60, 80])
    func help(width: Int) {
        let context = CommandContext.test(width: width)
        #expect(CommandLineRunner(context: context).run(arguments: ["--help"]) == .done)
        let lines = context.standardOutput.captured.split(separator: "\n")
        #expect(lines.count > 5)
        #expect(lines.allSatisfy { $0.count <= width })
    }

    @Test("A failure says what, on which thing, and what to try")
    func failureText() {
        let failure = CommandFailure(
            .ambiguous, "could not tell which entity 'ro\u{7}of' is", details: ["7k Roof", "7m Roof"],
            remedy: "Name one by its id.")
        #expect(
            failure.text(width: nil) == """
                mosaic: could not tell which entity 'ro\\x07of' is
                  7k Roof
                  7m Roof
                Name one by its id.

                """)
        #expect(
            failure.text(width: 12) == """
                mosaic: could not tell which entity 'ro\\x07of' is
                  7k Roof
                  7m Roof
                Name one by
                its id.

                """)
    }

    @Test("An error that nobody foresaw is a fault")
    func unforeseen() {
        #expect(ErrorMessage.failure(for: Unforeseen()).status == .fault)
    }

    @Test(
        "A slip of the finger is understood, and a guess in the dark is not made",
        arguments: [
            ("lsit", "list"), ("shwo", "show"), ("LIST", "list"), ("actvity", "activity"), ("x", nil),
            ("frobnicate", nil),
        ] as [(String, String?)])
    func suggestion(word: String, expected: String?) {
        #expect(Spelling.nearest(to: word, among: ["list", "show", "activity", "done"]) == expected)
    }

    @Test(
        "What other programs call a command is told by its name here",
        arguments: [
            ("ls", "mosaic list"), ("LS", "mosaic list"), ("mv", "mosaic move"), ("annotate", "mosaic append"),
            ("revert", "mosaic undo COMMIT"), ("todos", "mosaic checkboxes"),
            ("untick", "mosaic done PATH:LINE --untick"),
            ("tags", "mosaic count --by tag"),
            ("tasks", "mosaic list tasks"), ("Project", "mosaic new project TITLE"),
            ("orphans", "mosaic list is:orphan"),
            ("@today", "mosaic list @today"), ("lsit", "mosaic list"),
        ])
    func synonyms(word: String, meant: String) {
        let context = CommandContext.test()
        #expect(CommandLineRunner(context: context).run(arguments: [word, "x"]) == .usage)
        let error = context.standardError.captured
        #expect(error.contains("Did you mean '\(meant)'?"), "\(error)")
    }

    @Test("Each word that stands for a command is none itself, and what it stands for can be run")
    func synonymTable() {
        let names = Mosaic.configuration.commandNames
        for (word, line) in CommandSynonyms.table {
            #expect(!names.contains(word))
            let words = line.split(separator: " ").map(String.init)
            if words[0] != "mosaic" { continue }
            #expect(names.contains(words[1]), "\(line)")
            guard words.count > 2 else { continue }
            #expect(throws: Never.self, "\(line)") { try Mosaic.parseAsRoot(Array(words.dropFirst())) }
        }
    }

    @Test("Seeded randomness gives the same numbers again, and other seeds others")
    func random() {
        func numbers(_ seed: UInt64) -> [UInt64] {
            var source = RandomSource.seeded(seed)
            return (0..<4).map { _ in source.next() }
        }
        #expect(numbers(1) == numbers(1))
        #expect(numbers(1) != numbers(2))
        #expect(Set(numbers(1)).count == 4)
    }

    @Test("A time out of the calendar is its first or last moment", arguments: [Int64.min, .max, -62_167_219_201])
    func timeOutOfCalendar(time: Int64) throws {
        let bound: Int64 = time < 0 ? -62_167_219_200 : 253_402_300_799
        #expect(CommandContext.timeWithinCalendar(time) == bound)
        #expect(CommandContext.timeWithinCalendar(bound) == bound)
    }

    @Test("Of a long query, what is around the place of a mistake is shown")
    func placeInLongQuery() throws {
        let text = String(repeating: "ä ", count: 5_000) + "x:y" + String(repeating: " z", count: 5_000)
        let start = 15_000
        let lines = CommandFailure.place(start..<start + 3, in: text)
        try #require(lines.count == 2)
        #expect(lines[0].count < 500 && lines[0].hasPrefix("…") && lines[0].hasSuffix("…"))
        #expect(lines[1].hasSuffix(" ^^^"))
        #expect(String(lines[0].dropFirst(lines[1].count - 3).prefix(3)) == "x:y")
        for span in [0..<text.utf8.count, text.utf8.count..<text.utf8.count, 1..<2] {
            let lines = CommandFailure.place(span, in: text)
            #expect(lines.count == 2 && lines[0].count < 500 && lines[1].count <= lines[0].count + 1, "\(span)")
        }
        #expect(CommandFailure.place(2..<5, in: "a x:y z") == ["a x:y z", "  ^^^"])
    }
}
