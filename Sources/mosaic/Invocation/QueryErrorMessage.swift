import VaultModel

extension CommandFailure {
    /// What is wrong with a query, with the place in it.
    init(_ error: QueryError, in text: String) {
        self.init(
            .usage, error.sentence, details: Self.place(error.span, in: text),
            remedy: error.remedy)
        guard case .missingKey(let operation) = error.reason else { return }
        let before = String(decoding: Array(text.utf8).prefix(error.span.lowerBound), as: UTF8.self)
        let word = before.split(separator: " ").last.map { $0.drop { $0 == "-" || $0 == "(" } } ?? ""
        guard before.hasSuffix(" "), !word.isEmpty, word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
            !["and", "or", "not"].contains(word)
        else { return }
        message = "there is a space before '\(operation)'"
        remedy = "Write the key, '\(operation)' and the value without spaces between them: '\(word)\(operation)…'."
    }

    /// The same with the command that looks for the text as it stands, where one does.
    func leadingToText(_ text: String) -> CommandFailure {
        // Quotes and what escapes them are no part of words.
        let plain = String(text.map { "\"\\".contains($0) || $0.isNewline ? " " : $0 })
        let words = plain.split(separator: " ").joined(separator: " ")
        guard QueryText.hasWord(words), words.utf8.count <= Self.longestText else { return self }
        var failure = self
        let own = remedy.flatMap { $0 == QueryError.quotesForText ? nil : $0 + "\n" } ?? ""
        failure.remedy = own + "As a text it is found by: mosaic search \(ShellWord.quoted("\"\(words)\""))"
        return failure
    }

    /// In bytes; a longer command is more than a person reads.
    private static let longestText = 200

    /// How many bytes of a long query are shown before a place in it, and how many from there on.
    private static let shownBefore = 100
    private static let shownFrom = 300

    /// The query on one line, and carets under the place. Of a long one what is around the place, between ellipses.
    static func place(_ span: ByteRange, in text: String) -> [String] {
        var bytes = Array(text.utf8)
        var span = min(span.lowerBound, bytes.count)..<min(span.upperBound, bytes.count)
        if bytes.count > shownBefore + shownFrom {
            func scalarStart(_ offset: Int) -> Int {
                var offset = offset
                while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
                return offset
            }
            let from = scalarStart(max(span.lowerBound - shownBefore, 0))
            let end = scalarStart(min(span.lowerBound + shownFrom, bytes.count))
            let mark = Array("…".utf8)
            let before = from > 0 ? mark : []
            let behind = end < bytes.count ? mark : []
            let shift = before.count - from
            span = span.lowerBound + shift..<min(span.upperBound, end) + shift
            bytes = before + bytes[from..<end] + behind
        }
        func width(_ range: Range<Int>) -> Int {
            DisplayWidth.of(shown(String(decoding: bytes[range], as: UTF8.self)))
        }
        let carets = String(repeating: "^", count: max(width(span), 1))
        return [
            shown(String(decoding: bytes, as: UTF8.self)),
            String(repeating: " ", count: width(0..<span.lowerBound)) + carets,
        ]
    }

    private static func shown(_ text: String) -> String {
        TerminalText.escaped(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
    }
}

extension QueryError {
    /// What could not be understood.
    fileprivate var sentence: String {
        switch reason {
        case .unclosedQuote: "a quote is opened and not closed"
        case .unclosedBracket: "a bracket is opened and not closed"
        case .unexpectedBracket: "a bracket is closed that was not opened"
        case .emptyBrackets: "there is nothing in the brackets"
        case .missingKey(let operation): "there is nothing before '\(operation)' to ask by"
        case .missingValue(let key, _): "there is no value for '\(key)'"
        case .missingOperand(let word): "there is something missing beside '\(word)'"
        case .foreignJoint(let mark, _): "'\(mark)' joins nothing here"
        case .foreignOperator(let mark): "'\(mark)' compares nothing here"
        case .textBehindQuote(let text):
            text.isEmpty ? "one quote stands directly behind another" : "'\(text)' stands directly behind a quote"
        case .quoteBehindText(let text): "a quote stands directly behind '\(text)'"
        case .emptyText(let text): "'\(text)' has no letter or digit to look for"
        case .innerStar: "'*' stands for any ending, and only at the end of a word"
        case .writtenTag(let text): "'\(text)' is how a text writes a tag, and not how it is asked for"
        case .tooLarge: "the query is too large"
        case .tooManyCombinations: "the values of these fields have too many combinations to count"
        case .unknownKey(let name), .unknownField(let name): "there is no field '\(name)'"
        case .computedField(let name, let use): "'\(name)' is worked out of other things, and nothing is \(use) by it"
        case .unknownValue(let key, let value, _): "there is no \(key) '\(value)'"
        case .groupWithoutOrder(_, let group, let operation, _):
            "'\(group)' is a group of values, which '\(operation)' cannot compare with"
        case .invalidValue(let key, let value, _): "\(key) cannot be '\(value)'"
        case .unquotedWords(let words, _): "'\(words)' stands without quotes"
        case .unsupportedOperator(let key, let operation, _): "'\(key)' does not go with '\(operation)'"
        case .severalValues(let key): "'\(key)' takes one value here"
        case .misplacedKey(let key): "'\(key)' is for the whole query"
        case .repeatedKey(let key): "'\(key)' is there already"
        case .missingParameter(let name): "the query needs a value for '\(name)'"
        case .missingParameterWithin(let name, let query, let caller):
            "'@\(caller)' asks '@\(query)' without a value for '\(name)'"
        case .recursiveQuery(let name): "'@\(name)' asks for itself"
        }
    }

