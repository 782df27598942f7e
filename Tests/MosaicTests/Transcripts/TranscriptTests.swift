import Foundation
import TestSupport
import Testing

/// Every `*.transcript` in this folder is run against the built `mosaic`. With `MOSAIC_RECORD_TRANSCRIPTS=1` in the
/// environment the files are written anew from what the program says, and the run fails, so that no one takes a
/// recording for a check.
struct TranscriptTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".transcript") }.sorted()
    }()

    @Test("There are transcripts to run")
    func someTranscripts() {
        #expect(!Self.names.isEmpty)
    }

    @Test(
        "A session answers as its transcript says", .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        arguments: names)
    func transcript(name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let session = try TranscriptSession()
        var actual = Transcript(text: text)
        for (place, block) in actual.blocks.enumerated() {
            guard case .step(var step) = block else { continue }
            (step.output, step.exitCode) = try session.run(step.command)
            actual.blocks[place] = .step(step)
        }
        if ProcessInfo.processInfo.environment["MOSAIC_RECORD_TRANSCRIPTS"] == "1" {
            try Data(actual.text.utf8).write(to: file)
            Issue.record("\(name) is recorded; run again without MOSAIC_RECORD_TRANSCRIPTS to check it")
            return
        }
        let expected = Transcript(text: text)
        if actual != expected {
            Issue.record("\(name) differs:\n\(lineDifference(from: expected.text, to: actual.text))")
        }
    }

    @Test("A transcript is written as it was read")
    func roundTrip() {
        let text = """
            # Prose,
            # and more of it.

            $ mosaic show
            > --more
            A line

            \\# A heading
            \\$ no command
            \\\\ a backslash
            [exit 3]

            $ true

            """
        let transcript = Transcript(text: text)
        #expect(transcript.text == text)
        #expect(
            transcript.blocks == [
                .prose(["# Prose,", "# and more of it."]),
                .step(
                    .init(
                        command: ["mosaic show", "--more"],
                        output: ["A line", "", "# A heading", "$ no command", "\\ a backslash"], exitCode: 3)),
                .step(.init(command: ["true"], output: [], exitCode: 0)),
            ])
    }

    @Test("The difference of two texts shows what is in only one of them, in place")
    func difference() {
        #expect(lineDifference(from: "a\nb\nc", to: "a\nx\nc\nd") == "  a\n- b\n+ x\n  c\n+ d")
        #expect(lineDifference(from: "a", to: "a") == "  a")
    }

    @Test("A session is a terminal to its commands, and has nothing of the machine's own settings")
    func session() throws {
        let session = try TranscriptSession()
        #expect(try session.run(["test -t 1 && test -t 2 && echo $HOME"]) == (["~"], 0))
        #expect(try session.run(["echo a | cat; exit 3"]) == (["a"], 3))
        let killed = try session.run(["kill -KILL $$"])
        #expect(killed == ([], 137))
        #expect(try session.run(["git config --get-all user.name"]) == (["Ann"], 0))
        #expect(try session.run(["echo $MOSAIC_NOW $MOSAIC_RANDOM_SEED"]) == (["1795511100 5"], 0))
    }
}
