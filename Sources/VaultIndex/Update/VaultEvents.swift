import GitStore

/// Says when a vault has to be looked at again, and where: file system events, with the rules that say what is part of it.
///
/// Made first, an index brought up to date then, and after that within what ``take()`` gives, is always right. Not to be
/// shared between threads.
package final class VaultEvents {
    /// What happened, and where to look for it.
    package struct Occurrence: Sendable {
        package var scope: WorkTreeScanner.Scope
        /// False where only the rules are others, which a file far from the vault may say: nobody is at work in the vault then.
        package var isWork: Bool
        /// Something was missed.
        package var overflowed: Bool
        /// The vault's folder is not where it was. There will be no more events.
        package var isRootGone: Bool
    }

    private let events: FileEvents
    private let rules: VaultIgnoreRules

    /// - Throws: `FileEventsError` where the vault cannot be watched.
    init(source: IndexSource, rules: VaultIgnoreRules) throws(FileEventsError) {
        self.rules = rules
        events = try FileEvents(
            root: source.root, gitDirectory: source.repository.gitDirectory,
            commonDirectory: source.repository.commonDirectory, ruleFiles: rules.files,
            ignoring: { rules.isExcluded($0, isDirectory: $1) })
    }

    /// Becomes readable when something happened, to be polled together with others.
    package var descriptor: Int32 { events.descriptor }

    package var watchedFolderCount: Int { events.watchedFolderCount }

    /// Whether the system's limit keeps folders from being watched.
    package var isIncomplete: Bool { events.isIncomplete }

    /// What has happened until now, without waiting; nil for nothing that matters.
    package func take() -> Occurrence? {
        let batch = events.take()
        if batch.isEmpty { return nil }
        // What git ignores is part of the vault where git tracks it: what was left out until now may be so no more.
        let areRulesOthers = batch.ignoreRulesChanged || batch.gitChanged && rules.dependOnGitIndex
        let later = areRulesOthers ? refresh() : nil
        var work = batch
        work.ignoreRulesChanged = false
        return Occurrence(
            scope: areRulesOthers || batch.overflowed ? .everything : .directories(batch.folders),
            isWork: !work.isEmpty,
            overflowed: batch.overflowed || later?.overflowed ?? false,
            isRootGone: batch.rootGone || later?.isRootGone ?? false)
    }

    /// Watches what is part of the vault by the rules as they are now. Everything is to be looked at then.
    @discardableResult
    package func refresh() -> Occurrence {
        rules.forget()
        let batch = events.refresh()
        return Occurrence(
            scope: .everything, isWork: false, overflowed: batch.overflowed, isRootGone: batch.rootGone)
    }

    /// Gives up what is large and can be read again.
    package func releaseMemory() { rules.releaseMemory() }
}

/// The rules that say what is part of a vault, as they were when they were first asked since ``forget()``.
final class VaultIgnoreRules {
    private let observer: VaultObserver
    private var rules: LazyIgnoreRules
    /// Whether an answer hung on what git's index tracks.
    private(set) var dependOnGitIndex = false

    init(observer: VaultObserver) {
        self.observer = observer
        rules = observer.ignoreRules()
    }

    /// The files outside of the vault's folder that rules come from.
    var files: [String] { (try? rules.sources())?.filesOutsideVault ?? [] }

    func isExcluded(_ path: String, isDirectory: Bool) -> Bool {
        let exclusion = rules.exclusion(of: path, isDirectory: isDirectory)
        if exclusion.isGitIgnored { dependOnGitIndex = true }
        return exclusion.isExcluded
    }

    func releaseMemory() { rules.releaseMemory() }

    /// Has the rules read anew when they are next asked.
    func forget() {
        rules = observer.ignoreRules()
        dependOnGitIndex = false
    }
}

extension VaultObserver {
    fileprivate func ignoreRules() -> LazyIgnoreRules {
        LazyIgnoreRules(source: source, surroundings: surroundings, repository: LazyRepository(source.repository))
    }
}
