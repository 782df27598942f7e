/// What the exit code of `mosaic` says. Scripts rely on it: a value never changes its meaning.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    /// The answer is no: a check found something, there is nothing by that name, nobody watches, what was changed is written and
    /// could not be committed.
    case negative = 1
    /// Wrong usage or query.
    case usage = 2
    /// A reference that several things answer to.
    case ambiguous = 3
    case conflict = 4
    /// Another process holds what is needed.
    case busy = 5
    /// A fault in Mosaic itself, or of the system beneath it, such as a full disk.
    case fault = 70
    /// The person has interrupted it, as programs end that Ctrl-C ends.
    case interrupted = 130
}
