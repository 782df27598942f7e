import VaultModel

extension QueryCompiler {
    /// What is asked of the past of an entity, what is not committed yet included.
    func history(_ test: QueryTest) -> SQLFragment {
        switch test {
        case .changed(let name, let period):
            let field =
                name == "body"
                ? SQLFragment("activities.lines_added IS NOT NULL")
                : SQLFragment(
                    "EXISTS (SELECT 1 FROM changes WHERE activity = activities.id AND field = ?)", .text(name))
            return activities([field, Self.isChange] + when(period))
        case .was(let name, let values, let period):
            // What only went with its file is not another value.
            let had = SQLFragment.any(values.map { has($0, of: name, .before, not: .after) })
            return change(name, .all([had, SQLFragment("activities.action <> 'deleted'")]), period)
        case .became(let name, let values, let period):
            return change(name, .any(values.map { has($0, of: name, .after, not: .before) }), period)
        case .slipped(let name, let counts): return slips(name, counts)
        case .by(let references, let period): return commits([.any(references.map(user))], period)
        case .agent(let references, let period): return .any(references.map { agent($0, period) })
        case .session(let references, let period): return commits([.any(references.map(session))], period)
        default: return SQLFragment(false)
        }
    }

    /// From one value to another: what came to be, came back or went has changed nothing.
    private static let isChange = SQLFragment("activities.action NOT IN ('created', 'restored', 'deleted')")

    private func when(_ period: QueryPeriod?) -> [SQLFragment] {
        period.map { [Self.within("activities.at", $0, isLocal: false)] } ?? []
    }

    private func activities(_ conditions: [SQLFragment], joining join: String = "") -> SQLFragment {
        SQLFragment.all(conditions).wrapped(
            "entities.lineage IN (SELECT activities.lineage FROM activities \(join) WHERE ", ")")
    }

    private func commits(_ conditions: [SQLFragment], _ period: QueryPeriod?) -> SQLFragment {
        activities(conditions + when(period), joining: "JOIN commits USING (position)")
    }

    private func change(_ name: String, _ value: SQLFragment, _ period: QueryPeriod?) -> SQLFragment {
        activities(
            [SQLFragment("changes.field = ?", .text(name)), value] + when(period),
            joining: "JOIN changes ON changes.activity = activities.id")
    }

    private func slips(_ name: String, _ counts: [QueryNumbers]) -> SQLFragment {
        let (zone, laterZone) = (zone(.before), zone(.after))
        let condition = SQLFragment.any(counts.map { Self.within("times", $0) })
        return SQLFragment(
            """
            EXISTS (SELECT 1 FROM (
              SELECT count(*) AS times FROM activities JOIN changes ON changes.activity = activities.id
              WHERE activities.lineage = entities.lineage AND changes.field = ? AND \(ValueFunctions.isPutOff)(
                json_extract(before, '$'), \(zone.sql), json_extract(after, '$'), \(laterZone.sql)))
              WHERE \(condition.sql))
            """, values: [.text(name)] + zone.values + laterZone.values + condition.values)
    }

    // MARK: - Values

    /// One of the two values of a change.
    private enum Side: String {
        case before, after
    }

    /// One side of a change has a value, in one of its readings, and the other has it in none.
    private func has(
        _ readings: [QueryHistoryValue], of name: String, _ side: Side, not other: Side
    ) -> SQLFragment {
        if readings.contains(where: { $0.value == .anything }) { return hasItem(side, not: other) }
        func held(_ side: Side) -> SQLFragment { .any(readings.map { value($0, of: name, side) }) }
        return .all([held(side), held(other).wrapped("NOT ifnull(", ", 0)")])
    }

    /// One side of a change has an item that the other has not.
    private func hasItem(_ side: Side, not other: Side) -> SQLFragment {
        SQLFragment(
            """
            EXISTS (SELECT 1 FROM json_tree(changes.\(side.rawValue)) AS item WHERE item.atom IS NOT NULL
              AND \(Self.text(side)) NOT IN (
                SELECT \(Self.text(other)) FROM json_tree(changes.\(other.rawValue)) AS item
                WHERE item.atom IS NOT NULL))
            """)
    }

    /// A value of the past is the JSON that the index keeps, read as the kind of its time has it; of a list, any item will do.
    private func value(_ value: QueryHistoryValue, of name: String, _ side: Side) -> SQLFragment {
        var condition: SQLFragment
        switch value.value {
        case .anything: condition = SQLFragment("changes.\(side.rawValue) IS NOT NULL")
        case .field(.text(let pattern)): condition = hasItem(side) { text(pattern, $0, of: name) }
        case .field(.number(let numbers)): condition = number(numbers, of: name, side)
        case .field(.time(let period)): condition = moment(period, of: name, side)
        case .field(.recurrence(let rule)): condition = hasItem(side) { Self.isSaid($0, by: rule) }
        case .reference(let reference): condition = said(reference, in: name, side)
        }
        if let kinds = value.kinds { condition = .all([.in("activities.kind", kinds), condition]) }
        guard !value.kindsWithDefault.isEmpty else { return condition }
        // What was not stated was what the kind gives.
        let isDefault = SQLFragment.all([
            SQLFragment("changes.\(side.rawValue) IS NULL"), Self.isChange,
            .in(Self.kind(side), value.kindsWithDefault),
        ])
        return .any([condition, isDefault])
    }

