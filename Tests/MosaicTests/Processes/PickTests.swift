import Foundation
import TestSupport
import Testing

@testable import mosaic

/// Choosing an entity at the terminal.
struct PickTests {
    private static let hasFinder = Program.areInstalled("fzf")

    private func pick(
        _ vault: ProcessVault, _ words: [String], input: String, isTerminal: Bool = true
    ) throws -> (output: String, dialog: String, status: mosaic.ExitStatus) {
        let environment = ["HOME": vault.home.path, "GIT_CONFIG_NOSYSTEM": "1"]
        let context = CommandContext.test(environment: environment, isTerminal: isTerminal, width: 60, input: input)
        let command = try PickCommand.parse(["-C", vault.root.path] + words)
        let status = try command.run(in: context)
        return (context.standardOutput.captured, context.standardError.captured, status)
    }

    private func id(of title: String, in vault: ProcessVault) throws -> String {
        try vault.mosaic("list", "title:\(title)", "--format", "{id}").output
    }

    @Test("Without fzf it is chosen by number, or by words until one is left, and the answer stands alone")
    func plain() throws {
        let vault = try ProcessVault(tasks: ["Mend the roof", "Mend the gutter", "Paint a wall"])
        let chosen = try pick(vault, ["tasks"], input: "mend\nnowhere\nthe GUTTER\n")
        #expect(try chosen.output == id(of: "gutter", in: vault) && chosen.status == .done)
        #expect(chosen.dialog.contains("Nothing has these words.\n"))
        #expect(chosen.dialog.contains("A number, or words to narrow the choice; nothing to leave: "))
        let first = try vault.mosaic("list", "tasks", "--format", "{id}").output.split(separator: "\n")
        #expect(try pick(vault, ["tasks"], input: "2\n").output == first[1] + "\n")
        #expect(try pick(vault, ["tasks"], input: "999999\n1\n").output == first[0] + "\n")
        for input in ["", "\n", "mend\n\n"] {
            let left = try pick(vault, ["tasks"], input: input)
            #expect(left.output.isEmpty && left.status == .negative)
            #expect(left.dialog.hasSuffix(": \n") == (input == ""))
        }
    }

    @Test("Several are chosen by their numbers, in the order in which they are named")
    func several() throws {
        let vault = try ProcessVault(tasks: ["Mend the roof", "Mend the gutter", "Paint a wall"])
        let all = try vault.mosaic("list", "tasks", "--format", "{id}").output.split(separator: "\n").map { $0 + "\n" }
        let chosen = try pick(vault, ["tasks", "--multi"], input: "4 1\n3  1 3\n")
        #expect(chosen.output == all[2] + all[0] && chosen.status == .done)
        #expect(chosen.dialog.contains("Numbers, such as '1,3', or words to narrow the choice; nothing to leave: "))
        #expect(try pick(vault, ["tasks", "--multi"], input: "3,1, 3\n").output == all[2] + all[0])
        #expect(try pick(vault, ["tasks", "-m"], input: "wall\n").output == id(of: "wall", in: vault))
        #expect(try pick(vault, ["tasks"], input: "1 2\n2\n").output == all[1])
    }

    @Test("Of many things the first are shown, and a line never is wider than the terminal")
    func many() throws {
        let vault = try ProcessVault()
        for number in 0..<25 {
            try vault.write("notes/n\(number).md", "# Note \(number) with a title that goes on and on and on, and on\n")
        }
        let dialog = try pick(vault, ["notes"], input: "").dialog
        #expect(dialog.contains("\n… and 5 more\n"))
        for line in dialog.split(separator: "\n").dropLast() { #expect(DisplayWidth.of(String(line)) <= 60) }
    }

    @Test("Where nobody can be asked, or there is nothing to choose from, it says so")
    func nobody() throws {
        let vault = try ProcessVault(tasks: ["roof"])
        #expect(throws: CommandFailure.self) { try pick(vault, ["tasks"], input: "1\n", isTerminal: false) }
        let none = try pick(vault, ["tasks", "status:done"], input: "1\n")
        #expect(none.output.isEmpty && none.status == .negative && none.dialog == "mosaic: nothing matches\n")
    }

    @Test("As it was then, that is chosen among which was there")
    func moment() throws {
        let vault = try ProcessVault(tasks: ["roof", "gutter"])
        let id = try id(of: "gutter", in: vault)
        _ = try vault.mosaic("index")
        #expect(try vault.mosaic("rm", "gutter").code == 0)
        #expect(try pick(vault, ["tasks", "title:gutter"], input: "1\n").status == .negative)
        #expect(try pick(vault, ["tasks", "title:gutter", "--at", "HEAD~1"], input: "1\n").output == id)
    }

    @Test("What another id is shared with is named by its path")
    func sharedID() throws {
        let vault = try ProcessVault()
        for name in ["a", "b"] { try vault.write("notes/\(name).md", "---\nid: same\n---\n# \(name)\n") }
        #expect(try pick(vault, ["notes"], input: "b.md\n").output == "notes/b.md\n")
    }

    @Test(
        "With fzf it is what fzf says, and what it is given is one line an entity",
        .enabled(if: hasFinder, "fzf is not installed"))
    func finder() throws {
        let session = try TranscriptSession()
        #expect(try session.run(["mosaic init vault"]).exitCode == 0)
        let pick = "cd vault && TERM=xterm FZF_DEFAULT_OPTS=--filter="
        let gutter = try session.run(["cd vault && mosaic list title:gutter type:task --format '{id}'"]).output
        #expect(try session.run(["\(pick)gutter mosaic pick tasks"]) == (gutter, 0))
        #expect(
            try session.run([
                "\(pick)gutter mosaic show --brief \"$(TERM=xterm FZF_DEFAULT_OPTS=--filter=gutter mosaic pick tasks)\""
            ])
            .output.first?.contains("Clear the gutter") == true)
        #expect(try session.run(["\(pick)zzzzzz mosaic pick"]) == ([], 1))
    }

