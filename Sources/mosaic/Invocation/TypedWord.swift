import ArgumentParser
import VaultModel

/// The word of a command line that is being typed, and the words before it, as a shell hands them over.
struct TypedWord {
    /// The words before, the program's name the first of them.
    private let before: [String]
    /// The word up to the cursor, without the quote or the backslashes that the shell is going to take away.
    private(set) var text: String
    /// What bash takes for words before, and so leaves as it is.
    private let kept: String

    /// - Parameters:
    ///   - words: the words of the command line.
    ///   - index: which of them is being typed, from 0 on.
    ///   - prefix: that one up to the cursor, where it is the last.
    ///   - shell: whose words they are. In bash `:`, `=` and `@` make words of their own; zsh, within quotes, loses count of
    ///     where the cursor is.
    init(in words: [String], at index: Int, prefix: String, for shell: CompletionShell? = nil) {
        var before = Array(words.prefix(index))
        let whole = words.indices.contains(index) ? words[index] : ""
        let isPrefixKnown = shell != .zsh || !Self.isQuoted(whole)
        var typed = index == words.count - 1 && isPrefixKnown ? prefix : whole
        var kept = ""
        if shell == .bash {
            before = Self.joined(before)
            if Self.isBreak(typed) {
                kept = (before.popLast() ?? "") + typed
                typed = ""
            } else if !typed.isEmpty, let last = before.last, let end = last.last, ":=".contains(end) {
                kept = before.removeLast()
            } else if !typed.isEmpty, before.last == "@" {
                typed = before.removeLast() + typed
            }
        }
        self.before = before.map(Self.unquoted)
        self.kept = kept
        text = kept + Self.unquoted(typed)
    }

    /// True where the word can become a text, without regard to case, and to the quotes of the query language.
    func isBeginning(of whole: String) -> Bool {
        func compared(_ text: String) -> String { text.lowercased().filter { $0 != "\"" } }
        return compared(whole).hasPrefix(compared(text))
    }

    /// The same with a longer word.
    func completed(to whole: String) -> TypedWord {
        var typed = self
        typed.text = whole
        return typed
    }

    /// The command's name; nil where none is there yet.
    var command: String? { before.dropFirst().first { !$0.hasPrefix("-") } }

    /// True where an option without a value stands before.
    func has(_ flag: String) -> Bool { before.contains(flag) }

    /// The last value that an option was given.
    func option(_ name: String) -> String? {
        for (index, word) in before.enumerated().reversed() {
            if word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
            if index > 0, before[index - 1] == name { return word }
        }
        return nil
    }

    /// What stands behind the command and is neither an option nor the value of one.
    var arguments: [String] {
        let rest = Array(before.drop { $0 != command })
        return rest.indices.dropFirst().filter { place in
            !rest[place].hasPrefix("-") && !Self.optionsWithValue.contains(rest[place - 1])
        }.map { rest[$0] }
    }

    /// Every option of any command that has its value in the next word.
    static let optionsWithValue: Set<String> = [
        "--action", "--agent", "--assignee", "--at", "--by", "--color", "--commit-after", "--depth", "--domain",
        "--entity", "--field", "--fields", "--format", "--kind", "--limit", "--log-level", "--on", "--page",
        "--priority", "--project", "--session", "--set", "--since", "--sort", "--status", "--tag", "--text", "--to",
        "--under", "--until", "--user", "--vault", "--weeks", "--where", "-C", "-s",
    ]

    /// An offer as a line for the script of a shell; nil for one that cannot stand in a line.
    func written(_ offer: VaultWords.Offer, for shell: CompletionShell?) -> String? {
        guard TerminalText.escaped(offer.text) == offer.text else { return nil }
        let note = TerminalText.escaped(offer.note)
        switch shell {
        case .bash?:
            // The script has bash expand what it gets: a file's name must not become an order.
            return String(offer.text.dropFirst(kept.count).flatMap { Self.isPlain($0) ? [$0] : ["\\", $0] })
        case .zsh?:
            let text = offer.text.flatMap { $0 == ":" || $0 == "\\" ? ["\\", $0] : [$0] }
            return String(text) + (note.isEmpty ? "" : ":" + note.replacing("\\", with: "\\\\"))
        // Without a tab, fish would say of each value what its option is for.
        case .fish?: return offer.text + "\t" + note
        default: return offer.text
        }
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_-./:=@,+%".contains(character)
    }

    private static func isBreak(_ word: String) -> Bool { !word.isEmpty && word.allSatisfy { ":=".contains($0) } }

    /// Words of bash as they stood before it took them apart.
    private static func joined(_ words: [String]) -> [String] {
        var joined: [String] = []
        for word in words {
            let last = joined.last ?? ""
            if isBreak(word) || last == "@" || last.last.map({ ":=".contains($0) }) == true, !joined.isEmpty {
                joined[joined.count - 1] += word
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    private static func isQuoted(_ word: String) -> Bool { word.hasPrefix("'") || word.hasPrefix("\"") }

    /// A word without the quote that it begins with and the one that it ends with, and without backslashes.
    private static func unquoted(_ word: String) -> String {
        guard isQuoted(word), let quote = word.first else {
            var text = ""
            var isEscaped = false
            for character in word {
                isEscaped = !isEscaped && character == "\\"
                if !isEscaped { text.append(character) }
            }
            return text
        }
        let inner = word.dropFirst()
        return String(inner.last == quote ? inner.dropLast() : inner)
    }
}
