import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic daily [TEXT…]`: what is written of a day.
struct DailyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "daily", abstract: "Opens the note of a day in your editor, or adds to it.",
        discussion: """
            It is the file that is called by the day, '2026-12-01.md', wherever it is. Where there is none it is made: of the kind \
            'daily', if the vault has one, and else as a note. Words are added as 'mosaic append' adds them, and no editor opens; \
            '-' reads standard input, and so does no word at all in a pipe.

              mosaic daily
              mosaic daily "- Planted the garlic"
              mosaic daily --on yesterday "The first frost."
            """)

    @Argument(help: "What to add; several words need no quotes.")
    var text: [String] = []

    @Option(
        help: ArgumentHelp(
            "Another day than today: 'yesterday', 'monday' (the last one), '2026-12-01'.", valueName: "day"),
        completion: Completion.days)
    var on: String?

    @Option(
        help: ArgumentHelp("Add it to the end of this heading's section.", valueName: "heading"))
    var under: String?

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.openToMake(in: context)
        let day = try day(in: vault)
        let addition = try SpokenText.unlessEdited(text, "what to add", in: context)
        if addition == nil, let under {
            throw CommandFailure(
                .usage, "there is nothing to add under '\(under)'",
                remedy: "Say it behind: mosaic daily --under \(ShellWord.quoted(under)) \"…\"")
        }
        if addition == nil, !changes.dryRun, let there = try vault.daily(day) {
            try EditCommand.edit(there, in: vault, commits: changes.noCommit ? false : nil, context: context)
            return .done
        }
        try report.carryOut(changes, edits: addition == nil, in: vault, context: context) {
            try vault.planDaily(day, adding: addition, under: under, random: &context.random)
        }
        return .done
    }

    private func day(in vault: Vault) throws -> CalendarDate {
        guard let on else { return vault.surroundings.today }
        if let day = QueryDates.day(on, .back, today: vault.surroundings.today) { return day }
        throw CommandFailure(
            .usage, "'\(on)' is no day",
            remedy: QueryDates.nearest(to: on).map { "Did you mean '\($0)'?" }
                ?? "Such as 'yesterday', 'monday' or '2026-12-01'.")
    }
}
