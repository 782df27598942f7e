import VaultModel

extension QueryCompiler {
    /// What is asked of connections.
    func graph(_ test: QueryTest) -> SQLFragment {
        switch test {
        case .reference(let name, let references):
            let edge = SQLFragment("category = 'reference' AND name = ?", .text(name))
            let others = [textsOfOthers(name, references), name == "domain" ? domainOfProject(references) : nil]
            let stated = edges(
                "source", to: "target", edge, references, for: .linkTarget, or: others.compactMap(\.self))
            guard ["source", "target"].contains(name) else { return stated }
            return .any([stated, relationships(naming: references, as: name)])
        case .relation(let relation, let isInverse, let references):
            return self.relation(relation, isInverse: isInverse, references)
        case .linksTo(let references):
            return references.isEmpty
                ? anyEdge("source", Self.leadsElsewhere)
                : edges("source", to: "target", nil, references, for: .linkTarget)
        case .linkedFrom(let references):
            return references.isEmpty
                ? anyEdge("target", Self.leadsElsewhere) : edges("target", to: "source", nil, references, for: .entity)
        case .near(let references, let depth): return walk(references, depth: depth, .both)
        case .reaches(let references, let depth): return walk(references, depth: depth, .back)
        case .reachedFrom(let references, let depth): return walk(references, depth: depth, .forth)
        default: return SQLFragment(false)
        }
    }

    private func relation(
        _ relation: Relation, isInverse: Bool, _ references: [QueryReference]
    ) -> SQLFragment {
        let edge = SQLFragment("category = 'relation' AND name = ?", .text(relation.name))
        func side(_ own: String, _ other: String) -> SQLFragment {
            // Without a reference, any such relation will do.
            references.isEmpty ? anyEdge(own, edge) : edges(own, to: other, edge, references, for: .linkTarget)
        }
        if relation.isSymmetric { return .any([side("source", "target"), side("target", "source")]) }
        return isInverse ? side("target", "source") : side("source", "target")
    }

    /// A link of a file to a part of itself connects it with nothing.
    private static let leadsElsewhere = SQLFragment("source IS NOT target")

    /// The entities at one end of any edge, or of those that a condition holds for; at the other may be what does not exist.
    private func anyEdge(_ own: String, _ condition: SQLFragment? = nil) -> SQLFragment {
        SQLFragment.all([SQLFragment("\(own) IS NOT NULL")] + (condition.map { [$0] } ?? []))
            .wrapped("entities.id IN (SELECT \(own) FROM edges WHERE ", ")")
    }

    /// The relationships that name one of the references as their `source` or `target`. They make one edge of the graph, which
    /// does not lead from or to themselves, so that its owner is what is looked for.
    private func relationships(naming references: [QueryReference], as field: String) -> SQLFragment {
        let other = field == "source" ? "target" : "source"
        let isRelationship = "category = 'relation' AND source_text IS NOT NULL AND target_text IS NOT NULL"
        return .any(
            [(field, 0), (other, 1)].map { end, isInverse in
                edges(
                    "owner", to: end, SQLFragment("\(isRelationship) AND is_inverse = \(isInverse)"), references,
                    for: .linkTarget)
            })
    }

    /// Selects the entities of kinds that do not have the field, for which what they state in it is a text like any other; nil where
    /// every kind has it.
    private func textsOfOthers(_ field: String, _ references: [QueryReference]) -> SQLFragment? {
        let kinds = resolved.schema.kinds.values
        let typing = kinds.filter { $0.field(field) != nil }.map(\.name).sorted()
        if typing.count == kinds.count { return nil }
        return SQLFragment.all([
            SQLFragment("name = ?", .text(field)), .any(references.map(Self.isWritten)),
            SQLFragment.in("kind", typing).wrapped("NOT ", ""),
        ]).wrapped("SELECT entity FROM fields CROSS JOIN entities AS other ON other.id = entity WHERE ", "")
    }

    /// Whether the text of a field is that of a reference.
    private static func isWritten(_ reference: QueryReference) -> SQLFragment {
        let text = NameKey.fold(reference.text)
        return reference.isPrefix ? .begins("text", with: text) : SQLFragment("text = ?", .text(text))
    }

    /// Selects what states no domain and is of a project that states one of the references.
    private func domainOfProject(_ references: [QueryReference]) -> SQLFragment {
        ends(references, at: "own.target", for: .linkTarget)
            .wrapped("SELECT member.source FROM \(DomainRule.inherited) WHERE ", "")
    }

