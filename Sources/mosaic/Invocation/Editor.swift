import VaultEngine

/// The person's editor, chosen as git chooses it.
enum Editor {
    /// `VISUAL` where the terminal can show it, else `EDITOR`, else `vi`.
    static func command(environment: [String: String]) -> String { named(in: environment) ?? "vi" }

    /// Whether the person says which editor to use.
    static func isNamed(in environment: [String: String]) -> Bool { named(in: environment) != nil }

    private static func named(in environment: [String: String]) -> String? {
        let isDumb = environment["TERM"] == nil || environment["TERM"] == "dumb"
        return (isDumb ? ["EDITOR", "VISUAL"] : ["VISUAL", "EDITOR"]).lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
    }

    /// Lets the person edit a file, at a line where the editor takes `+N`.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - line: counted from 1; nil for wherever the editor opens it.
    ///   - context: says which editor.
    ///   - settling: where the editor fails, settles what becomes of the file, and adds it to the failure.
    /// - Throws: A ``CommandFailure`` where the editor cannot be started, ends with an error or is interrupted.
    static func edit(
        _ path: String, line: Int? = nil, in context: CommandContext, settling: (CommandFailure) -> CommandFailure
    ) throws {
        let command = command(environment: context.environment)
        context.standardOutput.flush()
        let place = line.flatMap { takesLine(command) ? " +\($0)" : nil } ?? ""
        // The path is an argument of the shell, so that no name can pass for a command.
        let script = "\(command)\(place) \"$1\""
        let program = TerminalProgram(
            path: "/bin/sh", arguments: ["-c", script, "mosaic", path], environment: context.environment)
        var failure = CommandFailure(.usage, "could not edit \(path): ")
        do {
            let code = try program.start().waitUntilExit()
            if code == 0 { return }
            if code == ExitStatus.interrupted.rawValue { throw settling(CommandFailure(.interrupted, "interrupted")) }
            failure.message += "'\(command)' ended " + TerminalProgram.words(forEnd: code)
            if let code, unstarted.contains(code) { failure.remedy = choice }
        } catch let error as SystemError {
            failure.message += "\(program.path) does not start: \(systemMessage(error.code))"
            failure.remedy = choice
        }
        throw settling(failure)
    }

    /// The codes of a shell that could not start what it was to start
    /// (<https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02>).
    private static let unstarted: ClosedRange<Int32> = 126...127
    private static let choice = "Set $VISUAL or $EDITOR to the editor that you use."

    private static func takesLine(_ command: String) -> Bool {
        let name = command.split(separator: " ").first?.split(separator: "/").last ?? ""
        return ["vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "pico"].contains(
            String(name))
    }
}
