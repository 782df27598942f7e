import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic agenda [DAYS]`: what is on, day by day.
struct AgendaCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda", abstract: "Shows what is on: events, each time they come back, and what is to be done.",
        discussion: """
            The days are this week's, or those that you name: 'today', 'next week', 'month', '7d' for seven days from today on, \
            '2026-12-01..2026-12-05', and every other date of a query. A week is drawn as a calendar where the terminal is wide enough. Times are those of your clock.

              mosaic agenda
              mosaic agenda next week
              mosaic agenda today..friday --where 'assignee:ann or type:event' --json
            """)

    @Argument(help: "The days; several words need no quotes.")
    var days: [String] = []

    @OptionGroup var choice: WhereOptions
    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        AgendaListing.listing.fields.map(\.name)
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try choice.open(vault, in: context)
        let days = try vault.days(named: days.isEmpty ? "week" : days.joined(separator: " "), .ahead)
        let agenda = try vault.agenda(of: days, choice.request(in: vault))
        if output.form == .table, context.terminal.isOutput {
            Pager.start(context)
            let view = AgendaView(
                agenda: agenda, today: vault.surroundings.today, style: output.colors.style(in: context),
                width: context.terminal.width)
            context.standardOutput.write(view.text)
            return .done
        }
        try AgendaListing.listing.write(agenda.entries, options: output, context: context) { meta in
            meta.member("from", agenda.days.lowerBound.formatted)
            meta.member("until", agenda.days.upperBound.formatted)
            meta.member("total", agenda.entries.count)
        }
        return .done
    }
}
