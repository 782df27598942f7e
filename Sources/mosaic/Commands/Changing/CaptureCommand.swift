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
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.openToMake(in: context)
        if let given = try SpokenText.unlessEdited(words, "the idea", in: context) {
            try capture(given, in: vault, context: context)
        } else {
            try CaptureDraft(in: vault.stateFolder).edit(in: context, isTrial: changes.dryRun) {
                try capture($0, in: vault, context: context)
            }
        }
        return .done
    }

    private func capture(_ text: String, in vault: Vault, context: CommandContext) throws {
        guard !SpokenText.isBlank(text) else { throw CommandFailure(.usage, "there was nothing to capture") }
        try report.carryOut(changes, edits: false, in: vault, context: context) {
            try vault.planCapture(text, random: &context.random)
        }
    }
}
