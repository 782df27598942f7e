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

    /// The same; nil where there is none and the person means their editor: on a terminal, or where a script gives nothing and names
    /// an editor.
    static func unlessEdited(_ words: [String], _ what: String, in context: CommandContext) throws -> String? {
        let text = try of(words, what, in: context)
        let meansEditor =
            words.isEmpty && (context.terminal.isInput || Editor.isNamed(in: context.environment))
        return meansEditor && isBlank(text) ? nil : text
    }

    /// A title by its words.
    ///
    /// - Throws: A ``CommandFailure`` for a `-` alone, which stands for standard input where a text is asked for.
    static func title(_ words: [String]) throws -> String {
        guard words != ["-"] else {
            throw CommandFailure(
                .usage, "'-' cannot be a title", remedy: "A title is not read from standard input: \"$(cat)\" gives it."
            )
        }
        return words.joined(separator: " ")
    }

    /// True for a text in which nothing is said.
    static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
