/// Says why a query cannot be understood, and where.
package struct QueryError: Error, Hashable, Sendable {
    /// What is wrong. The words are for whoever says so.
    package enum Reason: Hashable, Sendable {
        // The form
        case unclosedQuote
        case unclosedBracket
        /// A bracket that closes nothing.
        case unexpectedBracket
        case emptyBrackets
        /// An operator without a key before it.
        case missingKey(operation: String)
        case missingValue(key: String, operation: String)
        /// `and`, `or` or `not` without something to join or to deny.
        case missingOperand(word: String)
        /// `|`, `||`, `&` or `&&`, by which other languages join what is asked; and the word that does so here.
        case foreignJoint(String, word: String)
        /// `==`, `=>`, `:>` and the like, which other languages compare with.
        case foreignOperator(String)
        /// What stands directly behind a quote that closes a value.
        case textBehindQuote(String)
        /// A quote directly behind a value that has begun without one.
        case quoteBehindText(String)
        /// A word without a letter or a digit, which no text has.
        case emptyText(String)
        /// `#tag`, which is how a text writes a tag.
        case writtenTag(String)
        /// A word with a `*` that is not at its end.
        case innerStar(String)
        /// Too many terms or values, or brackets too deep.
        case tooLarge
        /// Fields to count by of which entities have more combinations of values than can be counted.
        case tooManyCombinations

        // The meaning
        case unknownKey(String)
        /// Where the name of a field has to stand: what is sorted by, counted by, or looked for with `has`.
        case unknownField(String)
        /// What is worked out of other things, where a field has to stand; and for what: `sorted`, `counted`.
        case computedField(String, use: String)
        /// What the key's values are.
        case unknownValue(key: String, value: String, known: [String])
        /// A group of values where an order is asked for, which the values have and the group has not; its members.
        case groupWithoutOrder(key: String, group: String, operation: String, members: [String])
        /// What a value has to be, for a sentence: `a day, such as …`.
        case invalidValue(key: String, value: String, expected: String)
        /// A value that only the words behind it make one, `in 3 days`: without quotes they are words to look for; and the term
        /// with its quotes.
        case unquotedWords(String, term: String)
        case unsupportedOperator(key: String, operation: String, allowed: [String])
        /// Of a key that takes a single value.
        case severalValues(key: String)
        /// `sort` or `limit` where it says something of a part only.
        case misplacedKey(String)
        case repeatedKey(String)
        /// A parameter of a saved query that has neither a value nor a default.
        case missingParameter(String)
        /// The same of a saved query that another one, the caller, asks.
        case missingParameterWithin(String, query: String, caller: String)
        /// A saved query that asks itself.
        case recursiveQuery(String)
    }

    package var reason: Reason
    /// Bytes of the query's text, never beyond its end; empty where something is missing.
    package var span: ByteRange
    /// What was meant, most likely.
    package var suggestion: String?

    package init(_ reason: Reason, at span: ByteRange, suggestion: String? = nil) {
        self.reason = reason
        self.span = span
        self.suggestion = suggestion
    }
}
