import GRDB
import VaultModel

/// Full-text search.
package struct SearchQueries {
    let database: Database

    // Characters of the private use area, which unicode61 takes for parts of words but which SQLite only puts into its answer.
    private static let matchStart: Unicode.Scalar = "\u{F8FE}"
    private static let matchEnd: Unicode.Scalar = "\u{F8FF}"

    /// The entities that a query is of, the best first where nothing else sorts; those without any of its words come last,
    /// without a snippet.
    package func search(_ query: ResolvedQuery) throws -> [SearchHit] {
        var statement = QueryCompiler(resolved: query).statement()
        let rows: [Row]
        let words = query.query.condition.positiveTests.compactMap { FullText.expression(.test($0)) }
        let anyWord = words.joined(separator: " OR ")
        if statement.match != nil {
            rows = try self.rows(statement.select(Self.columns, values: Self.values), showing: anyWord)
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
            let shown = Self.hasMatch(row.snippet) || row.names.isEmpty
            return SearchHit(
                entity: summary,
                snippet: shown ? Self.pieces(row.snippet) : Self.pieces(ofNames: row.names, of: summary),
                score: row.score)
        }
    }

    private struct Row {
        var id: Int64
        /// With marks around what matches.
        var snippet: String
        /// Those of the other names that match, likewise; folded.
        var names: [String] = []
        /// Above 0 for what has one of the words.
        var score: Double
    }

    /// In characters. What SQLite's `snippet` takes grows with the square of the matches in a text, of which a longer one can have
    /// hundreds of thousands.
    private static let longestBody = 16_384

    private static let columns = """
        texts.rowid, iif(length(texts.body) <= \(longestBody), \(snippet), NULL), -\(FullText.rank),
          iif(length(texts.names) <= \(longestBody), highlight(texts, 2, ?, ?), NULL)
        """
    private static let snippet = "snippet(texts, 1, ?, ?, '…', 20)"
    private static var marks: [SQLFragment.Value] { [.text(String(matchStart)), .text(String(matchEnd))] }
    /// The values of ``columns``.
    private static var values: [SQLFragment.Value] { marks + marks }

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
            let names = row.optionalText(3).map(Self.matchingNames) ?? []
            rows.append(
                Row(id: row.int(0), snippet: row.optionalText(1) ?? "", names: names, score: row.double(2)))
        }
        try addSnippets(toLong: long, of: &rows, showing: words)
        return rows
    }

    private static func hasMatch(_ text: String) -> Bool { text.unicodeScalars.contains(matchStart) }

    private static func matchingNames(_ names: String) -> [String] {
        names.split(separator: NamesText.boundary).map(String.init).filter(hasMatch)
    }

    /// The names that match, side by side, as the entity has them.
    private static func pieces(ofNames names: [String], of entity: EntitySummary) -> [SearchHit.Piece] {
        let aliases = entity.fields.filter { ["aliases", "description"].contains($0.name) }
        let written =
            [VaultPath.stem(of: entity.path)] + aliases.flatMap { FieldType.any.items(of: $0.value).map(\.text) }
        let all = names.map { name in
            let pieces = Self.pieces(name)
            let folded = pieces.map(\.text).joined()
            guard let whole = written.first(where: { NameKey.fold($0) == folded }),
                whole.unicodeScalars.count == folded.unicodeScalars.count
            else { return pieces }
            var rest = whole.unicodeScalars[...]
            return pieces.map { piece in
                let count = piece.text.unicodeScalars.count
                defer { rest = rest.dropFirst(count) }
                return SearchHit.Piece(text: String(rest.prefix(count)), isMatch: piece.isMatch)
            }
        }
        return Array(all.joined(separator: [SearchHit.Piece(text: ", ", isMatch: false)]))
    }

    /// Adds what is shown of the rows whose bodies are too long to be looked through at once.
    private func addSnippets(toLong long: [Int], of rows: inout [Row], showing words: String) throws {
        if long.isEmpty { return }
        let parts = try TextParts(length: Self.longestBody)
        let body = try RowStatement(database, "SELECT body FROM texts WHERE rowid = ?")
        for place in long {
            guard let text = try body.bind(rows[place].id).first({ $0.text(0) }) else { continue }
            rows[place].snippet = try parts.first(
                SQLFragment(Self.snippet, values: Self.marks), of: text, matching: words)
        }
    }

    /// Everything that has one of some words, by its id.
    private func hits(_ expression: String) throws -> [Int64: Row] {
        let select = SQLFragment(
            "SELECT \(Self.columns) FROM texts WHERE texts MATCH ?", values: Self.values + [.text(expression)])
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
