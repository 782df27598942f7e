/// Takes a query apart: the first stage of a question. Works on bytes, so that every place is a range of them.
struct QueryLexer {
    enum Token: Hashable {
        case open, close, minus, and, or, not
        case term(QueryTerm)
        case text(QueryValue)
    }

    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var end: ByteRange { bytes.count..<bytes.count }

    /// The next token with its place; nil at the end.
    mutating func next() throws(QueryError) -> (token: Token, span: ByteRange)? {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        let start = position
        switch bytes[start] {
        case UInt8(ascii: "("):
            position += 1
            return (.open, start..<position)
        case UInt8(ascii: ")"):
            position += 1
            return (.close, start..<position)
        case UInt8(ascii: "-") where start + 1 < bytes.count && !Self.isSpace(bytes[start + 1]):
            position += 1
            return (.minus, start..<position)
        case UInt8(ascii: "\""):
            var value = try quoted()
            guard operation() == nil else { return try term(value) }
            // As behind a value.
            if skip(UInt8(ascii: "*")) { (value.text, value.span) = (value.text + "*", start..<position) }
            return (.text(value), value.span)
        default: return try wordOrTerm()
        }
    }

    // MARK: - Words and terms

    private mutating func wordOrTerm() throws(QueryError) -> (token: Token, span: ByteRange) {
        let start = position
        while position < bytes.count, Self.isKeyByte(bytes[position]) { position += 1 }
        if let operation = operation() {
            guard position > start else {
                throw QueryError(.missingKey(operation: operation.rawValue), at: start..<start + operation.length)
            }
            return try term(value(from: start))
        }
        try refuseExclamationMark()
        while position < bytes.count, !Self.endsWord(bytes[position]) { position += 1 }
        let word = value(from: start)
        try refuseForeignJoint(in: word.span, isWord: true)
        switch word.text.lowercased() {
        case "and": return (.and, word.span)
        case "or": return (.or, word.span)
        case "not": return (.not, word.span)
        default: return (.text(word), word.span)
        }
    }

    /// `!status:done` is a habit from elsewhere, and no text.
    private mutating func refuseExclamationMark() throws(QueryError) {
        let start = position
        guard skip(UInt8(ascii: "!")) else { return }
        while position < bytes.count, Self.isKeyByte(bytes[position]) { position += 1 }
        let key = value(from: start)
        guard operation() == nil else {
            throw QueryError(.unknownKey(key.text), at: key.span, suggestion: "-\(key.text.dropFirst())")
        }
    }

    /// `a || b`, `a & b` and `a&&b` are habits from elsewhere, and no texts. Within a word, as in `R&D`, one such mark is part
    /// of it.
    private func refuseForeignJoint(in range: ByteRange, isWord: Bool) throws(QueryError) {
        for (mark, word) in [(UInt8(ascii: "|"), "or"), (UInt8(ascii: "&"), "and")] {
            let place =
                range.dropLast().first { bytes[$0] == mark && bytes[$0 + 1] == mark }.map { $0..<$0 + 2 }
                ?? [range.first, range.last].compactMap { $0 }.first { isWord && bytes[$0] == mark }.map { $0..<$0 + 1 }
            guard let place else { continue }
            throw QueryError(
                .foreignJoint(String(decoding: bytes[place], as: UTF8.self), word: word), at: place,
                suggestion: place == range ? word : " \(word) ")
        }
    }

