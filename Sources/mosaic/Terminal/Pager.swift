import VaultEngine

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
    private let program: TerminalProgram.Running

    private init(writer: OutputWriter, descriptor: Int32, program: TerminalProgram.Running) {
        self.writer = writer
        self.descriptor = descriptor
        self.program = program
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

    /// The program that a command line names and that is not there: the shell would start all the same, and show
    /// nothing. Nil where only the shell can tell what it names.
    static func programMissing(from command: String, _ environment: [String: String]) -> String? {
        // Without a PATH, the shell has one of its own.
        guard environment["PATH"] != nil,
            let name = command.split(whereSeparator: \.isWhitespace).first.map(String.init),
            !name.contains(where: { "|&;<>()$`\\\"'*?[#~=%".contains($0) })
        else { return nil }
        let isThere =
            name.contains("/") ? access(name, X_OK) == 0 : TerminalProgram.find(name, environment: environment) != nil
        return isThere ? nil : name
    }

    /// Sends what the context's standard output gets from now on through the pager. Does nothing where the output is no
    /// terminal, or one that is too simple for pages, or where the person wants no pager, and says so where it cannot be started.
    static func start(_ context: CommandContext) {
        guard context.terminal.isOutput, context.environment["TERM"] != "dumb", context.pager == nil,
            let command = command(
                environment: context.environment, setting: { context.surroundings.personalGitSetting($0) })
        else { return }
        if let name = programMissing(from: command, context.environment) {
            // Nobody asked for the one that is usual.
            if name != "less" {
                context.standardError.write("There is no program '\(name)' to show this by the page.\n")
            }
            return
        }
        switch open(command, context) {
        case .failure(let error):
            context.standardError.write("The pager '\(command)' could not be started: \(error.description).\n")
        case .success(let pager):
            context.pager = pager
            context.standardOutput.redirect(to: pager.descriptor)
            // A person who leaves the pager early has seen enough: the rest is dropped, and nothing is wrong.
            context.standardOutput.onBrokenPipe = {}
        }
    }

    private static func open(_ command: String, _ context: CommandContext) -> Result<Pager, SystemError> {
        OwnDescriptor.pipe().flatMap { pipe in
            defer { close(pipe.reading) }
            let program = Result { () throws(SystemError) in
                try TerminalProgram(
                    path: "/bin/sh", arguments: ["-c", command], environment: environment(from: context.environment)
                ).start(input: pipe.reading)
            }
            if case .failure = program { close(pipe.writing) }
            return program.map { Pager(writer: context.standardOutput, descriptor: pipe.writing, program: $0) }
        }
    }

    /// Lets the person read to the end.
    func finish() {
        writer.flush()
        close(descriptor)
        _ = program.waitUntilExit()
        writer.redirect(to: STDOUT_FILENO)
    }
}
