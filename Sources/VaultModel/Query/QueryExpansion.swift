/// Puts the questions that a vault keeps in the place of their names: the stage before a query is parsed.
///
/// `@name` may stand wherever a term may. It becomes the question in brackets, with the values that stand beside it, as in
/// `@by-domain domain=garden`. Its order and its limit are those of the whole query where it is joined by "and" alone; where it is a
/// part of something, they say nothing.
package struct QueryExpansion {
    /// Says why a query cannot be expanded.
    package enum Failure: Error, Hashable, Sendable {
        /// The vault keeps no question of this name.
        case unknownQuery(String)
        /// What is wrong, and in which text.
        case invalid(QueryError, text: String)
    }

    private typealias Token = (token: QueryLexer.Token, span: ByteRange)

    /// What is left of the bounds that hold for an expansion as a whole: questions that call each other twice would double their
    /// text at each step, and so would values. A query of more calls than it may have terms is too large however it ends.
    private struct Allowance {
        var calls = Query.mostTerms
        /// Of all the texts that are read on the way.
        var bytes = 256 * 1024

        /// - Throws: A ``Failure`` at a place in a text where nothing is left.
        mutating func take(calls: Int = 0, bytes: Int = 0, at span: ByteRange, of text: String) throws(Failure) {
            self.calls -= calls
            self.bytes -= bytes
            if self.calls < 0 || self.bytes < 0 { throw .invalid(QueryError(.tooLarge, at: span), text: text) }
        }
    }

    private let queries: [String: SavedQuery]
    private let schema: Schema

    package init(queries: [SavedQuery], schema: Schema) {
        self.queries = Dictionary(queries.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.schema = schema
    }

    /// True where a text calls a question.
    package static func isNeeded(for text: String) -> Bool { !calledNames(in: text).isEmpty }

    /// The names of the questions that a text calls itself, in its order; none for one that cannot be understood.
    package static func calledNames(in text: String) -> [String] {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return [] }
        return tokens(of: text)?.compactMap(\.token.calledName) ?? []
    }

    /// The kind that a query begins with (`tasks due<7d`), as it is written, and what stands behind it; nil where its first word
    /// is none.
    package static func head(of text: String, _ schema: Schema) -> (kind: String, rest: String)? {
        var lexer = QueryLexer(text)
        guard case (.text(let value), let span)? = try? lexer.next(), !value.isQuoted,
            schema.kind(named: value.text) != nil
        else { return nil }
        return (value.text, String(decoding: text.utf8.dropFirst(span.upperBound), as: UTF8.self))
    }

    /// True for a name that an `@` before it can call: one word, in which nothing means something else.
    package static func isCallable(_ name: String) -> Bool {
        guard let tokens = tokens(of: "@" + name), tokens.count == 1 else { return false }
        return tokens[0].token.calledName == name
    }

    /// The text with a question in the place of every `@name`. A text that cannot be understood stays as it is.
    package func expanded(_ text: String) throws(Failure) -> String {
        var allowance = Allowance()
        return try expanded(text, within: [], &allowance)
    }

    private func expanded(
        _ text: String, within names: [String], _ allowance: inout Allowance
    ) throws(Failure) -> String {
        guard Self.isNeeded(for: text), let tokens = Self.tokens(of: text) else { return text }
        let depths = Self.depths(of: tokens)
        let isAlternative = zip(tokens, depths).contains { $0.token == .or && $1 == 0 }
        var answer: [(key: String, text: String)] = []
        var pieces: [Int: String] = [:]
        var taken: Set<Int> = []
        for (place, token) in tokens.enumerated() {
            guard let name = token.token.calledName else { continue }
            guard let saved = queries[name] else { throw .unknownQuery(name) }
            if names.contains(name) { throw .invalid(QueryError(.recursiveQuery(name), at: token.span), text: text) }
            try allowance.take(calls: 1, at: token.span, of: text)
            let values = Self.values(for: saved, at: place, in: tokens, depths, text)
            taken.formUnion(values.places)
            var part: (condition: String, answer: [(key: String, text: String)])
            do throws(Failure) {
                part = try question(saved, values.texts, within: names + [name], &allowance)
            } catch {
                // What stands behind another name does not reach it.
                guard let caller = names.last, case .invalid(let reason, _) = error,
                    case .missingParameter(let parameter) = reason.reason
                else { throw error }
                let missing = QueryError.Reason.missingParameterWithin(parameter, query: name, caller: caller)
                throw .invalid(QueryError(missing, at: token.span), text: text)
            }
            let isDenied = place > 0 && [.minus, .not].contains(tokens[place - 1].token)
            if depths[place] > 0 || isAlternative || isDenied { part.answer = [] }
            for term in part.answer {
                answer.removeAll { $0.key == term.key }
                answer.append(term)
            }
            // Nothing but an order asks for everything.
            pieces[place] = part.condition.isEmpty ? "path:*" : part.condition
        }
        let rest = tokens.indices.filter { !taken.contains($0) }
        if rest.count > 1 { pieces = pieces.mapValues { "(\($0))" } }
        let stated = zip(tokens, depths).compactMap { $1 == 0 ? $0.token.answerKey : nil }
        let added = answer.filter { !stated.contains($0.key) }.map(\.text)
        return (rest.map { pieces[$0] ?? Self.text(tokens[$0].span, of: text) } + added).spaced
    }

    /// What a question asks, and what it says of the answer.
    private func question(
        _ saved: SavedQuery, _ values: [String: String], within names: [String], _ allowance: inout Allowance
    ) throws(Failure) -> (condition: String, answer: [(key: String, text: String)]) {
        let filled: String
        do {
            filled = try saved.filled(with: values, mostBytes: allowance.bytes)
        } catch {
            throw .invalid(error, text: saved.text)
        }
        try allowance.take(bytes: filled.utf8.count, at: 0..<0, of: saved.text)
        let text = try expanded(filled, within: names, &allowance)
        try allowance.take(bytes: text.utf8.count, at: 0..<0, of: saved.text)
        guard let tokens = Self.tokens(of: text) else { return (text, []) }
        var kept: [String] = []
        var answer: [(key: String, text: String)] = []
        for (token, depth) in zip(tokens, Self.depths(of: tokens)) {
            if depth == 0, let key = token.token.answerKey {
                answer.append((key, Self.text(token.span, of: text)))
                // What joined it joins nothing any more.
                if kept.last?.lowercased() == "and" { kept.removeLast() }
            } else if !(kept.isEmpty && token.token == .and) {
                kept.append(Self.text(token.span, of: text))
            }
        }
        let condition = kept.spaced
        guard let (kind, rest) = Self.head(of: condition, schema), let name = schema.kind(named: kind)?.name else {
            return (condition, answer)
        }
        let isAlone = rest.utf8.allSatisfy { $0 == 0x20 }
        return (isAlone ? "type:\(name)" : "type:\(name) (\(rest.drop { $0 == " " }))", answer)
    }

    /// The values that stand beside the name of a question for what it leaves open, as the language has them, and their places.
    private static func values(
        for saved: SavedQuery, at place: Int, in tokens: [Token], _ depths: [Int], _ text: String
    ) -> (texts: [String: String], places: Set<Int>) {
        var texts: [String: String] = [:]
        var places: Set<Int> = []
        for next in tokens.indices.dropFirst(place + 1) {
            if depths[next] < depths[place] { break }
            guard depths[next] == depths[place] else { continue }
            if tokens[next].token == .or || tokens[next].token.calledName != nil { break }
            guard case .term(let term) = tokens[next].token, !term.key.isQuoted, term.comparisons.count == 1,
                term.comparisons[0].operation == .equal, ![.minus, .not].contains(tokens[next - 1].token),
                saved.parameters.contains(where: { $0.name == term.key.text })
            else { continue }
            let values = term.comparisons[0].values
            texts[term.key.text] =
                values.count == 1 && values[0].isQuoted
                ? SavedQuery.written(values[0].text) : Self.text(term.comparisons[0].valueSpan, of: text)
            places.insert(next)
            if tokens[next - 1].token == .and { places.insert(next - 1) }
        }
        return (texts, places)
    }

    // MARK: - Tokens

    /// nil where the text cannot be taken apart.
    private static func tokens(of text: String) -> [Token]? {
        var lexer = QueryLexer(text)
        var tokens: [Token] = []
        do {
            while let token = try lexer.next() { tokens.append(token) }
        } catch {
            return nil
        }
        return tokens
    }

    /// How many brackets are open at each token; those of a bracket itself are counted outside of it.
    private static func depths(of tokens: [Token]) -> [Int] {
        var depth = 0
        return tokens.map { token in
            if token.token == .close { depth -= 1 }
            defer { if token.token == .open { depth += 1 } }
            return depth
        }
    }

    private static func text(_ span: ByteRange, of text: String) -> String {
        let start = text.utf8.index(text.startIndex, offsetBy: span.lowerBound)
        return String(decoding: text.utf8[start..<text.utf8.index(start, offsetBy: span.count)], as: UTF8.self)
    }
}

extension QueryLexer.Token {
    /// The name behind an `@`, where it is one.
    fileprivate var calledName: String? {
        guard case .text(let value) = self, value.isCall else { return nil }
        return String(value.text.dropFirst())
    }

    /// The key, where the term says something of the answer.
    fileprivate var answerKey: String? {
        guard case .term(let term) = self, !term.key.isQuoted, let key = QueryKey.named(term.key.text),
            key.group == .answer
        else { return nil }
        return key.name
    }
}

extension QueryValue {
    /// True for `@name`, which stands for a question that the vault keeps.
    var isCall: Bool { !isQuoted && text.hasPrefix("@") && text.utf8.count > 1 }
}

extension [String] {
    /// Pieces of a query side by side; nothing comes between a `-` and what it denies, nor between brackets and what is in them.
    fileprivate var spaced: String {
        var text = ""
        for (place, piece) in enumerated() {
            if place > 0, piece != ")", !["-", "("].contains(self[place - 1]) { text += " " }
            text += piece
        }
        return text
    }
}