    /// `a==3`, `a=>3` and `due:<7d` are habits from elsewhere, and what stands there is no value. One that begins so is put in
    /// quotes.
    private func refuseForeignOperator(_ operation: QueryOperator, from start: Int) throws(QueryError) {
        guard position < bytes.count, "=<>".utf8.contains(bytes[position]), !operation.isOrder else { return }
        var end = position + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "=") { end += 1 }
        let meant =
            switch bytes[position] {
            case UInt8(ascii: "="): operation
            case UInt8(ascii: "<"):
                operation == .equal || end - position == 2 ? QueryOperator.lessOrEqual : .less
            default: operation == .equal || end - position == 2 ? QueryOperator.greaterOrEqual : .greater
            }
        throw QueryError(
            .foreignOperator(String(decoding: bytes[start..<end], as: UTF8.self)), at: start..<end,
            suggestion: meant.rawValue)
    }

    private mutating func term(_ key: QueryValue) throws(QueryError) -> (token: Token, span: ByteRange) {
        let takesMore = !key.isQuoted && QueryKey.named(key.text)?.argument.takesMore == true
        var comparisons: [QueryComparison] = []
        while let operation = operation(isFirst: comparisons.isEmpty) {
            let start = position
            position += operation.length
            try refuseForeignOperator(operation, from: start)
            var values: [QueryValue] = []
            repeat {
                values.append(try listItem(of: key, operation, stopsAtOperators: takesMore))
            } while skip(UInt8(ascii: ","))
            comparisons.append(
                QueryComparison(
                    operation: operation, operationSpan: start..<start + operation.length, values: values))
            guard takesMore, comparisons.count < 3 else { break }
        }
        let term = QueryTerm(key: key, comparisons: comparisons)
        return (.term(term), term.span)
    }

    private mutating func listItem(
        of key: QueryValue, _ operation: QueryOperator, stopsAtOperators: Bool
    ) throws(QueryError) -> QueryValue {
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try ending(of: quoted()) }
        bareValue(stopsAtOperators: stopsAtOperators)
        guard position > start else {
            throw QueryError(.missingValue(key: key.text, operation: operation.rawValue), at: start..<start)
        }
        // `next month` is one value of two words, and so is `friday 9:30` but for who asks for words.
        let isOfWords = !key.isQuoted && QueryKey.named(key.text)?.argument == .words
        while let end = endOfPeriod(from: start) ?? (isOfWords ? nil : endOfTime(from: start)) {
            position = end
            bareValue(stopsAtOperators: stopsAtOperators)
        }
        try refuseForeignJoint(in: start..<position, isWord: false)
        let value = value(from: start)
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            throw QueryError(.quoteBehindText(value.text), at: position..<position + 1)
        }
        return value
    }

    /// A text in quotes with what stands directly behind it: `"Daily notes/"*` has any ending, `"Two words"~2` a number of steps.
    private mutating func ending(of value: QueryValue) throws(QueryError) -> QueryValue {
        let start = position
        bareValue(stopsAtOperators: true)
        if position == start, position == bytes.count || bytes[position] != UInt8(ascii: "\"") { return value }
        let ending = String(decoding: bytes[start..<position], as: UTF8.self)
        let isSteps = ending.first == "~" && ending.utf8.count > 1 && ending.utf8.dropFirst().allSatisfy(Self.isDigit)
        guard ending == "*" || isSteps else {
            throw QueryError(.textBehindQuote(ending), at: start..<max(position, start + 1))
        }
        return QueryValue(text: value.text + ending, span: value.span.lowerBound..<position, isQuoted: false)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private mutating func bareValue(stopsAtOperators: Bool) {
        while position < bytes.count, !Self.endsWord(bytes[position]), bytes[position] != UInt8(ascii: ",") {
            if stopsAtOperators, operation(isFirst: false) != nil { return }
            position += 1
        }
    }

    /// The end of the word behind this, where the value ends in `this`, `next` or `last` and the word is a period or a weekday.
    private func endOfPeriod(from start: Int) -> Int? {
        let text = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
        let isJoint = QueryDates.places.contains { word in text == word || text.hasSuffix(".." + word) }
        guard isJoint, position < bytes.count, bytes[position] == UInt8(ascii: " ") else { return nil }
        var index = position
        while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
        let wordStart = index
        while index < bytes.count, bytes[index] | 0x20 >= 0x61, bytes[index] | 0x20 <= 0x7A { index += 1 }
        let word = String(decoding: bytes[wordStart..<index], as: UTF8.self).lowercased()
        guard QueryDates.isBehindStep(word) else { return nil }
        let isEnd =
            index == bytes.count || Self.endsWord(bytes[index]) || bytes[index] == UInt8(ascii: ",")
            || bytes[index...].starts(with: Array("..".utf8)) || "<>=!".utf8.contains(bytes[index])
        return isEnd ? index : nil
    }

    /// The end of the time behind this, where the value ends in a day: `9:30`, `2pm`, `2 pm`.
    private func endOfTime(from start: Int) -> Int? {
        guard var (time, end) = word(behind: position),
            time.utf8.first.map(Self.isDigit) == true || SpokenTime.isTime(time)
        else { return nil }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let last = QueryRange.ends(of: text)?.last ?? text
        // Which day it is does not matter.
        guard QueryDates.day(last, .ahead, today: .earliest) != nil else { return nil }
        if let (half, endOfHalf) = word(behind: end), SpokenTime.halves.contains(half.lowercased()) {
            (time, end) = (time + half, endOfHalf)
        }
        return SpokenTime.isTime(time) ? end : nil
    }

    /// The word behind a space, as far as a value goes that has no quotes, and its end.
    private func word(behind place: Int) -> (text: String, end: Int)? {
        var start = place
        while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
        guard start > place else { return nil }
        var end = start
        while end < bytes.count, !Self.endsWord(bytes[end]), !",<>=!".utf8.contains(bytes[end]),
            !bytes[end...].starts(with: Array("..".utf8))
        {
            end += 1
        }
        return end > start ? (String(decoding: bytes[start..<end], as: UTF8.self), end) : nil
    }

    /// A text in double quotes, in which `\` stands before a quote or another `\`.
    private mutating func quoted() throws(QueryError) -> QueryValue {
        let start = position
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                return QueryValue(
                    text: String(decoding: text, as: UTF8.self), span: start..<position, isQuoted: true)
            }
            let isEscape =
                byte == UInt8(ascii: "\\") && position < bytes.count
                && (bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "\\"))
            text.append(isEscape ? bytes[position] : byte)
            if isEscape { position += 1 }
        }
        throw QueryError(.unclosedQuote, at: start..<start + 1)
    }

    // MARK: - Bytes

    /// The operator that comes next, which is not stepped over. Behind the first value of a term `:` is none.
    private func operation(isFirst: Bool = true) -> QueryOperator? {
        guard position < bytes.count else { return nil }
        let hasEquals = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "=")
        switch bytes[position] {
        case UInt8(ascii: ":"): return isFirst ? .matches : nil
        case UInt8(ascii: "="): return .equal
        case UInt8(ascii: "!"): return hasEquals ? .notEqual : nil
        case UInt8(ascii: "<"): return hasEquals ? .lessOrEqual : .less
        case UInt8(ascii: ">"): return hasEquals ? .greaterOrEqual : .greater
        default: return nil
        }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private func value(from start: Int) -> QueryValue {
        QueryValue(
            text: String(decoding: bytes[start..<position], as: UTF8.self), span: start..<position, isQuoted: false)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private static func endsWord(_ byte: UInt8) -> Bool { isSpace(byte) || "()\"".utf8.contains(byte) }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        default: "_-.".utf8.contains(byte)
        }
    }
}

extension QueryOperator {
    fileprivate var length: Int { rawValue.utf8.count }
}
