/// When a daemon commits what has not been committed: after a time of quiet, and where that cannot be done, again after pauses that
/// grow. All times are in milliseconds, but for the quiet.
struct CommitSchedule {
    /// So many seconds in which nothing happens; nil for no commits at all.
    let quiet: Int?
    /// When something last happened; nil where nothing waits to be committed.
    private var since: UInt64?
    /// What ``since`` was before the commit that is under way began.
    private var sinceBefore: UInt64?
    /// How many commits in a row could not be made.
    private var failures = 0
    /// Before when no other is tried.
    private var nextAttempt: UInt64 = 0

    private static let shortestPause: UInt64 = 1_000
    private static let longestPause: UInt64 = 300_000

    init(quiet: Int?) {
        self.quiet = quiet
    }

    /// When to commit; nil where there is nothing.
    var due: UInt64? {
        guard let quiet, let since else { return nil }
        return max(since + UInt64(quiet) * 1_000, nextAttempt)
    }

    /// Something has happened. What is no work of a person's, such as a commit of theirs, begins no new quiet, and may leave something
    /// to commit.
    mutating func note(isWork: Bool, at now: UInt64) {
        if isWork || since == nil { since = now }
    }

    /// A commit begins; what happens from now on is for the next one.
    mutating func begin() {
        sinceBefore = since
        since = nil
    }

    /// The commit has been made, or there was nothing to make it of.
    mutating func end() { failures = 0 }

    /// Somebody else is at a commit: it is tried again soon.
    mutating func putOff(at now: UInt64) {
        since = since ?? sinceBefore
        nextAttempt = now + Self.shortestPause
    }

    /// The commit could not be made: it is tried again though nothing else may happen, each time after a longer pause.
    mutating func fail(at now: UInt64) {
        since = now
        nextAttempt = now + min(Self.shortestPause << failures, Self.longestPause)
        failures = min(failures + 1, 16)
    }
}
