import GitStore
import VaultIndex
import VaultModel

/// Why a commit cannot be taken back. The words are for whoever says so.
package enum UndoObstacle: Hashable, Sendable {
    /// It has several parents.
    case merge
    /// It is the first one, or the history is cut off at it, so that nobody knows what was before.
    case first
    /// It changes nothing of the vault.
    case elsewhere
    /// It changes a file that has no name in UTF-8; the path, repaired.
    case unnamedFile(path: String)
    /// What it did to the files at these paths has been changed since, so that nobody knows what to keep; at least one.
    case changedSince(paths: [String])
}

/// Taking back what a command did: files become again what they were before a commit, and what was changed in them since stays.
extension Vault {
    /// The commit that a person wants to take back.
    ///
    /// - Parameters:
    ///   - name: the id of an operation, or a revision as git knows it; nil for the last change that a command made for the person,
    ///     or for the agent, and that is not taken back already. What takes another back is none of those.
    ///   - agentID: the agent that asks; nil for a person.
    /// - Returns: Its full id.
    /// - Throws: `VaultError.nothingToUndo`; `VaultError.unknownOperation` for what is no commit of the history.
    package func commitToUndo(_ name: String?, agentID: String?) throws -> String {
        try translatingErrors(at: root) {
            let repository = try Repository(opening: location.repository.workTree)
            guard let name else { return try lastOwnCommit(repository, agentID: agentID).description }
            if let id = try ask({ try $0.lastCommit(ofOperation: name) }) { return id.description }
            guard let id = try? repository.resolve(name), try ask({ try $0.hasCommit(id) }) else {
                throw VaultError.unknownOperation(name)
            }
            return id.description
        }
    }

    private func lastOwnCommit(_ repository: Repository, agentID: String?) throws -> ObjectID {
        let email = try gitCommand().author()?.email.lowercased()
        var takenBack: Set<ObjectID> = []
        // Of several commits of one operation, the last one is what it did: those before keep what it was about to remove.
        var operations: Set<String> = []
        let portion = 256
        for place in stride(from: 0, to: Int.max, by: portion) {
            let commits = try ask { try $0.commandCommits(from: place, count: portion) }
            for commit in commits {
                let isLast = commit.operation.map { operations.insert($0).inserted } ?? false
                if takenBack.contains(commit.id) { continue }
                let stored = try repository.commit(commit.id)
                if let target = TakenBack.commit(by: stored.message) {
                    takenBack.insert(target)
                    continue
                }
                let isOwn = commit.via != "watch" && commit.agent == agentID && stored.parents.count == 1
                if isLast, isOwn, email == nil || commit.email.lowercased() == email { return commit.id }
            }
            if commits.count < portion { break }
        }
        throw VaultError.nothingToUndo
    }

    /// Has the files that a commit changed be again what they were before it. What else was changed in them since stays; a file that
    /// has been moved since is changed where it is now. Symbolic links and submodules stay as they are, and so do modes.
    ///
    /// - Parameter id: as ``commitToUndo(_:agentID:)`` gives it.
    /// - Returns: A plan that is empty where all is as it was before the commit.
    /// - Throws: `VaultError.notUndoable`, and what keeps a file from being read.
    package func planUndo(of id: String) throws -> ChangePlan {
        try translatingErrors(at: root) {
            let repository = try Repository(opening: location.repository.workTree)
            let commit = try repository.commit(repository.resolve(id))
            let steps = try FileStep.steps(of: commit, repository, prefix: index.source.prefix)
            let undoing = StepUndoing(vault: self)
            var files: [ChangePlan.FileChange] = []
            var changed: [String] = []
            for step in steps {
                switch try undoing.outcome(of: step) {
                case .asBefore: break
                case .change(let change): files.append(change)
                case .changedSince(let path): changed.append(path)
                }
            }
            if !changed.isEmpty {
                throw VaultError.notUndoable(commit: id, subject: String(commit.subject), .changedSince(paths: changed))
            }
            let isUndo = commit.subject.hasPrefix(ChangePlan.Verb.undo.rawValue)
            let words = [ChangePlan.Verb.undo, .redo].map { $0.rawValue + " " }
            let done = words.first { commit.subject.hasPrefix($0) }.map { commit.subject.dropFirst($0.count) }
            var plan = ChangePlan(
                files: files, verb: isUndo ? .redo : .undo, object: String(done ?? commit.subject),
                notes: try notesOnLinks(toRemovedBy: files))
            plan.takesBack = id
            return plan
        }
    }

    /// How many links will lead nowhere by what is removed.
    private func notesOnLinks(toRemovedBy files: [ChangePlan.FileChange]) throws -> [ChangeNote] {
        let removed = Set<ExactText>(of: files.filter { $0.result == nil }.flatMap(\.paths))
        let links = try removed.sorted().flatMap { path in
            try connections(of: handle(at: path.text)).filter { !removed.contains($0.path) }
        }
        return links.isEmpty ? [] : [.deadLinks(links.count, areToSeveral: removed.count > 1)]
    }
}
