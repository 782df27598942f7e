import GRDB
import GitStore
import VaultModel

/// Finds the last version of an entity that could be read, for one whose file cannot be read now.
struct LastReadable {
    let database: Database
    let comparer: TreeComparer

    /// The content that the entity had last before a place in the stack; nil where there never was one.
    func content(of lineage: Int64, before position: Int64, contents: ContentCache) throws -> EntityContent? {
        var places: [(tree: ObjectID, path: String)] = []
        try RowStatement(
            database,
            """
            SELECT commits.tree, activities.path FROM activities
            JOIN commits ON commits.position = activities.position
            WHERE activities.lineage = ? AND activities.position < ?
            ORDER BY activities.id DESC
            """
        ).bind(lineage).bind(position).forEach { row in
            if let tree = row.objectID(0) { places.append((tree, row.text(1))) }
        }
        for place in places {
            guard let entry = try comparer.entry(at: place.path, in: place.tree), !entry.isSymbolicLink,
                let content = try? contents.content(entry.id), !content.isMalformed
            else { continue }
            return content
        }
        return nil
    }
}
