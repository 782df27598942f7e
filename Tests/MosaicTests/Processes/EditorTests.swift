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
        #expect(ended.code == 2 && ended.error.contains("ended with code 130"), "\(ended)")
        let lived = try vault.run(
            "mosaic", ["edit", "roof"], environment: ["EDITOR": "trap '' INT; kill -INT $$ $PPID; true"])
        #expect(lived.code == 0 && !lived.isKilled, "\(lived)")
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
    }
}
