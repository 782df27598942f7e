import ArgumentParser
import VaultEngine

/// `mosaic append REF [TEXT…]`: adds to the text of an entity.
struct AppendCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "append", abstract: "Adds a paragraph, or an item of a list, to the end of an entity's text.",
        discussion: """
            '-' reads standard input, and so does no word at all in a pipe. An item of a list ('- more', '- [ ] more') goes on with \
            the list that it comes behind; everything else is a paragraph of its own. No other byte of the file changes.

              mosaic append fix-the-roof "The slater comes on Monday."
              mosaic append quiet-study --under notes "- Oil the hinges"
              git log -1 --format=%s | mosaic append journal -
            """)

    @Argument(help: "The entity.", completion: Completion.reference)
    var reference: String

    @Argument(help: "The text; several words need no quotes.")
    var text: [String] = []

    @Option(
        help: ArgumentHelp("Add it to the end of this heading's section.", valueName: "heading"))
    var under: String?

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let text = try SpokenText.of(text, "the text", in: context)
        try changes.carryOut(in: vault, context: context, report) {
            try vault.planAppending(text, to: vault.reference(typed: reference), under: under)
        }
        return .done
    }
}