    /// The entities at one end of edges that have one of the references at the other, and those that `others` select.
    private func edges(
        _ own: String, to other: String, _ condition: SQLFragment?, _ references: [QueryReference],
        for use: QueryTargetUse, or others: [SQLFragment] = []
    ) -> SQLFragment {
        let parts = [SQLFragment("\(own) IS NOT NULL"), ends(references, at: other, for: use)]
        let edges = SQLFragment.all(parts + (condition.map { [$0] } ?? []))
            .wrapped("SELECT \(own) FROM edges WHERE ", "")
        return others.reduce(edges) { $0.followed(by: " UNION ALL ", $1) }.wrapped("entities.id IN (", ")")
    }

    /// Edges that have one of the references at an end.
    private func ends(
        _ references: [QueryReference], at other: String, for use: QueryTargetUse
    ) -> SQLFragment {
        let ends = references.map { reference -> SQLFragment in
            if reference.isPrefix { return begins(reference.text, at: other) }
            switch resolved.targets[.init(reference, for: use)] {
            case .file(let path)?:
                return SQLFragment("\(other) = (SELECT id FROM files WHERE path = ?)", .text(path))
            case .wanted(let text)?:
                return SQLFragment(
                    "\(other) IS NULL AND \(other)_candidates = 0 AND \(other)_key = ?", .text(NameKey.key(text)))
            default: return SQLFragment(false)
            }
        }
        return .any(ends)
    }

    /// Edges that have something at an end which goes by a name that begins so; where the end is nothing that is there, or could be
    /// several, what the file says counts.
    private func begins(_ text: String, at other: String) -> SQLFragment {
        let beginning = NameBeginning(text, schema)
        let isWritten = beginning.isOf(text: "\(other)_text", key: "\(other)_key")
        return .any([
            beginning.files.wrapped("\(other) IN (", ")"), .all([SQLFragment("\(other) IS NULL"), isWritten]),
        ])
    }

    // MARK: - Walks

    private enum Direction {
        case forth, back, both
    }

    /// The entities that edges lead to from one, itself left out.
    private func walk(_ references: [QueryReference], depth: Int?, _ direction: Direction) -> SQLFragment {
        .any(
            references.map { reference in
                guard case .file(let path)? = resolved.targets[.init(reference, for: .entity)] else {
                    return SQLFragment(false)
                }
                return walk(from: path, depth: depth, direction)
            })
    }

    private func walk(from path: String, depth: Int?, _ direction: Direction) -> SQLFragment {
        // Without a bound, the number of steps would only make rows that differ in nothing else.
        let (step, bound) = depth == nil ? ("0", "1") : ("steps + 1", "steps < ?")
        var sql = "WITH RECURSIVE walk(id, steps) AS (SELECT id, 0 FROM files WHERE path = ?"
        var values: [SQLFragment.Value] = [.text(path)]
        for (from, to) in [("source", "target"), ("target", "source")] {
            if direction == (from == "source" ? .back : .forth) { continue }
            // An end that does not exist leads nowhere, and is left out below. A condition of it here would have SQLite read
            // all edges for a Bloom filter.
            sql += """
                 UNION SELECT edges.\(to), \(step) FROM walk JOIN edges ON edges.\(from) = walk.id WHERE \(bound)
                """
            if let depth { values.append(.integer(Int64(depth))) }
        }
        sql += ") SELECT id FROM walk WHERE id <> (SELECT id FROM files WHERE path = ?)"
        values.append(.text(path))
        return SQLFragment("entities.id IN (\(sql))", values: values)
    }

    // MARK: - States

    func state(_ state: QueryState) -> SQLFragment {
        switch state {
        case .open, .paused, .done, .dropped: return SQLFragment("entities.status_group = ?", .text(state.rawValue))
        case .blocked: return SQLFragment("\(Self.isActive) AND entities.id IN (\(Self.held))")
        case .ready: return SQLFragment("entities.status_group = 'open' AND entities.id NOT IN (\(Self.held))")
        case .orphan:
            return SQLFragment(
                """
                (entities.kind <> '\(KindRole.relationship.kind)'
                 AND NOT EXISTS (SELECT 1 FROM edges WHERE source = entities.id AND target <> entities.id)
                 AND NOT EXISTS (SELECT 1 FROM edges WHERE target = entities.id AND source <> entities.id))
                """)
        case .wanted:
            return SQLFragment(
                """
                EXISTS (SELECT 1 FROM edges WHERE owner = entities.id
                  AND (target IS NULL AND target_candidates = 0 OR source IS NULL AND source_candidates = 0))
                """)
        case .stale: return isStale
        case .passed: return isPassed
        case .today:
            return .all([
                SQLFragment("(entities.status_group IS NULL OR \(Self.isActive))"), isOn(clock.today...clock.today),
            ])
        }
    }

