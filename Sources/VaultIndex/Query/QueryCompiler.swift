import VaultModel

/// Makes one statement of SQL of a query, with every value bound.
///
/// The stage between a query that is understood and rows. Each test is an expression over the row of one entity; those that
/// could be NULL are made false inside of a `not`, so that a query and its negation always part the vault in two.
struct QueryCompiler {
    let resolved: ResolvedQuery

    var schema: Schema { resolved.schema }
    var clock: QueryClock { resolved.clock }

    /// The parts of a statement over `entities`, and over `texts` where words are ranked.
    struct Statement {
        /// What all words to be ranked by are looked for with, in FTS5's syntax; nil for none.
        var match: String?
        var condition: SQLFragment
        var order: Order
        var limit: Int?

        /// The whole statement. `columns` are of its tables; `values` are for question marks in them.
        func select(
            _ columns: String, values: [SQLFragment.Value] = [], isOrdered: Bool = true
        ) -> SQLFragment {
            var sql = "SELECT \(columns) FROM "
            var all = values
            sql += match == nil ? "entities" : "texts JOIN entities ON entities.id = texts.rowid"
            if isOrdered {
                sql += order.joins.map { " " + $0.sql }.joined()
                all += order.joins.flatMap(\.values)
            }
            sql += " WHERE "
            if let match {
                sql += "texts MATCH ? AND "
                all.append(.text(match))
            }
            sql += condition.sql
            all += condition.values
            guard isOrdered else { return SQLFragment(sql, values: all) }
            // Without a limit, sorting what is found is faster than to look up every entity in the order of an index.
            sql += (limit == nil ? " ORDER BY +" : " ORDER BY ") + order.terms.sql
            all += order.terms.values
            if let limit {
                sql += " LIMIT ?"
                all.append(.integer(Int64(limit)))
            }
            return SQLFragment(sql, values: all)
        }

        /// The statement for the rows as a set: sorted only where its limit asks for the first of them.
        func set(of columns: String) -> SQLFragment { select(columns, isOrdered: limit != nil) }
    }

    func statement() -> Statement {
        let query = resolved.query
        var words: [String] = []
        var rest: [QueryCondition] = []
        // Words that everything has to have, or one of some, say how well it fits.
        for part in query.condition.conjuncts {
            if let word = FullText.expression(part) {
                words.append(word)
            } else {
                rest.append(part)
            }
        }
        let match = words.isEmpty ? nil : words.joined(separator: " AND ")
        return Statement(
            match: match, condition: .all(rest.map { condition($0, isDenied: false) }),
            order: order(query.sort, isRanked: match != nil), limit: query.limit)
    }

    /// - Parameters:
    ///   - condition: what is asked.
    ///   - isDenied: true inside of a `not`, where what is unknown has to be false.
    /// - Returns: An expression over one entity.
    private func condition(_ condition: QueryCondition, isDenied: Bool) -> SQLFragment {
        switch condition {
        case .all(let parts): return .all(parts.map { self.condition($0, isDenied: isDenied) })
        case .any(let parts): return .any(parts.map { self.condition($0, isDenied: isDenied) })
        case .not(let part): return self.condition(part, isDenied: true).wrapped("NOT (", ")")
        case .test(let test):
            let expression = expression(test)
            return isDenied ? expression.wrapped("ifnull(", ", 0)") : expression
        }
    }

    private func expression(_ test: QueryTest) -> SQLFragment {
        switch test {
        case .text(let text):
            return FullText.expression(text).map {
                SQLFragment("entities.id IN (SELECT rowid FROM texts WHERE texts MATCH ?)", .text($0))
            } ?? SQLFragment(false)
        case .kind(let kinds): return .in("entities.kind", kinds)
        case .identifier(let patterns):
            let whole = patterns.filter { !$0.isPrefix }.map(\.text)
            let prefixes = patterns.filter(\.isPrefix).map { SQLFragment.begins("entities.identifier", with: $0.text) }
            return .any((whole.isEmpty ? [] : [.in("entities.identifier", whole)]) + prefixes)
        case .path(let patterns): return .any(patterns.flatMap(Self.isAt))
        case .tag(let patterns): return tag(patterns)
        case .status(let patterns):
            let names = patterns.filter { !$0.isPrefix }.map(\.text)
            let prefixes = patterns.filter(\.isPrefix).map { Self.matches("entities.status", $0) }
            let equal: [SQLFragment] =
                names.isEmpty ? [] : [.in("entities.status_group", names), .in("entities.status", names)]
            return .any(equal + prefixes)
        case .field(let name, let alternatives): return .any(alternatives.map { field(name, $0) })
        case .hasField(let name):
            let stated = SQLFragment(
                "entities.id IN (SELECT entity FROM fields WHERE name = ? AND is_stated AND text IS NOT NULL)",
                .text(name))
            // Those of the text are an entity's tags as well.
            return name == "tags" ? .any([stated, SQLFragment("entities.id IN (SELECT entity FROM tags)")]) : stated
        case .boxes(let boxes, let numbers): return .any(numbers.map { Self.has(boxes, $0) })
        case .states(let states): return .any(states.map(state))
        case .putAway:
            return .all([state(.dropped), SQLFragment("entities.kind <> ?", .text(KindRole.session.kind))])
        case .on(let days): return .any(days.map(isOn))
        case .time(.created, let periods): return .any(periods.map { Self.time("created", in: $0) })
        case .time(.updated, let periods): return .any(periods.map { Self.time("updated", in: $0) })
        case .time(.statusChanged, let periods):
            return .any(periods.map { Self.within(statusChanged, $0, isLocal: false) })
        case .reference, .relation, .linksTo, .linkedFrom, .near, .reaches, .reachedFrom: return graph(test)
        case .changed, .was, .became, .slipped, .by, .agent, .session: return history(test)
        }
    }

