import VaultModel

/// A word of a query that was looked for in texts, and what a person may have meant by it.
package struct LikelyTerm: Hashable, Sendable {
    package var word: String
    /// A term of a query, as it is written: `type:task`, `status:open`, `is:ready`, `tag:phone`.
    package var term: String
}

extension Vault {
    /// The words that a query looks for in texts and that are names of something else, in its order: a kind, a status,
    /// a state, a tag.
    package func likelyTerms(in query: ResolvedQuery) throws -> [LikelyTerm] {
        try Self.words(of: query).compactMap { word in
            try likelyTerm(for: word).map { LikelyTerm(word: word, term: $0) }
        }
    }

    /// The first word that a query looks for in texts, and the name of a kind that has nearly the same; nil where it has none, or
    /// asks for a kind.
    package func likelyKind(in query: ResolvedQuery) throws -> (word: String, kind: String)? {
        guard let word = Self.words(of: query).first,
            !query.query.condition.positiveTests.contains(where: \.asksForKind), let kind = try likelyKind(for: word)
        else { return nil }
        return (word, kind)
    }

    /// The words that a query looks for in texts and that call a kind as a list of it is called, `tasks`, in its order.
    package func kindWords(in query: ResolvedQuery) throws -> [LikelyTerm] {
        let schema = try schema()
        return Self.words(of: query).compactMap { word in
            guard let kind = schema.kind(named: word), kind.name != word.lowercased() else { return nil }
            return LikelyTerm(word: word, term: "type:\(kind.name)")
        }
    }

    private static func words(of query: ResolvedQuery) -> [String] {
        query.query.condition.positiveTests.compactMap { test in
            if case .text(let text) = test, text.column == nil, !text.isPrefix { text.text } else { nil }
        }
    }

    private func likelyTerm(for word: String) throws -> String? {
        let schema = try schema()
        let folded = word.lowercased()
        if let kind = schema.kind(named: word) { return "type:\(kind.name)" }
        let isStatus = schema.kinds.values.contains { kind in
            guard case .enumeration(let values)? = kind.field("status")?.type else { return false }
            return values.contains { $0.name == folded }
        }
        if isStatus || StatusGroup(rawValue: folded) != nil { return "status:\(folded)" }
        if let state = QueryState.named(word) { return "is:\(state.rawValue)" }
        let tag = word.hasPrefix("+") ? String(word.dropFirst()) : word
        let isTag = try tags(beginningWith: tag).contains { $0.lowercased() == tag.lowercased() }
        return isTag ? "tag:\(QueryWriting.value(tag))" : nil
    }
}
