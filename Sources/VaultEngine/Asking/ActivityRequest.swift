import VaultModel

/// Which activities a face asks for, in the words of the person. Of several kinds, users and so on, any will do.
package struct ActivityRequest: Sendable {
    /// Names of kinds, their plurals or folders.
    package var kinds: [String] = []
    /// Actions (`completed`), or events (`task.completed`, `task.*`).
    package var actions: [String] = []
    /// References to users, or pseudonyms.
    package var users: [String] = []
    /// References to agents, or names that signed commits.
    package var agents: [String] = []
    /// References to sessions, names that signed commits, or the beginnings of such names with a `*` behind each.
    package var sessions: [String] = []
    /// References to entities, which may be gone.
    package var entities: [String] = []
    package var fields: [String] = []
    /// The first second that counts; since 1970, UTC.
    package var since: Int64?
    /// The first second that does not count any more; since 1970, UTC.
    package var until: Int64?

    package init() {}
}

extension Vault {
    /// The filter that a request stands for: the first page of fifty.
    ///
    /// - Throws: `VaultError.unknownKind`, `VaultError.unknownValue`, and what ``historyField(_:)`` and
    ///   ``entity(_:expecting:includesGone:)`` throw.
    package func filter(for request: ActivityRequest) throws -> ActivityFilter {
        var filter = ActivityFilter()
        // A kind that a vault once had and no longer defines is still in its history.
        let schema = try schema()
        filter.kinds = try request.kinds.map { try schema.kind(named: $0)?.name ?? pastKind($0) }
        for text in request.actions {
            let parts = text.split(separator: ".", maxSplits: 1)
            let name = String(parts.last ?? "")
            let kind =
                parts.count == 2 && parts[0] != "*"
                ? try schema.kind(named: String(parts[0]))?.name ?? pastKind(String(parts[0])) : nil
            if name == "*" {
                filter.events.append(.init(kind: kind, action: nil))
                continue
            }
            guard let action = Action(rawValue: name) else {
                let known = Action.allCases.map(\.rawValue)
                throw VaultError.unknownValue(
                    field: "action", value: name, suggestion: Spelling.nearest(to: name, among: known), known: known)
            }
            filter.events.append(.init(kind: kind, action: action))
        }
        filter.users = try request.users.map { try userID($0) }
        filter.agents = try request.agents.map { try agent($0) }
        filter.sessions = try request.sessions.map { try session($0) }
        filter.entities = try request.entities.map { try entity($0, includesGone: true) }
        filter.fields = try request.fields.map { try historyField($0) }
        filter.since = request.since
        filter.until = request.until
        return filter
    }

    /// How the fields of an entity, which may be gone, came to be what they are, the newest change first; of some fields,
    /// where they are named.
    ///
    /// - Throws: What ``filter(for:)`` throws.
    package func fieldLog(of reference: String, fields: [String] = []) throws -> [FieldLogEntry] {
        var request = ActivityRequest()
        request.entities = [reference]
        request.fields = fields
        var filter = try filter(for: request)
        filter.limit = nil
        var told: Set<ToldChange> = []
        return try activities(filter).activities.flatMap(FieldLogEntry.entries)
            .filter { filter.fields.isEmpty || filter.fields.contains($0.field) }
            // A relation that leads elsewhere now is linked and unlinked by one change.
            .filter { told.insert(ToldChange($0)).inserted }
    }

    /// The field of a history that a person names: one of the present or of the past, a relation, or `body`, `links` and `path`.
    /// `-` and `_` are the same, case does not count, and `tag` is `tags`.
    ///
    /// - Throws: `VaultError.invalidQuery` where nothing is or was called so.
    package func historyField(_ text: String) throws -> String {
        let schema = try schema()
        let context = QueryContext(
            schema: schema, fieldNames: try fieldNames() + QueryKey.historyNames, clock: surroundings.clock)
        if let name = context.fieldName(text) { return name }
        if try ask({ try $0.activities.hasChange(of: text) }) { return text }
        let error = QueryError(
            .unknownField(text), at: 0..<text.utf8.count, suggestion: context.nearestFieldName(to: text))
        throw VaultError.invalidQuery(error, text: text)
    }

    private func pastKind(_ name: String) throws -> String {
        if try ask({ try $0.activities.kinds() }).contains(name) { return name }
        return try kind(named: name).name
    }

    /// What a person means by an agent: one of the vault, or one that only signed commits so.
    private func agent(_ text: String) throws -> ActivityFilter.Signature {
        do {
            return .init(text: text, path: try agentPath(text))
        } catch let error as VaultError where error.namesNothing || error.namesAnotherKind {
            guard try ask({ try $0.people.hasSigned(agent: text) }) else { throw error }
            return .init(text: text, path: nil)
        }
    }

    /// What a person means by a session: one of the vault, one that only signed commits so, or all whose names begin so.
    private func session(_ text: String) throws -> ActivityFilter.Session {
        if text.hasSuffix("*") { return .beginning(String(text.dropLast())) }
        do {
            return .one(.init(text: text, path: try entity(text, of: .session).path))
        } catch let error as VaultError where error.namesNothing || error.namesAnotherKind {
            guard try ask({ try $0.people.hasSigned(session: text) }) else { throw error }
            return .one(.init(text: text, path: nil))
        }
    }

    /// The id by which activities name a user.
    private func userID(_ reference: String) throws -> String {
        if try ask({ try $0.people.isUserID(reference) }) { return reference }
        return try entity(reference, of: .person).id
    }

    /// The one entity of a role's kind that a reference names.
    func entity(_ reference: String, of role: KindRole) throws -> EntityHandle {
        let entity = try entity(reference, expecting: role.kind)
        guard entity.hasRole(role) else {
            throw VaultError.wrongKind(path: entity.path, kind: entity.type, expected: [role.kind])
        }
        return entity
    }
}

/// A change as one file had it in one commit, whichever activities are about it.
private struct ToldChange: Hashable {
    private let commit: String
    private let path: ExactText
    private let change: FieldLogEntry.Change

    init(_ entry: FieldLogEntry) {
        commit = entry.activity.commit
        path = ExactText(entry.activity.path)
        change = entry.change
    }
}