    // MARK: - The entity

    /// When an entity came to be, and when it was changed last, as points in time.
    static let created = pointInTime("created")
    static let updated = pointInTime("updated")

    private static func pointInTime(_ name: String) -> String {
        "iif(entities.is_\(name)_local, \(ValueFunctions.pointInTime)(entities.\(name)_at), entities.\(name)_at)"
    }

    /// A stated time is compared as it is written, so that a day is the same day everywhere.
    private static func time(_ name: String, in period: QueryPeriod) -> SQLFragment {
        .any([
            .all([
                SQLFragment("NOT entities.is_\(name)_local"), within("entities.\(name)_at", period, isLocal: false),
            ]),
            .all([SQLFragment("entities.is_\(name)_local"), within("entities.\(name)_at", period, isLocal: true)]),
        ])
    }

    /// When the present status was set; for one that was there from the beginning, when the entity came to be.
    /// Mostly the last change of all has set it, on the line of the head; else the changes are gone through.
    /// A side branch enters that line with its next commit.
    var statusChanged: SQLFragment {
        let changes = changesOfStatus
        return SQLFragment(
            """
            CASE WHEN entities.status IS NOT NULL THEN coalesce(
              (SELECT CASE
                  WHEN line IS NULL THEN NULL
                  WHEN line = \(CommitLines.spine) AND after IS status AND action <> 'deleted'
                    THEN iif(action <> 'created', at, NULL)
                  ELSE (SELECT \(ValueSetting.name)(after IS status AND action <> 'deleted', before IS status, line,
                      iif(line, (SELECT base FROM commits WHERE position = told.line), NULL),
                      iif(line, (SELECT position FROM commits WHERE position > told.position AND line = \(CommitLines.spine)
                        ORDER BY position LIMIT 1), told.position),
                      iif(action <> 'created', at, NULL))
                    FROM (SELECT * FROM (\(changes.sql)) ORDER BY id) AS told)
                  END
                FROM (SELECT max(id), line, action, at, after, status FROM (\(changes.sql)))
              ), \(Self.created)) END
            """, values: changes.values + changes.values)
    }

    /// Each change of an entity's status, with the one that it has now as `status`; all as JSON, and what states none as its kind
    /// gives it. To state what the kind gives is no change.
    private var changesOfStatus: SQLFragment {
        let given = schema.kinds.values.sorted { $0.name < $1.name }.compactMap { kind in
            kind.field("status")?.defaultValue.map { (kind: kind.name, status: $0.json) }
        }
        let fallback = given.isEmpty ? "NULL" : "CASE entities.kind \(given.map { _ in "WHEN ? THEN ? " }.joined()) END"
        return SQLFragment(
            """
            SELECT activities.id AS id, coalesce(changes.before, given) AS before, coalesce(changes.after, given) AS after,
              coalesce(stated, given) AS status, action, line, activities.position AS position, at
            FROM (SELECT front_matter -> '$.status' AS stated, \(fallback) AS given FROM documents WHERE entity = entities.id)
              CROSS JOIN activities CROSS JOIN changes ON changes.activity = activities.id
              CROSS JOIN commits ON commits.position = activities.position
            WHERE activities.lineage = entities.lineage AND changes.field = 'status'
              AND (action IN ('created', 'restored', 'deleted')
                OR coalesce(changes.before, given) IS NOT coalesce(changes.after, given))
            """, values: given.flatMap { [.text($0.kind), .text($0.status)] })
    }

