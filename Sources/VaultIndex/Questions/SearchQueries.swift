import GRDB
import VaultModel

/// Full-text search.
struct SearchQueries {
    let database: Database

    // Characters of the private use area, which unicode61 takes for parts of words but which SQLite only puts into its answer.
    private static let matchStart: Unicode.Scalar = "\u{F8FE}"
    private static let matchEnd: Unicode.Scalar = "\u{F8FF}"

    /// The entities that a query is of, the best first where nothing else sorts; those without any of its words come last,
    /// without a snippet.
    func search(_ query: ResolvedQuery) throws -> [SearchHit] {
        var statement = QueryCompiler(resolved: query).statement()
        let rows: [Row]
        if statement.match != nil {
            rows = try self.rows(statement.select(Self.columns, values: Self.marks))
        } else {
            // Some may have none of the words: what words there are says how well each fits.
            let words = query.query.condition.positiveTests.compactMap { FullText.expression(.test($0)) }
            let found = try words.isEmpty ? [:] : hits(words.joined(separator: " OR "))
            let limit = statement.limit
            let isRanked = query.query.sort.isEmpty && !words.isEmpty
            if isRanked { statement.limit = nil }
            let select = statement.select("entities.id")
            var ids: [Int64] = []
            try RowStatement(database, select.sql).bind(select.values).forEach { ids.append($0.int(0)) }
            var all = ids.map { found[$0] ?? Row(id: $0, snippet: "", score: 0) }
            if isRanked {
                all = all.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
                    .map(\.element)
            }
            rows = limit.map { Array(all.prefix($0)) } ?? all
        }
        let summaries = try EntityQueries(database: database).summaries(ids: rows.map(\.id))
        return zip(rows, summaries).map { row, summary in
            SearchHit(entity: summary, snippet: Self.pieces(row.snippet), score: row.score)
        }
    }

    private struct Row {
        var id: Int64
        var snippet: String
        /// Above 0 for what has one of the words.
        var score: Double
    }

    private static let columns = "texts.rowid, snippet(texts, 1, ?, ?, '…', 20), -\(FullText.rank)"
    private static var marks: [SQLFragment.Value] { [.text(String(matchStart)), .text(String(matchEnd))] }

    private func rows(_ select: SQLFragment) throws -> [Row] {
        var rows: [Row] = []
        try RowStatement(database, select.sql).bind(select.values).forEach { row in
            rows.append(Row(id: row.int(0), snippet: row.text(1), score: row.double(2)))
        }
        return rows
    }

    /// Everything that has one of some words, by its id.
    private func hits(_ expression: String) throws -> [Int64: Row] {
        let select = SQLFragment(
            "SELECT \(Self.columns) FROM texts WHERE texts MATCH ?", values: Self.marks + [.text(expression)])
        return Dictionary(try rows(select).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
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
