import GRDB
import GitStore
import VaultModel

/// Finds the last version of an entity that could be read, for one whose file cannot be read now.
struct LastReadable {
    let database: Database
    let comparer: TreeComparer
    let contents: ContentCache

    /// The content that the entity had last before a place in the stack; nil where there never was one.
    ///
    /// Of an entity that several files are, as two with one id, the one at `path` is asked before the others. `isOwn` says
    /// that the content was found there. Only commits that `isAncestor` counts.
    func content(
        of lineage: Int64, at path: String, before position: Int64,
        isAncestor: (CommitPoint) throws -> Bool = { _ in true }
    ) throws -> (content: EntityContent, isOwn: Bool)? {
        var places: [(tree: ObjectID, path: String)] = []
        try RowStatement(
            database,
            """
            SELECT commits.tree, activities.path, commits.line, commits.position FROM activities
            JOIN commits ON commits.position = activities.position
            WHERE activities.lineage = ? AND activities.position < ? AND action <> 'deleted'
            ORDER BY activities.path = ? DESC, activities.id DESC
            """
        ).bind(lineage).bind(position).bind(path).forEach { row in
            guard let tree = row.objectID(0),
                try isAncestor(CommitPoint(line: row.int(2), position: row.int(3)))
            else { return }
            places.append((tree, row.text(1)))
        }
        for place in places {
            guard let entry = try comparer.entry(at: place.path, in: place.tree), !entry.isSymbolicLink,
                let content = try? contents.content(entry.id), !content.isMalformed
            else { continue }
            return (content, place.path.isExactly(path))
        }
        return nil
    }
}