    private func tag(_ patterns: [QueryPattern]) -> SQLFragment {
        let tests = patterns.map { pattern in
            let key = NameKey.fold(pattern.text)
            if pattern.isPrefix { return SQLFragment.begins("key", with: key) }
            // '0' is the character behind '/'.
            return SQLFragment(
                "(key = ? OR key >= ? AND key < ?)", .text(key), .text(key + "/"), .text(key + "0"))
        }
        return SQLFragment.any(tests).wrapped("entities.id IN (SELECT entity FROM tags WHERE ", ")")
    }

    /// So many boxes of that sort.
    private static func has(_ boxes: QueryBoxes, _ numbers: QueryNumbers) -> SQLFragment {
        // What has none has no row: it is among those that do not have any other number.
        let includesNone = numbers.contains(0)
        let count = within("count(*)", numbers)
        return (includesNone ? count.wrapped("NOT (", ")") : count).wrapped(
            "entities.id \(includesNone ? "NOT " : "")IN (SELECT entity FROM checkboxes \(boxes.condition) GROUP BY entity HAVING ",
            ")")
    }

    /// How many boxes of that sort the entity in a column has.
    static func count(_ boxes: QueryBoxes, of entity: String) -> String {
        "(SELECT count(*) FROM checkboxes \(boxes.condition) \(boxes == .all ? "WHERE" : "AND") entity = \(entity))"
    }

    private func field(_ name: String, _ alternative: QueryAlternative) -> SQLFragment {
        let texts = alternative.values.compactMap { value in
            if case .text(let pattern) = value, !pattern.isPrefix { return NameKey.fold(pattern.text) }
            return nil
        }
        var tests = texts.isEmpty ? [] : [SQLFragment.in("text", texts)]
        for value in alternative.values {
            switch value {
            case .text(let pattern):
                if pattern.isPrefix { tests.append(.begins("text", with: NameKey.fold(pattern.text))) }
            case .number(let numbers): tests.append(Self.within("number", numbers))
            case .time(let period): tests.append(Self.isMoment(in: period))
            case .recurrence(let rule): tests.append(Self.isSaid("text", by: rule))
            }
        }
        var condition = SQLFragment.all([SQLFragment("name = ?", .text(name)), .any(tests)])
            .wrapped("entities.id IN (SELECT entity FROM fields WHERE ", ")")
        if let kinds = alternative.kinds { condition = .all([.in("entities.kind", kinds), condition]) }
        return condition
    }

    // MARK: - Values

    /// A moment of `fields`, whether it bears a zone or not.
    static func isMoment(in period: QueryPeriod) -> SQLFragment {
        .any([
            .all([SQLFragment("is_zoned = 0"), within("moment", period, isLocal: true)]),
            .all([SQLFragment("is_zoned = 1"), within("moment", period, isLocal: false)]),
        ])
    }

    /// A rule, in a column, by which something comes back as another one says.
    static func isSaid(_ column: String, by rule: String) -> SQLFragment {
        SQLFragment("\(ValueFunctions.isSaid)(\(column), ?)", .text(rule))
    }

    static func within(_ column: String, _ period: QueryPeriod, isLocal: Bool) -> SQLFragment {
        within(SQLFragment(column), period, isLocal: isLocal)
    }

    private static func within(_ column: SQLFragment, _ period: QueryPeriod, isLocal: Bool) -> SQLFragment {
        func compared(_ comparison: String, _ moment: QueryMoment) -> SQLFragment {
            SQLFragment(
                "\(column.sql) \(comparison) ?", values: column.values + [.integer(isLocal ? moment.local : moment.utc)]
            )
        }
        var parts: [SQLFragment] = []
        if let start = period.start { parts.append(compared(">=", start)) }
        if let end = period.end { parts.append(compared("<", end)) }
        return parts.isEmpty ? column.wrapped("", " IS NOT NULL") : .all(parts)
    }

    static func within(_ column: String, _ numbers: QueryNumbers) -> SQLFragment {
        var parts: [SQLFragment] = []
        if let bound = numbers.lower {
            parts.append(SQLFragment("\(column) \(bound.isIncluded ? ">=" : ">") ?", .real(bound.value)))
        }
        if let bound = numbers.upper {
            parts.append(SQLFragment("\(column) \(bound.isIncluded ? "<=" : "<") ?", .real(bound.value)))
        }
        return parts.isEmpty ? SQLFragment("\(column) IS NOT NULL") : .all(parts)
    }

