import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic review [DAYS]`: a look back.
struct ReviewCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Looks back: what was done, what slipped, what is stale, which ideas wait.",
        discussion: """
            Over the last seven days, or the days that you name: 'last week', 'last month', '2w' for the last two weeks, \
            '2026-11-01..2026-11-15'. What is done is what was completed in those days and not opened again, as 'mosaic stats' counts it. \
            What waits (targets that passed, what is untouched for long, ideas) is told of days that reach today; --at has it as of \
            another day. --markdown writes a note \
            that can be kept in the vault.

              mosaic review
              mosaic review last month --where domain:garden
              mosaic review --markdown | mosaic daily -
            """)

    @Argument(help: "The days; several words need no quotes.", completion: Completion.wordsOfDays)
    var days: [String] = []

    @Flag(help: "Write Markdown, with links.")
    var markdown = false

    @Flag(help: "Write one JSON object, {\"data\": …}.")
    var json = false

    @OptionGroup var choice: WhereOptions
    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: ReadingOptions

    func validate() throws {
        if markdown, json { throw ValidationError("--markdown and --json do not go together; give one of them") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try choice.open(vault, in: context).vault
        let days = try vault.reviewDays(named: days.isEmpty ? nil : days.joined(separator: " "))
        let review = try vault.review(of: days, choice.request(in: vault))
        let view = ReviewView(review: review, dates: context.dates(in: vault))
        if json {
            view.writeJSON(to: context.standardOutput)
        } else if markdown {
            context.standardOutput.write(view.markdown)
        } else {
            Pager.start(context)
            context.standardOutput.write(
                view.text(style: colors.style(in: context), width: context.terminal.outputWidth))
        }
        try vault.noteIncompleteHistory(in: context)
        return .done
    }
}
