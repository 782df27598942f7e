import VaultIndex
import VaultModel

extension Vault {
    // MARK: - Entities

    /// The entities that a query is of, in its order; those with equal keys by their paths.
    package func list(_ query: ResolvedQuery) throws -> [EntitySummary] { try ask { try $0.entities.list(query) } }

    /// The number of entities that a query is of, whatever its limit.
    package func count(_ query: ResolvedQuery) throws -> Int { try ask { try $0.entities.count(query) } }

    /// The number of entities that a query is of, at most its limit.
    package func countWithinLimit(_ query: ResolvedQuery) throws -> Int {
        min(try count(query), query.query.limit ?? .max)
    }

    /// The number of entities that a query is of, whatever its limit, once so many of them have been listed.
    package func total(of query: ResolvedQuery, listed: Int) throws -> Int {
        listed == query.query.limit ? try count(query) : listed
    }

    /// How many there would be, had a query asked for words that begin with its own, and the first of these that could go on; nil
    /// where each of them could already.
    package func countOfBeginnings(_ query: ResolvedQuery) throws -> (count: Int, word: String)? {
        let whole = query.query.condition.positiveTests.lazy.compactMap { test -> String? in
            if case .text(let text) = test, !text.isPrefix { text.text } else { nil }
        }
        guard let word = whole.first else { return nil }
        var longer = query
        longer.query.condition = query.query.condition.withWordsGoingOn
        return (try count(longer), word)
    }

    /// What each entity of a query is, by its path: `ready`, `stale`; in the order of `QueryState`.
    package func states(of query: ResolvedQuery) throws -> [ExactText: [QueryState]] {
        try ask { reader in
            var states: [ExactText: [QueryState]] = [:]
            for state in QueryState.allCases {
                var part = query
                part.query = Query(condition: .all([query.query.condition, .test(.states([state]))]))
                for path in try reader.entities.paths(part) { states[ExactText(path), default: []].append(state) }
            }
            return states
        }
    }

    /// Since when each entity of a query has the status that it has, by its path, in seconds since 1970, UTC; what has none, or
    /// came to be nobody knows when, is left out.
    package func statusTimes(of query: ResolvedQuery) throws -> [ExactText: Int64] {
        try ask { try $0.entities.statusTimes(query) }
    }

    /// What can be counted by beside the fields of the front matter.
    package static let countedNames =
        [
            "type", "status", "tag", "path", "title", "id", "group", "created", "updated",
        ] + QueryBoxes.allCases.map(\.rawValue)
    /// What is shown of entities, and is no value that can be counted by.
    private static let computedNames = ["is", "age", QueryKey.inStatus, "when"]

    /// How many entities of a query have each combination of values of the fields, the greatest number first. An entity with
    /// several values of a field counts for each of them. What a field names is counted by its title, a time of `created` and
    /// `updated` by its day where the person is. `field.` before a name means the field.
    ///
    /// - Throws: `VaultError.invalidQuery` where there is no such field, or there are too many combinations of values.
    package func tally(_ query: ResolvedQuery, by fields: String) throws -> [QueryTally] {
        let context = QueryContext(schema: try schema(), fieldNames: try fieldNames(), clock: surroundings.clock)
        var offset = 0
        let asked = try fields.split(separator: ",", omittingEmptySubsequences: false).map { part in
            defer { offset += part.utf8.count + 1 }
            let name = ["kind": "type", "tags": "tag"][part] ?? String(part)
            if Self.countedNames.contains(name) { return name }
            let span = offset..<offset + part.utf8.count
            if let field = context.fieldName(name) { return QueryKey.fieldPrefix + field }
            guard !Self.computedNames.contains(name) else {
                throw VaultError.invalidQuery(QueryError(.computedField(name, use: "counted"), at: span), text: fields)
            }
            let suggestion =
                Spelling.nearest(to: name, among: Self.countedNames) ?? context.nearestFieldName(to: name)
            throw VaultError.invalidQuery(
                QueryError(.unknownField(name), at: span, suggestion: suggestion), text: fields)
        }
        do {
            return try ask { try $0.entities.tally(query, by: asked) }
        } catch let error as QueryError {
            throw VaultError.invalidQuery(QueryError(error.reason, at: 0..<fields.utf8.count), text: fields)
        }
    }

    /// How many of its activities belong to what there is to say of an entity.
    private static let activitiesOfDetail = 5

    /// All that there is to say of one entity, its newest activities included.
    ///
    /// - Parameter reference: names the entity, as ``entity(_:expecting:includesGone:)`` reads it.
    /// - Returns: The entity with what surrounds it.
    /// - Throws: `VaultError` where the reference does not name one entity, or its file cannot be read. One that is too large, or
    ///   that the system does not let be read, has no body here.
    package func detail(of reference: String) throws -> EntityDetail {
        let handle = try entity(reference)
        let (summary, connections, page) = try ask { index in
            var filter = ActivityFilter()
            filter.entities = [handle]
            filter.limit = Self.activitiesOfDetail
            return (
                try index.entities.summary(at: handle.path), try index.graph.connections(of: handle.path),
                try index.activities.page(filter)
            )
        }
        guard let summary else { throw VaultError.unknownReference(reference, suggestion: nil) }
        let document = try document(of: handle.path)
        let members = try members(among: connections.filter { handle.path.isExactly($0.target.path) })
        return EntityDetail(
            summary: summary, body: String(decoding: document.bytes[document.bodySpan], as: UTF8.self),
            outgoing: connections.filter { handle.path.isExactly($0.source.path) },
            incoming: try backlinks(
                connections.filter { handle.path.isExactly($0.target.path) && !handle.path.isExactly($0.source.path) }),
            activities: page,
            work: summary.hasRole(.agent) ? AgentWork(sessions: members, clock: surroundings.clock) : nil,
            members: members, boxes: CheckboxCounts(of: document.taskBoxes))
    }

