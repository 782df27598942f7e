import VaultIndex
import VaultModel

/// What the history is going to tell of a change that a plan makes.
package struct PlannedActivity: Sendable {
    /// The entity as the change leaves it; as it was, where its file is removed.
    package var entity: Entity
    package var draft: ActivityDraft
}

extension Vault {
    /// What the history is going to tell of a plan once it is carried out, in the order of its files.
    package func activities(of plan: ChangePlan) throws -> [PlannedActivity] {
        let schema = try schema()
        func version(_ path: String, _ bytes: [UInt8]) throws -> VersionChange.Version {
            let content = EntityContent(Document(bytes: bytes))
            return VersionChange.Version(entity: try entity(content, at: path), content: content)
        }
        var changes = try plan.files.flatMap { file -> [VersionChange] in
            switch file {
            case .create(let path, let bytes, _): [try creation(of: version(path, bytes))]
            case .replace(let path, let old, let new):
                try self.changes(from: version(path, old), to: version(path, new))
            case .move(let path, let to, let old, let new):
                try self.changes(from: version(path, old), to: version(to, new))
            case .remove(let path, let old): [VersionChange(before: [try version(path, old)], after: nil)]
            }
        }
        // Who follows a name to the new one links to nothing new.
        let renamed = RenamedNames(
            of: changes.compactMap { change in
                guard let before = change.before.first?.entity, let after = change.after?.entity,
                    !before.isNamed(like: after)
                else { return nil }
                return ([before], after)
            })
        for place in changes.indices { changes[place].renamed = renamed }
        return changes.flatMap { change in
            let entity = (change.after ?? change.before.first)?.entity
            return change.activities(schema: schema).compactMap { draft in
                entity.map { PlannedActivity(entity: $0, draft: draft) }
            }
        }
    }

    /// What one version of a file becomes by another: where its id changes, one entity ends and another begins.
    private func changes(
        from old: VersionChange.Version, to new: VersionChange.Version
    ) throws -> [VersionChange] {
        guard let id = old.content.identifier, id != new.content.identifier, !new.content.isMalformed else {
            return [VersionChange(before: [old], after: new)]
        }
        let goesOn = try !paths(ofID: id, but: old.entity.path).isEmpty
        return [VersionChange(before: [old], after: nil, goesOn: goesOn), try creation(of: new)]
    }

    /// A version of what is not there: of what is new, or of what was there once and is back.
    private func creation(of version: VersionChange.Version) throws -> VersionChange {
        let identifier = version.entity.identifier
        let former = try askIfPossible { try $0.lineages.gone(identifier) } ?? []
        return VersionChange(
            before: [], after: version, isRestored: former.contains { $0.id.isExactly(identifier) })
    }
}

extension Entity {
    /// True where another version has all that it is called by.
    fileprivate func isNamed(like other: Entity) -> Bool {
        path.isExactly(other.path) && title.isExactly(other.title) && aliases == other.aliases
            && explicitIdentifier == other.explicitIdentifier
    }
}

extension JSONWriter {
    /// Writes what an activity has that is not carried out yet: all but its id, its time and its origin.
    package mutating func value(_ activity: PlannedActivity) {
        object { writer in
            writer.members(
                of: activity.draft.action, kind: activity.entity.kind, id: activity.entity.identifier,
                title: activity.entity.title, path: activity.entity.path)
            writer.member("details") { $0.details(activity.draft.changes, activity.draft.body) }
        }
    }
}
