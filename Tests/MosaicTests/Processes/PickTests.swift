import Foundation
import Testing

@testable import mosaic

/// Choosing an entity at the terminal.
struct PickTests {
    private static let hasFinder = FuzzyFinder(environment: ["PATH": path, "TERM": "xterm"]) != nil
    private static let path = ProcessInfo.processInfo.environment["PATH"] ?? ""

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
            #expect(left.output.isEmpty && left.status == .found)
        }
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
        #expect(none.output.isEmpty && none.status == .found && none.dialog == "mosaic: nothing matches\n")
    }

    @Test("As it was then, that is chosen among which was there")
    func moment() throws {
        let vault = try ProcessVault(tasks: ["roof", "gutter"])
        let id = try id(of: "gutter", in: vault)
        _ = try vault.mosaic("index")
        #expect(try vault.mosaic("rm", "gutter").code == 0)
        #expect(try pick(vault, ["tasks", "title:gutter"], input: "1\n").status == .found)
        #expect(try pick(vault, ["tasks", "title:gutter", "--at", "HEAD~1"], input: "1\n").output == id)
    }

    @Test("What another id is shared with is named by its path")
    func sharedID() throws {
        let vault = try ProcessVault()
        for name in ["a", "b"] { try vault.write("notes/\(name).md", "---\nid: same\n---\n# \(name)\n") }
        #expect(try pick(vault, ["notes"], input: "b.md\n").output == "notes/b.md\n")
    }

    @Test("With fzf it is what fzf says, and what it is given is one line an entity", .enabled(if: hasFinder))
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
}
