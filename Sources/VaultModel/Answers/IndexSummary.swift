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

    /// Why an index is no good.
    package enum Replacement: String, Hashable, Sendable {
        /// It was made by an earlier version.
        case older
        case damaged
    }

    /// True where the index was current already.
    package var isUnchanged: Bool { self == IndexSummary() }

    package init() {}
}

/// How far a long update is.
package enum IndexProgress: Hashable, Sendable {
    /// Another process is bringing the index up to date.
    case waiting
    case history(done: Int, total: Int)
    case files(done: Int, total: Int)
    case links
    case texts(done: Int, total: Int)
}

/// How many there are of what an index holds.
package struct IndexCounts: Hashable, Sendable {
    package var commits: Int
    package var activities: Int
    package var entities: Int
    package var connections: Int
    package var diagnostics: Int

    package init(commits: Int, activities: Int, entities: Int, connections: Int, diagnostics: Int) {
        self.commits = commits
        self.activities = activities
        self.entities = entities
        self.connections = connections
        self.diagnostics = diagnostics
    }
}

/// What a comparison of the index with one built from nothing found.
package struct IndexVerification: Hashable, Sendable {
    /// A row that only one of the two has.
    package struct Difference: Hashable, Sendable {
        package var table: String
        /// The row's values, as SQLite writes them.
        package var row: String
        /// True for a row of the index that a rebuilt one lacks; false for one that the index lacks.
        package var isSurplus: Bool

        package init(table: String, row: String, isSurplus: Bool) {
            self.table = table
            self.row = row
            self.isSurplus = isSurplus
        }
    }

    package var rowsCompared: Int
    /// At most a hundred of each table, by table, in the order of the rows.
    package var differences: [Difference]

    package init(rowsCompared: Int, differences: [Difference]) {
        self.rowsCompared = rowsCompared
        self.differences = differences
    }
}
