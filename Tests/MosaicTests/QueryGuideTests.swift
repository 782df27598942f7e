import Foundation
import TestSupport
import Testing

@testable import mosaic

/// The guide's pages on asking: the references are made from the tables that the program works by, and what is kept can be asked.
/// With `MOSAIC_RECORD_TRANSCRIPTS=1` in the environment the references are written anew, and the run fails.
struct QueryGuideTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("vault-template/notes/guide")

    @Test("The reference of the query language says what the parser's tables say")
    func queryReference() throws { try compare("query-reference.md", QueryReference.markdown) }

    @Test("The reference of the SQL views says what their table says")
    func viewReference() throws { try compare("sql-views.md", ViewReference.markdown) }

    private func compare(_ name: String, _ expected: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["MOSAIC_RECORD_TRANSCRIPTS"] == "1" {
            try Data(expected.utf8).write(to: file)
            Issue.record("the reference is recorded; run scripts/generate-kinds, and this test again")
            return
        }
        let actual = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        if actual != expected { Issue.record("\(name) differs:\n\(lineDifference(from: actual, to: expected))") }
    }

    @Test("Every question that the template keeps can be asked", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func savedQueries() throws {
        let session = try TranscriptSession()
        #expect(try session.run(["mosaic init vault"]).exitCode == 0)
        let names = try session.run(["cd vault && mosaic queries --format '{name}'"]).output
        #expect(names.count == 13)
        for name in names {
            let parameter = name == "@by-domain" ? " domain=garden" : ""
            let answer = try session.run(["cd vault && mosaic list \(name)\(parameter)"])
            #expect(answer.exitCode == 0, "\(name)\n\(answer.output)")
        }
    }
}
