import VaultModel

/// Everything that a command may know of the world outside the vault. Made once by the entry of the executable; a test
/// makes its own. Commands read no globals.
final class CommandContext {
    let environment: [String: String]
    /// Absolute; what relative paths in arguments are relative to.
    let workingDirectory: String
    /// Seconds since 1970, UTC.
    let now: @Sendable () -> Int64
    /// Nanoseconds of a clock that never goes back, for the pace of progress only.
    let uptime: () -> UInt64
    /// The local time zone: the seconds to add to a time (in seconds since 1970) to get the local one.
    let secondsFromUTC: @Sendable (Int64) -> Int
    var random: RandomSource
    let standardInput: InputReader
    let standardOutput: OutputWriter
    let standardError: OutputWriter
    let terminal: TerminalState
    /// The folder of the vault that is open: absolute. What other programs are given as a path leads there from where
    /// the person stands.
    var vaultRoot: String?
    /// True once a change was written that should have been committed and is not.
    var lacksCommit = false
    /// Has signals that would end the process wait, until what it returns is called, with whether a change is written by then that
    /// should have been committed and is not.
    var puttingOffInterruptions: @Sendable () -> (_ lacksCommit: Bool) -> Void = { { _ in } }
    /// The pager that standard output goes to at present.
    var pager: Pager?

    init(
        environment: [String: String], workingDirectory: String, now: @escaping @Sendable () -> Int64,
        uptime: @escaping () -> UInt64, secondsFromUTC: @escaping @Sendable (Int64) -> Int, random: RandomSource,
        standardInput: InputReader, standardOutput: OutputWriter, standardError: OutputWriter, terminal: TerminalState
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.now = now
        self.uptime = uptime
        self.secondsFromUTC = secondsFromUTC
        self.random = random
        self.standardInput = standardInput
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.terminal = terminal
    }

    /// The nearest time of the days that there are (years 0 to 9999, in UTC); seconds since 1970.
    static func timeWithinCalendar(_ time: Int64) -> Int64 {
        let daySeconds: Int64 = 86_400
        let first = Int64(CalendarDate.earliest.daysSinceEpoch) * daySeconds
        let last = Int64(CalendarDate.latest.daysSinceEpoch) * daySeconds + daySeconds - 1
        return min(max(time, first), last)
    }

    /// Dates in words, seen from now.
    var dates: CalmDates { CalmDates(now: now(), secondsFromUTC: secondsFromUTC) }

    /// A path of the vault as other programs find the file: from where the person stands, absolute where that is
    /// outside of the vault.
    func place(of path: String) -> String {
        guard let vaultRoot else { return path }
        if workingDirectory == vaultRoot { return path }
        let inside = vaultRoot + "/"
        guard workingDirectory.utf8.starts(with: inside.utf8) else { return inside + path }
        let folder = workingDirectory.utf8.dropFirst(inside.utf8.count)
        return VaultPath.path(to: path, from: String(decoding: folder, as: UTF8.self))
    }

    /// All of standard input.
    ///
    /// - Throws: A ``CommandFailure`` where it is too long, or no UTF-8.
    func textOfInput() throws -> String {
        let bytes = try standardInput.readAll(from: "standard input")
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(
                .usage, "could not read standard input: it is not UTF-8",
                remedy: "Convert it first, as with 'iconv -f latin1 -t utf-8'.")
        }
        return text
    }

    /// What a person answers to a question on standard error, without the spaces around it; nil where they end the input, which
    /// ends the line of the question as well.
    func answer() -> String? {
        if let line = standardInput.readLine() { return line.trimmingSpaces }
        standardError.write("\n")
        standardError.flush()
        return nil
    }

    /// Writes a note for the person, which is no part of the answer, to standard error: `mosaic: …`.
    func note(_ message: String) {
        standardError.write("mosaic: \(TerminalText.escaped(message, keepingLines: true))\n")
        standardError.flush()
    }
}

/// Which of the standard descriptors are a terminal, and how wide it is.
struct TerminalState {
    var isInput: Bool
    var isOutput: Bool
    var isError: Bool
    /// In columns.
    var width: Int

    /// The width that standard output has to fit into, in columns; nil where it is no terminal, and everything stays whole.
    var outputWidth: Int? { isOutput ? width : nil }
    /// The same of standard error.
    var errorWidth: Int? { isError ? width : nil }
}
