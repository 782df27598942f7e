import TestSupport
import Testing

/// A person's editor, and who is meant by Ctrl-C.
struct EditorTests {
    @Test(
        "Ctrl-C is the editor's alone, however early it comes",
        .enabled(if: Fault.canBeMade), .timeLimit(.minutes(SanitizerSettings.minutes(15))))
    func interrupted() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let environment = try Fault.interruption().merging(["EDITOR": "sh -c 'echo More >> \"$0\"'"]) { $1 }
        let outcome = try vault.run("mosaic", ["edit", "roof"], environment: environment)
        #expect(outcome.code == 0 && !outcome.isKilled, "\(outcome)")
        #expect(try vault.read("tasks/roof.md").hasSuffix("More\n"))
        #expect(try vault.git("status", "--porcelain").output == "")
    }

    @Test("An editor that Ctrl-C ends has failed, and one that lives on with it has not")
    func editorInterrupted() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let ended = try vault.run("mosaic", ["edit", "roof"], environment: ["EDITOR": "kill -INT $$; true"])
        #expect(ended.code == 130 && !ended.isKilled && ended.output.isEmpty && ended.error.isEmpty, "\(ended)")
        let lived = try vault.run(
            "mosaic", ["edit", "roof"], environment: ["EDITOR": "trap '' INT; kill -INT $$ $PPID; true"])
        #expect(lived.code == 0 && !lived.isKilled, "\(lived)")
    }

    @Test(
        "What was planned is taken back where Ctrl-C ends the editor, and what was written stays",
        arguments: [["new", "note", "Paint", "--edit"], ["promote", "pond", "--edit"], ["capture"]])
    func interruptedMaking(words: [String]) throws {
        let vault = try ProcessVault()
        #expect(try vault.mosaic("capture", "Pond").code == 0)
        let process = vault.process("mosaic", words, in: vault.root)
        process.environment?.merge(["EDITOR": "kill -INT $$; true"]) { $1 }
        let dialogue = try Dialogue(process)
        #expect(dialogue.readToEnd().isEmpty && dialogue.exitCode == 130)
        #expect(try vault.git("status", "--porcelain").output.isEmpty)
        let writing = vault.process("mosaic", words, in: vault.root)
        writing.environment?.merge(["EDITOR": "kill_after() { echo More >>\"$1\"; kill -INT $$; }; kill_after"]) { $1 }
        let second = try Dialogue(writing)
        let told = second.readToEnd()
        #expect(second.exitCode == 130 && told.hasPrefix("mosaic: interrupted\r\n"), "\(told)")
        #expect(told.contains(words == ["capture"] ? "what you wrote is kept in " : "What is written stays"))
    }

    @Test("How programs end is known, whatever signals whoever started Mosaic ignores")
    func deafParent() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        func deaf(_ arguments: String..., editor: String = "") throws -> ProcessVault.Outcome {
            try vault.run(
                "env", ["--ignore-signal=CHLD", "mosaic"] + arguments, environment: ["EDITOR": editor])
        }
        let failed = try deaf("edit", "roof", editor: "false")
        #expect(failed.code == 2 && failed.error.contains("'false' ended with code 1"), "\(failed)")
        let captured = try deaf("capture", "Hi")
        #expect(captured.code == 0 && captured.error == "", "\(captured)")
        #expect(try vault.git("status", "--porcelain").output == "")
        #expect(try deaf("init", "../other").code == 0)
    }

    @Test("An editor that does not start is told by why it does not")
    func noEditor() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let outcome = try vault.run("mosaic", ["edit", "roof"], environment: ["EDITOR": "no-such-editor"])
        #expect(outcome.code == 2 && outcome.error.contains("'no-such-editor' ended with code 127"), "\(outcome)")
        #expect(outcome.error.hasSuffix("Set $VISUAL or $EDITOR to the editor that you use.\n"))
        let failed = try vault.run("mosaic", ["edit", "roof"], environment: ["EDITOR": "false"])
        #expect(failed.code == 2 && failed.error.hasSuffix("'false' ended with code 1\n"), "\(failed)")
    }
}
