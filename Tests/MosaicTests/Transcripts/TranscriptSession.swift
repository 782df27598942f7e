import Foundation
import TestSupport

/// A place of its own to run the steps of one transcript in: an empty home folder, a terminal of 100 columns, a clock
/// that goes on by a minute with each command, and nothing of the machine's own settings.
final class TranscriptSession {
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    private let folder: TemporaryFolder
    var home: URL { URL(fileURLWithPath: folder.path) }
    private var stepCount = 0

    /// 24 November 2026, 09:00:00 UTC.
    private static let start: Int64 = 1_795_510_800

    init() throws {
        folder = try TemporaryFolder()
        let configuration = """
            [user]
            \tname = Ann
            \temail = ann@example.org
            [init]
            \tdefaultBranch = main
            [advice]
            \tdetachedHead = false

            """
        try folder.write(".gitconfig", configuration.utf8)
    }

    /// The folder of the build that the tests run in; `mosaic` stands beside the test bundle.
    static func buildFolder() throws -> URL {
        let arguments = CommandLine.arguments.compactMap { argument -> URL? in
            let parts = argument.components(separatedBy: "/")
            guard let bundle = parts.firstIndex(where: { $0.hasSuffix(".xctest") }) else { return nil }
            return URL(fileURLWithPath: parts[..<bundle].joined(separator: "/") + "/")
        }
        let isExecutable = FileManager.default.isExecutableFile(atPath:)
        guard let folder = arguments.first(where: { isExecutable($0.appendingPathComponent("mosaic").path) }) else {
            throw Problem(
                description: "there is no 'mosaic' beside the test bundle; arguments: \(CommandLine.arguments)")
        }
        return folder
    }

    /// Runs one command in `/bin/sh`, and gives what the terminal showed and the exit code.
    func run(_ command: [String]) throws -> (output: [String], exitCode: Int32) {
        stepCount += 1
        let terminal = try PseudoTerminal()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command.joined(separator: "\n")]
        process.currentDirectoryURL = home
        process.environment = try environment()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = terminal.process
        process.standardError = terminal.process
        try process.run()
        let bytes = terminal.readAll()
        process.waitUntilExit()
        let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: home.path, with: "~")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let code = process.terminationStatus
        return (
            Transcript.withoutEmptyEnd(lines), process.terminationReason == .uncaughtSignal ? 128 + code : code
        )
    }

    /// What the next command is told of the world.
    func environment() throws -> [String: String] {
        let time = Self.start + Int64(stepCount) * 60
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return [
            "PATH": try Self.buildFolder().path + ":" + path,
            "HOME": home.path,
            "GIT_CONFIG_GLOBAL": home.appendingPathComponent(".gitconfig").path,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": "@\(time) +0000",
            "GIT_COMMITTER_DATE": "@\(time) +0000",
            "MOSAIC_NOW": "\(time)",
            "MOSAIC_RANDOM_SEED": "\(stepCount)",
            "TZ": "UTC",
            "TZDIR": TestZones.folder,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "100",
            "TERM": "dumb",
            "NO_COLOR": "1",
            "PAGER": "cat",
        ].merging(SanitizerSettings.environment) { $1 }
    }
}

/// A terminal without a screen, so that programs write as they do for a person.
private final class PseudoTerminal {
    private let controller: Int32
    /// The end that a program writes to.
    let process: FileHandle

    init() throws {
        var ends: (controller: Int32, process: Int32) = (-1, -1)
        // Line feeds arrive as they were written, because the settings have no OPOST.
        var settings = termios()
        guard openpty(&ends.controller, &ends.process, nil, &settings, nil) == 0 else {
            throw TranscriptSession.Problem(description: "there is no terminal to be had")
        }
        controller = ends.controller
        _ = fcntl(ends.controller, F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends.process, F_SETFD, FD_CLOEXEC)
        process = FileHandle(fileDescriptor: ends.process, closeOnDealloc: false)
    }

    deinit {
        close(controller)
    }

    /// Everything up to the end of the last program that holds the terminal. To be called once, after the program has started.
    func readAll() -> [UInt8] {
        close(process.fileDescriptor)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(controller, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
