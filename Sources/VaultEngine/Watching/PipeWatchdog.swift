import Dispatch
import GitStore

/// Keeps a daemon from waiting for ever at a pipe. What is not a file is refused before libgit2 or git opens it, but a pipe can
/// take a file's place between the two, and neither can be told not to wait there.
struct PipeWatchdog: Sendable {
    let location: RepositoryLocation

    /// Does something, and frees it from a pipe of the repository at which it waits.
    func watch<Outcome>(_ work: () throws -> Outcome) rethrows -> Outcome {
        let timer = DispatchSource.makeTimerSource()
        timer.schedule(deadline: .now() + .seconds(1), repeating: .seconds(5))
        timer.setEventHandler { [location] in location.freeReaders() }
        timer.activate()
        defer { timer.cancel() }
        return try work()
    }
}
