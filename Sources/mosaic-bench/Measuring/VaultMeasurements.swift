#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures Mosaic on one vault. The vault gets an index; all that changes more happens to a copy beside it.
///
/// A floor is what any program has to do that answers the same from the same repository, done by programs that do
/// nothing else. It is run right before what it is compared with, again in every run.
struct VaultMeasurements {
    /// The path of the executable that is measured.
    let mosaic: String
    /// The path of this executable, which makes the floor of the full-text index.
    let bench: String
    /// The vault's folder, without a slash at its end.
    let vault: String
    let runs: Int
    /// For how long to look at a daemon that has nothing to do.
    let idleSeconds: Int
    /// Told what is measured next.
    let progress: (String) -> Void

    /// The copy of the vault that is packed, changed and removed at the end.
    private var copy: String { vault + ".measured" }
    /// The ids of all Markdown blobs in the history, one a line.
    private var blobList: String { vault + ".blobs" }
    /// The databases that raw insertion makes.
    private var rawText: String { vault + ".text" }
    private var rawRows: String { vault + ".rows" }

    /// A question takes milliseconds, of which each run has more.
    private var questionRuns: Int { 4 * runs }

    func run() throws -> [Measurement] {
        defer { removeScratch() }
        removeScratch()
        let now = try lastCommitTime()
        let isLarge = VaultSize(fileCount: try MeasuredRepository(path: vault).markdownPaths().count) == .large
        try ChildProcess(["sh", "-c", Self.listBlobs, "sh", vault], output: blobList).run()
        let ratio = isLarge ? "ratio at most 1.5" : "ratio at most 2.0"
        var results = [try history(of: vault, "history and graph, as imported", target: ratio)]
        try ChildProcess(["cp", "-R", vault, copy]).run()
        try ChildProcess(["git", "-C", copy, "repack", "-adq"]).run()
        let packed = try history(of: copy, "history and graph, packed", target: ratio)
        let rows = try rows(packed)
        results += try [packed, walk(isLarge), rows] + costOfEach(rows)
        results += try wholeBuild(memory: isLarge ? "at most 600 MB" : "under 400 MB")
        results += try UpdateMeasurements(mosaic: mosaic, vault: copy, runs: runs, progress: progress).run()
        try ChildProcess(mosaicIndex(copy)).run()
        results += try questions()
        results += try AskingMeasurements(
            mosaic: mosaic, bench: bench, vault: copy, runs: runs, now: now, progress: progress
        ).run()
        results += try WatchMeasurements(
            mosaic: mosaic, vault: copy, runs: runs, idleSeconds: idleSeconds, progress: progress
        ).run()
        return results
    }

    /// Every blob that is on either side of a change to a Markdown file.
    private static let listBlobs = """
        git -C "$1" log --raw --no-renames --no-abbrev --format= |
          awk 'tolower($NF) ~ /\\.(md|markdown)$/ { print $3; print $4 }' | grep -v '^0*$' | sort -u
        """

    /// When the history of the vault ends, which is the present of its questions; seconds since 1970.
    private func lastCommitTime() throws -> Int {
        try ChildProcess(["git", "-C", vault, "log", "-1", "--format=%ct"], output: blobList).run()
        guard let time = try TextFile.lines(of: blobList).first.flatMap({ Int($0) }) else {
            throw BenchError("there is no commit in \(vault)")
        }
        return time
    }

    private func removeScratch() {
        for path in [copy, blobList, rawText, rawRows] { _ = try? ChildProcess(["rm", "-rf", path]).run() }
    }

    private func mosaicIndex(_ vault: String, _ options: String...) -> [String] {
        [mosaic, "index", "-C", vault] + options
    }

    // MARK: - Building

    private func history(of vault: String, _ name: String, target: String) throws -> Measurement {
        progress(name)
        let pairs = try repeated(runs) {
            let floor = try reading(vault)
            let ours = try ChildProcess(mosaicIndex(vault, "--rebuild", "--without-text")).run()
            return (floor: floor.cpuSeconds, ours: ours.cpuSeconds)
        }
        return Measurement("\(name) (CPU)", .seconds, pairs, target: target)
    }

