/// A text that a person gives as words of a command, or through standard input.
enum SpokenText {
    /// The words as one text; for a `-`, and for none at all in a pipe, what comes through standard input. Empty for none on a terminal.
    ///
    /// - Parameters:
    ///   - words: of the command.
    ///   - what: what the text is, as a phrase: `the idea`.
    ///   - context: whose standard input may be read.
    /// - Returns: The text.
    /// - Throws: A ``CommandFailure`` where there are words beside the `-`.
    static func of(_ words: [String], _ what: String, in context: CommandContext) throws -> String {
        guard words.first != "-" || words.count == 1 else {
            throw CommandFailure(
                .usage, "'-' reads \(what) from standard input, and goes with no other words",
                remedy: "Put one that begins with it in quotes: '- more'.")
        }
        guard words.isEmpty || words == ["-"] else { return words.joined(separator: " ") }
        return words.isEmpty && context.terminal.isInput ? "" : try context.textOfInput()
    }
}
