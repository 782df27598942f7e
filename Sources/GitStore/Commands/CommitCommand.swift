extension GitCommand {
    /// Commits exactly these paths as they are in the work tree now (added, changed or deleted), whatever else is staged.
    ///
    /// What else is staged stays staged as it was, also where a hook refuses the commit. Takes a path that git ignores for
    /// an error. Works on a branch that has no commit yet.
    ///
    /// - Parameters:
    ///   - paths: Relative to ``directory``, which must be the root of the work tree. In any order; twice is as good as once.
    ///   - message: The message without its trailers.
    ///   - trailers: Key and value of each trailer to put at the end of the message.
    /// - Returns: The id of the new commit; nil where the paths are as they were in the last one.
    /// - Throws: ``GitStoreError/operationInProgress(_:)`` during a merge, a rebase and the like, which a commit of some
    ///   paths would confuse; ``GitStoreError/strayWorkTree(path:)`` where the configuration has git commit from another folder;
    ///   ``GitStoreError/unmerged(path:)`` where git waits for one of the paths to be merged;
    ///   ``GitStoreError/commandFailed(arguments:status:standardError:)`` where git or a hook refuses.
    package func commit(
        paths: [String], message: String, trailers: [(String, String)] = []
    ) throws(GitStoreError) -> ObjectID? {
        let location = try locate()
        if let operation = PendingOperation.inProgress(gitDirectory: location.gitDirectory) {
            throw .operationInProgress(operation)
        }
        var arguments = ["commit", "--quiet", "--only", "--cleanup=whitespace"]
        arguments.append("--message=" + CommitMessage.text(message, trailers: trailers))
        arguments += Self.pathsFromInput
        let stamps = paths.map { FileReading.stamp(of: directory + "/" + $0) }
        var outcome = try attempt(arguments, paths, in: location)
        // Another git may have written back an index of before its paths were announced.
        if outcome == .forgotten { outcome = try attempt(arguments, paths, in: location) }
        switch outcome {
        case .committed:
            let changed = zip(paths, stamps).filter { FileReading.stamp(of: directory + "/" + $0) != $1 }.map(\.0)
            if !changed.isEmpty { try? restage(changed) }
        case .unchanged: return nil
        case .forgotten:
            throw .commandFailed(
                arguments: arguments, status: 1, standardError: "another git took it out of the index meanwhile")
        }
        if let id = location.head()?.commit { return id }
        let text = try run(["rev-parse", "--verify", "HEAD"], isRead: true).text
        guard let id = ObjectID(hex: text) else { throw .unknownRevision("HEAD") }
        return id
    }

    private enum Outcome {
        case committed
        /// The last commit has the paths as they are.
        case unchanged
        /// Git's index does not have the paths.
        case forgotten
    }

    private func attempt(
        _ arguments: [String], _ paths: [String], in location: RepositoryLocation
    ) throws(GitStoreError) -> Outcome {
        let (paths, new) = try sorted(paths)
        if paths.isEmpty { return .unchanged }
        return try announcing(new, in: location) { () throws(GitStoreError) in
            let output = try output(of: arguments, input: Self.list(paths))
            if output.status == 0 { return .committed }
            // Git has no status of its own for a commit of nothing.
            guard output.status == 1 else { throw Self.failure(arguments, output) }
            let tags = try tags(of: paths)
            if paths.contains(where: { tags[Array($0.utf8)] == nil && FileReading.exists(directory + "/" + $0) }) {
                return .forgotten
            }
            if let left = paths.first(where: { tags[Array($0.utf8)] == .leftAsItIs }) {
                throw .commandFailed(
                    arguments: arguments, status: output.status,
                    standardError: "git is told to leave \(left) as it is (git update-index)")
            }
            guard try isUnchanged(paths) else { throw Self.failure(arguments, output) }
            return .unchanged
        }
    }

    private enum IndexTag {
        case followed
        /// Not to be looked at in the work tree (`--skip-worktree`).
        case leftAsItIs
    }

    /// How git's index has the paths that it has (`git ls-files -v`).
    private func tags(of paths: [String]) throws(GitStoreError) -> [[UInt8]: IndexTag] {
        var tags: [[UInt8]: IndexTag] = [:]
        for entry in try listed(["ls-files", "-v", "-z", "--"], paths) where entry.count > 2 {
            let isLeft = [UInt8(ascii: "S"), UInt8(ascii: "s")].contains(entry[0])
            tags[Array(entry.dropFirst(2))] = isLeft ? .leftAsItIs : .followed
        }
        return tags
    }

    /// Has git's index take what a hook made of files that are committed as they are now: git gives a hook an index of its own for a
    /// commit of some paths, so that the other one would undo in the next commit what the hook did.
    private func restage(_ paths: [String]) throws(GitStoreError) {
        let staged = try listed(["diff-index", "--cached", "--name-only", "-z", "HEAD", "--"], paths)
        for path in paths where staged.contains(Array(path.utf8)) {
            guard try isUnchanged([path]) else { continue }
            try run(["add"] + Self.pathsFromInput, input: Self.list([path]))
        }
    }

    private static let pathsFromInput = ["--pathspec-from-file=-", "--pathspec-file-nul"]

    /// Where the repository is, once git itself has said that its work tree is ``directory``: a commit from another one would
    /// tell that the files here are gone.
    private func locate() throws(GitStoreError) -> RepositoryLocation {
        let workTree = try run(["rev-parse", "--show-toplevel"], isRead: true).standardOutput
        guard let path = FileReading.realPath(directory), workTree == Array((path + "\n").utf8) else {
            throw .strayWorkTree(path: String(decoding: workTree.dropLast(), as: UTF8.self))
        }
        if let location = RepositoryLocation.discover(from: directory) { return location }
        let folders = try run(["rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir"], isRead: true)
            .text.split(separator: "\n").map(String.init)
        guard folders.count == 2 else { throw .notARepository(path: directory) }
        return RepositoryLocation(workTree: path, gitDirectory: folders[0], commonDirectory: folders[1])
    }

    // MARK: - Paths

    /// The paths that git can commit, and those among them that it must be told of first.
    private func sorted(_ paths: [String]) throws(GitStoreError) -> (paths: [String], new: [String]) {
        // Names are told by their bytes, as git tells them: Swift takes a composed and a decomposed `é` for the same.
        let paths = Set(paths.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
        for path in paths {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            if path.utf8.contains(0) || parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
                throw .invalidPath(path)
            }
        }
        let known = try inIndex(paths)
        let unknown = paths.filter { !known.contains(Array($0.utf8)) }
        let new = unknown.filter { FileReading.exists(directory + "/" + $0) }
        // A path that is neither in the index nor in the work tree is a deletion if the last commit has it, else nothing.
        var gone = Set(unknown.map { Array($0.utf8) }).subtracting(new.map { Array($0.utf8) })
        if !gone.isEmpty {
            let isBorn = try output(of: ["rev-parse", "--quiet", "--verify", "HEAD"], isRead: true).status == 0
            let missing = paths.filter { gone.contains(Array($0.utf8)) }
            let committed = isBorn ? try listed(["ls-tree", "-z", "--name-only", "HEAD", "--"], missing) : []
            gone.subtract(committed)
        }
        return (paths.filter { !gone.contains(Array($0.utf8)) }, new)
    }

    /// The bytes of those paths that git's index has, none of which waits to be merged.
    private func inIndex(_ paths: [String]) throws(GitStoreError) -> Set<[UInt8]> {
        let asked = Set(paths.map { Array($0.utf8) })
        var known: Set<[UInt8]> = []
        // `mode id stage`, a tab and the path.
        for entry in try listed(["ls-files", "--stage", "-z", "--"], paths) {
            guard let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else { continue }
            let path = Array(entry[(tab + 1)...])
            if entry[tab - 1] != UInt8(ascii: "0"), asked.contains(path) {
                throw .unmerged(path: String(decoding: path, as: UTF8.self))
            }
            known.insert(path)
        }
        return known
    }

    /// The bytes of the paths that a listing command names, asked about in portions that fit a command line.
    private func listed(_ arguments: [String], _ paths: [String]) throws(GitStoreError) -> Set<[UInt8]> {
        var found: Set<[UInt8]> = []
        for portion in Self.portions(paths) {
            let output = try run(arguments + portion, isRead: true)
            for name in output.standardOutput.split(separator: 0) {
                found.insert(Array(name))
            }
        }
        return found
    }

    /// True where the work tree has these paths as the last commit has them.
    private func isUnchanged(_ paths: [String]) throws(GitStoreError) -> Bool {
        for portion in Self.portions(paths) {
            let output = try output(of: ["diff", "--quiet", "--no-ext-diff", "HEAD", "--"] + portion, isRead: true)
            if output.status != 0 { return false }
        }
        return true
    }

    /// Tells git of files that it does not know, which it asks for before it commits them, and lets it forget them again
    /// where `body` makes no commit, and nobody else does.
    ///
    /// Git is given them whole, and not the mere intent to add them: where it is killed once the branch has the commit and
    /// before the index has it, they would look like deleted ones.
    private func announcing(
        _ new: [String], in location: RepositoryLocation, _ body: () throws(GitStoreError) -> Outcome
    ) throws(GitStoreError) -> Outcome {
        guard !new.isEmpty else { return try body() }
        let head = location.head()?.commit
        var isCommitted = false
        defer {
            // The failure that is reported is the one that led here.
            if !isCommitted, location.head()?.commit == head {
                _ = try? run(["update-index", "--force-remove", "-z", "--stdin"], input: Self.list(new))
            }
        }
        // Where a sparse checkout has git leave their folder out of the work tree, they are there all the same.
        let isSparse = FileReading.exists(location.gitDirectory + "/info/sparse-checkout")
        try run(["add"] + (isSparse ? ["--sparse"] : []) + Self.pathsFromInput, input: Self.list(new))
        let outcome = try body()
        isCommitted = outcome == .committed
        return outcome
    }

    private static func list(_ paths: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for path in paths {
            bytes += path.utf8
            bytes.append(0)
        }
        return bytes
    }

    private static func portions(_ paths: [String]) -> [[String]] {
        let byteLimit = 64 << 10
        var portions: [[String]] = []
        var room = 0
        for path in paths {
            if path.utf8.count + 1 > room {
                portions.append([])
                room = byteLimit
            }
            portions[portions.count - 1].append(path)
            room -= path.utf8.count + 1
        }
        return portions
    }
}
