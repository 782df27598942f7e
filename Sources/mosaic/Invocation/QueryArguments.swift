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

    /// A query of which the first word may be a kind (`list tasks due<7d`), or call one that the vault keeps (`list @today`).
    ///
    /// - Throws: An ``UnknownOption`` for what can only be an option that there is not, and what ``Vault/expanding(_:)`` throws.
    static func request(_ words: [String], in vault: Vault) throws -> EntityRequest {
        _ = try text(words)
        var request = EntityRequest()
        var rest = words.filter { $0 != "--" }
        if rest.count == 1 { rest = rest[0].split(separator: " ", maxSplits: 1).map(String.init) }
        if let first = rest.first, try vault.schema().kind(named: first) != nil {
            request.kind = first
            rest.removeFirst()
        } else if words.count == 1 {
            rest = words
        }
        request.queries = try vault.expanding(rest)
        return request
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
