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
        let words = query.query.condition.positiveTests.compactMap { FullText.expression(.test($0)) }
        let anyWord = words.joined(separator: " OR ")
        if statement.match != nil {
            rows = try self.rows(statement.select(Self.columns, values: Self.marks), showing: anyWord)
        } else {
            // Some may have none of the words: what words there are says how well each fits.
            let found = try words.isEmpty ? [:] : hits(anyWord)
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

    /// In characters. What SQLite's `snippet` takes grows with the square of the matches in a text, of which a longer one can have
    /// hundreds of thousands.
    private static let longestBody = 16_384

    private static let columns =
        "texts.rowid, iif(length(texts.body) <= \(longestBody), \(snippet), NULL), -\(FullText.rank)"
    private static let snippet = "snippet(texts, 1, ?, ?, '…', 20)"
    private static var marks: [SQLFragment.Value] { [.text(String(matchStart)), .text(String(matchEnd))] }

    /// - Parameters:
    ///   - select: has ``columns``.
    ///   - words: what is looked for, as FTS5 has it, where any of it is a match to show.
    /// - Returns: The rows in their order.
    /// - Throws: What the database throws.
    private func rows(_ select: SQLFragment, showing words: String) throws -> [Row] {
        var rows: [Row] = []
        var long: [Int] = []
        try RowStatement(database, select.sql).bind(select.values).forEach { row in
            if row.isNull(1) { long.append(rows.count) }
            rows.append(Row(id: row.int(0), snippet: row.optionalText(1) ?? "", score: row.double(2)))
        }
        if long.isEmpty { return rows }
        let parts = try TextParts(length: Self.longestBody)
        let body = try RowStatement(database, "SELECT body FROM texts WHERE rowid = ?")
        for place in long {
            guard let text = try body.bind(rows[place].id).first({ $0.text(0) }) else { continue }
            rows[place].snippet = try parts.first(
                SQLFragment(Self.snippet, values: Self.marks), of: text, matching: words)
        }
        return rows
    }

    /// Everything that has one of some words, by its id.
    private func hits(_ expression: String) throws -> [Int64: Row] {
        let select = SQLFragment(
            "SELECT \(Self.columns) FROM texts WHERE texts MATCH ?", values: Self.marks + [.text(expression)])
        let found = try rows(select, showing: expression).map { ($0.id, $0) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
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
