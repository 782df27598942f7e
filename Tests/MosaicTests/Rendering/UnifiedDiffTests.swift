import Foundation
import TestSupport
import Testing
import VaultEngine

@testable import mosaic

struct UnifiedDiffTests {
    private static let plan = ChangePlan(
        files: [
            .replace(path: "a \"b\".md", old: Array("x\r\n\u{1B}y\r\n".utf8), new: Array("z\r\n\u{1B}y\r\n".utf8)),
            .create(path: "tab\tü.md", bytes: Array("no end".utf8)),
        ], verb: .set, object: "Change")

    @Test func gitAppliesIt() throws {
        let text = UnifiedDiff(plan: Self.plan, style: .plain, isForTerminal: false).text
        let files = try applied(text, to: Array("x\r\n\u{1B}y\r\n".utf8), "a \"b\".md", reading: ["tab\tü.md"])
        #expect(files.map { String(decoding: $0, as: UTF8.self) } == ["z\r\n\u{1B}y\r\n", "no end"])
    }

    @Test("Git applies the diff of random changes, of few lines and of very many", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func lines(_ count: Int) -> [String] {
            (0..<count).map { _ in random.pick(["a", "b", "\u{E9}", "e\u{301}", "c\r", ""]) + "\n" }
        }
        let old = lines(seed < 15 ? 40 : 6_000)
        var new = old
        for _ in 0..<random.pick([1, 3, 8]) {
            let place = Int.random(in: 0..<new.count, using: &random)
            let end = min(new.count, place + random.pick([0, 1, seed == 19 ? 5_000 : 5]))
            new.replaceSubrange(place..<end, with: lines(random.pick([0, 1, 4])))
        }
        if random.oneIn(2) { new.append("no end") }
        let (before, after) = (Array(old.joined().utf8), Array(new.joined().utf8))
        let plan = ChangePlan(files: [.replace(path: "a.md", old: before, new: after)], verb: .set, object: "Change")
        let text = UnifiedDiff(plan: plan, style: .plain, isForTerminal: false).text
        if before == after { return #expect(!text.contains("@@")) }
        #expect(try applied(text, to: before, "a.md") == [after])
    }

    @Test("A change of how a character is composed is one")
    func composition() {
        let plan = ChangePlan(
            files: [.replace(path: "a.md", old: Array("\u{E9}\n".utf8), new: Array("e\u{301}\n".utf8))],
            verb: .set, object: "Change")
        let text = UnifiedDiff(plan: plan, style: .plain, isForTerminal: true).text
        #expect(
            text.unicodeScalars.elementsEqual(
                "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-\u{E9}\n+e\u{301}\n".unicodeScalars))
    }

    @Test("Very many lines that go are shown", .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func many() {
        let bytes = Array(String(repeating: "line\nother\n", count: 40_000).utf8)
        let plan = ChangePlan(files: [.remove(path: "a.md", old: bytes)], verb: .set, object: "Remove")
        let text = UnifiedDiff(plan: plan, style: .plain, isForTerminal: false).text
        #expect(text.contains("@@ -1,80000 +0,0 @@\n"))
    }

    /// What git makes of a file with a diff, then the other files that it is to have made.
    private func applied(
        _ diff: String, to bytes: [UInt8], _ name: String, reading others: [String] = []
    ) throws -> [[UInt8]] {
        let folder = try TemporaryFolder()
        try folder.write(name, bytes)
        try folder.write("change.diff", diff.utf8)
        let git = try GitSandbox.run(
            ["-C", folder.path, "apply", "--whitespace=nowarn", "change.diff"],
            environment: ProcessInfo.processInfo.environment)
        #expect(git.status == 0)
        return try ([name] + others).map {
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + $0)))
        }
    }

    @Test func noControlCharacterReachesATerminal() {
        let text = UnifiedDiff(plan: Self.plan, style: .plain, isForTerminal: true).text
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(text.contains("\\x1by"))
    }
}
