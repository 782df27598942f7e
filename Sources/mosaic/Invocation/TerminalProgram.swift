#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that has the terminal while Mosaic waits for it: an editor, a pager, a list to choose from.
///
/// From before it starts until its end has been seen, Ctrl-C is the program's alone.
struct TerminalProgram {
    /// Where it is.
    let path: String
    /// What follows its name.
    let arguments: [String]
    /// All of its environment.
    let environment: [String: String]

    /// Where the program of a name is on the `PATH`; nil where it is not there.
    static func find(_ name: String, environment: [String: String]) -> String? {
        let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// How a program ended that did not succeed, as the end of a sentence: `with code 1`.
    static func words(forEnd code: Int32?) -> String {
        code.map { "with code \($0)" } ?? "in a way that the system does not tell"
    }

    /// Why a program does not start: the system's number of the error.
    struct StartError: Error {
        let code: Int32
    }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - input: what becomes its standard input; nil for Mosaic's own.
    ///   - output: what becomes its standard output; nil for Mosaic's own.
    /// - Returns: The program, to be waited for.
    /// - Throws: ``StartError``; then Ctrl-C means what it meant before.
    func start(input: Int32? = nil, output: Int32? = nil) throws(StartError) -> Running {
        let interruptAction = signal(SIGINT, SIG_IGN)
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
        if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) }
        // A program inherits what is ignored, and is to ignore only what Mosaic was started to ignore.
        var restored = sigset_t()
        sigemptyset(&restored)
        if !Self.isIgnoring(interruptAction) { sigaddset(&restored, SIGINT) }
        posix_spawnattr_setsigdefault(&attributes, &restored)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words = ([path] + arguments).map { (text: String) in strdup(text) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawn(&process, path, &actions, &attributes, &words, &variables)
        guard code == 0 else {
            signal(SIGINT, interruptAction)
            throw StartError(code: code)
        }
        return Running(process: process, interruptAction: interruptAction)
    }

    fileprivate typealias SignalAction = (@convention(c) (Int32) -> Void)?

    private static func isIgnoring(_ action: SignalAction) -> Bool {
        unsafeBitCast(action, to: Int.self) == unsafeBitCast(SIG_IGN as SignalAction, to: Int.self)
    }

    /// One that was started.
    struct Running {
        fileprivate let process: pid_t
        fileprivate let interruptAction: SignalAction

        /// Waits for its end, and gives its exit code; 128 and the number of the signal where one ended it. Nil where the system does
        /// not tell how it ended.
        func waitUntilExit() -> Int32? {
            defer { signal(SIGINT, interruptAction) }
            var status: Int32 = 0
            while waitpid(process, &status, 0) == -1 {
                guard errno == EINTR else { return nil }
            }
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        }
    }
}
