import VaultEngine

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

    /// Starts it.
    ///
    /// - Parameters:
    ///   - input: what becomes its standard input; nil for Mosaic's own.
    ///   - output: what becomes its standard output; nil for Mosaic's own.
    /// - Returns: The program, to be waited for.
    /// - Throws: A ``SystemError``; then Ctrl-C means what it meant before.
    func start(input: Int32? = nil, output: Int32? = nil) throws(SystemError) -> Running {
        let interruptAction = signal(SIGINT, SIG_IGN)
        do {
            // A program inherits what is ignored, and is to ignore only what Mosaic was started to ignore.
            let program = try StartedProgram(
                path, words: [path] + arguments, environment: environment,
                streams: .init(input: input, output: output),
                signals: .init(restored: isIgnoring(interruptAction) ? [] : [SIGINT]))
            return Running(program: program, interruptAction: interruptAction)
        } catch {
            signal(SIGINT, interruptAction)
            throw error
        }
    }

    /// One that was started.
    struct Running {
        fileprivate let program: StartedProgram
        fileprivate let interruptAction: SignalAction

        /// Waits for its end, and gives its exit code; 128 and the number of the signal where one ended it.
        /// Nil where the system does not tell how it ended.
        func waitUntilExit() -> Int32? {
            defer { signal(SIGINT, interruptAction) }
            guard case .ended(let code) = program.state(waits: true) else { return nil }
            return code
        }
    }
}
