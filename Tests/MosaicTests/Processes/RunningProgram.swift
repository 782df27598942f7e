import Foundation
import Synchronization
import Testing

/// A program that runs beside a test until it is told to end.
///
/// It is started without Foundation: on Linux, `Process` can take the end of one program for that of another, waits for that one
/// then, and lets all others wait with it. With programs that end by themselves nobody notices.
final class RunningProgram: Sendable {
    let processIdentifier: pid_t
    /// How it ended, as `wait(2)` has it; nil where its end has not been seen yet. Its number can be another's then.
    private let ending = Mutex<Int32?>(nil)

    /// Starts a program, which is looked for in the `PATH` of its environment, with nothing to read, and what it writes unseen.
    init(_ program: String, _ arguments: [String], in folder: URL, environment: [String: String]) throws {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for descriptor in STDIN_FILENO...STDERR_FILENO {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
        }
        // What it had open of other programs' pipes would keep their ends from being seen.
        #if canImport(Darwin)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_CLOEXEC_DEFAULT))
        #else
            for descriptor in STDERR_FILENO + 1..<1_000 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        #endif
        let words = ["/usr/bin/env", "-C", folder.path, program] + arguments
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
        try #require(code == 0, "\(program) does not start: \(code)")
        processIdentifier = process
    }

    /// What a test leaves running ends with it.
    deinit {
        terminate(SIGKILL)
        waitUntilExit()
    }

    var isRunning: Bool {
        ending.withLock { ending in
            var status: Int32 = 0
            if ending == nil, waitpid(processIdentifier, &status, WNOHANG) != 0 { ending = status }
            return ending == nil
        }
    }

    /// The code that it ended with of its own will; nil where it still runs, or a signal ended it.
    var exitCode: Int32? {
        ending.withLock { ending in ending.flatMap { $0 & 0x7F == 0 ? $0 >> 8 & 0xFF : nil } }
    }

    func terminate(_ signal: Int32 = SIGTERM) {
        ending.withLock { if $0 == nil { kill(processIdentifier, signal) } }
    }

    /// Waits for its end, and makes one of a program that does not come to it by itself, so that no test waits for ever.
    func waitUntilExit() {
        var pauses = 0
        while isRunning {
            usleep(2_000)
            pauses += 1
            guard pauses == Self.mostPauses else { continue }
            Issue.record("a program did not end by itself")
            terminate(SIGKILL)
        }
    }

    /// Some minutes: more than a program needs to end beside all others on a slow machine, and a sanitizer.
    private static let mostPauses = 300_000
}
