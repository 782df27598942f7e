/// Words as a shell takes them.
enum ShellWord {
    /// A word, whatever is in it, between single quotes.
    static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
