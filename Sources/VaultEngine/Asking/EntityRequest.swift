import VaultIndex
import VaultModel

/// Which entities a face asks for, in the words of the person: what is unknown is an error that says what was meant.
package struct EntityRequest: Sendable {
    /// The name of a kind, its plural or its folder; nil for every kind.
    package var kind: String?
    /// Queries, all of which have to hold.
    package var queries: [String] = []
    /// What has to hold as well, and what no person wrote; it names no entity. A view asks so, for the kinds of a vault
    /// may lack the fields and statuses that it looks for, or hold other things in them: then it finds nothing, where a
    /// text would be refused.
    var condition = QueryCondition.all([])
    /// Whether a bare `overdue` is a state, as everywhere but where words alone are looked for.
    var readsStateAliases = true
    /// What `sort:` takes, in place of what the queries say; nil for what they say.
    package var sort: String?
    /// In place of what the queries say; nil for what they say, and 0 for all.
    package var limit: Int?
    /// Whether what was dropped (archived, discarded) and the kinds themselves are among the answers without being named.
    package var includesHidden = false

    package init() {}

    /// The same, of what was dropped as well; of the kinds only where it asks for theirs.
    var withHidden: EntityRequest {
        var whole = self
        whole.includesHidden = true
        if kind == nil { whole.queries.append("-type:kind") }
        return whole
    }

    /// True where the text of entities is asked for, so that it must be in the index.
    package var asksForText: Bool { queries.contains { Query.asksForText($0, readsStateAliases: readsStateAliases) } }
}

extension Vault {
    /// The query that a request stands for, its references resolved.
    ///
    /// - Throws: `VaultError.unknownKind`, `VaultError.invalidQuery`, `VaultError.unresolvedReference`.
    package func query(for request: EntityRequest) throws -> ResolvedQuery {
        let schema = try schema()
        let kind = try request.kind.map { try self.kind(named: $0) }
        let (fieldNames, hasLocalUpdates) = try ask {
            (try $0.entities.fieldNames(), try $0.entities.hasLocalUpdates())
        }
        var context = QueryContext(schema: schema, fieldNames: fieldNames, kind: kind, clock: surroundings.clock)
        context.readsStateAliases = request.readsStateAliases
        var query = Query()
        var targets: [ResolvedQuery.Reference: QueryTarget] = [:]
        var parts: [QueryCondition] = kind.map { [.test(.kind([$0.name]))] } ?? []
        for text in request.queries + (request.sort.map { [Self.sortTerm($0)] } ?? []) {
            let part = try parse(text, context)
            parts.append(part.condition)
            for reference in part.condition.tests.flatMap(\.references) where targets[reference] == nil {
                targets[reference] = try target(of: reference, in: text)
            }
            if !part.sort.isEmpty { query.sort = part.sort }
            query.limit = part.limit ?? query.limit
        }
        parts.append(request.condition)
        if let limit = request.limit { query.limit = limit == 0 ? nil : limit }
        query.condition = .all(parts)
        if !request.includesHidden {
            if !query.condition.positiveTests.contains(where: \.asksForStatus) {
                parts.append(.not(.test(.putAway)))
            }
            query.condition = QueryCondition.all(parts).leavingOutKinds
        }
        return ResolvedQuery(
            query: query, targets: targets, schema: schema, clock: context.clock, hasLocalUpdates: hasLocalUpdates)
    }

