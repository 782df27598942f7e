import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic count [KIND] [QUERY…]`: how many there are.
struct CountCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Counts entities.",
        discussion: """
            The same words as for 'mosaic list'. With --by, how many there are of each value; what has several values of a field \
            counts for each of them. What a field names is counted by its title, and 'created' and 'updated' by their days.

              mosaic count tasks status:open
              mosaic count tasks --by status,priority
            """)

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @Option(
        help: ArgumentHelp("By the values of these fields: 'domain', 'type,status'.", valueName: "fields"),
        completion: Completion.countedFields)
    var by: String?

    @Flag(help: "Also what was dropped, and the kinds.")
    var all = false

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var writing: PathlessOutputOptions

    private var output: OutputOptions { writing.output }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        listing(typed.option("--by").map(names(in:)) ?? []).names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        var (vault, request) = try vault.open(asking: query, in: context)
        request.includesHidden = all
        let resolved = try vault.query(for: request)
        let total = try vault.countWithinLimit(resolved)
        try context.noteLikelyTerms(in: resolved, of: vault, hasFound: total > 0)
        guard let by else {
            if output.form == .table {
                context.standardOutput.write("\(total)\n")
                return .done
            }
            try Self.listing([]).write([QueryTally(values: [], count: total)], options: output, context: context) {
                $0.member("total", total)
            }
            return .done
        }
        let names = Self.names(in: by)
        let tallies = try vault.tally(resolved, by: names.joined(separator: ","))
        try Self.listing(names).write(tallies, options: output, context: context) { $0.member("total", total) }
        return .done
    }

    /// Each name once.
    private static func names(in list: String) -> [String] {
        var seen: Set<String> = []
        return list.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingSpaces)
            .filter { seen.insert($0).inserted }
    }

    private static func listing(_ names: [String]) -> Listing<QueryTally> {
        let values = names.enumerated().map { place, name in
            Listing<QueryTally>.Field(
                name, column: .init(header: name.uppercased(), isFlexible: true),
                value: { $0.values[place] ?? .null }
            ) { $0.values[place]?.text ?? "" }
        }
        let count = Listing<QueryTally>.Field(
            "count", column: .init(header: "COUNT", alignsRight: true), value: { .integer(Int64($0.count)) }
        ) { String($0.count) }
        return Listing(fields: [count] + values, path: nil, emptyMessage: "Nothing matches.") {
            tally, writer in
            writer.object { writer in
                for (name, value) in zip(names, tally.values) {
                    writer.key(name)
                    writer.value(value ?? .null)
                }
                writer.member("count", tally.count)
            }
        }
    }
}
