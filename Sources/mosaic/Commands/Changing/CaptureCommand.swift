import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic capture [TEXT…]`: an idea, in one go.
struct CaptureCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture", abstract: "Captures an idea in one go.",
        discussion: """
            The first line is the title, and more lines the text. '-' reads standard input, and so does no word at all in a pipe; \
            on a terminal your editor opens then.

              mosaic capture Rain barrel behind the shed
              pbpaste | mosaic capture
            """)

    @Argument(help: "The idea; several words need no quotes.")
    var words: [String] = []

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var making: MakingOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.openToMake(in: context)
        let text = try text(in: context, vault: vault)
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandFailure(.usage, "there was nothing to capture")
        }
        let made = try vault.planCapture(text, random: &context.random)
        try making.carryOut(made, changes, edits: false, in: vault, context: context)
        return .done
    }

    private func text(in context: CommandContext, vault: Vault) throws -> String {
        guard words.first != "-" || words.count == 1 else {
            throw CommandFailure(
                .usage, "'-' reads the idea from standard input, and goes with no other words",
                remedy: "Put an idea that begins with it in quotes: '- more'.")
        }
        if words == ["-"] || words.isEmpty && !context.terminal.isInput {
            guard let bytes = context.standardInput.readAll() else {
                throw CommandFailure(.usage, "could not read standard input: it has more than 64 MiB")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        if !words.isEmpty { return words.joined(separator: " ") }
        let draft = vault.stateFolder + "/CAPTURE.md"
        try TextFile.write("", to: draft)
        defer { TextFile.remove(draft) }
        try Editor.edit(draft, line: nil, in: context)
        return try TextFile.read(draft)
    }
}
