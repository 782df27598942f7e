#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that shows long answers by the page, chosen as git chooses it.
final class Pager {
    private let writer: OutputWriter
    private let descriptor: Int32
    private let process: pid_t
    /// Ctrl-C is for the pager to handle; this is what it did before.
    private let interruptAction = signal(SIGINT, SIG_IGN)

    private init(writer: OutputWriter, descriptor: Int32, process: pid_t) {
        self.writer = writer
        self.descriptor = descriptor
        self.process = process
    }

    /// The command line of the pager: `MOSAIC_PAGER`, `GIT_PAGER`, `core.pager`, `PAGER`, else `less`; nil where that is empty
    /// or `cat`. What a repository says of itself does not count.
    static func command(environment: [String: String], setting: (_ name: String) -> String?) -> String? {
        let command =
            environment["MOSAIC_PAGER"] ?? environment["GIT_PAGER"] ?? setting("core.pager") ?? environment["PAGER"]
            ?? "less"
        return command.isEmpty || command == "cat" ? nil : command
    }

    /// The environment that the pager runs in: git's defaults for `less` and `lv`, so that one screen needs no key.
    static func environment(from environment: [String: String]) -> [String: String] {
        environment.merging(["LESS": "FRX", "LV": "-c"]) { stated, _ in stated }
    }

    /// Sends what the context's standard output gets from now on through the pager. Does nothing where the output is no
    /// terminal, where the person wants no pager, or where it cannot be started.
    static func start(_ context: CommandContext) {
        guard context.terminal.isOutput, context.pager == nil,
            let command = command(
                environment: context.environment, setting: { context.surroundings.personalGitSetting($0) })
        else { return }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        let process = spawn(command, input: ends[0], environment: environment(from: context.environment))
        close(ends[0])
        guard let process else {
            close(ends[1])
            return
        }
        context.standardOutput.redirect(to: ends[1])
        // A person who leaves the pager early has seen enough: the rest is dropped, and nothing is wrong.
        context.standardOutput.onBrokenPipe = {}
        context.pager = Pager(writer: context.standardOutput, descriptor: ends[1], process: process)
    }

    /// Lets the person read to the end.
    func finish() {
        writer.flush()
        close(descriptor)
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        writer.redirect(to: STDOUT_FILENO)
        signal(SIGINT, interruptAction)
    }

    private static func spawn(_ command: String, input: Int32, environment: [String: String]) -> pid_t? {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        if input != STDIN_FILENO { posix_spawn_file_actions_addclose(&actions, input) }
        var arguments = cStrings(["/bin/sh", "-c", command])
        var variables = cStrings(environment.map { "\($0.key)=\($0.value)" })
        defer { (arguments + variables).forEach { free($0) } }
        var process = pid_t()
        return posix_spawn(&process, "/bin/sh", &actions, nil, &arguments, &variables) == 0 ? process : nil
    }

    /// Copies that the caller frees, with a null at their end.
    private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { (text: String) in strdup(text) } + [nil]
    }
}
