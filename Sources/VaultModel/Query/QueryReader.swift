extension Query {
    /// Reads a query.
    ///
    /// - Throws: A `QueryError` that says where it cannot be understood.
    package init(parsing text: String, in context: QueryContext) throws(QueryError) {
        do {
            self = try Self.read(text, in: context)
        } catch {
            throw UnquotedWords(behind: error, in: text, context)?.error ?? error
        }
    }

    /// The same, where a value of several words that has no quotes is told by its first word alone.
    static func read(_ text: String, in context: QueryContext) throws(QueryError) -> Query {
        let (syntax, answer) = try QueryParser.parse(text)
        return try QueryReader(context, syntax: syntax).read(syntax, answer: answer)
    }
}

/// Gives the parts of a query their meaning: the second stage, behind the parser.
struct QueryReader {
    let context: QueryContext
    let fields: QueryFields

    init(_ context: QueryContext, syntax: QuerySyntax) {
        self.context = context
        fields = QueryFields(context, scope: context.kind.map { [$0] } ?? Self.scope(of: syntax, context.schema))
    }

    /// The kinds that a query asks for at its top.
    private static func scope(of syntax: QuerySyntax, _ schema: Schema) -> [Kind] {
        var kinds: [Kind] = []
        for part in syntax.conjuncts {
            guard case .term(let term) = part, QueryKey.named(term.key.text)?.argument == .kind, !term.key.isQuoted,
                term.comparisons[0].operation != .notEqual
            else { continue }
            kinds += term.comparisons[0].values.compactMap { schema.kind(named: $0.text) }
        }
        return kinds
    }

    func read(_ syntax: QuerySyntax, answer: [QueryTerm]) throws(QueryError) -> Query {
        var query = Query(condition: try condition(syntax))
        var seen: Set<String> = []
        for term in answer {
            guard let key = key(of: term) else { continue }
            guard seen.insert(key.name).inserted else { throw QueryError(.repeatedKey(key.name), at: term.key.span) }
            let comparison = try only(term, key)
            if key.argument == .count {
                query.limit = try limit(comparison, key)
            } else {
                query.sort = try sortKeys(comparison)
            }
        }
        return query
    }

    private func condition(_ syntax: QuerySyntax) throws(QueryError) -> QueryCondition {
        switch syntax {
        case .all(let parts): return .all(try parts.map { (part) throws(QueryError) in try condition(part) })
        case .any(let parts): return .any(try parts.map { (part) throws(QueryError) in try condition(part) })
        case .not(let part): return .not(try condition(part))
        case .text(let value):
            if context.readsStateAliases, let state = value.stateAlias { return .test(.states([state])) }
            try refuseForeignMark(in: value)
            return .test(.text(try text(value, column: nil)))
        case .term(let term):
            guard let key = key(of: term) else {
                guard let name = term.key.isQuoted ? fields.name(term.key.text) : fields.name(ofKey: term.key.text)
                else { throw term.unknownKey(fields) }
                return try fieldCondition(name, term.comparisons[0], key: term.key.text)
            }
            return try condition(term, key)
        }
    }

    /// `title~word` and `status!done` are habits from elsewhere, and no texts where something can be asked for by the name.
    private func refuseForeignMark(in value: QueryValue) throws(QueryError) {
        guard !value.isQuoted, let place = value.text.utf8.firstIndex(where: { "~!".utf8.contains($0) }) else { return }
        let name = String(value.text[..<place])
        guard value.text.utf8.index(after: place) < value.text.endIndex,
            QueryKey.named(name) != nil || fields.name(ofKey: name) != nil
        else { return }
        let (mark, start) = (String(value.text[place...].prefix(1)), value.span.lowerBound + name.utf8.count)
        let meant = mark == "!" ? QueryOperator.notEqual : .matches
        throw QueryError(.foreignOperator(mark), at: start..<start + 1, suggestion: meant.rawValue)
    }

    private func key(of term: QueryTerm) -> QueryKey? { term.key.isQuoted ? nil : QueryKey.named(term.key.text) }