    /// What the connections that lead to an entity make members of it, in their order.
    private func members(among connections: [Connection]) throws -> [EntitySummary] {
        let paths = Set<ExactText>(of: connections.filter(\.isMembership).compactMap(\.source.path))
        if paths.isEmpty { return [] }
        let clock = surroundings.clock
        func key(_ entity: EntitySummary) -> (Int, Int64, String, String) {
            let isToDo = entity.statusGroup != .done && entity.statusGroup != .dropped
            let time = entity.statedTime.map { clock.moment($0).utc }
            let isBack = entity.hasRole(.session) || !isToDo
            return (
                entity.hasRole(.session) || isToDo ? 0 : 1, isBack ? -(time ?? .min + 1) : time ?? .max, entity.title,
                entity.path
            )
        }
        return try ask { try $0.comparison.summaries(at: paths) }.map { ($0, key($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// The connections with the lines that state them.
    private func backlinks(_ connections: [Connection]) throws -> [Backlink] {
        // Those of one file follow each other.
        var file: (path: String, lines: LineTable)?
        return connections.map { connection in
            let lines: LineTable
            if let file, file.path.isExactly(connection.path) {
                lines = file.lines
            } else {
                lines = LineTable((try? contents(of: connection.path)) ?? [])
                file = (connection.path, lines)
            }
            let place = SourcePosition(line: connection.line, column: connection.column)
            return Backlink(connection: connection, line: lines.excerpt(at: place)[...].trimmed)
        }
    }

    /// The front matter fields that the kinds name or that are in use, in order.
    package func fieldNames() throws -> [String] {
        let known = try schema().kinds.values.flatMap { $0.fields.map(\.name) }
        return try ask { Set(known + (try $0.entities.fieldNames())).sorted() }
    }

    // MARK: - The graph

    /// Every connection of an entity, in the order of the files that state them.
    package func connections(of entity: EntityHandle) throws -> [Connection] {
        try ask { try $0.graph.connections(of: entity.path) }
    }

    /// The connections between the entities that are at most `depth` steps from one, in either direction; those of the
    /// whole vault where there is no entity to start from.
    package func graph(around entity: EntityHandle?, depth: Int) throws -> [Connection] {
        try ask { index in
            guard let entity else { return try index.graph.all() }
            return try index.graph.neighbourhood(of: entity.path, depth: depth)
        }
    }

    /// The connections between the entities that a query is of.
    package func graph(where query: ResolvedQuery) throws -> [Connection] {
        try ask { index in
            let paths = Set<ExactText>(of: try index.entities.paths(query))
            return try index.graph.all().filter { connection in
                [connection.source.path, connection.target.path].allSatisfy { $0.map(paths.contains) == true }
            }
        }
    }

    /// The shortest chain of connections between two entities, whatever their directions; nil where there is none.
    package func path(from start: EntityHandle, to end: EntityHandle) throws -> [Connection]? {
        try ask { try $0.graph.path(from: start.path, to: end.path) }
    }

    /// The link targets that do not exist, those that are named most often first.
    package func wanted() throws -> [WantedTarget] { try ask { try $0.graph.wanted() } }

    // MARK: - The past

    /// One page of what happened, the newest first; only to the entities that a query is of, where there is one.
    package func activities(_ filter: ActivityFilter, where query: ResolvedQuery? = nil) throws -> ActivityPage {
        try ask { try $0.activities.page(filter, where: query) }
    }

    /// What the users of the vault are called, by their ids.
    package func userTitles() throws -> [String: String] { try ask { try $0.people.titles() } }

    // MARK: - The whole

    /// The entities that a query is of, with the words around what was found, the best first where nothing else sorts; what has
    /// none of its words comes last. The text of the index must be current.
    package func search(_ query: ResolvedQuery) throws -> [SearchHit] { try ask { try $0.texts.search(query) } }

    /// What a statement of SQL gives, all of it; see ``answer(sql:_:)``.
    package func answer(sql statement: String) throws -> SQLAnswer {
        var answer = SQLAnswer(columns: [], rows: [])
        try self.answer(
            sql: statement,
            SQLAnswer.Listener(
                columns: { answer.columns = $0 },
                row: {
                    answer.rows.append($0)
                    return true
                }))
        return answer
    }

    /// Tells what a statement of SQL gives, row by row, over the views of `SQLView`. It can read, and nothing else.
    ///
    /// - Throws: `VaultError.invalidSQL`, which can come behind rows, and what `told` throws.
    package func answer(sql statement: String, _ told: SQLAnswer.Listener) throws {
        // They follow from many tables: only who asks for them waits.
        let asksForDiagnostics = statement.lowercased().contains("diagnostics")
        let diagnostics = asksForDiagnostics ? try check() : []
        do {
            try translatingErrors(at: root) {
                let now = surroundings.now()
                let schema = try schema()
                guard let moment else {
                    return try index.answer(sql: statement, schema: schema, diagnostics: diagnostics, now: now, told)
                }
                try index.answer(
                    sql: statement, at: moment.id, schema: schema, diagnostics: diagnostics, now: now, told)
            }
        } catch let error as SQLError {
            throw VaultError.invalidSQL(error, text: statement)
        }
    }

    /// How many contents of files, of the past or of the moment, the repository does not have, as in a partial clone.
    package func missingContentCount() throws -> Int { try ask { try $0.files.missingContentCount() } }

    /// How many there are of what the index holds.
    package func counts() throws -> IndexCounts { try ask { try $0.counts() } }
}
