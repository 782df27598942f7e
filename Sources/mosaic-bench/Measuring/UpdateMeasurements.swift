/// Measures how an index is kept: what one commit, one edit and one pull cost. The vault is changed.
///
/// Each time is that of a whole process, which looks at every file first, as `git status` does.
struct UpdateMeasurements {
    /// The path of the executable that is measured.
    let mosaic: String
    /// The vault's folder, without a slash at its end. It has an index.
    let vault: String
    let runs: Int
    /// Told what is measured next.
    let progress: (String) -> Void

    private var repository: MeasuredRepository { MeasuredRepository(path: vault) }
    private static let pulledFiles = 1000
    private static let pulled = "measured-pull"

    func run() throws -> [Measurement] {
        let paths = try repository.markdownPaths()
        try index()
        return try update("update after one commit", paths, commits: true)
            + update("update after one edit", paths, commits: false) + [try pull(paths)]
    }

    /// Appends a line to one file after another, and brings the index up to date after each.
    private func update(_ name: String, _ paths: [String], commits: Bool) throws -> [Measurement] {
        progress(name)
        let pairs = try (0..<4 * runs).map { run in
            let unchanged = try index().wallSeconds * 1000
            let path = paths[(run * 7919 + (commits ? 0 : 1)) % paths.count]
            try TextFile.append("\nOne more line, number \(run).\n", to: "\(vault)/\(path)")
            if commits { try commit() }
            return (floor: unchanged, ours: try index().wallSeconds * 1000)
        }
        return [
            Measurement(name, .milliseconds, pairs.map(\.ours), target: "under 30 ms"),
            Measurement(
                "\(name), beyond the look at every file", .milliseconds, pairs.map { max($0.ours - $0.floor, 0) },
                target: nil),
        ]
    }

    /// Moves the branch forward to a commit that changes many files, as a pull does.
    private func pull(_ paths: [String]) throws -> Measurement {
        progress("update after a pull")
        try git("stash", "--quiet")
        let count = min(Self.pulledFiles, paths.count)
        for number in 0..<count {
            try TextFile.append("\nPulled.\n", to: "\(vault)/\(paths[number * paths.count / count])")
        }
        try commit()
        try git("branch", Self.pulled)
        let times = try (0..<runs).map { _ in
            try git("reset", "--quiet", "--hard", "HEAD~1")
            try index()
            try git("merge", "--quiet", "--ff-only", Self.pulled)
            return try index().wallSeconds
        }
        return Measurement("update after a pull of \(count) files", .seconds, times, target: "at most 1 s")
    }

    @discardableResult
    private func index() throws -> ChildProcess.Cost {
        try ChildProcess([mosaic, "index", "-C", vault, "--without-text"]).run()
    }

    private func commit() throws { try repository.commit("One more line", "--all") }

    private func git(_ arguments: String...) throws { try ChildProcess(["git", "-C", vault] + arguments).run() }
}
