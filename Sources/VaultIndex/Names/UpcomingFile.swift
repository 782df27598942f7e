import VaultModel

/// A file as a change that is still a plan will leave it.
package struct UpcomingFile: Sendable {
    /// Stands for its row, where it may have none yet: no row has this number.
    static let row: Int64 = 0

    /// The entity that it will be.
    package var entity: Entity
    /// The path that it has now, if it is there.
    package var formerPath: String

    package init(entity: Entity, formerPath: String) {
        self.entity = entity
        self.formerPath = formerPath
    }

    /// Puts the names that the file will have in the place of those that it has, as far as they have a key.
    func replaceNames(withKey key: String, in candidates: inout [LinkCandidate]) {
        candidates.removeAll { $0.exactPath.isExactly(formerPath) }
        candidates += EntityName.all(of: entity).filter { $0.key == key }.map { name in
            LinkCandidate(file: Self.row, rank: name.rank, name: name.name, path: entity.path, kind: entity.kind)
        }
    }
}
