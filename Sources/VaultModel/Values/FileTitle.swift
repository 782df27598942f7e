/// A title as the name of a file that is called by it, in the manner of Obsidian: `Blade Runner.md`.
package enum FileTitle {
    /// In bytes, so that an ending and a number fit behind it on every file system.
    private static let longest = 200
    /// What a name cannot have on some file system, and what would mean something in a link by the name.
    private static let unsafe: Set<Character> = [
        "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "#", "^", "[", "]", "`",
    ]

    /// The title as it is where every file system can hold it and every link can say it.
    ///
    /// What stands in the way becomes a hyphen within a word (`AC/DC` becomes `AC-DC`) and is left out elsewhere.
    ///
    /// - Returns: The name without an ending; nil where nothing would be left of it, or where the name would mean something else.
    package static func of(_ title: String) -> String? {
        var name = ""
        var rest = title[...]
        while let character = rest.popFirst() {
            let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
            if unsafe.contains(character) || isControl {
                func isWord(_ other: Character?) -> Bool { other.map { $0.isLetter || $0.isNumber } ?? false }
                if isWord(name.last), isWord(rest.first) { name.append("-") }
            } else if !character.isWhitespace {
                name.append(character)
            } else if name.last != " " {
                name.append(" ")
            }
        }
        while name.utf8.count > longest { name.removeLast() }
        // Windows drops what a name ends with of these, and what begins with a dot is hidden.
        while name.last == " " || name.last == "." { name.removeLast() }
        let shown = String(name.drop { $0 == "." || $0 == " " })
        guard !shown.isEmpty, !VaultPath.isMarkdown(shown), Slug.isFree(shown) else { return nil }
        return shown
    }
}
