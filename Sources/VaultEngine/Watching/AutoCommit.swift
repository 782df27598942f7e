import GitStore
import VaultModel

extension Vault {
    /// Commits everything that is not committed, unless another of ours is at a commit: what that one has written is its own to
    /// commit. The index has to be current.
    ///
    /// - Throws: `VaultError` where nobody can say what is to be committed, and where the others cannot be kept from it.
    func commitUncommitted(_ origin: ChangeOrigin) throws -> CommitUnderWay.Outcome {
        let lock: AdvisoryLock?
        do {
            lock = try translatingErrors(at: root) { try committersLock(wait: .no) }
        } catch VaultError.busyWriter {
            return .busy
        }
        return try withExtendedLifetime(lock) {
            guard let (paths, subject) = try planOfUncommitted() else { return .nothingToCommit }
            // Nothing would lead to the commit any more once a branch is checked out.
            if case .commit(_, branch: nil)? = location.repository.head() { return .detached }
            let receipt = commitHoldingLock(paths, message: subject, origin)
            if let reason = receipt.reasonNotCommitted { return .notCommitted(reason) }
            return receipt.commit.map { .committed($0, subject: subject) } ?? .nothingToCommit
        }
    }

    /// What a commit of everything that is not committed would be; nil where there is nothing, or where now is no time for it.
    ///
    /// Files that cannot be read as their writers meant them, such as those with conflict markers, are left out. So are files of
    /// any form that wait to be merged, as after a stash that was popped, until git is told that they are, hidden files that are none
    /// of Mosaic's, and what editors leave beside a file, unless git knows it. The index has to be current.
    func planOfUncommitted() throws -> (paths: [String], subject: String)? {
        if PendingOperation.inProgress(gitDirectory: location.repository.gitDirectory) != nil { return nil }
        let paths = try translatingErrors(at: root) { try uncommittedPaths() }.filter { isFit($0) }
        guard !paths.isEmpty else { return nil }
        var filter = ActivityFilter()
        filter.limit = nil
        filter.isUncommitted = true
        let activities = try activities(filter).activities
        let concerned = Set<ExactText>(of: paths)
        let schema = try schema()
        let summary = ChangeSummary(plurals: schema.kinds.mapValues(\.plural))
        return (
            paths,
            summary.text(
                of: activities.filter { concerned.contains($0.path) },
                otherFiles: paths.count { !VaultPath.isMarkdown($0) })
        )
    }

    /// The paths in the vault that differ from the last commit, as git sees them; both ends of a rename, and none that wait to
    /// be merged.
    private func uncommittedPaths() throws -> [String] {
        let folder = index.source.vaultPath
        var arguments = [
            "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all",
        ]
        if !folder.isEmpty { arguments += ["--", folder] }
        try checkForGit()
        let output = try GitCommand(directory: location.repository.workTree, environment: surroundings.environment)
            .run(arguments, isRead: true)
        return output.standardOutput.split(separator: 0).compactMap { entry in
            // A repository in the work tree is named as a folder: it keeps its own history.
            guard !Self.isUnmerged(entry), let path = String(validating: entry.dropFirst(3), as: UTF8.self),
                path.utf8.last != UInt8(ascii: "/"),
                !(entry.starts(with: "??".utf8) && FileName.isLeftover(path: path))
            else { return nil }
            return index.source.pathInVault(path)
        }
    }

    /// True for an entry of `git status` in whose two letters one side has an unmerged file, or both have added or deleted it.
    private static func isUnmerged(_ entry: ArraySlice<UInt8>) -> Bool {
        let state = entry.prefix(2)
        return state.contains(UInt8(ascii: "U")) || state.elementsEqual("AA".utf8) || state.elementsEqual("DD".utf8)
    }

    private func isFit(_ path: String) -> Bool {
        if FileName.isHidden(path: path) {
            // Those of any folder say what is part of the vault, and how it is read.
            let rules: Set<String> = [".mosaicignore", ".gitignore", ".gitattributes"]
            return rules.contains(String(VaultPath.name(of: path)))
                && !FileName.isHidden(path: String(VaultPath.folder(of: path)))
                || [".mailmap", ".mosaic/config.yaml"].contains(path)
        }
        guard VaultPath.isMarkdown(path), fileExists(path) else { return true }
        guard let bytes = try? contents(of: path) else { return false }
        return !Document(bytes: bytes).isMalformed
    }
}
