import ArgumentParser
import VaultModel

/// From when until when, by the clock of the vault that is asked, which is that of its moment.
struct PeriodOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "From this time on: a day, a time, a period ('last week'), or so far back ('7d', '2h').", valueName: "time")
    )
    var since: String?

    @Option(help: ArgumentHelp("Up to and with this time; a day or a period counts whole.", valueName: "time"))
    var until: String?

    /// The first second that counts; since 1970, UTC. Nil for no limit.
    func start(_ clock: QueryClock) throws -> Int64? {
        try since.map { try Self.moment($0, option: "--since", clock).start }
    }

    /// The first second that does not count any more; since 1970, UTC. Nil for no limit.
    func end(_ clock: QueryClock) throws -> Int64? {
        try until.map { try Self.moment($0, option: "--until", clock).end }
    }

    private static func moment(
        _ text: String, option: String, _ clock: QueryClock
    ) throws -> (start: Int64, end: Int64) {
        if let period = QueryDates.seconds(of: text, clock: clock) { return period }
        throw CommandFailure(
            .usage, "\(option) cannot be '\(text)'",
            remedy: "A day ('2026-11-01', 'yesterday', 'monday'), a time ('2026-11-01T09:00'), a period ('last week', "
                + "'2026-11'), or so far back ('7d', '2h').")
    }
}

/// Which part of a feed.
struct PagingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The page, counted from 1.", valueName: "n"))
    var page = 1

    @Option(help: ArgumentHelp("So many on a page; 0 for all. (default: 50)", valueName: "n"))
    var limit: Int?

    func validate() throws {
        guard page > 0, limit ?? 0 >= 0 else { throw ValidationError("--page counts from 1, and --limit from 0") }
    }

    func apply(to filter: inout ActivityFilter) {
        filter.page = page
        if let limit { filter.limit = limit == 0 ? nil : limit }
    }
}
