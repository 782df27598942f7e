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

    /// A query of which the first word may be a kind (`list tasks due<7d`), or call one that the vault keeps (`list @today`).
    ///
    /// - Throws: A ``CommandFailure`` for what can only be an option that there is not, and what ``Vault/expanding(_:)`` throws.
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
