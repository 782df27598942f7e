import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic list [KIND]`: entities, one a line.
struct ListCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists entities.",
        discussion: """
            A status can be named by its group as well: open, paused, done, dropped. What was dropped (archived, discarded), \
            and the kinds themselves, are listed where they are asked for by name, or with --all.

              mosaic list tasks --status open --sort due
              mosaic list --domain garden --tag winter --json
            """)

    @Argument(help: "A kind: 'task', or 'tasks'.", completion: .list(BuiltInNames.kinds))
    var kind: String?

    @OptionGroup var filter: FilterOptions

    @Option(
        help: ArgumentHelp(
            "Sort by these fields, '-' before one for the greatest first: 'due,-priority'.", valueName: "fields"))
    var sort: String?

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Also what was dropped, and the kinds.")
    var all = false

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit wants a number from 1 on") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        var request = filter.request(kind: kind)
        request.sort = sort?.split(separator: ",").map { $0.trimmingSpaces } ?? []
        request.limit = limit
        request.includesHidden = all
        let filter = try vault.filter(for: request)
        let entities = try vault.list(filter)
        let total = limit == nil ? entities.count : try vault.count(filter)
        try EntityListing.listing(showsKind: kind == nil, fieldNames: vault.fieldNames()).write(
            entities, options: output, context: context
        ) { meta in
            meta.member("total", total)
            meta.member("limit", limit)
        }
        return .done
    }
}
