import Foundation
import TestSupport
import Testing

/// A file, or a folder, that cannot be opened once, though it can be a moment later.
@Suite(.enabled(if: Fault.canBeMade))
struct FailingReadTests {
    @Test(
        "Whoever asks while something cannot be opened hears of it, or is answered, and whoever asks next is answered right",
        .timeLimit(.minutes(SanitizerSettings.minutes(60))), arguments: [EMFILE, EIO, ESTALE])
    func openings(code: Int32) throws {
        let vault = try ProcessVault(tasks: ["Roof"])
        try vault.write("private/diary.md", "# Diary\n")
        try vault.write("kinds/walk.md", "---\ntype: kind\nfields:\n  length: number\n---\n")
        try vault.write("walks/north.md", "---\ntype: walk\nlength: 3\n---\n# North\r\n")
        var round = 0
        // What tells how everything is read, and a file of each sort, is new in each round.
        func change() throws {
            round += 1
            try vault.write(".mosaicignore", "private/\n# \(round)\n")
            try vault.write(".gitattributes", "*.md text\n# \(round)\n")
            try vault.write("kinds/walk.md", "---\ntype: kind\nfields:\n  length: number\n---\n\(round)\n")
            try vault.write("tasks/roof.md", "---\ntype: task\n---\n# Roof\r\n\(round)\r\n")
            guard round % 2 == 0 else { return }
            #expect(try vault.git("add", "--all").code == 0)
            #expect(try vault.git("commit", "--quiet", "--message", "Round \(round)").code == 0)
        }
        for _ in 0..<2 { try change() }
        #expect(try vault.mosaic("index").code == 0)
        let log = vault.home.appendingPathComponent("openings")
        try change()
        let all = Fault(program: "mosaic", call: .max, action: .error(code, persists: false))
        #expect(try vault.run("mosaic", ["list"], environment: all.environment(log: log, ofReads: true)).code == 0)
        let count = try String(contentsOf: log, encoding: .utf8).count
        #expect(count > 20)
        let step = max(1, 2 * count / FaultTests.times)
        for call in stride(from: 1 + Int(code) % step, through: count + 8, by: step) {
            try change()
            let fault = Fault(program: "mosaic", call: call, action: .error(code, persists: false))
            let struck = try vault.run("mosaic", ["list"], environment: fault.environment(ofReads: true))
            #expect([0, 70].contains(struck.code) && !struck.isKilled, "\(fault): \(struck)")
            #expect(!struck.output.contains("Diary"), "\(fault): \(struck)")
            let next = try vault.mosaic("list")
            let isRight = next.code == 0 && next.output.contains("North") && !next.output.contains("Diary")
            #expect(isRight, "\(fault): \(next)")
            let verification = try vault.mosaic("verify")
            #expect(verification.code == 0, "\(fault): \(struck) \(verification)")
        }
    }
}
