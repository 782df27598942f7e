/// Puts a commit's message together.
enum CommitMessage {
    /// The message with the trailers at its end: in its last paragraph, where that has trailers, else in one of their own.
    ///
    /// Line ends in a trailer's value become spaces, so that no value can pass for another trailer.
    static func text(_ message: String, trailers: [(String, String)]) -> String {
        var text = message
        while let last = text.last, last.isWhitespace { text.removeLast() }
        guard !trailers.isEmpty else { return text }
        text += isEndingInTrailers(text) ? "\n" : "\n\n"
        return text + trailers.map { "\($0.0): \(oneLine($0.1))" }.joined(separator: "\n")
    }

    private static func oneLine(_ value: String) -> String {
        value.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// True where every line of the last paragraph belongs to a trailer.
    private static func isEndingInTrailers(_ text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let paragraph = lines.reversed().prefix { !$0.allSatisfy(\.isWhitespace) }
        let starts = paragraph.filter { $0.first?.isWhitespace == false }
        return starts.count == Trailer.parse(text).count && !starts.isEmpty
    }
}