    @Test(
        "fzf and its preview are coloured where the person wants colours",
        arguments: [([], [:], true), ([], ["NO_COLOR": "1"], false), (["--color", "never"], [:], false)]
            as [([String], [String: String], Bool)])
    func colors(words: [String], environment: [String: String], isColored: Bool) throws {
        let vault = try ProcessVault(tasks: ["roof"])
        let bin = vault.home.appendingPathComponent("finder")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
        let finder = bin.appendingPathComponent("fzf")
        try "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$HOME/arguments\"\ncat >/dev/null\nexit 1\n".write(
            to: finder, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: finder.path)
        let context = CommandContext.test(
            environment: [
                "HOME": vault.home.path, "GIT_CONFIG_NOSYSTEM": "1", "TERM": "xterm",
                "PATH": bin.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
            ].merging(environment) { $1 }, isTerminal: true)
        let command = try PickCommand.parse(["-C", vault.root.path] + words)
        #expect(try command.run(in: context) == .negative)
        let arguments = try String(contentsOf: vault.home.appendingPathComponent("arguments"), encoding: .utf8)
        #expect(arguments.contains("'--color' 'always'") == isColored, "\(arguments)")
        #expect(
            arguments.contains("'--color' 'never'") == !isColored && arguments.contains("--no-color\n") == !isColored)
    }

    /// What a person leaves with, who types into fzf; before each key, the text of it that the terminal shows.
    private func dialogue(
        in vault: ProcessVault, choosing words: String = "notes", _ keys: [(shown: String, key: String)]
    ) throws -> (answer: String, code: Int32) {
        let script = "mosaic pick \(words) >chosen; echo \"$?\" >code; echo all is done"
        let process = vault.process("setsid", ["--ctty", "--wait", "sh", "-c", script], in: vault.root)
        process.environment?.merge(["TERM": "xterm"]) { $1 }
        let dialogue = try Dialogue(process)
        for (shown, key) in keys {
            _ = dialogue.read(until: shown)
            dialogue.type(key)
        }
        _ = dialogue.read(until: "all is done")
        return (try vault.read("chosen"), Int32(try vault.read("code").trimmingCharacters(in: .newlines)) ?? -1)
    }

    @Test(
        "fzf shows what is chosen from, and leaves with it or without",
        .timeLimit(.minutes(SanitizerSettings.minutes(15))),
        .enabled(if: Program.areInstalled("fzf", "setsid"), "fzf or setsid is not installed"))
    func finderAtTerminal() throws {
        let vault = try ProcessVault()
        try vault.write("notes/back\\slash $(touch order) it's.md", "# Back\\slash\n\nText of the first.\n")
        try vault.write("notes/other.md", "# Übergröße\t屋根\n\nText of the second.\n")
        let first = try dialogue(in: vault, [("Text of", "slash"), ("1/2", "\r")])
        #expect(first.answer == "notes/back\\slash $(touch order) it's.md\n" && first.code == 0)
        let second = try dialogue(in: vault, [("Text of", "Übergr"), ("1/2", "\r")])
        #expect(second.answer == "notes/other.md\n" && second.code == 0)
        let both = try dialogue(
            in: vault, choosing: "--multi notes", [("Text of", "\u{1B}[Z"), ("(1)", "\u{1B}[Z"), ("(2)", "\r")])
        #expect(Set(both.answer.split(separator: "\n")) == [first.answer.dropLast(), second.answer.dropLast()])
        let left = try dialogue(in: vault, [("Text of", "\u{1B}")])
        #expect(left.answer.isEmpty && left.code == 1)
        let none = try dialogue(in: vault, [("Text of", "zzz"), ("0/2", "\r")])
        #expect(none.answer.isEmpty && none.code == 1)
        #expect(!FileManager.default.fileExists(atPath: vault.root.appendingPathComponent("order").path))
    }
}