    /// What has a day among these, or takes place on one.
    func isOn(_ days: ClosedRange<CalendarDate>) -> SQLFragment {
        let period = QueryPeriod(start: clock.start(of: days.lowerBound), end: clock.end(of: days.upperBound))
        let kinds = schema.kindsTakingPlace
        return .any(
            [
                hasMoment(in: QueryState.dayFields.filter { $0 != "start" }, Self.isMoment(in: period)),
                SQLFragment.all([
                    SQLFragment.in("entities.kind", kinds.map(\.name)).wrapped("NOT ", ""),
                    hasMoment(in: ["start"], Self.isMoment(in: period)),
                ]),
            ] + kinds.map { takesPlace($0, on: days, in: period) })
    }

    private static let isActive = "entities.status_group IN ('open', 'paused')"

    /// What has to be done before what: along `depends_on`, and against `blocks`.
    static let steps = """
        steps(prerequisite, dependent) AS (
          SELECT target, source FROM edges WHERE category = 'relation' AND name = 'depends_on'
            AND source IS NOT NULL AND target IS NOT NULL AND source <> target
          UNION ALL SELECT source, target FROM edges WHERE category = 'relation' AND name = 'blocks'
            AND source IS NOT NULL AND target IS NOT NULL AND source <> target)
        """

    /// Everything that waits for something open or paused, however far.
    private static let held = """
        WITH RECURSIVE \(steps),
        held(id) AS (
          SELECT dependent FROM steps
            WHERE (SELECT status_group FROM entities WHERE id = prerequisite) IN ('open', 'paused')
          UNION SELECT dependent FROM held JOIN steps ON prerequisite = held.id)
        SELECT id FROM held
        """

    private var isStale: SQLFragment {
        let kinds = schema.kinds.values.sorted { $0.name < $1.name }
        return .any(
            kinds.compactMap { kind in
                guard let days = kind.staleAfterDays else { return nil }
                let limit = clock.now - Int64(days) * 86_400
                return SQLFragment(
                    "(entities.kind = ? AND entities.status_group = 'open' AND \(Self.updated) < ?)",
                    .text(kind.name), .integer(limit))
            })
    }

    /// A day has passed when it is over, a time when it is behind us.
    private var isPassed: SQLFragment {
        let today = clock.start(of: clock.today)
        let now = clock.moment(utc: clock.now)
        let moment = SQLFragment(
            """
            (is_zoned = 0 AND (moment < ? OR moment % 86400 <> 0 AND moment < ?) OR is_zoned = 1 AND moment < ?)
            """, .integer(today.local), .integer(now.local), .integer(now.utc))
        return .all([SQLFragment(Self.isActive), hasMoment(in: QueryState.targetFields, moment)])
    }

    /// What is of a kind that takes place, and takes some of these days, which are the period.
    private func takesPlace(
        _ kind: Kind, on days: ClosedRange<CalendarDate>, in period: QueryPeriod
    ) -> SQLFragment {
        // Only what comes back, or is not over yet, takes a day on which it does not begin.
        let ahead = QueryPeriod(start: period.start, end: nil)
        let candidate = SQLFragment.any([
            SQLFragment.all([SQLFragment("name = 'start'"), Self.isMoment(in: period)]),
            SQLFragment.all([SQLFragment("name = 'end'"), Self.isMoment(in: ahead)]),
            SQLFragment("name = 'recurrence' AND text IS NOT NULL"),
        ])
        let zone = Self.zone(of: kind)
        return SQLFragment.all([
            SQLFragment("entities.kind = ?", .text(kind.name)),
            candidate.wrapped("entities.id IN (SELECT entity FROM fields WHERE ", ")"),
            SQLFragment(
                """
                (SELECT \(ValueFunctions.takesPlace)(front_matter, \(zone.sql), ?, ?)
                 FROM documents WHERE entity = entities.id)
                """,
                values: zone.values
                    + [days.lowerBound, days.upperBound].map { .integer(Int64($0.daysSinceEpoch)) }),
        ])
    }

    /// The name of the zone whose clocks the times of an entity are of, by its `front_matter`.
    private static func zone(of kind: Kind) -> SQLFragment {
        guard let field = kind.fields.first(where: { $0.type == .timeZone }) else { return SQLFragment("NULL") }
        let given = field.defaultValue?.string.map { SQLFragment("?", .text($0)) } ?? SQLFragment("NULL")
        return SQLFragment(
            "CASE WHEN front_matter ->> '$.all_day' IS NOT 1 THEN ifnull(front_matter ->> ?, \(given.sql)) END",
            values: [.text("$.\"\(field.name)\"")] + given.values)
    }

    private func hasMoment(in names: [String], _ condition: SQLFragment) -> SQLFragment {
        SQLFragment.all([.in("name", names), condition]).wrapped(
            "entities.id IN (SELECT entity FROM fields WHERE ", ")")
    }
}
