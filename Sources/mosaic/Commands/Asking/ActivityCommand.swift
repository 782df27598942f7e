import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic activity`: what happened, the newest first.
struct ActivityCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "activity", abstract: "Shows what happened, the newest first.",
        discussion: """
            Read from the commit log, back to the first commit; what is not committed yet comes first. Times can be days \
            ('2026-11-01', 'yesterday', 'monday'), times ('2026-11-01T09:00'), periods ('last week', '2026-11'), or so far back \
            ('7d', '2w', '3m', '1y'). Of what --where finds, also what was dropped counts.

              mosaic activity --kind task --action completed --since 7d
              mosaic activity --where 'tasks project:quiet-study'
              mosaic activity --user ann --limit 0 --jsonl
              mosaic activity --follow
            """)

    @Option(
        help: ArgumentHelp("Of entities of this kind; may be several.", valueName: "kind"), completion: Completion.kinds
    )
    var kind: [String] = []

    @Option(
        help: ArgumentHelp(
            "Of this action ('completed'), or event ('task.completed'); may be several.", valueName: "action"))
    var action: [String] = []

    @Option(
        help: ArgumentHelp(
            "By this user: a reference, or a pseudonym as the feed shows it; may be several.", valueName: "ref"),
        completion: Completion.users)
    var user: [String] = []

    @Option(
        help: ArgumentHelp(
            "By this agent: a reference, or a name that signed commits; may be several.", valueName: "ref"),
        completion: Completion.agents)
    var agent: [String] = []

    @Option(
        help: ArgumentHelp(
            "In this session of an agent: a reference, a name that signed commits, or its beginning: 's-2026*'; may be several.",
            valueName: "ref"), completion: Completion.sessions)
    var session: [String] = []

    @Option(
        help: ArgumentHelp("Of this entity, which may be gone; may be several.", valueName: "ref"),
        completion: Completion.reference)
    var entity: [String] = []

    @Flag(name: [.customShort("f"), .long], help: "Go on, and show what happens as the vault's daemon sees it.")
    var follow = false

    @OptionGroup var choice: WhereOptions
    @OptionGroup var period: PeriodOptions
    @OptionGroup var paging: PagingOptions
    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if follow {
            guard vault.at == nil else { throw ValidationError("--follow goes on from now, and not from --at") }
            guard paging.page == 1 else {
                throw ValidationError("--follow has no pages; --limit says how many come first")
            }
            guard output.form != .json else {
                throw ValidationError("--follow writes no one JSON object; --jsonl writes one a line")
            }
        }
        try FilterOptions.check(lists: ["--kind": kind, "--action": action])
        for (name, references) in [("--user", user), ("--agent", agent), ("--session", session), ("--entity", entity)] {
            for reference in references { try FilterOptions.check(references: [name: reference]) }
        }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        ActivityListing.fieldNames
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let (vault, entities) = try choice.open(vault, in: context)
        var request = ActivityRequest()
        request.kinds = FilterOptions.parts(kind)
        request.actions = FilterOptions.parts(action)
        request.users = user
        request.agents = agent
        request.sessions = session
        request.entities = entity.map { vault.reference(typed: $0) }
        request.since = try period.start(vault.surroundings.clock)
        request.until = try period.end(vault.surroundings.clock)
        var filter = try vault.filter(for: request)
        paging.apply(to: &filter)
        let query = try entities.map { try vault.historyQuery($0) }
        if follow { return try follow(ActivityFollower(vault: vault, filter: filter, query: query), vault, context) }
        let page = try vault.activities(filter, where: query)
        try ActivityListing(users: vault.userTitles(), dates: context.dates)
            .write(page, options: output, context: context)
        try vault.noteIncompleteHistory(in: context)
        return .done
    }

    /// Shows the last activities, a few or as many as are asked for, and then each as it comes, until the daemon stops.
    private func follow(
        _ follower: ActivityFollower, _ vault: Vault, _ context: CommandContext
    ) throws -> ExitStatus {
        var listing = ActivityListing(users: try vault.userTitles(), dates: context.dates)
        let count = paging.limit ?? Self.linesBefore
        try listing.writeLines(follower.latest(count == 0 ? nil : count), options: output, context: context)
        while let activities = try follower.next() {
            listing.users = try vault.userTitles()
            try listing.writeLines(activities, options: output, context: context)
        }
        context.note("the daemon has stopped")
        return .done
    }

    private static let linesBefore = 10
}
