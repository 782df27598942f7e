/// An operation of git that has begun in a work tree and waits to be finished or aborted.
package enum PendingOperation: String, Hashable, Sendable, CaseIterable {
    case merge
    case rebase
    case cherryPick
    case revert
    case applyMailbox
    case bisect

    /// What is under way in the work tree whose own git folder this is; nil for nothing. Looks at files only.
    package static func inProgress(gitDirectory: String) -> PendingOperation? {
        // A rebase can stop in the midst of a merge or a cherry-pick of its own: it is asked about first.
        if FileReading.exists(gitDirectory + "/rebase-merge") { return .rebase }
        if FileReading.exists(gitDirectory + "/rebase-apply") {
            return FileReading.exists(gitDirectory + "/rebase-apply/applying") ? .applyMailbox : .rebase
        }
        if FileReading.exists(gitDirectory + "/MERGE_HEAD") { return .merge }
        if FileReading.exists(gitDirectory + "/CHERRY_PICK_HEAD") { return .cherryPick }
        if FileReading.exists(gitDirectory + "/REVERT_HEAD") { return .revert }
        if FileReading.exists(gitDirectory + "/sequencer") { return .cherryPick }
        if FileReading.exists(gitDirectory + "/BISECT_LOG") { return .bisect }
        return nil
    }
}
