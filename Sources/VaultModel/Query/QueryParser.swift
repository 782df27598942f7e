/// Puts the tokens of a query together: terms side by side are joined by "and", which binds closer than "or".
struct QueryParser {
    private static let deepest = 40

    private var lexer: QueryLexer
    private var current: (token: QueryLexer.Token, span: ByteRange)?
    private var terms = 0
    private var values = 0
    /// The terms outside of all brackets that say something of the answer, not of an entity.
    private var answerTerms: [QueryTerm] = []

    /// Parses a whole query; an empty one asks for everything.
    static func parse(_ text: String) throws(QueryError) -> (condition: QuerySyntax, answer: [QueryTerm]) {
        var parser = try QueryParser(text)
        if parser.current == nil { return (.all([]), []) }
        let syntax = try parser.disjunction(depth: 0)
        if let (_, span) = parser.current { throw QueryError(.unexpectedBracket, at: span) }
        return (syntax, parser.answerTerms)
    }

    private init(_ text: String) throws(QueryError) {
        lexer = QueryLexer(text)
        current = try lexer.next()
    }

    private mutating func advance() throws(QueryError) {
        current = try lexer.next()
    }

    private mutating func disjunction(depth: Int) throws(QueryError) -> QuerySyntax {
        var parts = [try conjunction(depth: depth, after: nil)]
        while let (token, span) = current, token == .or {
            try advance()
            parts.append(try conjunction(depth: depth, after: ("or", span)))
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(
        depth: Int, after word: (text: String, span: ByteRange)?
    ) throws(QueryError) -> QuerySyntax {
        var parts = [try factor(depth: depth, after: word)]
        while let (token, span) = current, token != .or, token != .close {
            var joint: (text: String, span: ByteRange)?
            if token == .and {
                joint = ("and", span)
                try advance()
            }
            parts.append(try factor(depth: depth, after: joint))
        }
        let answers = depth > 0 ? [] : parts.compactMap(\.answerTerm)
        answerTerms += answers
        if !answers.isEmpty { parts.removeAll { $0.answerTerm != nil } }
        if parts.isEmpty, let key = answers.first?.key, word != nil || current?.token == .or {
            throw QueryError(.misplacedKey(key.text), at: key.span)
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// One thing that is asked. `word` is what stands before and wants it.
    private mutating func factor(
        depth: Int, after word: (text: String, span: ByteRange)?
    ) throws(QueryError) -> QuerySyntax {
        guard let (token, span) = current else {
            throw QueryError(.missingOperand(word: word?.text ?? ""), at: word?.span ?? lexer.end)
        }
        terms += 1
        guard terms <= Query.mostTerms, depth <= Self.deepest else { throw QueryError(.tooLarge, at: span) }
        switch token {
        case .term(let term):
            values += term.weight
            guard values <= Query.mostValues else { throw QueryError(.tooLarge, at: span) }
            for value in term.comparisons.flatMap(\.values) { try Self.check(value) }
            try advance()
            return .term(term)
        case .text(let value):
            try Self.check(value)
            try advance()
            return .text(value)
        case .not:
            try advance()
            return .not(try factor(depth: depth + 1, after: ("not", span)))
        case .minus:
            try advance()
            return .not(try factor(depth: depth + 1, after: ("-", span)))
        case .open:
            try advance()
            if let (next, close) = current, next == .close {
                throw QueryError(.emptyBrackets, at: span.lowerBound..<close.upperBound)
            }
            guard current != nil else { throw QueryError(.unclosedBracket, at: span) }
            let inner = try disjunction(depth: depth + 1)
            guard let (next, _) = current, next == .close else { throw QueryError(.unclosedBracket, at: span) }
            try advance()
            return inner
        case .close:
            if let word { throw QueryError(.missingOperand(word: word.text), at: word.span) }
            throw QueryError(.unexpectedBracket, at: span)
        case .and, .or:
            let text = token == .and ? "and" : "or"
            throw QueryError(.missingOperand(word: word?.text ?? text), at: word?.span ?? span)
        }
    }
}

extension QueryParser {
    private static func check(_ value: QueryValue) throws(QueryError) {
        guard value.text.utf8.count <= Query.longestValue else { throw QueryError(.tooLarge, at: value.span) }
    }
}

extension QueryTerm {
    /// How many values it has; what is asked of the past takes more of a statement.
    fileprivate var weight: Int {
        let count = comparisons.reduce(0) { $0 + $1.values.count }
        return !key.isQuoted && QueryKey.named(key.text)?.argument.takesField == true ? 20 * count : count
    }
}

extension QuerySyntax {
    /// The term, where it says something of the answer.
    fileprivate var answerTerm: QueryTerm? {
        guard case .term(let term) = self, !term.key.isQuoted, QueryKey.named(term.key.text)?.group == .answer else {
            return nil
        }
        return term
    }
}
