import VaultModel

/// Takes back what was done to files, as they are now.
struct StepUndoing {
    enum Outcome {
        case change(ChangePlan.FileChange)
        /// The file is as it was before.
        case asBefore
        /// Something else is where the file, or a folder on the way to it, would be; the path that the commit has for it.
        case inTheWay(path: String)
        /// The file, by the path that the commit has for it, is neither as the commit left it nor in a way that tells what to keep.
        case changedSince(path: String)
    }

    let vault: Vault

    func outcome(of step: CommitSteps.Step) throws -> Outcome {
        do {
            return switch (step.before, step.after) {
            case (let before?, let after?): try outcome(ofChanging: before, into: after)
            case (let before?, nil): try outcome(ofRemoving: before)
            case (nil, let after?): try outcome(ofAdding: after)
            case (nil, nil): .asBefore
            }
        } catch VaultError.fileSystem(let path, .notAFile), VaultError.fileSystem(let path, .symbolicLink),
            VaultError.fileSystem(let path, .fileOnTheWay)
        {
            return .inTheWay(path: path)
        }
    }

    private func outcome(ofChanging before: CommitSteps.Side, into after: CommitSteps.Side) throws -> Outcome {
        guard let (path, now) = try present(of: after) else {
            // By hand, perhaps.
            let former = try present(at: before.path)
            return former.map { LineEnds.areEqual($0, before.bytes) } == true
                ? .asBefore : .changedSince(path: after.path)
        }
        let isMoved = !before.path.isExactly(after.path)
        if isMoved, !path.isExactly(after.path) { return .changedSince(path: after.path) }
        if isMoved, vault.fileExists(before.path) { return .inTheWay(path: before.path) }
        guard let bytes = try FileMerge.merge(base: after.bytes, ours: now, theirs: before.bytes) else {
            return .changedSince(path: after.path)
        }
        if isMoved { return .change(.move(path: path, to: before.path, old: now, new: bytes)) }
        return bytes == now ? .asBefore : .change(.replace(path: path, old: now, new: bytes))
    }

    private func outcome(ofRemoving before: CommitSteps.Side) throws -> Outcome {
        if let now = try present(at: before.path) {
            return LineEnds.areEqual(now, before.bytes) ? .asBefore : .inTheWay(path: before.path)
        }
        let isElsewhere = try before.identifier.map { try !vault.paths(ofID: $0, but: before.path).isEmpty } ?? false
        if isElsewhere { return .changedSince(path: before.path) }
        return .change(.create(path: before.path, bytes: before.bytes, isExecutable: before.isExecutable))
    }

    private func outcome(ofAdding after: CommitSteps.Side) throws -> Outcome {
        guard let (path, now) = try present(of: after) else { return .asBefore }
        return path.isExactly(after.path) && LineEnds.areEqual(now, after.bytes)
            ? .change(.remove(path: path, old: now)) : .changedSince(path: after.path)
    }

    /// Where the file that a commit left is now, and what it holds: at its path, or where its id is, or where the history has it
    /// come to.
    private func present(of after: CommitSteps.Side) throws -> (path: String, bytes: [UInt8])? {
        if let now = try present(at: after.path) { return (after.path, now) }
        let paths =
            try after.identifier.map { try vault.paths(ofID: $0, but: after.path) }
            ?? vault.askIfPossible { try $0.lineages.renamed(after.path) } ?? []
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
