#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs the `git` executable in a work tree: the only way in which Mosaic writes to a repository, so that the person's
/// hooks, signing, credentials and filters are honoured.
package struct GitCommand: Sendable {
    /// What a command left behind.
    package struct Output: Sendable {
        /// 0 for success; 128 and the number of the signal where one ended it.
        package var status: Int32
        package var standardOutput: [UInt8]
        package var standardError: [UInt8]

        /// What the command wrote, invalid UTF-8 repaired, without line ends at its end.
        package var text: String { Self.text(standardOutput) }
        /// What the command complained of, invalid UTF-8 repaired, without line ends at its end.
        package var errorText: String { Self.text(standardError) }

        /// True where another git was at the index or at a ref. Git itself has to say so: a hook may speak of locks as
        /// well, and is not to be run again.
        var isLockedOut: Bool {
            guard status == 128 else { return false }
            return errorText.split(separator: "\n").contains { line in
                guard line.hasPrefix("fatal: ") else { return false }
                return line.contains(".lock': File exists")
                    || line.contains("cannot lock ref")
                        && (line.contains("but expected") || line.contains("already exists"))
            }
        }

        private static func text(_ bytes: [UInt8]) -> String {
            var bytes = bytes[...]
            while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The folder that git runs in.
    package var directory: String
    /// All of the environment that git gets, but for the variables that would lead it to another repository.
    package var environment: [String: String]
    /// The program: a path, or a name to look for in the environment's `PATH`.
    package var executable: String

    /// - Parameters:
    ///   - directory: The folder that git runs in; the root of the work tree for ``commit(paths:message:trailers:)``.
    ///   - environment: The whole environment of the process, so that `HOME`, `PATH`, `SSH_AUTH_SOCK` and the like hold.
    ///   - executable: The program: a path, or a name to look for in the environment's `PATH`.
    package init(directory: String, environment: [String: String], executable: String = "git") {
        self.directory = directory
        self.environment = environment
        self.executable = executable
    }

    /// The variables that bind git to a repository, as a hook or an alias sets them (`git rev-parse --local-env-vars`).
    private static let bindingVariables: Set<String> = [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_NAMESPACE",
        "GIT_IMPLICIT_WORK_TREE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE",
        "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    ]

    /// Runs a command to its end, whatever it ends with.
    ///
    /// Where another git holds a lock that the command needs, it is tried again for some seconds.
    ///
    /// - Parameters:
    ///   - arguments: The arguments behind `git`. Paths among them are taken literally, never as patterns.
    ///   - input: What git reads from its standard input; nil for nothing.
    ///   - isRead: True keeps git from taking locks to note down what it learnt.
    /// - Returns: How it ended and what it wrote.
    /// - Throws: ``GitStoreError/gitNotStarted(executable:code:)`` only.
    package func output(
        of arguments: [String], input: [UInt8]? = nil, isRead: Bool = false
    ) throws(GitStoreError) -> Output {
        var variables = environment.filter { !Self.bindingVariables.contains($0.key) }
        variables["GIT_LITERAL_PATHSPECS"] = "1"
        // What git says is read here as well; the locale itself, by which hooks read files, stays the person's.
        variables["LANGUAGE"] = "en"
        // Nobody is there to answer on standard input; a pinentry or an askpass program still can.
        variables["GIT_TERMINAL_PROMPT"] = variables["GIT_TERMINAL_PROMPT"] ?? "0"
        if isRead { variables["GIT_OPTIONAL_LOCKS"] = "0" }
        var pause = Self.shortestPause
        while true {
            let result = try ChildProcess.run(
                executable, ["-C", directory] + arguments, environment: variables, input: input)
            let output = Output(
                status: result.status, standardOutput: result.standardOutput, standardError: result.standardError)
            guard !isRead, output.isLockedOut, pause <= Self.longestPause else { return output }
            var duration = timespec(tv_sec: 0, tv_nsec: pause)
            nanosleep(&duration, nil)
            pause = pause * 5 / 4
        }
    }

    // In nanoseconds; in all some three seconds.
    private static let shortestPause = 10_000_000
    private static let longestPause = 600_000_000

    /// Runs a command that must succeed.
    ///
    /// - Parameters:
    ///   - arguments: The arguments behind `git`. Paths among them are taken literally, never as patterns.
    ///   - input: What git reads from its standard input; nil for nothing.
    ///   - isRead: True keeps git from taking locks to note down what it learnt.
    /// - Returns: What it wrote.
    /// - Throws: ``GitStoreError/commandFailed(arguments:status:standardError:)`` where it ends with another status than 0.
    @discardableResult
    package func run(
        _ arguments: [String], input: [UInt8]? = nil, isRead: Bool = false
    ) throws(GitStoreError) -> Output {
        let output = try output(of: arguments, input: input, isRead: isRead)
        guard output.status == 0 else { throw Self.failure(arguments, output) }
        return output
    }

    static func failure(_ arguments: [String], _ output: Output) -> GitStoreError {
        // Hooks talk on both streams, and git itself says on standard output that there was nothing to do.
        let said = output.standardError.isEmpty ? output.text : output.errorText
        return .commandFailed(arguments: arguments, status: output.status, standardError: said)
    }
}
