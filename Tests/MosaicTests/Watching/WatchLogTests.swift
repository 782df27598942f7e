import Foundation
import GitStore
import Testing
import VaultEngine

@testable import mosaic

@Suite("The daemon's log")
struct WatchLogTests {
    @Test(
        "says in words what went wrong",
        arguments: [
            (
                .notCommitted(.operationInProgress(.cherryPick)),
                "warning not committed reason=\"a cherry-pick is under way\""
            ),
            (.notCommitted(.gitNotFound), "warning not committed reason=\"git could not be started\""),
            (
                .notCommitted(.gitNotStarted(SystemError(code: EMFILE))),
                "warning not committed reason=\"git could not be started: Too many open files\""
            ),
            (
                .notCommitted(.gitFailed(command: "commit", status: 1, said: "not on a Friday")),
                "warning not committed reason=\"not on a Friday\""
            ),
            (
                .notCommitted(.gitFailed(command: "commit", status: 3, said: "")),
                "warning not committed reason=\"git, or a hook of it, ended with status 3 and said nothing\""
            ),
            (
                .notCommitted(.diskFull(path: "a.md")),
                "warning not committed reason=\"could not write a.md: the disk is full\""
            ),
            (
                .detached,
                "warning not committed: no branch is checked out, and the commit would be lost with the next 'git switch'"
            ),
            (
                .failed(.damagedRepository(.notACommit(name: "HEAD"))),
                "error could not read the repository: HEAD leads to no commit"
            ),
            (
                .failed(.gitFailed(command: "status", status: 128, said: "fatal: index file corrupt")),
                "error could not go on: 'git status' failed: fatal: index file corrupt"
            ),
        ] as [(WatchDaemon.Report, String)])
    func failures(report: WatchDaemon.Report, line: String) {
        let context = CommandContext.test()
        WatchLog(level: .info, context: context).write(report)
        #expect(context.standardError.captured == "2027-01-01T00:00:00Z \(line)\n")
    }
}
