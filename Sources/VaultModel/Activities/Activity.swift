/// Something that somebody did to an entity, as the commit log tells it.
///
/// No name and no e-mail address is part of it: whoever reads activities sees user ids only.
package struct Activity: Hashable, Sendable {
    /// The `commit` of what is not committed yet.
    package static let uncommitted = "uncommitted"

    package var action: Action
    /// The kind of the entity in that commit.
    package var entityType: String
    package var entityID: String
    /// The entity's title in that commit.
    package var title: String
    /// The file's path in that commit.
    package var path: String
    /// The author: the id of a user of the vault, else a pseudonym; nil where nobody is known.
    package var userID: String?
    package var agentID: String?
    package var sessionID: String?
    /// `cli`, `watch`, `mcp`, `http` or `lsp`.
    package var via: String?
    package var operationID: String?
    /// The full object id, or `uncommitted`.
    package var commit: String
    /// The author time; seconds since 1970-01-01T00:00:00Z.
    package var createdAt: Int64
    package var changes: [FieldChange]
    package var body: BodyChange?

    package init(
        action: Action, entityType: String, entityID: String, title: String, path: String, userID: String?,
        agentID: String?, sessionID: String?, via: String?, operationID: String?, commit: String, createdAt: Int64,
        changes: [FieldChange], body: BodyChange?
    ) {
        self.action = action
        self.entityType = entityType
        self.entityID = entityID
        self.title = title
        self.path = path
        self.userID = userID
        self.agentID = agentID
        self.sessionID = sessionID
        self.via = via
        self.operationID = operationID
        self.commit = commit
        self.createdAt = createdAt
        self.changes = changes
        self.body = body
    }

    /// The same on every machine and after every rebuild: a digest of the commit, the path in it and the action.
    package var id: String { Digest.hex(commit, path, action.rawValue) }

    /// `<kind>.<action>`, such as `task.completed`.
    package var event: String { Self.event(action, of: entityType) }

    /// The event's name where something happens to an entity of a kind.
    package static func event(_ action: Action, of kind: String) -> String { "\(kind).\(action.rawValue)" }
}
