/// When to update after events: once it has been quiet for a while, or once the first has waited long enough. All times are in
/// milliseconds.
struct UpdatePace {
    private static let shortestQuiet: UInt64 = 5
    private static let longestQuiet: UInt64 = 200
    private static let longestWait: UInt64 = 1_000

    private var quiet = shortestQuiet

    /// After long updates it waits longer for quiet, so that a burst does not become a chain of them.
    mutating func note(duration: UInt64) {
        quiet = min(max(duration / 2, Self.shortestQuiet), Self.longestQuiet)
    }

    func moment(since first: UInt64, last: UInt64) -> UInt64 { min(last + quiet, first + Self.longestWait) }

    func isDue(since first: UInt64, last: UInt64, now: UInt64) -> Bool { now >= moment(since: first, last: last) }
}
