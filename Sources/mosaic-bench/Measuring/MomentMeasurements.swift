#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures questions of what was, and what a shell asks while a person types.
struct MomentMeasurements {
    let vault: AskedVault

    func run() throws -> [Measurement] { try twoYearsAgo() + lastYear() + [completion()] }

    /// The floor reads the tree that is asked of, and every file in it.
    private func twoYearsAgo() throws -> [Measurement] {
        let day = vault.day(before: 730)
        let commits = try vault.lines(
            of: vault.git("rev-list", "--first-parent", "-1", "--before=\(day) 23:59:59", "HEAD"))
        guard let commit = commits.first else { throw BenchError("there is no commit of \(day)") }
        let blobs = vault.path + ".blobs-then"
        defer { unlink(blobs) }
        var tree = vault.git("ls-tree", "-r", "--object-only", commit)
        tree.outputPath = blobs
        var contents = vault.git("cat-file", "--batch")
        contents.inputPath = blobs
        let ours = vault.process("list", "status:open limit:20", "--at", day)
        let first = try vault.pairs(floor: { try tree.run() + contents.run() }) {
            try forgetMoments()
            return try ours.run()
        }
        return [
            Measurement(
                "list --at two years ago, the first time, against git ls-tree and cat-file", .milliseconds, first,
                target: vault.target("ratio at most 1.5", upTo: .medium)),
            Measurement(
                "list --at two years ago, again", .milliseconds, try vault.milliseconds(ours),
                target: vault.target("at most 30 ms", upTo: .medium)),
        ]
    }

    private func lastYear() throws -> [Measurement] {
        let ours = vault.process("diff", vault.day(before: 365))
        let first = try (0..<vault.runs).map { _ in
            try forgetMoments()
            return try ours.run().wallSeconds
        }
        let again = try vault.milliseconds(ours).map { $0 / 1000 }
        return [
            Measurement(
                "diff of a year, the first time", .seconds, first, target: vault.target("at most 1 s", upTo: .medium)),
            Measurement("diff of a year, again", .seconds, again, target: nil),
        ]
    }

    /// As the script for fish has it, which shows titles, for one typed letter.
    private func completion() throws -> Measurement {
        setenv("SAP_SHELL", "fish", 1)
        defer { unsetenv("SAP_SHELL") }
        let words = ["mosaic", "show", "-C", vault.path, "b"]
        let ours = ChildProcess([vault.mosaic, "---completion", "show", "--", "positional@0", "4", "1"] + words)
        guard try !vault.lines(of: ours).isEmpty else { throw BenchError("nothing is offered for show b") }
        return Measurement(
            "completion of a reference, with titles", .milliseconds, try vault.milliseconds(ours),
            target: vault.target("at most 50 ms", upTo: .medium))
    }

    private func forgetMoments() throws { try ChildProcess(["rm", "-rf", vault.path + "/.git/mosaic/at"]).run() }
}
