import GRDB
import GitStore
import VaultModel

/// The history of a repository's Markdown files, read whole into memory.
package final class HistoryIndex {
    private let queue: DatabaseQueue

    /// Reads every commit that `HEAD` reaches in the repository that `path` is in.
    ///
    /// - Throws: `GitStoreError` where there is no repository, or where one of its commits or trees cannot be read.
    package init(discovering path: String) throws {
        let repository = try Repository(discovering: path)
        queue = try DatabaseQueue()
        try queue.write { database in
            try database.execute(sql: IndexSchema.tables)
            if let head = try repository.head().commit {
                let order = try CommitOrder(
                    head: head, repository: repository, spinePosition: { _ in nil }, position: { _ in nil })
                let stack = try HistoryStack(
                    database: database, repository: repository, contents: ContentCache(repository: repository),
                    prefix: "", includes: { _ in true })
                for commit in order.added { try stack.push(commit.id, isSpine: commit.isSpine) }
            }
            try database.execute(sql: IndexSchema.indexes)
        }
    }

    /// One page of what happened, the newest first.
    package func activities(_ filter: ActivityFilter) throws -> ActivityPage {
        try queue.read { try ActivityQueries(database: $0).page(filter) }
    }
}
