import GRDB
import VaultModel

/// Full-text search.
struct SearchQueries {
    let database: Database

    // Characters of the private use area, which unicode61 takes for parts of words but which SQLite only puts into its answer.
    private static let matchStart: Unicode.Scalar = "\u{F8FE}"
    private static let matchEnd: Unicode.Scalar = "\u{F8FF}"

    /// The entities that hold all words, the best first: a word in the title counts ten times one in the body.
    ///
    /// A word that ends in `*` is a prefix; words in one argument with spaces are a phrase.
    func search(_ words: [String], filter: EntityFilter) throws -> [SearchHit] {
        let match = words.compactMap(Self.term).joined(separator: " ")
        guard !match.isEmpty else { return [] }
        var rows: [(id: Int64, snippet: String, score: Double)] = []
        var sql = """
            SELECT texts.rowid, snippet(texts, 1, ?, ?, '…', 20), -bm25(texts, 10.0, 1.0) FROM texts
            JOIN entities ON entities.id = texts.rowid WHERE texts MATCH ?
            """
        if !filter.kinds.isEmpty {
            sql += " AND entities.kind IN (\(filter.kinds.map { _ in "?" }.joined(separator: ", ")))"
        }
        sql += " ORDER BY bm25(texts, 10.0, 1.0), texts.rowid"
        if let limit = filter.limit { sql += " LIMIT \(limit)" }
        let select = try RowStatement(database, sql).bind(String(Self.matchStart)).bind(String(Self.matchEnd)).bind(
            match)
        for kind in filter.kinds { select.bind(kind) }
        try select.forEach { rows.append(($0.int(0), $0.text(1), $0.double(2))) }
        let summaries = try EntityQueries(database: database).summaries(ids: rows.map(\.id))
        return zip(rows, summaries).map { row, summary in
            SearchHit(entity: summary, snippet: Self.pieces(row.snippet), score: row.score)
        }
    }

    /// One word or phrase in FTS5's query syntax; nil for one without any letter or digit.
    private static func term(_ word: String) -> String? {
        let isPrefix = word.hasSuffix("*")
        let text = SpacelessScript.separated(isPrefix ? String(word.dropLast()) : word)
        guard
            text.unicodeScalars.contains(where: {
                $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.value > 0x2FF
            })
        else { return nil }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            + (isPrefix ? "*" : "")
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
