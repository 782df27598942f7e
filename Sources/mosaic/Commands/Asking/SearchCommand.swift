import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic search WORDS…`: full text.
struct SearchCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds entities by the words of their titles, other names and texts, the best first.",
        discussion: """
            Every word has to be there, or one of those that 'or' joins. Words in quotes are a phrase; '*' at the end of a word stands for any ending. Case and \
            accents do not count. Other names are aliases, the name of the file, and the description. Languages without spaces between words (Chinese, Japanese, Thai) are found as well. Other \
            terms of the query language narrow the search. The kinds are found where you ask for them: 'type:kind'.

              mosaic search solar panel
              mosaic search '(roof or gutter) leak'
              mosaic search '"raised bed"' 'garden*' type:note 'updated<30d'
            """)

    @Argument(parsing: .allUnrecognized, help: "The words, and terms of a query.", completion: Completion.query)
    var words: [String]

    @Option(help: ArgumentHelp("Of this kind.", valueName: "kind"), completion: Completion.kinds)
    var kind: String?

    @OptionGroup var filter: FilterOptions

    @Option(help: ArgumentHelp("At most so many; 0 for all.", valueName: "n"))
    var limit: Int?

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit wants a number from 0 on") }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        SearchView.listing(words.facts(of: words.kinds(of: typed))).names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context, includingText: true)
        var search = SearchRequest(text: try QueryArguments.text(words, in: vault))
        search.kind = kind
        search.queries = filter.queries
        search.limit = limit
        let resolved = try query(for: search, in: vault)
        let hits = try vault.search(resolved)
        try SearchView.write(hits, of: resolved, in: vault, output, context)
        if hits.isEmpty { try noteBeginnings(of: resolved, in: vault, context: context) }
        return hits.isEmpty ? .negative : .done
    }

    /// The query of a search. What has not the form of one, and may be a text that was written for people, is told with what finds it.
    private func query(for search: SearchRequest, in vault: Vault) throws -> ResolvedQuery {
        do {
            return try vault.query(for: search)
        } catch VaultError.invalidQuery(let error, let text) where text == search.text && error.mayBeText {
            throw CommandFailure(error, in: text).leadingToText(text)
        }
    }

    /// A word is looked for whole; says on a terminal what there is that only begins so.
    private func noteBeginnings(of query: ResolvedQuery, in vault: Vault, context: CommandContext) throws {
        guard context.terminal.isError, let (count, word) = try vault.countOfBeginnings(query), count > 0 else {
            return
        }
        let has = count == 1 ? "has" : "have"
        context.note(
            "\(Progress.grouped(count)) \(has) words that begin so; '*' behind a word is any ending: "
                + "'\(QueryWriting.value(word))*'")
    }
}
