import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic next [QUERY…]`: what can be done now, the best first.
struct NextCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "Shows the tasks that can be done now, the best first, and why.",
        discussion: """
            Those that are open and wait for nothing, in the order of points: priority (high 6, medium 3); due or target (passed 6, \
            today 5, within 3 days 4, 7 days 3, 30 days 1); scheduled (for today or before 4, for later -6); begun (3); each \
            thing that waits for it (2, at most 6); each 30 days of age (1, at most 3). Of equal ones, the nearest target first. \
            'sort:' in the query gives another order, and 'limit:' another number than ten.

              mosaic next
              mosaic next assignee:ann --limit 3
            """)

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @Option(help: ArgumentHelp("At most so many; 0 for all. (default: 10)", valueName: "n"))
    var limit: Int?

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit wants a number from 0 on") }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        NextListing(dates: .epoch, facts: words.facts(of: words.kinds(of: typed))).listing.names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        var (vault, request) = try vault.open(asking: query, in: context)
        request.limit = limit
        let query = try vault.nextQuery(request)
        let next = try vault.nextSteps(query)
        if next.total == 0 { try context.noteLikelyTerms(in: query, of: vault) }
        let listing = try NextListing(
            dates: context.dates(in: vault), facts: output.facts(of: query, in: vault, context))
        try listing.listing.write(next.steps, options: output, context: context) { meta in
            meta.member("total", next.total)
            meta.member("limit", query.query.limit)
        }
        return .done
    }
}
