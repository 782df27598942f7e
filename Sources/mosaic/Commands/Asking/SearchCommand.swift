import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic search WORDS…`: full text.
struct SearchCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds entities by the words of their titles and texts, the best first.",
        discussion: """
            Every word has to be there. Words in quotes are a phrase; '*' at the end of a word stands for any ending. Case and \
            accents do not count. Languages without spaces between words (Chinese, Japanese, Thai) are found as well.

              mosaic search solar panel
              mosaic search '"raised bed"' 'garden*' --kind note
            """)

    @Argument(help: "The words.")
    var words: [String]

    @Option(help: ArgumentHelp("Of this kind.", valueName: "kind"))
    var kind: String?

    @OptionGroup var filter: FilterOptions

    @Option(help: ArgumentHelp("At most so many; 0 for all.", valueName: "n"))
    var limit = 20

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit wants a number from 0 on") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context, includingText: true)
        var request = filter.request(kind: kind)
        request.limit = limit == 0 ? nil : limit
        request.includesHidden = true
        let hits = try vault.search(SearchWords.split(words), filter: try vault.filter(for: request))
        if output.form == .table, context.terminal.isOutput, !hits.isEmpty {
            Pager.start(context)
            let style = output.colors.style(in: context)
            for hit in hits { context.standardOutput.write(SearchView(hit: hit, style: style).text) }
        } else {
            try SearchView.listing.write(hits, options: output, context: context) { $0.member("total", hits.count) }
        }
        return hits.isEmpty ? .found : .done
    }
}

/// The words of a search as they stand on a command line.
enum SearchWords {
    /// Words, and phrases that stand in double quotes, each without its quotes.
    static func split(_ arguments: [String]) -> [String] {
        var words: [String] = []
        for argument in arguments {
            for (place, part) in argument.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
                if place % 2 == 1 {
                    words.append(String(part))
                } else {
                    words += part.split(separator: " ").map(String.init)
                }
            }
        }
        return words
    }
}
