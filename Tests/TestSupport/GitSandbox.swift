import Foundation

/// A work tree in a temporary folder, made by git itself, apart from the person's own settings.
/// Its clock goes on by a minute with each git that runs.
package final class GitSandbox {
    /// Says that git failed, which nobody had asked for.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    /// Has the work tree, and is the home folder of git.
    package let folder: TemporaryFolder
    /// The root of the work tree.
    package let path: String
    private var clock: Int64 = 1_700_000_000

    /// Makes a repository, with more arguments for `git init`.
    package init(_ arguments: String...) throws {
        folder = try TemporaryFolder()
        path = folder.path + "/work"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try git(["init", "--quiet", "--initial-branch=main"] + arguments)
    }

    /// A work tree in another's folder that git has made already.
    package init(_ name: String, beside other: GitSandbox) {
        folder = other.folder
        path = other.folder.path + "/" + name
        clock = other.clock
    }

    // MARK: - Git

    /// Runs git, a minute after it ran last, and gives what it wrote, without the line ends at its end.
    @discardableResult
    package func git(_ arguments: String...) throws -> String { try git(arguments) }

    /// Runs git, a minute after it ran last.
    ///
    /// - Parameters:
    ///   - arguments: The arguments behind `git`.
    ///   - mayFail: Whether an end with an error is as good.
    /// - Returns: What it wrote, without the line ends at its end.
    /// - Throws: A ``Failure`` where git fails and may not.
    @discardableResult
    package func git(_ arguments: [String], mayFail: Bool = false) throws -> String {
        clock += 60
        let (output, status) = try Self.run(
            ["-c", "protocol.file.allow=always", "-C", path] + arguments,
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path, "LC_ALL": "C",
                "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_EDITOR": "true",
                "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org", "GIT_AUTHOR_DATE": "\(clock) +0000",
                "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org",
                "GIT_COMMITTER_DATE": "\(clock) +0000",
            ])
        guard mayFail || status == 0 else {
            throw Failure(description: "git \(arguments.joined(separator: " ")) ended with \(status)")
        }
        return output.trimmingCharacters(in: .newlines)
    }

    /// Runs git to its end, which reads nothing.
    ///
    /// - Parameters:
    ///   - arguments: The arguments behind `git`.
    ///   - environment: All of its environment.
    /// - Returns: What it wrote to its standard output, and its exit status.
    /// - Throws: What the system says where git cannot be started.
    package static func run(
        _ arguments: [String], environment: [String: String]
    ) throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    /// Commits the whole work tree. Returns the commit's id.
    @discardableResult
    package func commit(_ message: String = "x") throws -> String {
        try git("add", "--all")
        try git("commit", "--quiet", "--allow-empty", "--message", message)
        return try git("rev-parse", "HEAD")
    }

    /// Commits the whole work tree at a time; seconds since 1970, UTC.
    package func commit(_ message: String = "x", at time: Int64) throws {
        // Git runs twice for it, a minute later each time.
        clock = time - 120
        try commit(message)
    }

    /// Clones the repository, beside it, with the transport that other machines use. Returns the clone.
    package func clone(_ name: String, _ arguments: String...) throws -> GitSandbox {
        try git(["clone", "--quiet"] + arguments + ["file://" + path, folder.path + "/" + name])
        return GitSandbox(name, beside: self)
    }

    /// Takes an object out of the store. Returns the place where it was.
    @discardableResult
    package func deleteObject(_ revision: String) throws -> String {
        let id = try git("rev-parse", revision)
        let place = "\(path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
        try FileManager.default.removeItem(atPath: place)
        return place
    }

    // MARK: - Files

    package func write(_ name: String, _ text: String) throws { try write(name, bytes: text.utf8) }

    package func write(_ name: String, bytes: some Sequence<UInt8>) throws {
        try folder.write(String(path.dropFirst(folder.path.count + 1)) + "/" + name, bytes)
    }

    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }
}