    /// The kind that the entity was of, on one side of a change; NULL where its file did not say.
    private static func kind(_ side: Side) -> String {
        switch side {
        case .after: "activities.kind"
        case .before:
            """
            (SELECT iif(count(*), json_extract(typed.before, '$'), activities.kind)
              FROM activities AS typing JOIN changes AS typed ON typed.activity = typing.id
              WHERE typing.lineage = activities.lineage AND typing.position = activities.position
                AND typed.field = 'type')
            """
        }
    }

    private func hasItem(_ side: Side, _ test: (_ text: String) -> SQLFragment) -> SQLFragment {
        test("lower(\(Self.text(side)))").wrapped(
            "EXISTS (SELECT 1 FROM json_tree(changes.\(side.rawValue)) AS item WHERE item.atom IS NOT NULL AND ", ")")
    }

    private static func text(_ side: Side) -> String { PastTextQueries.text(side.rawValue) }

    private func text(_ pattern: QueryPattern, _ text: String, of name: String) -> SQLFragment {
        let texts = [NameKey.fold(pattern.text), Self.lowercasedASCII(pattern.text)]
        // A field that no kind has can hold a reference as well.
        let isFree = kinds(typing: name) { $0 != .any }.isEmpty
        let text = isFree ? Self.target(text) : text
        return pattern.isPrefix ? .any(texts.map { .begins(text, with: $0) }) : .in(text, texts)
    }

    /// Numbers, and lengths of time in seconds.
    private func number(_ numbers: QueryNumbers, of name: String, _ side: Side) -> SQLFragment {
        let spans = SQLFragment.in("activities.kind", kinds(typing: name) { $0 == .duration })
        let others = SQLFragment.in("activities.kind", kinds(typing: name) { ![.number, .any].contains($0) })
        let condition = Self.within("number", numbers)
        return SQLFragment(
            """
            EXISTS (SELECT 1 FROM (
              SELECT CASE WHEN \(spans.sql) THEN \(ValueFunctions.seconds)(item.atom)
                WHEN item.type IN ('integer', 'real') AND NOT \(others.sql) THEN item.atom END AS number
              FROM json_tree(changes.\(side.rawValue)) AS item WHERE item.atom IS NOT NULL)
              WHERE \(condition.sql))
            """, values: spans.values + others.values + condition.values)
    }

    private func moment(_ period: QueryPeriod, of name: String, _ side: Side) -> SQLFragment {
        let others = SQLFragment.in(
            "activities.kind", kinds(typing: name) { ![.date, .dateTime, .any].contains($0) })
        let zone = zone(side)
        let condition = SQLFragment.any([
            Self.within("local", period, isLocal: true), Self.within("utc", period, isLocal: false),
        ])
        return SQLFragment(
            """
            (NOT \(others.sql) AND EXISTS (SELECT 1 FROM (
              SELECT \(ValueFunctions.local)(item.atom, zone) AS local, \(ValueFunctions.utc)(item.atom, zone) AS utc
              FROM (SELECT \(zone.sql) AS zone) JOIN json_tree(changes.\(side.rawValue)) AS item
              WHERE item.type = 'text')
              WHERE \(condition.sql)))
            """, values: others.values + zone.values + condition.values)
    }

    /// The kinds that read a field in some way. One that is no longer known reads what it can.
    private func kinds(typing name: String, _ isType: (FieldType) -> Bool) -> [String] {
        schema.kinds.values.filter { isType((schema.fieldType(name, of: $0) ?? .any).element) }.map(\.name).sorted()
    }

    /// The name of the zone whose clocks an entity's times were of, on one side of a change.
    private func zone(_ side: Side) -> SQLFragment {
        var cases: [SQLFragment] = []
        for kind in schema.kinds.values.sorted(by: { $0.name < $1.name }) {
            guard let field = kind.fields.first(where: { $0.type == .timeZone }) else { continue }
            let (allDay, stated) = (stated("all_day", side), stated(field.name, side))
            let given = field.defaultValue?.string.map { SQLFragment("?", .text($0)) } ?? SQLFragment("NULL")
            cases.append(
                SQLFragment(
                    """
                    WHEN activities.kind = ? AND \(allDay.sql) IS NOT 'true'
                    THEN ifnull(json_extract(\(stated.sql), '$'), \(given.sql))
                    """, values: [.text(kind.name)] + allDay.values + stated.values + given.values))
        }
        guard !cases.isEmpty else { return SQLFragment("NULL") }
        return SQLFragment(
            "CASE \(cases.map(\.sql).joined(separator: " ")) END", values: cases.flatMap(\.values))
    }

