/// A comparison as a query writes it.
package enum QueryOperator: String, Hashable, Sendable, CaseIterable {
    case matches = ":"
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// True for those that ask what comes before and what after.
    package var isOrder: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual: true
        case .matches, .equal, .notEqual: false
        }
    }

    /// Those that ask whether something is so.
    package static let equality: [QueryOperator] = [.matches, .equal, .notEqual]
}

/// A word or a quoted text of a query, without its quotes, with its place.
struct QueryValue: Hashable {
    var text: String
    /// With the quotes.
    var span: ByteRange
    var isQuoted: Bool
}

/// An operator with the values behind it; any of them will do.
struct QueryComparison: Hashable {
    var operation: QueryOperator
    var operationSpan: ByteRange
    /// Never empty.
    var values: [QueryValue]

    var span: ByteRange { operationSpan.lowerBound..<(values.last?.span.upperBound ?? operationSpan.upperBound) }

    /// From the first value to the last.
    var valueSpan: ByteRange { (values.first?.span.lowerBound ?? span.lowerBound)..<span.upperBound }
}

/// A key with what is asked of it: `due<7d`, `tag:house,garden`, `became:status=done>=2026-01-01`.
struct QueryTerm: Hashable {
    var key: QueryValue
    /// One, or, behind a key that takes a field or a time as well, up to three. Never empty.
    var comparisons: [QueryComparison]

    var span: ByteRange { key.span.lowerBound..<(comparisons.last?.span.upperBound ?? key.span.upperBound) }
}

/// A query as it is written, before its keys and values mean anything.
indirect enum QuerySyntax: Hashable {
    case all([QuerySyntax])
    case any([QuerySyntax])
    case not(QuerySyntax)
    case term(QueryTerm)
    case text(QueryValue)

    /// True where some word is to be found in the text of entities, wherever it stands; with `readsStateAliases`,
    /// another name of a state is no such word.
    func asksForText(readsStateAliases: Bool) -> Bool {
        switch self {
        case .all(let parts), .any(let parts):
            parts.contains { $0.asksForText(readsStateAliases: readsStateAliases) }
        case .not(let part): part.asksForText(readsStateAliases: readsStateAliases)
        case .term(let term): QueryKey.named(term.key.text)?.argument == .words
        case .text(let value): !value.isCall && !(readsStateAliases && value.stateAlias != nil)
        }
    }
}

extension QueryValue {
    /// The state that the word is another name of: `overdue`; nil for any other, and in quotes.
    var stateAlias: QueryState? { isQuoted ? nil : QueryState.aliases[QueryKey.folded(text)] }
}
