/// What bringing an index up to date did.
package struct IndexSummary: Hashable, Sendable {
    package var commitsAdded = 0
    package var commitsRemoved = 0
    /// Files that were read because they were new or might have changed.
    package var filesRead = 0
    package var filesRemoved = 0
    /// Entities whose text was fed to the full-text index.
    package var textsFed = 0
    /// True where the index was built from nothing.
    package var isRebuild = false
    /// Why an index that was there was not used; nil where it was, or where there was none.
    package var replaced: Replacement?
    /// What could not be read of the vault.
    package var problems: [String] = []

    package enum Replacement: String, Hashable, Sendable {
        case older, damaged, foreign
    }

    /// True where the index was current already.
    package var isUnchanged: Bool { self == IndexSummary() }

    package init() {}
}

/// How far a long update is.
package enum IndexProgress: Hashable, Sendable {
    case scanning
    case history(done: Int, total: Int)
    case files(done: Int, total: Int)
    case links
    case texts(done: Int, total: Int)
}