    private func condition(_ term: QueryTerm, _ key: QueryKey) throws(QueryError) -> QueryCondition {
        if key.group == .answer { throw QueryError(.misplacedKey(key.name), at: term.key.span) }
        if key.argument.takesField { return .test(try historyTest(term, key)) }
        let comparison = try only(term, key)
        let condition: QueryCondition
        switch key.argument {
        case .words:
            let column = QueryText.Column(rawValue: key.name)
            let tests = try comparison.values.map { (value) throws(QueryError) in
                QueryCondition.test(.text(try text(value, column: column)))
            }
            condition = tests.count == 1 ? tests[0] : .any(tests)
        case .status:
            if comparison.operation.isOrder { return try fieldCondition("status", comparison, key: key.name) }
            condition = .test(try statusTest(comparison))
        case .pastTime, .age: condition = .test(try timeTest(comparison, key))
        case .referencesAndTime: condition = .test(try actorTest(term, key))
        default: condition = .test(try test(comparison, key))
        }
        return comparison.operation == .notEqual ? .not(condition) : condition
    }

    /// The comparison of a key that has one, with an operator that it takes.
    private func only(_ term: QueryTerm, _ key: QueryKey) throws(QueryError) -> QueryComparison {
        let comparison = term.comparisons[0]
        try check(comparison, key: term.key.text, allowed: key.operators)
        return comparison
    }

    func check(_ comparison: QueryComparison, key: String, allowed: [QueryOperator]) throws(QueryError) {
        guard allowed.contains(comparison.operation) else {
            throw QueryError(
                .unsupportedOperator(
                    key: key, operation: comparison.operation.rawValue, allowed: allowed.map(\.rawValue)),
                at: comparison.operationSpan, suggestion: allowed.first?.rawValue)
        }
        guard comparison.values.count == 1 || !comparison.operation.isOrder else {
            throw QueryError(.severalValues(key: key), at: comparison.valueSpan)
        }
    }

    // MARK: - Keys

    private func test(_ comparison: QueryComparison, _ key: QueryKey) throws(QueryError) -> QueryTest {
        switch (key.argument, key.name) {
        case (.kind, _): return .kind(try kinds(comparison, key))
        case (.states, _):
            // Several states are any of them, as with every list; one is the ordinary case.
            let states = try comparison.values.map { (value) throws(QueryError) in try state(value, key) }
            return .states(states)
        case (.days, _):
            return .on(
                try comparison.values.map { (value) throws(QueryError) in
                    if let days = QueryDates.days(value.text, .ahead, clock: context.clock) { return days }
                    throw QueryError(
                        .invalidValue(key: key.name, value: value.text, expected: Self.expectedDays), at: value.span,
                        suggestion: QueryDates.nearest(to: value.text))
                })
        case (.number, _): return .boxes(QueryBoxes(rawValue: key.name) ?? .all, try numbers(comparison, key))
        case (.pattern, "tag"):
            return .tag(
                try comparison.values.map { (value) throws(QueryError) in
                    var pattern = try pattern(value)
                    if pattern.text.hasPrefix("#") { pattern.text.removeFirst() }
                    return pattern
                })
        case (.pattern, "path"): return .path(try comparison.values.map(pattern))
        case (.pattern, _): return .identifier(try comparison.values.map(pattern))
        case (.field, _):
            guard comparison.values.count == 1 else {
                throw QueryError(.severalValues(key: key.name), at: comparison.valueSpan)
            }
            return .hasField(try fieldName(comparison.values[0]))
        case (.referencesWithDepth, _): return try depthTest(comparison, key)
        case (_, "links-to"): return .linksTo(ends(comparison))
        default: return .linkedFrom(ends(comparison))
        }
    }

    private func numbers(_ comparison: QueryComparison, _ key: QueryKey) throws(QueryError) -> [QueryNumbers] {
        try comparison.values.map { (value) throws(QueryError) in
            try numbers(
                comparison.operation, value, key: key.name, expected: "a number, or a range such as 1..3",
                parse: Self.number)
        }
    }

    /// What connections are to lead to or from; none where anything will do.
    private func ends(_ comparison: QueryComparison) -> [QueryReference] {
        comparison.values.contains(where: \.isAnything) ? [] : references(comparison, kind: nil)
    }

    /// What may go on behind its end, where it stands without quotes.
    func references(_ comparison: QueryComparison, kind: String?) -> [QueryReference] {
        comparison.values.map { value in
            var reference = reference(value, kind: kind)
            guard !value.isQuoted, reference.text.count > 1, reference.text.hasSuffix("*") else { return reference }
            reference.text.removeLast()
            reference.isPrefix = true
            return reference
        }
    }

    func reference(_ value: QueryValue, kind: String?) -> QueryReference {
        QueryReference(text: Reference(value.text)?.target ?? value.text, expectedKind: kind, at: value.span)
    }

