/// Why a command could not do what it was asked, in words for a person.
///
/// The message says what could not be done and on which thing, without a capital or a full stop: `could not open the
/// vault at /tmp/x: it is not in a git repository`. The remedy says what to try, as a sentence.
struct CommandFailure: Error, Equatable {
    var status: ExitStatus
    var message: String
    /// Lines that belong to the message: the candidates of an ambiguous reference, the place in a query.
    var details: [String]
    var remedy: String?

    init(_ status: ExitStatus, _ message: String, details: [String] = [], remedy: String? = nil) {
        self.status = status
        self.message = message
        self.details = details
        self.remedy = remedy
    }

    /// The same, with a sentence of what has become of the work before what to try.
    func adding(_ sentence: String) -> CommandFailure {
        var failure = self
        failure.remedy = [sentence, remedy].compactMap(\.self).joined(separator: " ")
        return failure
    }

    /// True where a person need not be told: they have interrupted it themselves, and nothing is left of it.
    var isQuiet: Bool { status == .interrupted && details.isEmpty && remedy == nil }

    /// As standard error shows it, with its line end. What comes from the vault cannot reach the terminal raw.
    /// The remedy alone is made to fit: a path in the message is easier to take from a line, and each detail may say
    /// something of the one above it.
    ///
    /// - Parameter width: of the terminal, in columns; nil where there is none to fit into.
    /// - Returns: lines, each ended.
    func text(width: Int?) -> String {
        func clean(_ text: String) -> String { TerminalText.escaped(text, keepingLines: true) }
        var lines = [clean("mosaic: " + message)] + details.map { clean("  " + $0) }
        if let remedy { lines.append(WrappedText.fitting(clean(remedy), width: width)) }
        return lines.map { $0 + "\n" }.joined()
    }
}
