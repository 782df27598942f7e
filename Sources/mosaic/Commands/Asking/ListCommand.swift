import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic list [KIND] [QUERY…]`: entities, one a line.
struct ListCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists entities.",
        discussion: """
            The first word may be a kind; everything else is a query, and what the options say must hold too. What was dropped \
            (archived, discarded), and the kinds themselves, are listed where they are asked for by name, or with --all. What was changed \
            last comes first, and of what is found by words, what fits them best; 'sort:' or --sort puts something else first.

              mosaic list tasks status:open 'due<7d' sort:due
              mosaic list domain:garden tag:winter --json
              mosaic list '(priority:high or is:blocked) -assignee:ann'
              mosaic list @waiting
            """)

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @OptionGroup var filter: FilterOptions

    @Option(
        help: ArgumentHelp(
            "Sort by these fields, '-' before one for the greatest first: 'due,-priority'.", valueName: "fields"),
        completion: Completion.sortKeys)
    var sort: String?

    @Option(help: ArgumentHelp("At most so many; 0 for all.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Also what was dropped, and the kinds.")
    var all = false

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit wants a number from 0 on") }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        words.listedFieldNames(typed)
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        var (vault, request) = try vault.open(asking: query, in: context)
        request.queries += filter.queries
        request.sort = sort
        request.limit = limit
        request.includesHidden = all
        let resolved = try vault.query(for: request)
        let entities = try vault.list(resolved)
        let total = output.form == .json ? try vault.total(of: resolved, listed: entities.count) : 0
        var output = output
        if output.form == .table { output.forms.fields = try QueryArguments.keptFields(query, in: vault) }
        let facts = try output.facts(of: resolved, in: vault, context)
        try EntityListing.listing(showsKind: request.kind == nil, facts).write(
            entities, options: output, context: context
        ) { meta in
            meta.member("total", total)
            meta.member("limit", resolved.query.limit)
        }
        if self.output.form == .table, output.isForReading(in: context) {
            context.tellHidden(try vault.hiddenCount(of: request), isEmpty: entities.isEmpty)
        }
        try context.noteLikelyTerms(in: resolved, of: vault, hasFound: !entities.isEmpty)
        return .done
    }
}

extension CommandContext {
    /// Says below a list that so many more would be in it with --all, if any.
    func tellHidden(_ count: Int, isEmpty: Bool) {
        guard count > 0 else { return }
        let words = count == 1 ? ("is", "it") : ("are", "them")
        standardOutput.write(
            (isEmpty ? "" : "\n")
                + "\(Progress.grouped(count)) more \(words.0) hidden (dropped); --all shows \(words.1).\n")
    }
}
