import GitStore
import VaultIndex
import VaultModel

/// Why a commit cannot be taken back. The words are for whoever says so.
package enum UndoObstacle: Hashable, Sendable {
    /// It has several parents.
    case merge
    /// It is the first one.
    case first
    /// A shallow clone is cut off at it, so that nobody knows what was before.
    case cutOff
    /// It changes nothing of the vault.
    case elsewhere
    /// It changes something else than texts at these paths, at least one: a link, a submodule, a mode, a file that a filter of git's
    /// stands before, one whose name is not in UTF-8.
    case beyondText(paths: [String])
    /// Something else is in the places of these files, at least one.
    case inTheWay(paths: [String])
    /// What it did to these files, at least one, has been changed since, so that nobody knows what to keep.
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
    /// - Throws: `VaultError.nothingToUndo`; `VaultError.takenBackByHand`; `VaultError.unknownOperation` for what is no commit of the
    ///   history; `VaultError.operationInProgress` while git waits for a merge, a rebase and the like to go on.
    package func commitToUndo(_ name: String?, agentID: String?) throws -> String {
        try translatingErrors(at: root) {
            let repository = try Repository(opening: location.repository.workTree)
            // What is undone could not be committed, and would become a part of what git makes next.
            if let operation = PendingOperation.inProgress(gitDirectory: location.repository.gitDirectory) {
                throw VaultError.operationInProgress(operation)
            }
            guard let name else { return try lastOwnCommit(repository, agentID: agentID).description }
            if let id = try ask({ try $0.commands.last(ofOperation: name) }) { return id.description }
            guard let id = try? repository.resolve(name), try ask({ try $0.commands.contains(id) }) else {
                throw VaultError.unknownOperation(name)
            }
            return id.description
        }
    }

    private func lastOwnCommit(_ repository: Repository, agentID: String?) throws -> ObjectID {
        let leavesCommits = !settings().commitsChanges
        // The last change may be one that no commit has.
        if leavesCommits, try askIfPossible({ try $0.files.uncommittedPaths() })?.isEmpty == false {
            throw VaultError.nothingToUndo(leavesCommits: true)
        }
        let email = try gitCommand().author()?.email.lowercased()
        let users = try email.map { email in try ask { try $0.people.ids(ofAuthorsWithAddress: email) } } ?? []
        func isOwn(_ commit: CommandCommit) -> Bool {
            guard commit.via != "watch", commit.agent == agentID else { return false }
            return email == nil || commit.email.lowercased() == email || commit.user.map(users.contains) == true
        }
        var takenBack: Set<String> = []
        // Of several commits of one operation, the last one is what it did: earlier versions gave it as well what was kept before it.
        var operations: Set<String> = []
        let portion = 256
        for place in stride(from: 0, to: Int.max, by: portion) {
            let commits = try ask { try $0.commands.newest(from: place, count: portion) }
            for commit in commits {
                let isLast = commit.operation.map { operations.insert($0).inserted } ?? false
                // A rebase keeps the operation, and a commit that is none of a command has no other name than its id.
                if takenBack.contains(commit.operation ?? commit.id.description) { continue }
                if takenBack.contains(commit.id.description) { continue }
                if let target = TakenBack(by: try repository.commit(commit.id)) {
                    takenBack.formUnion([target.commit, target.operation].compactMap(\.self))
                } else if isLast, isOwn(commit), try canUndo(commit.id) {
                    return commit.id
                }
            }
            if commits.count < portion { break }
        }
        throw VaultError.nothingToUndo(leavesCommits: leavesCommits)
    }

    /// False for a commit of which nothing is left to take back, and for one that never had anything of the vault. Before the first
    /// one there is none to be meant.
    ///
    /// - Throws: `VaultError.takenBackByHand` where that is so by what no commit has: a person who takes back their last change means
    ///   that one.
    private func canUndo(_ id: ObjectID) throws -> Bool {
        do {
            let repository = try Repository(opening: location.repository.workTree)
            guard try planUndo(of: id.description).isEmpty else { return true }
            let commit = try repository.commit(id)
            let uncommitted = Set<ExactText>(of: try askIfPossible { try $0.files.uncommittedPaths() } ?? [])
            let steps = try CommitSteps(of: commit, repository, in: index.source).steps
            let paths = steps.flatMap { [$0.before?.path, $0.after?.path].compactMap(\.self) }.uniqued()
                .filter { uncommitted.contains($0) }
            if paths.isEmpty { return false }
            throw VaultError.takenBackByHand(
                commit: id.description, subject: String(commit.subject), paths: paths)
        } catch VaultError.notUndoable(_, _, let obstacle) {
            return ![.merge, .elsewhere].contains(obstacle)
        }
    }

    /// Has the files that a commit changed be again what they were before it. What else was changed in them since stays; a file that
    /// has been moved since is changed where it is now.
    ///
    /// - Parameters:
    ///   - id: as ``commitToUndo(_:agentID:)`` gives it.
    ///   - isLast: whether it is to be the last change, so that a note tells of later ones that no commit has.
    /// - Returns: A plan that is empty where all is as it was before the commit.
    /// - Throws: `VaultError.notUndoable`, and what keeps a file from being read.
    package func planUndo(of id: String, isLast: Bool = false) throws -> ChangePlan {
        try translatingErrors(at: root) {
            let repository = try Repository(opening: location.repository.workTree)
            let commit = try repository.commit(repository.resolve(id))
            func refusal(_ obstacle: UndoObstacle) -> VaultError {
                .notUndoable(commit: id, subject: String(commit.subject), obstacle)
            }
            let done: CommitSteps
            do {
                done = try CommitSteps(of: commit, repository, in: index.source)
            } catch let error as CommitSteps.Refusal {
                throw refusal(error.obstacle)
            }
            let undoing = StepUndoing(vault: self)
            var files: [ChangePlan.FileChange] = []
            var (inTheWay, changedSince): ([String], [String]) = ([], [])
            for step in done.steps {
                switch try undoing.outcome(of: step) {
                case .asBefore: break
                case .change(let change): files.append(change)
                case .inTheWay(let path): inTheWay.append(path)
                case .changedSince(let path): changedSince.append(path)
                }
            }
            if !inTheWay.isEmpty { throw refusal(.inTheWay(paths: inTheWay)) }
            if !changedSince.isEmpty { throw refusal(.changedSince(paths: changedSince)) }
            let isUndo = commit.subject.hasPrefix(ChangePlan.Verb.undo.rawValue)
            let words = [ChangePlan.Verb.undo, .redo].map { $0.rawValue + " " }
            let subject = words.first { commit.subject.hasPrefix($0) }.map { commit.subject.dropFirst($0.count) }
            var plan = ChangePlan(
                files: files, verb: isUndo ? .redo : .undo, object: String(subject ?? commit.subject),
                notes: try notesOnLinks(toRemovedBy: files)
                    + (done.elsewhere.isEmpty ? [] : [.leftElsewhere(done.elsewhere)]))
            plan.takesBack = TakenBack(commit)
            if isLast {
                // What is changed is committed before.
                let changed = Set<ExactText>(of: plan.paths)
                let uncommitted = try (askIfPossible { try $0.files.uncommittedPaths() } ?? [])
                    .filter { !changed.contains($0) }
                if !uncommitted.isEmpty { plan.notes.append(.uncommittedStays(uncommitted.sorted())) }
            }
            return plan
        }
    }

    /// How many links will lead nowhere by what is removed. Those of files that change as well lead where they did before.
    private func notesOnLinks(toRemovedBy files: [ChangePlan.FileChange]) throws -> [ChangeNote] {
        let removed = Set<ExactText>(of: files.filter { $0.result == nil }.flatMap(\.paths))
        let touched = Set<ExactText>(of: files.flatMap(\.paths))
        let links = try removed.sorted().flatMap { path in
            try connections(of: handle(at: path.text)).filter { !touched.contains($0.path) }
        }
        return links.isEmpty ? [] : [.deadLinks(links.count, areToSeveral: removed.count > 1)]
    }
}
