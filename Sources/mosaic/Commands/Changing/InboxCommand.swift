import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic inbox [QUERY…]`: captured ideas, to be decided about.
struct InboxCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Goes through captured ideas, one by one: keep, promote, archive, discard, skip.",
        discussion: """
            On a terminal each idea is shown, the oldest first, and a letter and the return key decide; '?' says what each does. Each decision is a commit. An \
            idea that changed while you looked at it is shown again. Into a pipe, with --list, --at or --stale, the ideas are listed.

              mosaic inbox
              mosaic inbox domain:garden --list
            """)

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @Flag(help: "List the ideas, and ask nothing.")
    var list = false

    @Flag(help: "Leave the commits to you.")
    var noCommit = false

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        words.listedFieldNames(typed)
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let (vault, request) = try vault.open(asking: query, in: context)
        let query = try vault.inboxQuery(request)
        let ideas = try vault.list(query)
        let isAsked = output.form == .table && context.terminal.isInput && context.terminal.isOutput
        guard isAsked, !list, vault.moment == nil, !self.vault.acceptsStale else {
            let total = output.form == .json ? try vault.total(of: query, listed: ideas.count) : 0
            let facts = try output.facts(of: query, in: vault, context)
            try EntityListing.listing(showsKind: false, facts).write(
                ideas, options: output, context: context
            ) { meta in
                meta.member("total", total)
                meta.member("limit", query.query.limit)
            }
            return .done
        }
        let dialogue = InboxDialogue(
            vault: vault, context: context, style: output.colors.style(in: context), commits: noCommit ? false : nil)
        try dialogue.goThrough(ideas)
        return .done
    }
}
