#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs a program to its end: no shell, no Foundation.
enum ChildProcess {
    struct Result {
        /// What it ended with; 128 and the number of the signal where one ended it.
        var status: Int32
        var standardOutput: [UInt8]
        var standardError: [UInt8]
    }

    /// Starts the program, feeds it `input` and gathers what it writes, all at once so that neither side waits for ever.
    ///
    /// - Parameters:
    ///   - executable: The path of the program, or a name to look for in the `PATH` of `environment`.
    ///   - arguments: The arguments behind the program's name.
    ///   - environment: All of the program's environment.
    ///   - input: What it reads from its standard input; nil for `/dev/null`.
    /// - Returns: How it ended and what it wrote.
    /// - Throws: ``GitStoreError/gitNotStarted(executable:code:)``.
    static func run(
        _ executable: String, _ arguments: [String], environment: [String: String], input: [UInt8]?
    ) throws(GitStoreError) -> Result {
        let path = find(executable, in: environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
        guard let path else { throw .gitNotStarted(executable: executable, code: ENOENT) }
        var streams = Streams()
        defer { streams.closeAll() }
        if let code = streams.open(hasInput: input != nil) { throw .gitNotStarted(executable: executable, code: code) }
        let program: StartedProgram
        do {
            // What this process does about a broken pipe is no business of the child's.
            program = try StartedProgram(
                path, words: [executable] + arguments, environment: environment, streams: streams.ofChild,
                signals: .init(restored: [SIGPIPE], areUnblocked: true))
        } catch {
            throw .gitNotStarted(executable: executable, code: error.code)
        }
        streams.closeChildEnds()
        var state = StartedProgram.State.running
        let (output, errorOutput) = streams.exchange(input ?? []) {
            if state == .running { state = program.state(waits: false) }
            return state != .running
        }
        if state == .running { state = program.state(waits: true) }
        let status: Int32 = if case .ended(let status) = state { status } else { -1 }
        return Result(status: status, standardOutput: output, standardError: errorOutput)
    }

    private static func find(_ name: String, in searchPath: String) -> String? {
        if name.contains("/") { return name }
        for folder in searchPath.split(separator: ":") {
            let candidate = "\(folder)/\(name)"
            if access(candidate, X_OK) == 0 { return candidate }
        }
        return nil
    }
}
