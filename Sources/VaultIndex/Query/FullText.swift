import VaultModel

/// Words in the syntax of FTS5 (<https://www.sqlite.org/fts5.html#full_text_query_syntax>).
enum FullText {
    /// The best first: a word in the title counts ten times one in the body, and one in another name five times.
    static let rank = "bm25(texts, 10.0, 1.0, 5.0)"

    /// Words of which all, or some, must be there, as FTS5 looks for them; nil where something else is asked, or denied.
    static func expression(_ condition: QueryCondition) -> String? {
        func joined(_ parts: [QueryCondition], by word: String) -> String? {
            let expressions = parts.compactMap { expression($0) }
            guard !parts.isEmpty, expressions.count == parts.count else { return nil }
            return "(" + expressions.joined(separator: word) + ")"
        }
        switch condition {
        case .test(.text(let text)): return expression(text)
        case .any(let parts): return joined(parts, by: " OR ")
        case .all(let parts): return joined(parts, by: " AND ")
        case .not, .test: return nil
        }
    }

    /// A word or a phrase as FTS5 looks for it; nil for one without any letter or digit.
    static func expression(_ text: QueryText) -> String? {
        let words = SpacelessScript.separated(text.text)
        // A NUL would end the expression.
        guard QueryText.hasWord(words), !words.unicodeScalars.contains("\0") else { return nil }
        let quoted = words.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        let column = text.column.map { "\($0.rawValue) : " } ?? ""
        return "\(column)\"\(quoted)\"" + (text.isPrefix ? "*" : "")
    }
}
