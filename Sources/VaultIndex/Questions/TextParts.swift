import GRDB

/// Looks for words in a long text part by part, so that no work grows with more than its length.
struct TextParts {
    /// In characters; a little more, up to the next white space.
    let length: Int
    private let queue: DatabaseQueue

    /// Of a text whose words are behind so many parts, the first part is shown.
    private static let mostParts = 256

    init(length: Int) throws {
        self.length = length
        queue = try DatabaseQueue()
        try queue.write { try $0.execute(sql: IndexSchema.texts) }
    }

    /// What a function of FTS5 says of the first part that matches; else of the first part.
    ///
    /// - Parameters:
    ///   - function: an expression over a row of `texts`.
    ///   - text: as it is in the index.
    ///   - expression: what is looked for, as FTS5 has it.
    /// - Returns: The text that the function gives, with an ellipsis where there is more of `text`.
    /// - Throws: What the database throws.
    func first(_ function: SQLFragment, of text: String, matching expression: String) throws -> String {
        try queue.write { database in
            var rest = text[...]
            var isFirst = true
            for _ in 0..<Self.mostParts where !rest.isEmpty {
                let part = self.part(of: rest)
                rest = rest[part.endIndex...]
                try database.execute(sql: "DELETE FROM texts")
                try RowStatement(database, "INSERT INTO texts (rowid, body) VALUES (1, ?)").bind(String(part)).run()
                let found = try RowStatement(database, "SELECT \(function.sql) FROM texts WHERE texts MATCH ?")
                    .bind(function.values).bind(expression).first { $0.text(0) }
                if let found {
                    let isCut = (!isFirst && !found.hasPrefix("…"), !rest.isEmpty && !found.hasSuffix("…"))
                    return (isCut.0 ? "…" : "") + found + (isCut.1 ? "…" : "")
                }
                isFirst = false
            }
            return String(text.prefix(length / 100)) + "…"
        }
    }

    /// The beginning of a text that ends before white space, or where a word is longer than a part.
    private func part(of text: Substring) -> Substring {
        guard let end = text.index(text.startIndex, offsetBy: length, limitedBy: text.endIndex) else { return text }
        let longest = text.index(end, offsetBy: length, limitedBy: text.endIndex) ?? text.endIndex
        return text[..<(text[end..<longest].firstIndex(where: \.isWhitespace) ?? longest)]
    }
}
