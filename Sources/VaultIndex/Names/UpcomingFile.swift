import VaultModel

/// A file as a change that is still a plan will leave it.
package struct UpcomingFile: Sendable {
    /// The entity that it will be.
    package var entity: Entity
    /// The path that it has now, if it is there.
    package var formerPath: String

    package init(entity: Entity, formerPath: String) {
        self.entity = entity
        self.formerPath = formerPath
    }

    /// The names that the file will have, as far as they have a key. `row` stands for its row, where it may have none yet.
    func names(withKey key: String, row: Int64) -> [LinkCandidate] {
        EntityName.all(of: entity).filter { $0.key == key }.map { name in
            LinkCandidate(file: row, rank: name.rank, name: name.name, path: entity.path, kind: entity.kind)
        }
    }
}
