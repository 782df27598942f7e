/// Words as a shell takes them.
enum ShellWord {
    /// A word as a person types it: in quotes where it needs them.
    static func written(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "_-./:=+,@%".contains($0) }
        return isPlain && !word.isEmpty ? word : quoted(word)
    }

    /// A word, whatever is in it, between single quotes.
    static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
