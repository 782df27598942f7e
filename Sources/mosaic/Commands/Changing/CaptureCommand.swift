import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic capture [TEXT…]`: an idea, in one go.
struct CaptureCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture", abstract: "Captures an idea in one go.",
        discussion: """
            The first line is the title, and more lines the text. '-' reads standard input, and so does no word at all in a pipe; \
            on a terminal your editor opens then. Where that fails, what you wrote is kept, and you are told where.

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
        let given = words.isEmpty && context.terminal.isInput ? "" : try text(in: context)
        // A script that gives nothing and names an editor means the editor.
        if words.isEmpty, Self.isBlank(given), context.terminal.isInput || Editor.isNamed(in: context.environment) {
            try captureDraft(in: vault, context: context)
        } else {
            try capture(given, in: vault, context: context)
        }
        return .done
    }

    private func capture(_ text: String, in vault: Vault, context: CommandContext) throws {
        guard !Self.isBlank(text) else { throw CommandFailure(.usage, "there was nothing to capture") }
        let made = try vault.planCapture(text, random: &context.random)
        try making.carryOut(made, changes, edits: false, in: vault, context: context)
    }

    private func text(in context: CommandContext) throws -> String {
        guard words.first != "-" || words.count == 1 else {
            throw CommandFailure(
                .usage, "'-' reads the idea from standard input, and goes with no other words",
                remedy: "Put an idea that begins with it in quotes: '- more'.")
        }
        guard words.isEmpty || words == ["-"] else { return words.joined(separator: " ") }
        return try context.textOfInput()
    }

    /// Captures what the person writes in an editor. The file in which they write stays until an entity has its words, whatever
    /// fails on the way, and whoever is killed.
    private func captureDraft(in vault: Vault, context: CommandContext) throws {
        let draft = try TextFile.make("CAPTURE", in: vault.stateFolder)
        try Editor.edit(draft, in: context) { Self.keeping(draft, $0) }
        do {
            try capture(TextFile.read(draft), in: vault, context: context)
        } catch {
            throw Self.keeping(draft, ErrorMessage.failure(for: error))
        }
        if changes.dryRun { return context.note("\(Self.kept(draft))\n\(Self.wayOn)") }
        TextFile.remove(draft)
    }

    /// The failure that says where the draft is, unless it has no words, and is removed, or the editor took it away.
    private static func keeping(_ draft: String, _ failure: CommandFailure) -> CommandFailure {
        guard TextFile.exists(draft) else { return failure }
        if let text = try? TextFile.read(draft), isBlank(text) {
            TextFile.remove(draft)
            return failure
        }
        var failure = failure.adding(wayOn)
        failure.details.append(kept(draft))
        return failure
    }

    private static func kept(_ draft: String) -> String { "what you wrote is kept in \(draft)" }

    private static let wayOn = "'mosaic capture -' takes it from standard input."

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
