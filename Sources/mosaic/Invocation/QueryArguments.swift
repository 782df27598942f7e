import ArgumentParser
import VaultEngine
import VaultModel

/// A query as it stands on a command line, in one argument or in many.
enum QueryArguments {
    /// What a query's help says of the language.
    static let help: ArgumentHelp = "What to ask for: 'status:open due<7d'. 'mosaic show query-reference' has it all."

    /// The arguments as one text.
    ///
    /// - Throws: An ``UnknownOption`` for what can only be an option that there is not.
    static func text(_ words: [String]) throws -> String {
        if let option = words.first(where: { $0.hasPrefix("--") && $0.count > 2 }) { throw UnknownOption(name: option) }
        return words.filter { $0 != "--" }.joined(separator: " ")
    }

    /// The arguments as one text, in which an argument is one value of a query that the vault keeps: the shell has taken away the
    /// quotes of `domain="Home life"`.
    ///
    /// - Throws: An ``UnknownOption`` for what can only be an option that there is not.
    static func text(_ words: [String], in vault: Vault) throws -> String {
        guard words.count > 1, words.contains(where: { $0.hasPrefix("@") }) else { return try text(words) }
        let called = try vault.savedQueries().filter { words.contains("@" + $0.name) }
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
    /// - Throws: An ``UnknownOption`` for what can only be an option that there is not, and what ``Vault/request(asking:)`` throws.
    static func request(_ words: [String], in vault: Vault) throws -> EntityRequest {
        try vault.request(asking: text(words, in: vault))
    }
}

/// An option that a command has not; only who knows the command can say which was meant.
struct UnknownOption: Error {
    /// As it was typed: `--statu`, or `--statu=open`.
    var name: String

    /// The failure, with the option that was meant, of those that stand in a command's help.
    func failure(help: String) -> CommandFailure {
        let names = help.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        let typed = String(name.prefix { $0 != "=" })
        let meant = Spelling.nearest(to: typed, among: names.filter { $0.hasPrefix("--") }.uniqued())
        return CommandFailure(
            .usage, "there is no option '\(typed)'",
            remedy: (meant.map { "Did you mean '\($0)'? " } ?? "") + "'--help' behind the command lists its options.")
    }
}
