extension QueryReader {
    /// What is asked of a front matter field, or of a relation by its name or its inverse.
    func fieldCondition(
        _ name: String, _ comparison: QueryComparison, key: String
    ) throws(QueryError) -> QueryCondition {
        let condition = try positiveCondition(name, comparison, key: key)
        return comparison.operation == .notEqual ? .not(condition) : condition
    }

    private func positiveCondition(
        _ name: String, _ comparison: QueryComparison, key: String
    ) throws(QueryError) -> QueryCondition {
        let asksForAny = comparison.values.contains(where: \.isAnything)
        if let relation = context.schema.relations[name] {
            try check(comparison, key: key, allowed: QueryOperator.equality)
            let isInverse = !relation.isSymmetric && name == relation.inverse
            let kind = fields.readings(of: name).first?.type.referencedKind
            let references = asksForAny ? [] : references(comparison, kind: isInverse ? nil : kind)
            return .test(.relation(relation, isInverse: isInverse, references))
        }
        if asksForAny, !comparison.operation.isOrder {
            // What a kind gives is a value as well.
            let anything = QueryAlternative(kinds: nil, values: [.text(QueryPattern(text: "", isPrefix: true))])
            return .test(.field(name, [anything]))
        }
        let readings = fields.readings(of: name)
        var alternatives: [QueryAlternative] = []
        var references: [QueryReference] = []
        for value in comparison.values {
            var single = comparison
            single.values = [value]
            let (found, named) = try self.readings(readings, of: single, name, key: key)
            alternatives += found
            references += named
        }
        guard comparison.values.count == 1 || !comparison.operation.isOrder else {
            throw QueryError(.severalValues(key: key), at: comparison.valueSpan)
        }
        var parts: [QueryCondition] = []
        if !references.isEmpty { parts.append(.test(.reference(field: name, references))) }
        if !alternatives.isEmpty { parts.append(.test(.field(name, alternatives.joined))) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    /// What one value can mean: all that any kind can read it as. Where it can be something else, it need not name an entity.
    ///
    /// - Throws: A `QueryError` where no kind can read it.
    private func readings(
        _ readings: [QueryFields.Reading], of comparison: QueryComparison, _ name: String, key: String
    ) throws(QueryError) -> ([QueryAlternative], [QueryReference]) {
        var firstError: QueryError?
        var alternatives: [QueryAlternative] = []
        var references: [QueryReference] = []
        for reading in readings {
            do {
                if case .reference(let kind) = reading.type {
                    try check(comparison, key: key, allowed: reading.type.queryOperators)
                    references += self.references(comparison, kind: kind).map { reference in
                        var reference = reference
                        if fields.scope.contains(where: { $0.field(name) == nil }) { reference.freeField = name }
                        return reference
                    }
                } else {
                    alternatives += try self.alternatives(comparison, key: key, reading, restricts: readings.count > 1)
                }
            } catch {
                // An enumeration knows best what was meant; of several, the error speaks for all.
                if firstError == nil { firstError = error }
            }
        }
        if !alternatives.isEmpty { alternatives += untyped(readings, of: comparison, name, key: key) }
        if alternatives.isEmpty, references.isEmpty, let firstError {
            throw merged(firstError, comparison, readings, name)
        }
        if !alternatives.isEmpty { for place in references.indices { references[place].isOptional = true } }
        if alternatives.isEmpty, let firstError, case .invalidValue(_, let value, let expected) = firstError.reason {
            let reason = QueryError.Reason.invalidValue(
                key: key, value: value, expected: expected + ", or an entity")
            for place in references.indices {
                references[place].otherwise = QueryError(
                    reason, at: firstError.span, suggestion: firstError.suggestion)
            }
        }
        return (alternatives, references)
    }

    /// What a comparison means in files whose kinds do not have a field that others read in several ways, each for its
    /// own; nothing where it means nothing there. The values of enumerations are understood everywhere.
    func untyped(
        _ readings: [QueryFields.Reading], of comparison: QueryComparison, _ name: String, key: String
    ) -> [QueryAlternative] {
        let kinds = fields.scope.filter { $0.field(name) == nil }
        guard readings.count > 1, !kinds.isEmpty, readings.contains(where: { $0.type.enumeration == nil })
        else { return [] }
        let reading = QueryFields.Reading(type: .any, kinds: kinds)
        return (try? alternatives(comparison, key: key, reading, restricts: true)) ?? []
    }

    /// The error with the values of every kind that has the field.
    private func merged(
        _ error: QueryError, _ comparison: QueryComparison, _ readings: [QueryFields.Reading], _ name: String
    ) -> QueryError {
        guard case .unknownValue = error.reason,
            let value = comparison.values.first(where: { $0.span == error.span })
        else { return error }
        guard comparison.operation.isOrder else {
            return unknownValue(value, of: name, known: readings.flatMap { knownValues($0.type) })
        }
        let values = readings.flatMap { $0.type.enumeration ?? [] }
        let members = values.filter { $0.group?.rawValue == value.text }.map(\.name).uniqued()
        if members.isEmpty { return unknownValue(value, of: name, known: values.map(\.name)) }
        return QueryError(
            .groupWithoutOrder(
                key: name, group: value.text, operation: comparison.operation.rawValue, members: members),
            at: value.span)
    }

    /// What the values of a comparison mean where a field is read in one way, which is that of no reference.
    func alternatives(
        _ comparison: QueryComparison, key: String, _ reading: QueryFields.Reading, restricts: Bool
    ) throws(QueryError) -> [QueryAlternative] {
        let kinds = restricts ? reading.kinds.map(\.name) : nil
        let operation = comparison.operation
        func all(
            _ read: (QueryValue) throws(QueryError) -> [QueryAlternative.Value]
        ) throws(QueryError) -> [QueryAlternative] {
            var values: [QueryAlternative.Value] = []
            for value in comparison.values { values += try read(value) }
            return [QueryAlternative(kinds: kinds, values: values)]
        }
        try check(comparison, key: key, allowed: reading.type.queryOperators)
        switch reading.type {
        case .number:
            return try all { (value) throws(QueryError) in
                [.number(try numbers(operation, value, key: key, expected: "a number", parse: Self.number))]
            }
        case .duration:
            return try all { (value) throws(QueryError) in
                let expected = "a length of time, such as 90m, 2h30m or 3d"
                return [.number(try numbers(operation, value, key: key, expected: expected, parse: Self.seconds))]
            }
        case .date, .dateTime:
            return try all { (value) throws(QueryError) in
                let dates = QueryDates(clock: context.clock, direction: .ahead, isOfDays: reading.type == .date)
                guard let period = dates.period(operation, value.text) else {
                    throw QueryError(
                        .invalidValue(key: key, value: value.text, expected: Self.expectedDate), at: value.span,
                        suggestion: QueryDates.nearest(to: value.text))
                }
                return [.time(period)]
            }
        case .boolean:
            return try all { (value) throws(QueryError) in
                guard let isTrue = ["true": true, "yes": true, "false": false, "no": false][value.text.lowercased()]
                else { throw unknownValue(value, of: key, known: ["true", "false"]) }
                return [.text(QueryPattern(text: isTrue ? "true" : "false"))]
            }
        case .recurrence: return try all { (value) throws(QueryError) in try recurrences(value, key: key) }
        case .enumeration(let values):
            return try enumerated(comparison, values, key: key, reading)
        case .any:
            return try all { (value) throws(QueryError) in try anything(operation, value, key: key) }
        default: return try all { (value) throws(QueryError) in [.text(try pattern(value))] }
        }
    }

    /// The rules that a value is the text of, or the beginning of where it ends in `*`, or that are as a word for them says.
    private func recurrences(_ value: QueryValue, key: String) throws(QueryError) -> [QueryAlternative.Value] {
        if let rule = SpokenRecurrence.rule(value.text) { return [.recurrence(rule)] }
        let pattern = try pattern(value)
        let isFree = isFree(value, of: fields.name(key) ?? key)
        guard RecurrenceRule.canBegin(with: pattern.text) || isFree else {
            throw QueryError(
                .invalidValue(key: key, value: value.text, expected: "a recurrence rule, or a word such as weekly"),
                at: value.span, suggestion: SpokenRecurrence.nearest(to: value.text))
        }
        return [.text(pattern)]
    }

    // MARK: - Enumerations

    /// The values of a type, and the groups that they belong to.
    func knownValues(_ type: FieldType) -> [String] {
        guard let values = type.enumeration else { return [] }
        return StatusGroup.allCases.filter { group in values.contains { $0.group == group } }.map(\.rawValue)
            + values.map(\.name)
    }

    private func enumerated(
        _ comparison: QueryComparison, _ values: [EnumerationValue], key: String, _ reading: QueryFields.Reading
    ) throws(QueryError) -> [QueryAlternative] {
        let kinds = reading.kinds.map(\.name)
        var alternatives: [QueryAlternative] = []
        for value in comparison.values {
            if comparison.operation.isOrder {
                let order =
                    values.firstIndex { $0.name == value.text }
                    ?? values.firstIndex { Spelling.isSame($0.name, value.text) }
                guard let order else {
                    throw unknownValue(value, of: key, known: values.map(\.name))
                }
                alternatives.append(
                    QueryAlternative(
                        kinds: kinds, values: [.number(QueryNumbers(comparison.operation, Double(order)))]))
                continue
            }
            var pattern = try pattern(value)
            var names = members(values, pattern)
            if names.isEmpty {
                let known = knownValues(reading.type)
                // What can only be meant is meant, as where a field is set; files can state it as it is spelt here all the same.
                let meant = pattern.isPrefix ? nil : known.first { Spelling.isSame($0, pattern.text) }
                guard meant != nil || isFree(value, of: fields.name(key) ?? key) else {
                    throw unknownValue(value, of: key, known: known)
                }
                alternatives.append(QueryAlternative(kinds: nil, values: [.text(pattern)]))
                guard let meant else { continue }
                pattern.text = meant
                names = members(values, pattern)
            }
            let isExact = names == [pattern.text]
            alternatives.append(
                QueryAlternative(
                    kinds: isExact ? nil : kinds, values: names.map { .text(QueryPattern(text: $0)) }))
        }
        return alternatives
    }

    /// The values that a name stands for: itself, those of a group, or those that begin so.
    func members(_ values: [EnumerationValue], _ pattern: QueryPattern) -> [String] {
        values.filter { value in
            if pattern.isPrefix { return value.name.hasPrefix(pattern.text) }
            return value.name == pattern.text || value.group?.rawValue == pattern.text
        }.map(\.name)
    }

    // MARK: - Numbers and anything

    static func number(_ text: String) -> Double? {
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    private static func seconds(_ text: String) -> Double? { TimeSpan(text).map { Double($0.seconds) } }

    func numbers(
        _ operation: QueryOperator, _ value: QueryValue, key: String, expected: String, parse: (String) -> Double?
    ) throws(QueryError) -> QueryNumbers {
        if !operation.isOrder, let (first, last) = QueryRange.ends(of: value.text) {
            let (lower, upper) = (parse(first), parse(last))
            if lower != nil || first.isEmpty, upper != nil || last.isEmpty {
                return QueryNumbers(from: lower, to: upper)
            }
        }
        guard let number = parse(value.text) else {
            throw QueryError(.invalidValue(key: key, value: value.text, expected: expected), at: value.span)
        }
        return QueryNumbers(operation, number)
    }

    /// A field that no kind types holds whatever it holds: texts are compared for being equal, numbers and dates in their order.
    private func anything(
        _ operation: QueryOperator, _ value: QueryValue, key: String
    ) throws(QueryError) -> [QueryAlternative.Value] {
        var values: [QueryAlternative.Value] = []
        let expected = "a number or a day, to be compared with"
        if !value.isQuoted,
            let numbers = try? numbers(operation, value, key: key, expected: expected, parse: Self.number)
        {
            values.append(.number(numbers))
        }
        // Four digits are a number and a year. What has quotes is a text, unless it is compared as only a day can be.
        if !value.isQuoted || operation.isOrder,
            let period = QueryDates(clock: context.clock, direction: .ahead).period(operation, value.text)
        {
            values.append(.time(period))
        }
        if operation.isOrder, values.isEmpty {
            let reason = QueryError.Reason.unsupportedOperator(
                key: key, operation: operation.rawValue, allowed: QueryOperator.equality.map(\.rawValue))
            throw QueryError(
                value.isQuoted ? reason : .invalidValue(key: key, value: value.text, expected: expected), at: value.span
            )
        }
        if !operation.isOrder {
            var pattern = try pattern(value)
            // A reference is compared without its brackets.
            if pattern.text.hasPrefix("[["), let reference = Reference(pattern.text) { pattern.text = reference.target }
            values.append(.text(pattern))
        }
        return values
    }
}

extension QueryValue {
    /// True for `*`, which any value is.
    var isAnything: Bool { text == "*" && !isQuoted }
}

extension [QueryAlternative] {
    /// The same, with one for all values that are for the same kinds.
    fileprivate var joined: [QueryAlternative] {
        var joined: [QueryAlternative] = []
        for alternative in self {
            if let place = joined.firstIndex(where: { $0.kinds == alternative.kinds }) {
                joined[place].values += alternative.values
            } else {
                joined.append(alternative)
            }
        }
        return joined
    }
}

extension FieldType {
    /// The operators that a value of the type can be asked with.
    package var queryOperators: [QueryOperator] {
        switch self {
        case .number, .date, .dateTime, .duration, .any, .enumeration: QueryOperator.allCases
        default: QueryOperator.equality
        }
    }
}