    /// What of it is the reading of the repository.
    private func walk(_ isLarge: Bool) throws -> Measurement {
        progress("the walk through the history")
        let pairs = try repeated(runs) {
            let floor = try reading(copy)
            let ours = try ChildProcess([bench, "walk-history", copy]).run()
            return (floor: floor.cpuSeconds, ours: ours.cpuSeconds)
        }
        return Measurement(
            "of it, reading commits, trees and versions (CPU)", .seconds, pairs,
            target: isLarge ? "ratio at most 1.5" : nil)
    }

    /// History and graph against what their contract asks for: that the repository is read, and that the rows are in SQLite.
    private func rows(_ history: Measurement) throws -> Measurement {
        progress("the rows of history and graph")
        let index = try MeasuredRepository(path: copy).indexPath()
        let pairs = try repeated(runs) {
            let reading = try reading(copy)
            let both = try ChildProcess([bench, "insert-rows", index, rawRows]).run()
            let rowsAlone = try ChildProcess([bench, "insert-rows", index]).run()
            return (
                floor: reading.cpuSeconds + max(0, both.cpuSeconds - rowsAlone.cpuSeconds), ours: history.value
            )
        }
        return Measurement(
            "the same, against git and bare insertion of the same rows (CPU)", .seconds, pairs, target: nil)
    }

    /// What git needs to tell what every commit touched, and to write out every version of it.
    private func reading(_ vault: String) throws -> ChildProcess.Cost {
        try ChildProcess(["git", "-C", vault, "log", "--raw", "--no-renames"]).run()
            + ChildProcess(["git", "-C", vault, "cat-file", "--batch"], input: blobList).run()
    }

    /// What a commit and what a row have in the cost of all, to be held against those of smaller vaults: the more rows a commit makes,
    /// the more it costs.
    private func costOfEach(_ history: Measurement) throws -> [Measurement] {
        let list = vault + ".commits"
        defer { _ = try? ChildProcess(["rm", "-f", list]).run() }
        try ChildProcess(["git", "-C", vault, "rev-list", "HEAD"], output: list).run()
        let count = try TextFile.lines(of: list).count
        let index = try MeasuredRepository(path: copy).indexPath()
        let rows = try RawDatabase(path: index, isReadOnly: true).plainRowCount()
        return [("commit", count), ("row", rows)].map { what, count in
            let share = 1_000_000 / Double(count)
            var measurement = Measurement(
                "of it, each \(what) (CPU)", .microseconds,
                [(floor: (history.floor ?? 0) * share, ours: history.value * share)], target: nil)
            measurement.isFlat = true
            return measurement
        }
    }

    private func wholeBuild(memory: String) throws -> [Measurement] {
        progress("whole build with text")
        var peaks: [Double] = []
        let pairs = try repeated(runs) {
            let log = try ChildProcess(["git", "-C", copy, "log", "-p"]).run()
            let text = try ChildProcess([bench, "insert-text", copy, rawText]).run()
            let ours = try ChildProcess(mosaicIndex(copy, "--rebuild")).run()
            peaks.append(Double(ours.peakBytes) / 1e6)
            return (floor: (log + text).wallSeconds, ours: ours.wallSeconds)
        }
        return [
            Measurement("whole build with text", .seconds, pairs, target: "ratio at most 1.0"),
            Measurement("peak memory of the whole build", .megabytes, peaks, target: memory),
        ]
    }

    // MARK: - Asking

    private func questions() throws -> [Measurement] {
        progress("questions")
        let open = try repeated(questionRuns) {
            try ChildProcess([mosaic, "list", "-C", copy, "--status", "open"]).run().wallSeconds * 1000
        }
        let unchanged = try repeated(questionRuns) {
            let status = try ChildProcess(["git", "-C", copy, "status", "--porcelain"]).run()
            let ours = try ChildProcess([mosaic, "list", "-C", copy, "--limit", "1"]).run()
            return (floor: status.wallSeconds * 1000, ours: ours.wallSeconds * 1000)
        }
        let start = try repeated(questionRuns) {
            try ChildProcess([mosaic, "--version"]).run().wallSeconds * 1000
        }
        return [
            Measurement("list --status open", .milliseconds, open, target: "at most 15 ms"),
            Measurement("list --limit 1, against git status", .milliseconds, unchanged, target: "ratio at most 1.5"),
            Measurement("start-up (--version)", .milliseconds, start, target: nil),
        ]
    }

    private func repeated<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> [Result] {
        try (0..<count).map { _ in try body() }
    }
}
