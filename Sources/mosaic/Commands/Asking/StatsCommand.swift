import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic stats [KIND] [QUERY…]`: how work goes.
struct StatsCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Shows how work goes: what gets done a week, how long things take, and where.",
        discussion: """
            The same words as for 'mosaic list', and what was dropped is among the answers. What was completed counts in the week in \
            which it was, and no more once it is opened again. Times in a status are the median and \
            the 90th percentile: nine of ten took no longer. What is in an open or paused status still counts until now. A domain \
            has what states it, and what states none and is of a project of it.

              mosaic stats tasks
              mosaic stats tasks domain:garden --weeks 26
              mosaic stats projects --at 'last year' --json
            """)

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @Option(help: ArgumentHelp("So many weeks, the present one among them.", valueName: "n"))
    var weeks = 12

    @Flag(help: "Write one JSON object, {\"data\": …}.")
    var json = false

    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: ReadingOptions

    func validate() throws {
        guard (1...520).contains(weeks) else { throw ValidationError("--weeks wants a number from 1 to 520") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let (vault, request) = try vault.open(asking: query, in: context)
        let resolved = try vault.historyQuery(request)
        let statistics = try vault.statistics(of: resolved, weeks: weeks)
        if statistics.entities == 0 { try context.noteLikelyTerms(in: resolved, of: vault) }
        try vault.noteIncompleteHistory(in: context)
        if json {
            context.standardOutput.writeData { $0.value(statistics) }
            return .done
        }
        Pager.start(context)
        let view = StatisticsView(
            statistics: statistics, users: try vault.userTitles(), style: colors.style(in: context),
            width: context.terminal.width)
        context.standardOutput.write(view.text)
        return .done
    }
}
