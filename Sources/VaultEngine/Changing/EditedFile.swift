import GitStore
import VaultModel

/// A file that a person has in an editor, as it was when they got it. An editor writes back all of it, whoever else changed the file
/// meanwhile.
package struct EditedFile {
    package var entity: EntityHandle
    /// What it held.
    package var bytes: [UInt8]
    /// The last commit then; nil where there was none.
    fileprivate var head: ObjectID?
    /// What that had at its path; nil for nothing.
    fileprivate var committed: [UInt8]?
}

extension Vault {
    /// What an entity's file holds before a person has it in an editor.
    ///
    /// - Throws: `VaultError` where it cannot be read.
    package func editedFile(of entity: EntityHandle) throws -> EditedFile {
        let head = location.repository.head()?.commit
        return EditedFile(
            entity: entity, bytes: try contents(of: entity.path), head: head,
            committed: try head.flatMap { try index.contents(of: entity.path, at: $0) })
    }

    /// What a person has made of a file in an editor, as ``planOfEdit(of:from:)`` has it. What somebody else committed to it meanwhile is
    /// merged with that, and written.
    ///
    /// - Throws: What ``planOfEdit(of:from:)`` throws; `VaultError.movedDuringEdit` where the last commit has the file no more, and
    ///   `VaultError.changedDuringEdit` where both cannot be merged: then what the person wrote stays, and is not committed.
    package func planOfEdit(of file: EditedFile) throws -> ChangePlan? {
        let path = file.entity.path
        try checkAfterEditor(path)
        guard let theirs = try committedMeanwhile(to: file) else {
            return try planOfEdit(of: file.entity, from: file.bytes)
        }
        let ours = try contents(of: path)
        if LineEnds.areEqual(ours, theirs) { return nil }
        guard let merged = try FileMerge.merge(base: file.bytes, ours: ours, theirs: theirs) else {
            throw VaultError.changedDuringEdit(path: path)
        }
        if merged != ours {
            try writeFiles(
                of: ChangePlan(files: [.replace(path: path, old: ours, new: merged)], verb: .edit, object: path))
        }
        try refresh()
        var plan = try planOfEdit(of: handle(at: path), from: theirs)
        plan?.notes.insert(.mergedWithOthers(path: path), at: 0)
        return plan
    }

    /// What the last commit has of a file that somebody changed while a person had it in an editor; nil where nobody did. What the daemon
    /// committed meanwhile is what the person saved.
    private func committedMeanwhile(to file: EditedFile) throws -> [UInt8]? {
        let path = file.entity.path
        let head = location.repository.head()?.commit
        guard head != file.head else { return nil }
        let now = try head.flatMap { try index.contents(of: path, at: $0) }
        guard now != file.committed, try isChangedByOthers(path, from: file.head, to: head) else { return nil }
        guard let now else { throw VaultError.movedDuringEdit(path: path) }
        return LineEnds.areEqual(now, file.bytes) ? nil : now
    }

    /// So many commits are looked through; behind more of them, somebody is taken to have changed the file.
    private static let mostCommitsOfEdit = 256

    /// Whether a commit that is none of the daemon's changed a file between two commits, by the first parents.
    private func isChangedByOthers(_ path: String, from first: ObjectID?, to last: ObjectID?) throws -> Bool {
        let repository = try Repository(opening: location.repository.workTree)
        var place = last
        for _ in 0..<Self.mostCommitsOfEdit {
            guard let id = place, id != first else { return place != first }
            let commit = try repository.commit(id)
            let before = try commit.parents.first.flatMap { try index.contents(of: path, at: $0) }
            let isOfDaemon = commit.trailers.values(named: "Mosaic-Via").first == "watch"
            if !isOfDaemon, try index.contents(of: path, at: id) != before { return true }
            place = commit.parents.first
        }
        return true
    }
}
