#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures what is asked of a vault whose index is current: the present, the past, and beside what people use instead.
///
/// Each question is a process of its own, and all of them are asked at the moment at which the history of the vault ends, in UTC. The
/// vault's `.git/mosaic/at` is emptied; else the vault ends as it was.
struct AskingMeasurements {
    /// The path of the executable that is measured.
    let mosaic: String
    /// The path of this executable, which asks SQLite.
    let bench: String
    /// The vault's folder, without a slash at its end.
    let vault: String
    let runs: Int
    /// Seconds since 1970.
    let now: Int
    /// Told what is measured next.
    let progress: (String) -> Void

    func run() throws -> [Measurement] {
        let zone = getenv("TZ").map { String(cString: $0) }
        setenv("MOSAIC_NOW", String(now), 1)
        setenv("TZ", "UTC", 1)
        defer {
            unsetenv("MOSAIC_NOW")
            if let zone { setenv("TZ", zone, 1) } else { unsetenv("TZ") }
        }
        let scratch = vault + ".asking"
        defer { _ = try? ChildProcess(["rm", "-rf", scratch]).run() }
        let asked = AskedVault(
            mosaic: mosaic, bench: bench, path: vault, scratch: scratch, runs: 4 * runs, now: now,
            fileCount: try MeasuredRepository(path: vault).markdownPaths().count)
        var results = try QuestionMeasurements(vault: asked, progress: progress).run()
        progress("what was")
        results += try MomentMeasurements(vault: asked).run()
        progress("beside other programs")
        return results + (try ComparisonMeasurements(vault: asked).run())
    }
}

/// A vault that questions are asked of, and how.
struct AskedVault {
    let mosaic: String
    let bench: String
    let path: String
    /// A path for what is kept for a moment.
    let scratch: String
    /// How often each question is asked.
    let runs: Int
    /// Seconds since 1970.
    let now: Int
    let fileCount: Int

    func process(_ command: String, _ arguments: String...) -> ChildProcess {
        ChildProcess([mosaic, command, "-C", path] + arguments)
    }

    func git(_ arguments: String...) -> ChildProcess { ChildProcess(["git", "-C", path] + arguments) }

    /// Milliseconds of the two, one after the other, in every run.
    func pairs(
        floor: () throws -> ChildProcess.Cost, ours: () throws -> ChildProcess.Cost
    ) rethrows -> [(floor: Double, ours: Double)] {
        try (0..<runs).map { _ in
            let floor = try floor()
            return (floor: floor.wallSeconds * 1000, ours: try ours().wallSeconds * 1000)
        }
    }

    func milliseconds(_ process: ChildProcess) throws -> [Double] {
        try (0..<runs).map { _ in try process.run().wallSeconds * 1000 }
    }

    /// The lines that a process writes.
    func lines(of process: ChildProcess) throws -> [String] {
        var process = process
        process.outputPath = scratch
        try process.run()
        return try TextFile.lines(of: scratch)
    }

    /// The day so long before the present.
    func day(before days: Int) -> String { isoDay(now / 86_400 - days) }

    /// A target that is meant for a size, and holds for smaller ones; nil for a vault that is larger.
    func target(_ words: String, upTo size: VaultSize) -> String? {
        VaultSize(fileCount: fileCount).entityCount > size.entityCount ? nil : words
    }
}
