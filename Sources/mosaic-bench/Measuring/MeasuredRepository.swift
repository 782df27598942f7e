/// The repository of a vault that is measured, as git sees it.
struct MeasuredRepository {
    /// Its folder, without a slash at its end.
    let path: String

    /// The Markdown files that git knows of, in its order.
    func markdownPaths() throws -> [String] { try lines("git", "-C", path, "ls-files", "*.md") }

    /// The file of its index.
    func indexPath() throws -> String {
        let paths = try lines("sh", "-c", "ls \"$1\"/.git/mosaic/index-*.sqlite", "sh", path)
        guard paths.count == 1 else { throw BenchError("there is not one index in \(path)") }
        return paths[0]
    }

    private func lines(_ command: String...) throws -> [String] {
        let list = path + ".paths"
        defer { _ = try? ChildProcess(["rm", "-f", list]).run() }
        try ChildProcess(command, output: list).run()
        return try TextFile.lines(of: list)
    }

    /// Commits as somebody whom no setting of the machine names. `arguments` say of which files.
    func commit(_ message: String, _ arguments: String...) throws {
        let author = ["-c", "user.name=Ann Arden", "-c", "user.email=ann@example.org", "-c", "gc.auto=0"]
        try ChildProcess(
            ["git", "-C", path] + author + ["commit", "--quiet", "--no-gpg-sign", "--message", message] + arguments
        ).run()
    }
}

extension VaultSize {
    /// The smallest size that is not much smaller than a vault with so many Markdown files; the largest for what is larger.
    init(fileCount: Int) {
        self = Self.allCases.first { fileCount <= $0.entityCount + $0.entityCount / 5 } ?? .large
    }
}
