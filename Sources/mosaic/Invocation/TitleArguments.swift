import VaultEngine

/// A title as the words of a command say it.
enum TitleArguments {
    /// The title, of which no word is typed as the change of a field.
    ///
    /// - Parameters:
    ///   - words: as they are typed.
    ///   - fields: those of them that change a field of what has the title.
    ///   - command: what does both, given the words of the title and the changes, as a shell takes them.
    /// - Returns: The title.
    /// - Throws: A ``CommandFailure`` where a word changes a field, and for a `-` alone.
    static func title(
        _ words: [String], fields: [FieldWord], command: (_ title: String, _ changes: [String]) -> String
    ) throws -> String {
        guard let first = fields.first else { return try SpokenText.title(words) }
        let rest = words.filter { word in !fields.contains { $0.text == word } }
        let title = rest.isEmpty ? "TITLE" : rest.map(ShellWord.written).joined(separator: " ")
        throw CommandFailure(
            .usage, "'\(first.text)' is the change of a field, and would be a part of the title",
            details: [command(title, fields.map { ShellWord.written($0.assignment) })],
            remedy: words.count == 1
                ? "That sets it." : "That sets it. To have it in the title, put all of the title in quotes.")
    }
}