    /// True where the text has not the form of a query, so that it may be one for people.
    var mayBeText: Bool {
        switch reason {
        case .unclosedQuote, .unclosedBracket, .unexpectedBracket, .emptyBrackets, .missingKey, .missingValue,
            .missingOperand,
            .foreignJoint, .foreignOperator, .textBehindQuote, .quoteBehindText, .emptyText, .innerStar:
            true
        case .unknownKey: suggestion == nil
        default: false
        }
    }

    fileprivate static let quotesForText = "Put a text in double quotes to look for it as it is."

    /// What to try, as sentences.
    fileprivate var remedy: String? {
        let question = suggestion.map { "Did you mean '\($0)'?" }
        let meant = question.map { $0 + " " } ?? ""
        switch reason {
        case .unknownKey(let key):
            return suggestion == nil ? "Put a text in quotes to look for it as it is: '\"\(key):…\"'." : question
        case .unknownField: return question ?? "Name a key that a front matter has, such as 'status' or 'due'."
        case .groupWithoutOrder(_, _, _, let members):
            return "Name one of its values: \(members.joined(separator: ", "))."
        case .unknownValue(_, _, let known):
            return known.isEmpty ? nil : meant + "There are \(known.joined(separator: ", "))."
        case .invalidValue(_, _, let expected): return meant + "It has to be \(expected)."
        case .unquotedWords(_, let term): return "Put a value of several words in double quotes: '\(term)'."
        case .unsupportedOperator(_, _, let allowed):
            return allowed.isEmpty ? nil : "It goes with \(allowed.joined(separator: " "))."
        case .foreignJoint(_, word: "or"):
            return "Write 'or' between two terms, or ',' between two values: 'is:today or status:open,paused'."
        case .foreignOperator: return meant + "Put a value that begins so in double quotes."
        case .textBehindQuote: return "Put all of the value in the quotes, or a space behind them."
        case .quoteBehindText: return "Put all of the value in quotes, or a space before them."
        case .foreignJoint: return "Write 'and' between two terms, or nothing: what stands side by side must all hold."
        case .misplacedKey: return "Put it outside of brackets, beside the other terms."
        case .missingParameter(let name): return "Write '\(name)=…' behind the query's name."
        case .missingParameterWithin(let name, let query, _):
            return
                "Write '\(name)=…' behind '@\(query)' in '.mosaic/config.yaml'; '\(name)={\(name)}' leaves it open there as well."
        case .innerStar(let text): return "In quotes it is a character like others: '\"\(text)\"'."
        case .writtenTag(let text): return meant + "In quotes it is looked for as a text: '\"\(text)\"'."
        case .emptyText, .missingKey, .missingOperand, .unclosedQuote, .unclosedBracket, .unexpectedBracket:
            return Self.quotesForText
        case .missingValue(let key, let operation):
            return "Write the value right behind, without a space: '\(key)\(operation)…'."
        case .tooLarge:
            return """
                At most \(Query.mostTerms) terms with \(Query.mostValues) values of \(Query.longestValue) bytes, \
                \(Query.mostSortKeys) fields to sort by, and brackets not too deep.
                """
        case .tooManyCombinations: return "Count by fewer fields, or ask for fewer entities."
        case .recursiveQuery: return "Mend it in '.mosaic/config.yaml'."
        case .computedField, .emptyBrackets, .severalValues, .repeatedKey: return nil
        }
    }
}
