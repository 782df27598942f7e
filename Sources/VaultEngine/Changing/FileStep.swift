import GitStore
import VaultModel

/// What a commit did to one file of a vault.
struct FileStep {
    struct Side {
        /// Relative to the vault.
        var path: String
        var bytes: [UInt8]
        /// The id that its front matter states.
        var identifier: String? { EntityContent(Document(bytes: bytes)).identifier }
    }

    /// Nil for a file that the commit added.
    var before: Side?
    /// Nil for a file that it removed.
    var after: Side?

    /// What a commit did to the files of a vault, by path; one that it moved is one step where it is as it was, or has an id.
    ///
    /// - Throws: `VaultError.notUndoable`; `GitStoreError` where an object cannot be read.
    static func steps(of commit: Commit, _ repository: Repository, prefix: String) throws -> [FileStep] {
        func refusal(_ obstacle: UndoObstacle) -> VaultError {
            .notUndoable(commit: commit.id.description, subject: String(commit.subject), obstacle)
        }
        guard let parent = commit.parents.first else { throw refusal(.first) }
        if commit.parents.count > 1 { throw refusal(.merge) }
        let changes = try TreeComparer(repository: repository, prefix: prefix)
            .changes(from: [repository.commitNode(parent).tree], to: commit.tree)
        if changes.isEmpty { throw refusal(.elsewhere) }
        func side(_ entry: TreeEntry?, _ path: String) throws -> Side? {
            try entry.map { Side(path: path, bytes: try repository.blob($0.id)) }
        }
        let steps = try changes.map { change in
            if change.isPathRepaired { throw refusal(.unnamedFile(path: change.path)) }
            let old = change.old.first ?? nil
            return FileStep(before: try side(old, change.path), after: try side(change.new, change.path))
        }
        return joiningMoves(steps)
    }

    private static func joiningMoves(_ steps: [FileStep]) -> [FileStep] {
        var added = steps.filter { $0.before == nil }
        var result: [FileStep] = []
        for step in steps where step.before != nil {
            var step = step
            if step.after == nil, let place = added.firstIndex(where: { isSame(step.before, $0.after) }) {
                step.after = added.remove(at: place).after
            }
            result.append(step)
        }
        return result + added
    }

    private static func isSame(_ old: Side?, _ new: Side?) -> Bool {
        guard let old, let new else { return false }
        return old.bytes == new.bytes || old.identifier.map { new.identifier?.isExactly($0) == true } ?? false
    }
}
