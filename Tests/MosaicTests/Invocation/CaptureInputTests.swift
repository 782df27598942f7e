import TestSupport
import Testing

@testable import mosaic

struct CaptureInputTests {
    @Test(
        "What comes through a pipe is captured, and nobody waits for an editor",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        arguments: [
            ([], "A pond\n\nWith fish.\n", "A pond", nil), (["-"], "A pond\n", "A pond", nil),
            (["A", "shed"], "not read\n", "A shed", nil), ([], "", nil, "there was nothing to capture"),
            (["-", "more"], "A pond\n", nil, "'-' reads the idea from standard input, and goes with no other words"),
        ] as [([String], String, String?, String?)])
    func input(words: [String], input: String, title: String?, message: String?) throws {
        let session = try TranscriptSession()
        #expect(try session.run(["git init --quiet vault"]).exitCode == 0)
        var environment = try session.environment()
        environment["EDITOR"] = input.isEmpty ? nil : "touch \(session.home.path)/opened; true"
        let context = CommandContext.test(environment: environment, input: input)
        let status = CommandLineRunner(context: context).run(
            arguments: ["capture", "-C", session.home.path + "/vault"] + words)
        #expect(status == (title == nil ? .usage : .done))
        if let title { #expect(context.standardOutput.captured.contains("  \(title)  ")) }
        if let message { #expect(context.standardError.captured.hasPrefix("mosaic: \(message)\n")) }
        #expect(try session.run(["ls"]).output == ["vault"])
    }

    @Test(
        "What an editor left and is too large is kept, and said to be too large",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func tooLarge() throws {
        let session = try TranscriptSession()
        #expect(try session.run(["git init --quiet vault"]).exitCode == 0)
        var environment = try session.environment()
        environment["VISUAL"] = "head -c 68157440 /dev/zero >"
        let context = CommandContext.test(environment: environment)
        let status = CommandLineRunner(context: context).run(
            arguments: ["capture", "-C", session.home.path + "/vault"])
        #expect(status == .usage)
        let draft = session.home.path + "/vault/.git/mosaic/CAPTURE.md"
        let lines = context.standardError.captured.split(separator: "\n")
        #expect(lines.first == "mosaic: could not read \(draft): it has more than 64 MiB")
        #expect(lines.dropFirst().first == "  what you wrote is kept in \(draft)")
    }

    @Test(
        "What is made has the text that it is given, and standard input is read where the person says so alone",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func textOfWhatIsMade() throws {
        let session = try TranscriptSession()
        #expect(try session.run(["mosaic init --empty vault"]).exitCode == 0)
        for (command, path, text) in [
            ("mosaic new note Told --text 'One line.'", "told", "# Told\n\nOne line."),
            ("printf 'A\n\n- b\n' | mosaic new note Piped --text -", "piped", "# Piped\n\nA\n\n- b"),
            ("mosaic new note Dashed --text '- a' -- more -words", "dashed-more-words", "# Dashed more -words\n\n- a"),
            ("printf '# Whole\n\nA page.\n' | mosaic new note Whole --text=-", "whole", "# Whole\n\nA page."),
            ("echo lost | mosaic new note Kept", "kept", "# Kept"),
            ("printf 'one\ntwo\n' | while read -r t; do mosaic new note \"$t\" --text x; done", "two", "# two\n\nx"),
        ] {
            let answer = try session.run(["cd vault && \(command)"])
            #expect(answer.exitCode == 0, "\(command)\n\(answer.output)")
            let body = try session.run(["sed '1,/^---$/{1d;/^---$/!d}' vault/notes/\(path).md | sed 1d"]).output
            #expect(body.joined(separator: "\n") == text, "\(command)")
        }
        let answer = try session.run(["cd vault && printf '\\377' | mosaic new note Bytes --text -; ls notes/bytes.md"])
        #expect(answer.output.first == "mosaic: could not read standard input: it is not UTF-8")
        #expect(answer.exitCode != 0)
    }
}
