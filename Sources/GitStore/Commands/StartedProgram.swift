#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that this process has started, without a shell.
package struct StartedProgram: Sendable {
    /// What becomes of the standard streams of a program: a descriptor for each that is not this process's own.
    package struct Streams: Sendable {
        package var input: Int32?
        package var output: Int32?
        package var errors: Int32?

        package init(input: Int32? = nil, output: Int32? = nil, errors: Int32? = nil) {
            self.input = input
            self.output = output
            self.errors = errors
        }
    }

    /// Which signals mean to a program what they mean to this process.
    package struct Signals: Sendable {
        /// Those that mean what the system has them mean, even where this process ignores them.
        package var restored: [Int32]
        /// Whether no signal is blocked, even where this process blocks it.
        package var areUnblocked: Bool

        package init(restored: [Int32], areUnblocked: Bool = false) {
            self.restored = restored
            self.areUnblocked = areUnblocked
        }
    }

    /// What is known of whether a program has ended.
    package enum State: Hashable, Sendable {
        case running
        /// With its exit code, or with 128 and the number of the signal that ended it.
        case ended(Int32)
        /// The system does not tell, as where whoever started this process has it ignore the ends of programs.
        case untold
    }

    /// The number of its process.
    let id: pid_t

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: Where the program is; it is not looked for.
    ///   - words: What it is called, and its arguments.
    ///   - environment: All of its environment.
    ///   - streams: Its standard streams. It inherits no other descriptor that is to be closed when a program starts.
    ///   - signals: What signals mean to it.
    /// - Throws: The system's error where it cannot be started.
    package init(
        _ path: String, words: [String], environment: [String: String], streams: Streams, signals: Signals
    ) throws(SystemError) {
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
        for (descriptor, standard) in [
            (streams.input, STDIN_FILENO), (streams.output, STDOUT_FILENO), (streams.errors, STDERR_FILENO),
        ] {
            if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor, standard) }
        }
        var flags = Int16(POSIX_SPAWN_SETSIGDEF)
        var set = sigset_t()
        sigemptyset(&set)
        if signals.areUnblocked {
            posix_spawnattr_setsigmask(&attributes, &set)
            flags |= Int16(POSIX_SPAWN_SETSIGMASK)
        }
        for signal in signals.restored { sigaddset(&set, signal) }
        posix_spawnattr_setsigdefault(&attributes, &set)
        posix_spawnattr_setflags(&attributes, flags)
        var argumentList = Self.list(words)
        var variableList = Self.list(environment.map { "\($0.key)=\($0.value)" }.sorted())
        defer { (argumentList + variableList).forEach { free($0) } }
        var id = pid_t()
        let code = posix_spawn(&id, path, &actions, &attributes, &argumentList, &variableList)
        guard code == 0 else { throw SystemError(code: code) }
        self.id = id
    }

    /// Looks whether it has ended.
    ///
    /// - Parameter waits: Whether to wait for its end.
    /// - Returns: What is known of it. Once an end was told, the system tells it no more.
    package func state(waits: Bool) -> State {
        var status: Int32 = 0
        while true {
            let found = waitpid(id, &status, waits ? 0 : WNOHANG)
            if found == id { break }
            if found == 0 { return .running }
            if errno != EINTR { return .untold }
        }
        let signal = status & 0x7F
        return .ended(signal == 0 ? status >> 8 & 0xFF : 128 + signal)
    }

    /// As C takes texts: each to be freed, and nil at the end.
    private static func list(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { (text: String) in strdup(text) } + [nil]
    }
}
