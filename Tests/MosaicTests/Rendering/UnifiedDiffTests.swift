import Foundation
import Testing
import VaultEngine

@testable import mosaic

struct UnifiedDiffTests {
    private static let plan = ChangePlan(
        files: [
            .replace(path: "a \"b\".md", old: Array("x\r\n\u{1B}y\r\n".utf8), new: Array("z\r\n\u{1B}y\r\n".utf8)),
            .create(path: "tab\tü.md", bytes: Array("no end".utf8)),
        ], subject: "Change")

    @Test func gitAppliesIt() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mosaic-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("x\r\n\u{1B}y\r\n".utf8).write(to: folder.appendingPathComponent("a \"b\".md"))
        let text = UnifiedDiff(plan: Self.plan, style: .plain, isForTerminal: false).text
        try Data(text.utf8).write(to: folder.appendingPathComponent("change.diff"))
        let git = Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "apply", "--whitespace=nowarn", "change.diff"]
        git.currentDirectoryURL = folder
        try git.run()
        git.waitUntilExit()
        #expect(git.terminationStatus == 0)
        let bytes = try Data(contentsOf: folder.appendingPathComponent("a \"b\".md"))
        #expect(String(decoding: bytes, as: UTF8.self) == "z\r\n\u{1B}y\r\n")
        let made = try String(contentsOf: folder.appendingPathComponent("tab\tü.md"), encoding: .utf8)
        #expect(made == "no end")
    }

    @Test func noControlCharacterReachesATerminal() {
        let text = UnifiedDiff(plan: Self.plan, style: .plain, isForTerminal: true).text
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(text.contains("\\x1by"))
    }
}
