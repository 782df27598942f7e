import VaultEngine
import VaultModel

/// Something found by a search, as a person reads it.
struct SearchView {
    let hit: SearchHit
    let style: Style
    /// In columns.
    let width: Int

    /// The title with its place, and the words around what was found.
    var text: String {
        let entity = hit.entity
        let facts = "  " + TerminalText.escaped([entity.type, entity.status].compactMap { $0 }.joined(separator: ", "))
        let heading = FittedLine(.flexible(TerminalText.escaped(entity.title), .strong), .fixed(facts, .faint))
        let snippet = WrappedText(
            pieces.map { (TerminalText.escaped(Self.oneLine($0.text)), $0.isMatch ? .attention : nil) })
        let words = snippet.lines(width: width - 2, style: style).filter { !$0.isEmpty }
        let path = style(.identifier, TerminalText.escaped(entity.path))
        return ([heading.text(width: width, style: style)] + ([path] + words).map { "  " + $0 })
            .map { $0 + "\n" }.joined()
    }

    /// The pieces of the snippet, without the space around all of them.
    private var pieces: [SearchHit.Piece] {
        var pieces = hit.snippet
        if let first = pieces.indices.first {
            pieces[first].text = String(pieces[first].text.drop(while: \.isWhitespace))
        }
        if let last = pieces.indices.last {
            while pieces[last].text.last?.isWhitespace == true { pieces[last].text.removeLast() }
        }
        return pieces
    }

    /// Line ends and runs of spaces as one space.
    static func oneLine(_ text: String) -> String {
        var result = ""
        var isAfterSpace = false
        for character in text {
            if character.isWhitespace {
                if !isAfterSpace { result += " " }
                isAfterSpace = true
            } else {
                result.append(character)
                isAfterSpace = false
            }
        }
        return result
    }

    /// Writes what was found by a query: with the words around it on a terminal, else as a list.
    static func write(
        _ hits: [SearchHit], of query: ResolvedQuery, in vault: Vault, emptyMessage: String = emptyMessage,
        _ output: OutputOptions, _ context: CommandContext
    ) throws {
        if output.form == .table, output.isForReading(in: context), !hits.isEmpty {
            Pager.start(context)
            let style = output.colors.style(in: context)
            for hit in hits {
                context.standardOutput.write(SearchView(hit: hit, style: style, width: context.terminal.width).text)
            }
            return
        }
        let total = output.form == .json ? try vault.total(of: query, listed: hits.count) : 0
        var listing = listing(try output.facts(of: query, in: vault, context))
        listing.emptyMessage = emptyMessage
        try listing.write(hits, options: output, context: context) { meta in
            meta.member("total", total)
            meta.member("limit", query.query.limit)
        }
    }

    private static let emptyMessage = "Nothing has these words."

    static func listing(_ facts: EntityListing.Facts) -> Listing<SearchHit> {
        Listing(
            fields: [
                .init("shortId", column: .init(header: "ID")) { $0.entity.shortID },
                .init("type", column: .init(header: "KIND")) { $0.entity.type },
                .init("title", column: .init(header: "TITLE", isFlexible: true)) { $0.entity.title },
                .init("path", column: .init(header: "PATH")) { $0.entity.path },
                .init("snippet", column: .init(header: "TEXT", isFlexible: true)) { hit in
                    oneLine(hit.snippet.map(\.text).joined())
                },
                .init("score", value: { .number($0.score) }) { String($0.score) },
            ], members: ["fields", "diagnostics"], path: { $0.entity.path }, emptyMessage: emptyMessage
        ) { hit, writer in
            writer.value(hit)
        }.adding(fieldsOf: \.entity, facts)
    }
}
