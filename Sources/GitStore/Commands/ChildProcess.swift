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
        var process: pid_t = 0
        let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
        let code = withCStrings([executable] + arguments) { argumentList in
            withCStrings(variables) { variableList in
                streams.spawn(&process, path, argumentList, variableList)
            }
        }
        guard code == 0 else { throw .gitNotStarted(executable: executable, code: code) }
        streams.closeChildEnds()
        var status: Int32?
        let (output, errorOutput) = streams.exchange(input ?? []) {
            status = status ?? Self.status(of: process, options: WNOHANG)
            return status != nil
        }
        let ended = status ?? Self.status(of: process, options: 0) ?? -1
        return Result(status: ended, standardOutput: output, standardError: errorOutput)
    }

    /// How the process ended; nil while it runs. Asked once more after an end, there is no such process.
    private static func status(of process: pid_t, options: Int32) -> Int32? {
        var status: Int32 = 0
        while true {
            let found = waitpid(process, &status, options)
            if found == process { break }
            if found == 0 { return nil }
            if errno != EINTR { return -1 }
        }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }

    private static func find(_ name: String, in searchPath: String) -> String? {
        if name.contains("/") { return name }
        for folder in searchPath.split(separator: ":") {
            let candidate = "\(folder)/\(name)"
            if access(candidate, X_OK) == 0 { return candidate }
        }
        return nil
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        return body(pointers)
    }
}
