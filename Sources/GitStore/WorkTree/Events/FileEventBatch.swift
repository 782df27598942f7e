/// What happened to a vault since it was last asked: where to look again. The truth is what is found there.
package struct FileEventBatch: Hashable, Sendable {
    /// The folders, relative to the vault's root (`""` for the root), whose names or files may have changed. A folder that
    /// is new or was renamed is among them with every folder below it; of one that is gone, the folder that held it is.
    package var folders: Set<String> = []
    /// HEAD, a ref, the index, the list of work trees, or an operation such as a merge or a rebase that waits to be ended.
    package var gitChanged = false
    /// A file of ignore rules, so that ``FileEvents/refresh()`` is due.
    package var ignoreRulesChanged = false
    /// `.mosaic/config.yaml` or `.mailmap`.
    package var settingsChanged = false
    /// Something was missed: everything is to be looked at.
    package var overflowed = false
    /// The vault's folder is not where it was. There will be no more events.
    package var rootGone = false

    package init() {}

    /// True where nothing happened.
    package var isEmpty: Bool { self == FileEventBatch() }

    mutating func add(_ effect: EventEffect) {
        if effect.contains(.git) { gitChanged = true }
        if effect.contains(.ignoreRules) { ignoreRulesChanged = true }
        if effect.contains(.settings) { settingsChanged = true }
    }
}

/// Why there can be no events.
package enum FileEventsError: Error, Hashable, Sendable {
    /// The system gives none, or no more of them to this user.
    case unavailable(SystemError)
    /// The folder cannot be watched.
    case unwatchable(String, SystemError)
}
