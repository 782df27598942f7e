import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic checkboxes [KIND] [QUERY…]`: the task boxes in texts, one a line.
struct CheckboxesCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkboxes", abstract: "Lists the open task boxes in the texts of entities.",
        discussion: """
            A task box is an item of a list that begins with '[ ]', as '- [ ] Buy planks'. Those of the entities are listed that \
            'mosaic list' shows for the same query, in the order of paths and lines, or of the entities where the query sorts. \
            '[x]' and '[X]' are ticked; other marks ('[-]', '[/]', '[>]') are neither, and listed with --all. 'mosaic done PATH:LINE' \
            ticks one.

              mosaic checkboxes
              mosaic checkboxes tasks project:quiet-study --all
              mosaic checkboxes 'path:notes updated<30d' --fields place,heading,text
            """)

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @Flag(help: "Those that are ticked.")
    var checked = false

    @Flag(help: "Every box with its mark, also of what was dropped, and of the kinds.")
    var all = false

    @OptionGroup var filter: FilterOptions

    @Option(
        help: ArgumentHelp(
            "Sort the entities by these fields, '-' before one for the greatest first: 'due,-priority'.",
            valueName: "fields"),
        completion: Completion.sortKeys)
    var sort: String?

    @Option(
        help: ArgumentHelp("At most so many boxes; 0 for all. 'limit:' in the query is of entities.", valueName: "n"))
    var limit: Int?

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit wants a number from 0 on") }
        if checked, all { throw ValidationError("--checked and --all do not go together; give one of them") }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        CheckboxListing(facts: words.facts(of: words.kinds(of: typed)), choice: .all).listing.names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        var (vault, request) = try vault.open(asking: query, in: context)
        request.queries += filter.queries
        request.sort = sort
        request.includesHidden = all
        let resolved = try vault.query(for: request)
        let choice: CheckboxChoice = all ? .all : checked ? .ticked : .open
        let limit = limit == 0 ? nil : limit
        var boxes = try vault.checkboxes(resolved, choice, limit: limit)
        let total =
            output.form == .json
            ? try vault.checkboxTotal(of: resolved, choice, listed: boxes.count, limit: limit) : 0
        if output.form == .paths {
            var paths: Set<ExactText> = []
            boxes.removeAll { !paths.insert(ExactText($0.entity.path)).inserted }
        }
        let listing = CheckboxListing(
            facts: try output.facts(of: resolved, in: vault, context), choice: choice, place: context.place)
        try listing.listing.write(boxes, options: output, context: context) { meta in
            meta.member("total", total)
            meta.member("limit", limit)
        }
        if output.form == .table, output.isForReading(in: context) {
            context.tellHidden(try vault.hiddenCheckboxCount(of: request, choice), isEmpty: boxes.isEmpty)
        }
        if boxes.isEmpty { try context.noteLikelyTerms(in: resolved, of: vault) }
        return .done
    }
}
