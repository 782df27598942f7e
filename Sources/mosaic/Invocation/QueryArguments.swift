import ArgumentParser
import VaultEngine
import VaultModel

/// A query as it stands on a command line, in one argument or in many.
enum QueryArguments {
    /// What a query's help says of the language.
    static let help: ArgumentHelp = "What to ask for: 'status:open due<7d'. 'mosaic guide query-reference' has it all."

    /// The arguments as one text.
    ///
    /// - Throws: An ``UnknownOption`` for what can only be an option that there is not; a digit is a word behind `--`.
    static func text(_ words: [String]) throws -> String {
        let digit = words.prefix { $0 != "--" }.first(where: DashedWords.isDigit)
        if let option = words.first(where: isOption) ?? digit { throw UnknownOption(name: option) }
        return words.filter { $0 != "--" }.joined(separator: " ")
    }

    /// True for what can only be an option: `-word` denies a word, and `-n` alone is what other programs have.
    private static func isOption(_ word: String) -> Bool {
        word.hasPrefix("--") ? word.utf8.count > 2 : DashedWords.isLetter(word)
    }

    /// The words behind the first, which may be a kind.
    static func behindFirst(_ words: [String]) -> [String] {
        var words = words
        if let first = words.firstIndex(where: { $0 != "--" }) { words.remove(at: first) }
        return words
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

    /// What a list shows of each answer by the first query of the vault that is called and says so; nil where none does.
    static func keptFields(_ words: [String], in vault: Vault) throws -> String? {
        let names = QueryExpansion.calledNames(in: try text(words))
        if names.isEmpty { return nil }
        let queries = try vault.savedQueries()
        let fields = names.lazy.compactMap { name in queries.first { $0.name == name }?.fields }.first { !$0.isEmpty }
        return fields?.joined(separator: ",")
    }

    /// A query of which the first word may be a kind (`list tasks due<7d`), and any word may call one that the vault keeps
    /// (`list @today`).
    ///
    /// - Throws: An ``UnknownOption`` for what can only be an option that there is not, and what
    ///   ``Vault/request(asking:)`` throws.
    static func request(_ words: [String], in vault: Vault) throws -> EntityRequest {
        try vault.request(asking: text(words, in: vault))
    }
}

extension CommandContext {
    /// Says what words of a query may have been meant for that were looked for in texts: of what found something, those that call a
    /// kind as a list of it is called.
    func noteLikelyTerms(in query: ResolvedQuery, of vault: Vault, hasFound: Bool = false) throws {
        let likely = try hasFound ? vault.kindWords(in: query) : vault.likelyTerms(in: query)
        if !likely.isEmpty {
            let words = likely.map { "'\($0.word)'" }.joined(separator: ", ")
            let terms = likely.map(\.term).joined(separator: " ")
            note("\(words) \(likely.count == 1 ? "was" : "were") looked for in texts; did you mean '\(terms)'?")
        } else if !hasFound, let (word, kind) = try vault.likelyKind(in: query) {
            note("'\(word)' is no kind and was looked for in texts; did you mean '\(kind)'?")
        }
    }
}

/// An option that a command has not; only who knows the command can say which was meant.
struct UnknownOption: Error {
    /// As it was typed: `--statu`, `--statu=open`, or `-n`.
    var name: String

    /// What the letters of other programs are called here, where a command's own words do not tell.
    private static let letters = ["-a": "--all", "-n": "--limit"]

    /// The failure, with the option that was meant, of those that stand in a command's help.
    func failure(help: String) -> CommandFailure {
        let words = help.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        let names = words.filter { $0.hasPrefix("--") }.uniqued()
        let typed = String(name.prefix { $0 != "=" })
        let isDenial = DashedWords.isLetter(typed) || DashedWords.isDigit(typed)
        let meant = isDenial ? Self.named(typed, among: names) : Spelling.nearest(to: typed, among: names)
        let remedies = [
            Self.ofQuery(typed) ?? meant.map { "Did you mean '\($0)'?" } ?? Self.asTerm(typed),
            isDenial ? "'not \(typed.dropFirst())' denies a word." : nil,
            "'--help' behind the command lists its options.",
        ]
        return CommandFailure(
            .usage, "there is no option '\(typed)'", remedy: remedies.compactMap(\.self).joined(separator: " "))
    }

    /// What elsewhere, or of other commands, is an option before a query.
    private static func ofQuery(_ typed: String) -> String? {
        switch typed {
        case "--where", "--query", "--filter", "--match": "What to ask for stands by itself, without an option."
        case "--kind", "--type": "The kind is the first word, or stands behind 'type:'."
        default: nil
        }
    }

    /// What is a term of a query here, and an option elsewhere.
    private static func asTerm(_ typed: String) -> String? {
        let name = String(typed.drop { $0 == "-" })
        let isField = Schema.builtIn.kinds.values.contains { $0.field(name) != nil }
        return QueryKey.named(name) != nil || isField ? "It is a term of the query: '\(name):…'." : nil
    }

    /// The option that a letter stands for: the one that it stands for elsewhere, or the only one that begins with it. Digits say
    /// how many elsewhere, but `-0` is of this program.
    private static func named(_ typed: String, among names: [String]) -> String? {
        if DashedWords.isDigit(typed) {
            return typed != "-0" && names.contains("--limit") ? "--limit \(typed.dropFirst())" : nil
        }
        if let name = letters[typed] { return names.contains(name) ? name : nil }
        let beginning = names.filter { $0.hasPrefix("-" + typed) }
        return beginning.count == 1 ? beginning.first : nil
    }
}