    private func depthTest(_ comparison: QueryComparison, _ key: QueryKey) throws(QueryError) -> QueryTest {
        guard comparison.values.count == 1 else {
            throw QueryError(.severalValues(key: key.name), at: comparison.valueSpan)
        }
        var value = comparison.values[0]
        let text = value.text
        var depth: Int?
        if !value.isQuoted, let mark = text.lastIndex(of: "~") {
            let digits = text[text.index(after: mark)...]
            guard let number = Int(digits), (1...QueryKey.greatestDepth).contains(number), mark > text.startIndex else {
                let expected = "an entity, and behind `~` a number of steps from 1 to \(QueryKey.greatestDepth)"
                throw QueryError(
                    .invalidValue(key: key.name, value: value.text, expected: expected), at: value.span)
            }
            depth = number
            value.text = String(text[..<mark])
            value.span = value.span.lowerBound..<value.span.lowerBound + value.text.utf8.count
        }
        let references = [reference(value, kind: nil)]
        switch key.name {
        case "near": return .near(references, depth: depth ?? QueryKey.defaultDepth)
        case "reaches": return .reaches(references, depth: depth)
        default: return .reachedFrom(references, depth: depth)
        }
    }

    private func kinds(_ comparison: QueryComparison, _ key: QueryKey) throws(QueryError) -> [String] {
        try comparison.values.map { (value) throws(QueryError) in
            if let kind = context.schema.kind(named: value.text) { return kind.name }
            let known = context.schema.kinds.values.flatMap { [$0.name, $0.plural] }.sorted()
            throw QueryError(
                .unknownValue(key: "kind", value: value.text, known: context.schema.kinds.keys.sorted()),
                at: value.span, suggestion: Spelling.nearest(to: value.text, among: known))
        }
    }

    private func state(_ value: QueryValue, _ key: QueryKey) throws(QueryError) -> QueryState {
        if let state = QueryState.named(value.text) { return state }
        let known = QueryState.allCases.map(\.rawValue)
        throw QueryError(
            .unknownValue(key: "state", value: value.text, known: known), at: value.span,
            suggestion: Spelling.nearest(to: value.text, among: known + QueryState.aliases.keys.sorted()))
    }

    private func statusTest(_ comparison: QueryComparison) throws(QueryError) -> QueryTest {
        let readings = fields.readings(of: "status")
        let isOpen = readings.contains { $0.type.enumeration == nil }
        let names = readings.flatMap { $0.type.enumeration ?? [] }.map(\.name)
        let known = StatusGroup.allCases.map(\.rawValue) + names
        let patterns = try comparison.values.map { (value) throws(QueryError) -> [QueryPattern] in
            let pattern = try pattern(value)
            let isKnown =
                pattern.isPrefix ? names.contains { $0.hasPrefix(pattern.text) } : known.contains(pattern.text)
            if isKnown { return [pattern] }
            // What can only be meant is meant, as where a field is set; files can state it as it is spelt here all the same.
            let meant = pattern.isPrefix ? [] : known.filter { Spelling.isSame($0, pattern.text) }
            guard !meant.isEmpty || isOpen || isFree(value, of: "status") else {
                throw unknownValue(value, of: "status", known: known)
            }
            return meant.map { QueryPattern(text: $0) } + [pattern]
        }
        return .status(patterns.flatMap(\.self).uniqued())
    }

    /// Whether files of the kinds that are asked for state a value, maybe with `*` at its end, that no kind gives the field.
    func isFree(_ value: QueryValue, of field: String) -> Bool {
        guard let kinds = context.freeValues[field]?[value.text] else { return false }
        return fields.scope.contains { kinds.contains($0.name) }
    }

    func unknownValue(_ value: QueryValue, of field: String, known: [String]) -> QueryError {
        // `open|paused` is a habit from elsewhere.
        let parts = value.text.split(separator: "|").map(String.init)
        let list = parts.count > 1 && parts.allSatisfy(known.contains) ? parts.joined(separator: ",") : nil
        return QueryError(
            .unknownValue(key: field, value: value.text, known: known.uniqued()),
            at: value.span, suggestion: list ?? Spelling.nearest(to: value.text, among: known))
    }