    /// A column that is compared as it is.
    static func matches(_ column: String, _ pattern: QueryPattern) -> SQLFragment {
        pattern.isPrefix
            ? .begins(column, with: pattern.text) : SQLFragment("\(column) = ?", .text(pattern.text))
    }

    /// At a path, or in a folder of that path, at any depth.
    private static func isAt(_ pattern: QueryPattern) -> [SQLFragment] {
        let path = isLike("entities.path", pattern)
        guard !pattern.isPrefix else { return [path] }
        let folder = pattern.text.hasSuffix("/") ? pattern.text : pattern.text + "/"
        return [path, isLike("entities.path", QueryPattern(text: folder, isPrefix: true))]
    }

    /// A column that is compared without regard to the case of ASCII letters; with a text to be behind, whatever is before that.
    static func isLike(_ column: String, _ pattern: QueryPattern, behind: String = "") -> SQLFragment {
        var text = ""
        for scalar in pattern.text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        if !behind.isEmpty { text = "%" + behind + text }
        return SQLFragment("\(column) LIKE ? ESCAPE '\\'", .text(text + (pattern.isPrefix ? "%" : "")))
    }

    // MARK: - The order

    /// What a statement is sorted by, and what has to be joined for it.
    struct Order {
        var joins: [SQLFragment] = []
        var terms: SQLFragment
    }

    private func order(_ keys: [Query.SortKey], isRanked: Bool) -> Order {
        var joins: [SQLFragment] = []
        var terms: [SQLFragment] = []
        for key in keys {
            let direction = key.isDescending ? "DESC" : "ASC"
            if !key.isField, key.name == QueryKey.inStatus {
                terms.append(statusChanged.wrapped("-(", ") \(direction) NULLS LAST"))
                continue
            }
            if !key.isField, let column = Self.columns[key.name] {
                terms.append(SQLFragment("\(key.name == "updated" ? lastChange : column) \(direction) NULLS LAST"))
                continue
            }
            // What has no value comes last in either direction; of a list, the first item counts.
            let field = "sort\(joins.count)"
            joins.append(
                SQLFragment(
                    "LEFT JOIN fields AS \(field) ON \(field).entity = entities.id AND \(field).name = ? AND \(field).item = 0",
                    .text(key.name)))
            terms.append(
                SQLFragment(
                    """
                    coalesce(\(Self.wallTime(field)), \(field).number) \(direction) NULLS LAST,
                      \(field).text \(direction) NULLS LAST
                    """))
        }
        if keys.isEmpty {
            terms.append(SQLFragment(isRanked ? FullText.rank : "\(lastChange) DESC NULLS LAST"))
        }
        terms.append(SQLFragment("entities.path"))
        return Order(
            joins: joins,
            terms: SQLFragment(terms.map(\.sql).joined(separator: ", "), values: terms.flatMap(\.values)))
    }

    /// What is sorted by last change: where nothing states a local time, the column itself, which has an index.
    private var lastChange: String { resolved.hasLocalUpdates ? Self.updated : "entities.updated_at" }

    /// The moment of a row of `fields` as the person's clocks show it then.
    private static func wallTime(_ row: String) -> String {
        "iif(\(row).is_zoned, \(ValueFunctions.wallTime)(\(row).moment), \(row).moment)"
    }

    private static let columns = [
        "title": "entities.title COLLATE NOCASE", "type": "entities.kind", "path": "entities.path",
        "id": "entities.identifier", "created": created, "updated": updated, "age": "-\(created)", "when": when,
        "group": groupPlace, QueryBoxes.all.rawValue: count(.all, of: "entities.id"),
        QueryBoxes.open.rawValue: count(.open, of: "entities.id"),
    ]

    /// When the entity is to happen: the first of the fields that name a day, in their order, that it has.
    private static let when =
        "coalesce("
        + QueryState.dayFields.map { name in
            """
            (SELECT \(wallTime("fields")) FROM fields WHERE entity = entities.id AND name = '\(name)' AND item = 0
              AND is_stated)
            """
        }.joined(separator: ", ") + ")"

    private static let groupPlace =
        "CASE entities.status_group "
        + StatusGroup.allCases.enumerated().map { "WHEN '\($1.rawValue)' THEN \($0)" }.joined(separator: " ") + " END"
}

extension QueryBoxes {
    /// What is asked of the rows of `checkboxes`; empty for all of them.
    fileprivate var condition: String {
        switch self {
        case .all: ""
        case .open: "WHERE \(IndexSchema.isOpen)"
        }
    }
}

extension QueryCondition {
    /// The parts that must all hold, at the top.
    var conjuncts: [QueryCondition] {
        if case .all(let parts) = self { return parts.flatMap(\.conjuncts) }
        return [self]
    }
}
