import ArgumentParser
import VaultEngine
import VaultModel

/// A query as it stands on a command line, in one argument or in many.
enum QueryArguments {
    /// What a query's help says of the language.
    static let help: ArgumentHelp = "What to ask for: 'status:open due<7d'. 'mosaic show query-reference' has it all."

    /// The arguments as one text.
    ///
    /// - Throws: A ``CommandFailure`` for what can only be an option that there is not.
    static func text(_ words: [String]) throws -> String {
        if let option = words.first(where: { $0.hasPrefix("--") && $0.count > 2 }) {
            throw CommandFailure(
                .usage, "there is no option '\(option)'", remedy: "'--help' behind the command lists its options.")
        }
        return words.filter { $0 != "--" }.joined(separator: " ")
    }

    /// The arguments as one text, in which an argument is one value of a query that the vault keeps: the shell has taken away the
    /// quotes of `domain="Home life"`.
    ///
    /// - Throws: A ``CommandFailure`` for what can only be an option that there is not.
    static func text(_ words: [String], in vault: Vault) throws -> String {
        guard words.count > 1, words.contains(where: { $0.hasPrefix("@") }) else { return try text(words) }
        let called = vault.savedQueries().filter { words.contains("@" + $0.name) }
        let parameters = Set(called.flatMap(\.parameters).map(\.name))
        return try text(
            words.map { word in
                guard let equals = word.firstIndex(of: "="), parameters.contains(String(word[..<equals])) else {
                    return word
                }
                return word[...equals] + SavedQuery.written(String(word[word.index(after: equals)...]))
            })
    }

    /// A query of which the first word may be a kind (`list tasks due<7d`), and any word may call one that the vault keeps
    /// (`list @today`).
    ///
    /// - Throws: A ``CommandFailure`` for what can only be an option that there is not, and what ``Vault/request(asking:)`` throws.
    static func request(_ words: [String], in vault: Vault) throws -> EntityRequest {
        try vault.request(asking: text(words, in: vault))
    }
}