    private func timeTest(_ comparison: QueryComparison, _ key: QueryKey) throws(QueryError) -> QueryTest {
        let dates = QueryDates(clock: context.clock, direction: .back)
        let periods = try comparison.values.map { (value) throws(QueryError) in
            let isAge = key.argument == .age
            let period =
                isAge
                ? dates.ages(comparison.operation, value.text) : dates.period(comparison.operation, value.text)
            guard let period else {
                let expected = isAge ? Self.expectedAge : Self.expectedDate
                throw QueryError(
                    .invalidValue(key: key.name, value: value.text, expected: expected), at: value.span,
                    suggestion: isAge ? nil : QueryDates.nearest(to: value.text))
            }
            return period
        }
        switch key.name {
        case "updated": return .time(.updated, periods)
        case QueryKey.inStatus: return .time(.statusChanged, periods)
        default: return .time(.created, periods)
        }
    }

    static let expectedAge = "a length of time, such as 2h, 30d, 6w, 3m or 1y"
    private static let expectedDays =
        "a day, or several in a row, such as 2026-12-01, today, friday, next month or 2026-01..2026-03"
    static let expectedDate =
        "a day or a time, such as 2026-12-01, today, friday, 7d, -2w, next month or 2026-01..2026-03"

    // MARK: - The answer

    private func limit(_ comparison: QueryComparison, _ key: QueryKey) throws(QueryError) -> Int {
        let value = comparison.values[0]
        guard comparison.values.count == 1, let limit = Int(value.text), (1...1_000_000_000).contains(limit) else {
            throw QueryError(
                .invalidValue(key: key.name, value: value.text, expected: "a number from 1 on"),
                at: comparison.valueSpan)
        }
        return limit
    }

    private func sortKeys(_ comparison: QueryComparison) throws(QueryError) -> [Query.SortKey] {
        guard comparison.values.count <= Query.mostSortKeys else {
            throw QueryError(.tooLarge, at: comparison.valueSpan)
        }
        return try comparison.values.map { (value) throws(QueryError) in
            let isDescending = value.text.hasPrefix("-")
            let text = isDescending ? String(value.text.dropFirst()) : value.text
            var key = try sortKey(text, at: value.span)
            key.isDescending = isDescending
            return key
        }
    }

    private func sortKey(_ text: String, at span: ByteRange) throws(QueryError) -> Query.SortKey {
        let folded = QueryKey.folded(text)
        if let name = QueryKey.sortNames.first(where: { $0 == folded }) { return Query.SortKey(name: name) }
        if folded == "kind" { return Query.SortKey(name: "type") }
        if let name = fields.name(text) { return Query.SortKey(name: name, isField: true) }
        if folded == "is" { throw QueryError(.computedField(text, use: "sorted"), at: span) }
        let known = QueryKey.sortNames + fields.names
        throw QueryError(
            .unknownField(text), at: span, suggestion: Spelling.nearest(to: text, among: known))
    }

    // MARK: - Values

    func fieldName(_ value: QueryValue) throws(QueryError) -> String {
        if let name = fields.name(value.text) { return name }
        throw QueryError(
            .unknownField(value.text), at: value.span,
            suggestion: Spelling.nearest(to: value.text, among: fields.names))
    }

    /// A value that may go on behind its end, where it stands without quotes.
    func pattern(_ value: QueryValue) throws(QueryError) -> QueryPattern {
        try checkStar(value)
        guard !value.isQuoted, value.text.hasSuffix("*") else { return QueryPattern(text: value.text) }
        return QueryPattern(text: String(value.text.dropLast()), isPrefix: true)
    }

    /// Refuses a `*` that is to stand for something before an end, which no index finds.
    private func checkStar(_ value: QueryValue) throws(QueryError) {
        guard !value.isQuoted, value.text.dropLast().contains("*") else { return }
        throw QueryError(.innerStar(value.text), at: value.span)
    }

    private func text(_ value: QueryValue, column: QueryText.Column?) throws(QueryError) -> QueryText {
        try checkStar(value)
        let isPrefix = value.text.hasSuffix("*")
        let text = isPrefix ? String(value.text.dropLast()) : value.text
        guard QueryText.hasWord(text) else { throw QueryError(.emptyText(value.text), at: value.span) }
        if column == nil, !value.isQuoted, text.first == "#", text.dropFirst().first?.isLetter == true {
            throw QueryError(.writtenTag(value.text), at: value.span, suggestion: "tag:\(value.text.dropFirst())")
        }
        return QueryText(column: column, text: text, isPrefix: isPrefix)
    }
}

extension QuerySyntax {
    /// The parts that must all hold, at the top.
    var conjuncts: [QuerySyntax] {
        if case .all(let parts) = self { return parts }
        return [self]
    }
}

extension FieldType {
    /// The values of an enumeration; nil for anything else.
    var enumeration: [EnumerationValue]? {
        if case .enumeration(let values) = self { return values }
        return nil
    }
}
