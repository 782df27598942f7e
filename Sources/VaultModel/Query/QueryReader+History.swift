extension QueryReader {
    /// `changed:FIELD`, `was:FIELD=VALUE`, `became:FIELD=VALUE` and `slipped:FIELD`, each with what may stand behind.
    func historyTest(_ term: QueryTerm, _ key: QueryKey) throws(QueryError) -> QueryTest {
        var rest = term.comparisons[...]
        let first = rest.removeFirst()
        try check(first, key: key.name, allowed: key.operators)
        guard first.values.count == 1 else {
            throw QueryError(.severalValues(key: key.name), at: first.valueSpan)
        }
        let name = try historyField(first.values[0], key)
        switch key.argument {
        case .fieldValueAndTime:
            guard let comparison = rest.popFirst() else {
                throw QueryError(
                    .missingValue(key: "\(key.name):\(name)", operation: "="),
                    at: term.span.upperBound..<term.span.upperBound)
            }
            try check(comparison, key: name, allowed: [.equal])
            let values = try historyValues(comparison, of: name)
            let period = try period(&rest, key)
            return key.name == "was" ? .was(name, values, period) : .became(name, values, period)
        case .fieldAndCount:
            guard isDate(name) else {
                let dates = fields.names.filter(isDate)
                throw QueryError(
                    .invalidValue(key: key.name, value: name, expected: "a field that holds a date"),
                    at: first.valueSpan, suggestion: Spelling.nearest(to: name, among: dates))
            }
            var counts = [QueryNumbers(.greaterOrEqual, 1)]
            if let comparison = rest.popFirst() {
                try check(comparison, key: key.name, allowed: QueryOperator.allCases.filter { $0 != .notEqual })
                counts = try comparison.values.map { (value) throws(QueryError) in
                    try numbers(
                        comparison.operation, value, key: key.name, expected: "a number of times",
                        parse: { Int($0).map(Double.init) })
                }
            }
            try expectEnd(rest, key)
            return .slipped(name, counts)
        default: return .changed(name, try period(&rest, key))
        }
    }

    /// `by:USER`, `agent:AGENT` and `session:SESSION`, each with what may stand behind.
    func actorTest(_ term: QueryTerm, _ key: QueryKey) throws(QueryError) -> QueryTest {
        let first = term.comparisons[0]
        var rest = term.comparisons.dropFirst()
        let period = try period(&rest, key)
        func references(_ role: KindRole) -> [QueryReference] { first.values.map { reference($0, kind: role.kind) } }
        switch key.name {
        case "by": return .by(references(.person), period)
        case "agent": return .agent(references(.agent), period)
        default:
            return .session(
                try first.values.map { (value) throws(QueryError) in
                    let pattern = try pattern(value)
                    var session = reference(value, kind: KindRole.session.kind)
                    if pattern.isPrefix { (session.text, session.isPrefix) = (pattern.text, true) }
                    return session
                }, period)
        }
    }

    private func isDate(_ name: String) -> Bool {
        fields.readings(of: name).contains { reading in
            switch reading.type {
            case .date, .dateTime, .any: true
            default: false
            }
        }
    }

    /// A field of the front matter, be it of the past alone; also `body`, `links` and `path`, whose changes the history tells.
    private func historyField(_ value: QueryValue, _ key: QueryKey) throws(QueryError) -> String {
        let others = key.argument == .fieldAndTime ? QueryKey.historyNames : []
        if others.contains(value.text) { return value.text }
        do {
            return try fieldName(value)
        } catch {
            let former = context.formerFieldNames
            if let name = former.first(where: { QueryKey.folded($0) == QueryKey.folded(value.text) }) { return name }
            var error = error
            error.suggestion = Spelling.nearest(to: value.text, among: fields.names + others + former)
            throw error
        }
    }

    /// When, where the term says it.
    private func period(
        _ rest: inout ArraySlice<QueryComparison>, _ key: QueryKey
    ) throws(QueryError) -> QueryPeriod? {
        guard let comparison = rest.popFirst() else { return nil }
        try check(comparison, key: key.name, allowed: QueryOperator.allCases.filter { $0 != .notEqual })
        guard comparison.values.count == 1 else {
            throw QueryError(.severalValues(key: key.name), at: comparison.valueSpan)
        }
        let value = comparison.values[0]
        let dates = QueryDates(clock: context.clock, direction: .back)
        guard let period = dates.period(comparison.operation, value.text) else {
            throw QueryError(
                .invalidValue(key: key.name, value: value.text, expected: Self.expectedDate), at: value.span)
        }
        try expectEnd(rest, key)
        return period
    }

    private func expectEnd(_ rest: ArraySlice<QueryComparison>, _ key: QueryKey) throws(QueryError) {
        guard let comparison = rest.first else { return }
        throw QueryError(
            .unsupportedOperator(key: key.name, operation: comparison.operation.rawValue, allowed: []),
            at: comparison.operationSpan)
    }

    // MARK: - Values

    /// The values that a comparison means, each as a question about the present reads it.
    private func historyValues(
        _ comparison: QueryComparison, of name: String
    ) throws(QueryError) -> [[QueryHistoryValue]] {
        let readings = fields.readings(of: name)
        let isRelation = context.schema.relations[name] != nil
        var all: [[QueryHistoryValue]] = []
        for value in comparison.values {
            if value.isAnything {
                all.append([QueryHistoryValue(value: .anything)])
                continue
            }
            var single = comparison
            single.values = [value]
            var error: QueryError?
            var found: [QueryHistoryValue] = []
            for reading in readings {
                do {
                    if isRelation || reading.type.isReference {
                        let kind = isRelation ? nil : reading.type.referencedKind
                        found += references(single, kind: kind).map { QueryHistoryValue(value: .reference($0)) }
                    } else {
                        found += try alternatives(single, key: name, reading, restricts: readings.count > 1)
                            .flatMap { historyValues($0, reading, name) }
                    }
                } catch let caught {
                    error = error ?? caught
                }
            }
            if !found.isEmpty, !isRelation {
                let reading = QueryFields.Reading(type: .any, kinds: [])
                found += untyped(readings, of: single, name, key: name).flatMap { historyValues($0, reading, name) }
            }
            guard !found.isEmpty else {
                if case .unknownValue? = error?.reason {
                    throw unknownValue(value, of: name, known: readings.flatMap { knownValues($0.type) })
                }
                throw error ?? unknownValue(value, of: name, known: [])
            }
            all.append(found)
        }
        return all
    }

    private func historyValues(
        _ alternative: QueryAlternative, _ reading: QueryFields.Reading, _ name: String
    ) -> [QueryHistoryValue] {
        alternative.values.map { value in
            let givers = reading.kinds.filter { kind in
                guard let given = kind.field(name)?.defaultValue else { return false }
                return reading.type.items(of: given).contains(where: value.contains)
            }
            return QueryHistoryValue(
                kinds: alternative.kinds, value: .field(value), kindsWithDefault: givers.map(\.name))
        }
    }
}

extension QueryAlternative.Value {
    /// Whether a value that a kind gives is such a one.
    fileprivate func contains(_ item: FieldItem) -> Bool {
        switch self {
        case .text(let pattern):
            let (text, wanted) = (item.text.lowercased(), pattern.text.lowercased())
            return pattern.isPrefix ? text.hasPrefix(wanted) : text == wanted
        case .number(let numbers): return item.number.map(numbers.contains) ?? false
        case .time(let period):
            guard let moment = item.moment else { return false }
            let seconds = { (end: QueryMoment) in item.isZoned ? end.utc : end.local }
            return period.start.map { moment >= seconds($0) } != false
                && period.end.map { moment < seconds($0) } != false
        case .recurrence(let said): return RecurrenceRule.isSaid(item.text, by: said)
        }
    }
}

extension QueryKey {
    /// What beside fields can have changed.
    package static let historyNames = ["body", "links", "path"]
}
