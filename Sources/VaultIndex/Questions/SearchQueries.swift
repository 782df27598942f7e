import GRDB
import VaultModel

/// Full-text search.
struct SearchQueries {
    let database: Database

    // Characters of the private use area, which unicode61 takes for parts of words but which SQLite only puts into its answer.
    private static let matchStart: Unicode.Scalar = "\u{F8FE}"
    private static let matchEnd: Unicode.Scalar = "\u{F8FF}"

    /// The entities that a query is of, the best first where nothing else sorts; none for a query without words that all of
    /// them have.
    func search(_ query: ResolvedQuery) throws -> [SearchHit] {
        let statement = QueryCompiler(resolved: query).statement()
        guard statement.match != nil else { return [] }
        let select = statement.select(
            "texts.rowid, snippet(texts, 1, ?, ?, '…', 20), -\(FullText.rank)",
            values: [.text(String(Self.matchStart)), .text(String(Self.matchEnd))])
        var rows: [(id: Int64, snippet: String, score: Double)] = []
        try RowStatement(database, select.sql).bind(select.values).forEach { row in
            rows.append((row.int(0), row.text(1), row.double(2)))
        }
        let summaries = try EntityQueries(database: database).summaries(ids: rows.map(\.id))
        return zip(rows, summaries).map { row, summary in
            SearchHit(entity: summary, snippet: Self.pieces(row.snippet), score: row.score)
        }
    }

    private static func pieces(_ snippet: String) -> [SearchHit.Piece] {
        var pieces: [SearchHit.Piece] = []
        var text = String.UnicodeScalarView()
        var isMatch = false
        func flush() {
            let piece = SpacelessScript.joined(String(text))
            text = String.UnicodeScalarView()
            if piece.isEmpty { return }
            if let last = pieces.indices.last, pieces[last].isMatch == isMatch {
                pieces[last].text += piece
            } else {
                pieces.append(.init(text: piece, isMatch: isMatch))
            }
        }
        for scalar in snippet.unicodeScalars {
            if scalar == matchStart || scalar == matchEnd {
                flush()
                isMatch = scalar == matchStart
            } else {
                text.append(scalar)
            }
        }
        flush()
        return pieces
    }
}