    /// What the file stated in a field, on one side of a change: what the last activity until then made of it.
    private func stated(_ name: String, _ side: Side) -> SQLFragment {
        SQLFragment(
            """
            (SELECT stated.after FROM activities AS stating JOIN changes AS stated ON stated.activity = stating.id
              WHERE stating.lineage = activities.lineage AND stated.field = ?
                AND stating.position \(side == .before ? "<" : "<=") activities.position
              ORDER BY stating.id DESC LIMIT 1)
            """, .text(name))
    }

    /// What a text names, where it stands in brackets.
    private static func target(_ text: String) -> String {
        "CASE WHEN item.atom GLOB '[[][[]*' THEN ifnull(\(ValueFunctions.target)(\(text)), \(text)) ELSE \(text) END"
    }

    /// One of the items is a text that means what a reference does: see ``PastTextQueries``.
    private func said(_ reference: QueryReference, in name: String, _ side: Side) -> SQLFragment {
        guard case .said(let texts)? = resolved.targets[.init(reference, for: .past(field: name))], !texts.isEmpty
        else {
            return SQLFragment(false)
        }
        var writer = JSONWriter()
        writer.array { writer in for text in texts { writer.value("\(text.lineage) \(text.text)") } }
        return SQLFragment(
            """
            EXISTS (SELECT 1 FROM json_tree(changes.\(side.rawValue)) AS item WHERE item.atom IS NOT NULL
              AND activities.lineage || ' ' || \(Self.text(side)) IN (SELECT value FROM json_each(?)))
            """, .text(String(decoding: writer.takeBytes(), as: UTF8.self)))
    }

    static func lowercasedASCII(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }, as: UTF8.self)
    }

    // MARK: - People and agents

    private func user(_ reference: QueryReference) -> SQLFragment {
        let isAuthor = "commits.author IN (SELECT id FROM authors WHERE user ="
        switch resolved.targets[.init(reference, for: .user)] {
        case .file(let path)?:
            return SQLFragment(
                """
                \(isAuthor) (SELECT identifier FROM entities WHERE id = (SELECT id FROM files WHERE path = ?)))
                """, .text(path))
        case .name(let name)?: return SQLFragment("\(isAuthor) ?)", .text(name))
        default: return SQLFragment(false)
        }
    }

    private func agent(_ reference: QueryReference, _ period: QueryPeriod?) -> SQLFragment {
        let target = resolved.targets[.init(reference, for: .agent)]
        guard case .file(let path)? = target else {
            return commits([Self.isSigned(by: reference.text, path: nil)], period)
        }
        let changed = commits([Self.isSigned(by: reference.text, path: path)], period)
        // A field says nothing of when.
        guard period == nil else { return changed }
        let named = SQLFragment(
            """
            entities.id IN (SELECT source FROM edges WHERE category = 'reference' AND name = 'agent'
              AND source IS NOT NULL AND target = (SELECT id FROM files WHERE path = ?))
            """, .text(path))
        return .any([changed, named])
    }

    private func session(_ reference: QueryReference) -> SQLFragment {
        if reference.isPrefix { return Self.isOf(.beginning(reference.text)) }
        let target = resolved.targets[.init(reference, for: .session)]
        let path: String? = if case .file(let path)? = target { path } else { nil }
        return Self.isOf(.one(.init(text: reference.text, path: path)))
    }

    /// An agent signs commits with its `agent_id`, its id, or a name of its own. `path` is that of its file, where it has one.
    static func isSigned(by text: String, path: String?) -> SQLFragment {
        isNamed("lower(commits.agent)", by: text, path: path)
    }

    /// Commits name a session by its id, or a name of its own.
    static func isOf(_ session: ActivityFilter.Session) -> SQLFragment {
        switch session {
        case .one(let session): isNamed("lower(commits.session)", by: session.text, path: session.path)
        case .beginning(let text): isLike("commits.session", QueryPattern(text: text, isPrefix: true))
        }
    }

    /// A column has a text, or any of the names of a file.
    private static func isNamed(_ column: String, by text: String, path: String?) -> SQLFragment {
        let named = SQLFragment.in(column, [NameKey.fold(text), lowercasedASCII(text)])
        guard let path else { return named }
        let known = SQLFragment(
            "\(column) IN (SELECT name FROM names WHERE file = (SELECT id FROM files WHERE path = ?))", .text(path))
        return .any([named, known])
    }
}
