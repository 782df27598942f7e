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

/// What a commit did to one file of a vault.
private struct FileStep {
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

/// Takes back what was done to files, as they are now.
private struct StepUndoing {
    enum Outcome {
        case change(ChangePlan.FileChange)
        /// The file is as it was before.
        case asBefore
        /// The file, by the path that the commit has for it, is neither as the commit left it nor in a way that tells what to keep.
        case changedSince(path: String)
    }

    let vault: Vault

    func outcome(of step: FileStep) throws -> Outcome {
        switch (step.before, step.after) {
        case (let before?, let after?): try outcome(ofChanging: before, into: after)
        case (let before?, nil): try outcome(ofRemoving: before)
        case (nil, let after?): try outcome(ofAdding: after)
        case (nil, nil): .asBefore
        }
    }

    private func outcome(ofChanging before: FileStep.Side, into after: FileStep.Side) throws -> Outcome {
        guard let (path, now) = try present(of: after) else {
            // By hand, perhaps.
            let former = try present(at: before.path)
            return former.map { LineEnds.unified($0) == LineEnds.unified(before.bytes) } == true
                ? .asBefore : .changedSince(path: after.path)
        }
        let isMoved = !before.path.isExactly(after.path)
        let isMovedOn = !path.isExactly(after.path)
        if isMoved, isMovedOn || vault.fileExists(before.path) { return .changedSince(path: after.path) }
        guard let bytes = try LineEnds.keeping(now, { try merged(after: after.bytes, now: $0, before: before.bytes) })
        else { return .changedSince(path: after.path) }
        if isMoved { return .change(.move(path: path, to: before.path, old: now, new: bytes)) }
        return bytes == now ? .asBefore : .change(.replace(path: path, old: now, new: bytes))
    }

    private func outcome(ofRemoving before: FileStep.Side) throws -> Outcome {
        if let now = try present(at: before.path) {
            return LineEnds.unified(now) == LineEnds.unified(before.bytes)
                ? .asBefore : .changedSince(path: before.path)
        }
        let isElsewhere = try before.identifier.map { try !vault.paths(ofID: $0, but: before.path).isEmpty } ?? false
        return isElsewhere
            ? .changedSince(path: before.path) : .change(.create(path: before.path, bytes: before.bytes))
    }

    private func outcome(ofAdding after: FileStep.Side) throws -> Outcome {
        guard let (path, now) = try present(of: after) else { return .asBefore }
        return path.isExactly(after.path) && LineEnds.unified(now) == LineEnds.unified(after.bytes)
            ? .change(.remove(path: path, old: now)) : .changedSince(path: after.path)
    }

    private func merged(after: [UInt8], now: [UInt8], before: [UInt8]) throws -> [UInt8]? {
        if now == after { return before }
        return now == before ? before : try LineMerge.merge(base: after, now, before)
    }

    /// Where the file that a commit left is now, and what it holds: at its path, or where its id is.
    private func present(of after: FileStep.Side) throws -> (path: String, bytes: [UInt8])? {
        if let now = try present(at: after.path) { return (after.path, now) }
        let paths = try after.identifier.map { try vault.paths(ofID: $0, but: after.path) } ?? []
        return try paths.count == 1 ? present(at: paths[0]).map { (paths[0], $0) } : nil
    }

    private func present(at path: String) throws -> [UInt8]? {
        do {
            return try vault.contents(of: path)
        } catch VaultError.fileSystem(_, .notThere) {
            return nil
        }
    }
}

/// Line ends, which git may have converted between a commit and the work tree.
private enum LineEnds {
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    /// The bytes without the carriage returns before line feeds.
    static func unified(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(carriageReturn) else { return bytes }
        return bytes.indices.filter { place in
            let next = place + 1
            return bytes[place] != carriageReturn || next == bytes.count || bytes[next] != lineFeed
        }.map { bytes[$0] }
    }

    /// What is made of bytes, as they are where that can be, else without carriage returns, which the result gets in their place.
    static func keeping(_ bytes: [UInt8], _ make: ([UInt8]) throws -> [UInt8]?) rethrows -> [UInt8]? {
        if let made = try make(bytes) { return made }
        let unified = unified(bytes)
        let lineFeeds = unified.lazy.filter { $0 == lineFeed }.count
        // One kind of line end throughout, or nobody knows which to give.
        guard lineFeeds > 0, bytes.count - unified.count == lineFeeds, let made = try make(unified) else { return nil }
        return made.flatMap { $0 == lineFeed ? [carriageReturn, lineFeed] : [$0] }
    }
}