    /// The query of the entities whose past is asked for: what was dropped is among them, and the kinds.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func historyQuery(_ request: EntityRequest) throws -> ResolvedQuery {
        var request = request
        request.includesHidden = true
        return try query(for: request)
    }

    /// How many entities more a request would find had they not been dropped. The kinds themselves count where it asks
    /// for their kind.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func hiddenCount(of request: EntityRequest) throws -> Int {
        guard !request.includesHidden else { return 0 }
        return try count(query(for: request.withHidden)) - count(query(for: request))
    }

    /// How many such task boxes are in what a request would find more had it not been dropped, as with ``hiddenCount(of:)``.
    ///
    /// - Throws: What ``query(for:)`` throws.
    package func hiddenCheckboxCount(of request: EntityRequest, _ choice: CheckboxChoice) throws -> Int {
        guard !request.includesHidden else { return 0 }
        let (whole, shown) = (try query(for: request.withHidden), try query(for: request))
        // A limit of entities takes others where there are more of them.
        guard shown.query.limit == nil else { return 0 }
        return try ask { try $0.checkboxes.count(whole, choice) - $0.checkboxes.count(shown, choice) }
    }

    /// What is asked for behind `sort:` by the names of fields between commas, which may have spaces.
    private static func sortTerm(_ names: String) -> String {
        let names = names.split(separator: ",", omittingEmptySubsequences: false).map { QueryWriting.value($0.trimmed) }
        return "sort:" + names.joined(separator: ",")
    }

    private func parse(_ text: String, _ context: QueryContext) throws -> Query {
        do {
            return try Query(parsing: text, in: context)
        } catch {
            // What fields the past had is looked up for those alone who ask for one that nothing has now.
            if case .unknownField = error.reason, context.formerFieldNames.isEmpty {
                var context = context
                context.formerFieldNames = try ask { try $0.activities.fieldNames() }
                if !context.formerFieldNames.isEmpty { return try parse(text, context) }
            }
            // A note can state what no kind knows, as `status: evergreen`.
            if case .unknownValue(let field, let value, _) = error.reason, context.freeValues[field]?[value] == nil {
                var context = context
                context.freeValues[field, default: [:]][value] = try ask {
                    try $0.entities.kinds(stating: value, in: field)
                }
                return try parse(text, context)
            }
            throw VaultError.invalidQuery(error, text: text)
        }
    }

    // MARK: - References

    /// Nil where a reference need not name anything, and does not name one thing.
    private func target(of reference: ResolvedQuery.Reference, in text: String) throws -> QueryTarget? {
        do {
            if case .past(let field) = reference.use { return .said(try texts(saidIn: field, reference.reference)) }
            // The beginning of names is looked for with the rest of the query.
            if reference.reference.isPrefix { return nil }
            return try target(of: reference)
        } catch let error as VaultError {
            switch error {
            case .unknownReference, .ambiguousReference, .goneReference, .renamedReference, .wrongKind:
                if reference.reference.isOptional { return nil }
                // What names nothing can stand in files whose kinds do not know the field.
                if case .unknownReference = error, let field = reference.reference.freeField,
                    try !ask({ try $0.entities.kinds(stating: reference.reference.text, in: field) }).isEmpty
                {
                    return nil
                }
                // Nothing is called so, and something else that the field holds is.
                if case .unknownReference = error, let other = reference.reference.otherwise, other.suggestion != nil {
                    throw VaultError.invalidQuery(other, text: text)
                }
                throw VaultError.unresolvedReference(error, text: text, span: reference.reference.span)
            default: throw error
            }
        }
    }

    private func target(of reference: ResolvedQuery.Reference) throws -> QueryTarget {
        let text = reference.reference.text
        do {
            if reference.use == .user, try ask({ try $0.people.isUserID(text) }) { return .name(text) }
            if reference.use == .agent { return .file(path: try agentPath(text)) }
            if reference.use == .session { return .file(path: try entity(text, of: .session).path) }
            let leadsToFiles = [.entity, .linkTarget].contains(reference.use)
            let kind = reference.reference.expectedKind
            let entity = try leadsToFiles ? connectable(text, expecting: kind) : entity(text, expecting: kind)
            if reference.use == .user, !entity.hasRole(.person) {
                throw VaultError.wrongKind(path: entity.path, kind: entity.type, expected: [KindRole.person.kind])
            }
            return .file(path: entity.path)
        } catch let error as VaultError {
            switch reference.use {
            case .linkTarget where error.namesNothing:
                if try ask({ try $0.graph.isWanted(text) }) { return .wanted(text) }
                throw error
            case .agent where error.namesAnotherKind || error.namesNothing:
                // What no file is called, commits can be signed with.
                if try ask({ try $0.people.hasSigned(agent: text) }) { return .name(text) }
                throw error
            case .session where error.namesAnotherKind || error.namesNothing:
                if try ask({ try $0.people.hasSigned(session: text) }) { return .name(text) }
                throw error
            default: throw error
            }
        }
    }

    /// What a field said once and means what a reference does; what that is called no more goes by its spelling.
    private func texts(saidIn field: String, _ reference: QueryReference) throws -> [PastText] {
        var path: String?
        do {
            if !reference.isPrefix { path = try connectable(reference.text, expecting: reference.expectedKind).path }
        } catch let error as VaultError where error.namesNothing {}
        let schema = try schema()
        return try ask { try $0.pastTexts(schema: schema).texts(of: field, meaning: reference, at: path) }
    }
}

extension QueryCondition {
    /// The same without the kinds themselves, unless a kind is asked for.
    var leavingOutKinds: QueryCondition {
        asksForKind ? self : .all([self, .not(.kind(KindRole.definition.kind))])
    }

    /// True where it asks for what is of a kind, and not only for what is of none.
    var asksForKind: Bool { positiveTests.contains(where: \.asksForKind) }
}

extension QueryTest {
    var asksForKind: Bool {
        if case .kind = self { return true }
        return false
    }
}
