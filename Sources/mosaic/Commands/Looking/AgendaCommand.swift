import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic agenda [DAYS]`: what is on, day by day.
struct AgendaCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda", abstract: "Shows what is on: events, each time they come back, and what is to be done.",
        discussion: """
            The days are this week's, or those that you name: 'today', 'next week', 'month', '7d' for seven days from today on, \
            '2026-12-01..2026-12-05', and every other date of a query. A week is drawn as a calendar where the terminal is wide enough. Times are those of your clock, \
            and UTC in JSON.

              mosaic agenda
              mosaic agenda next week
              mosaic agenda today..friday --where 'assignee:ann or type:event' --json
            """)

    @Argument(help: "The days; several words need no quotes.", completion: Completion.wordsOfDays)
    var days: [String] = []

    @OptionGroup var choice: WhereOptions
    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        let clock = QueryClock(now: 0, today: CalmDates.epoch.today)
        return AgendaListing.listing(words.facts(of: words.kinds(of: typed)), clock: clock).names
    }

    /// Says how much is open that was to be done or taken up on a day before, which has no place on these.
    private func tellOfPassed(in vault: Vault, context: CommandContext) throws {
        let request = try choice.request(in: vault)
        let lines = try PassedDay.allCases.compactMap { day -> String? in
            let count = try vault.count(of: request, past: day)
            if count == 0 { return nil }
            let what =
                switch day {
                case .target: count == 1 ? "target has" : "targets have"
                case .scheduled: count == 1 ? "scheduled day has" : "scheduled days have"
                }
            let query = day.query.contains(" ") ? "'\(day.query)'" : day.query
            return "\(Progress.grouped(count)) \(what) passed: mosaic list \(query)\n"
        }
        if !lines.isEmpty { context.standardOutput.write("\n" + lines.joined()) }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try choice.open(vault, in: context).vault
        let days = try vault.agendaDays(named: days.isEmpty ? nil : days.joined(separator: " "))
        let agenda = try vault.agenda(of: days, choice.request(in: vault))
        if output.form == .table, output.isForReading(in: context) {
            Pager.start(context)
            let view = AgendaView(
                agenda: agenda, today: vault.surroundings.today, style: output.colors.style(in: context),
                width: context.terminal.width)
            context.standardOutput.write(view.text)
            if days.contains(vault.surroundings.today) { try tellOfPassed(in: vault, context: context) }
            return .done
        }
        let facts = try output.facts(of: vault.query(for: choice.request(in: vault)), in: vault, context)
        let listing = AgendaListing.listing(facts, clock: vault.surroundings.clock)
        try listing.write(agenda.entries, options: output, context: context) { meta in
            meta.member("from", agenda.days.lowerBound.formatted)
            meta.member("until", agenda.days.upperBound.formatted)
            meta.member("total", agenda.entries.count)
        }
        return .done
    }
}
