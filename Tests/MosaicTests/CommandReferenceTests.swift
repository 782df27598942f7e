import Foundation
import Testing

@testable import mosaic

/// The guide's page of all commands is made from their help. With `MOSAIC_RECORD_TRANSCRIPTS=1` in the environment it
/// is written anew, and the run fails.
struct CommandReferenceTests {
    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("vault-template/notes/guide/commands.md")

    @Test("The reference of the commands says what their help says")
    func reference() throws {
        let expected = CommandReference.markdown
        if ProcessInfo.processInfo.environment["MOSAIC_RECORD_TRANSCRIPTS"] == "1" {
            try Data(expected.utf8).write(to: Self.file)
            Issue.record("the reference is recorded; run scripts/generate-kinds, and this test again")
            return
        }
        let actual = (try? String(contentsOf: Self.file, encoding: .utf8)) ?? ""
        if actual != expected { Issue.record("commands.md differs:\n\(lineDifference(from: actual, to: expected))") }
    }

    @Test("Every exit code is told where the others are")
    func exitCodes() throws {
        let root = Self.file.pathComponents.dropLast(4).joined(separator: "/")
        let readme = try String(contentsOfFile: root + "/README.md", encoding: .utf8)
        for text in [CommandReference.markdown, Mosaic.configuration.discussion, readme] {
            let start = try #require(text.range(of: "Exit codes"))
            let paragraph = text[start.upperBound...].components(separatedBy: "\n\n")[0]
            let words = paragraph.split(whereSeparator: \.isWhitespace).map(String.init)
            for code in ExitStatus.allCases { #expect(words.contains("\(code.rawValue)"), "\(code)") }
        }
    }

    @Test("Every command is in the reference")
    func everyCommand() {
        for name in Mosaic.configuration.commandNames {
            #expect(CommandReference.markdown.contains("\n### mosaic \(name)\n"))
        }
    }
}
