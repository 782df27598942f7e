import Foundation
import TestSupport
import Testing

struct SQLProcessTests {
    /// Where the system says which files a process has open.
    private static let hasProcessFolder = FileManager.default.fileExists(atPath: "/proc/self/fd")

    @Test(
        "A statement without an end stops when the person says so, and the index is as it was",
        .enabled(if: hasProcessFolder), .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func interrupted() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        #expect(try vault.mosaic("index").code == 0)
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        // A process that was started in the background inherits that it is deaf to the signal.
        let process = vault.process("--default-signal=INT", ["mosaic", "sql", endless], in: vault.root)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let hasEnded = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in hasEnded.signal() }
        try process.run()
        // A second connection to the index is there for the statement.
        let files = URL(fileURLWithPath: "/proc/\(process.processIdentifier)/fd")
        let hasBegun = vault.eventually {
            let open = (try? FileManager.default.contentsOfDirectory(atPath: files.path)) ?? []
            let targets = open.compactMap { name in
                try? FileManager.default.destinationOfSymbolicLink(atPath: files.appendingPathComponent(name).path)
            }
            return targets.count { $0.hasSuffix("index-1.sqlite") } > 1
        }
        #expect(hasBegun)
        #expect(process.isRunning)
        kill(process.processIdentifier, SIGINT)
        // One that is deaf to it would go on for ever.
        if hasEnded.wait(timeout: .now() + 60) == .timedOut { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
        #expect(try vault.mosaic("sql", "SELECT title FROM entities WHERE type = 'task'").output == "roof\n")
        #expect(try vault.mosaic("verify").code == 0)
    }

    @Test(
        "Rows are written as they come, and who has read enough of them ends the statement",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))), arguments: [[], ["--jsonl"], ["--format", "{i}"]])
    func rowByRow(options: [String]) throws {
        let vault = try ProcessVault(tasks: ["roof"])
        #expect(try vault.mosaic("index").code == 0)
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        let words = (["sql", endless] + options).map { "'\($0)'" }.joined(separator: " ")
        // One that holds all rows would take all memory.
        let script = "ulimit -t 20; { mosaic \(words); echo \"$?\" >../status; } 2>&1 | head -n 1; cat ../status"
        let process = vault.process("sh", ["-c", script], in: vault.root)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(text == (options == ["--jsonl"] ? "{\"i\":1}\n" : "1\n") + "\(128 + SIGPIPE)\n")
    }

    @Test("A statement that is no text is refused", arguments: ["SELECT 1 AS a\\000garbage", "SELECT '\\377'"])
    func noText(bytes: String) throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let outcome = try vault.run("sh", ["-c", "printf \"$1\" | mosaic sql -", "sh", bytes])
        #expect(outcome.code == 2 && outcome.output == "", "\(outcome)")
    }

    @Test("A statement comes from standard input, and its answer goes into a pipe")
    func standardInput() throws {
        let vault = try ProcessVault(tasks: ["roof", "gutter"])
        let script = "echo 'SELECT title FROM entities\nWHERE type = \"task\" ORDER BY title' | mosaic sql - | cat"
        let process = vault.process("sh", ["-c", script], in: vault.root)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(text == "gutter\nroof\n")
    }
}
