/// What is different between two moments of a vault, the second being the later one most often.
package struct VaultDifference: Hashable, Sendable {
    /// The entities that came, went or changed: by kind, then by domain, then by title and path.
    package var entities: [EntityDifference]
    /// The typed relations that only the second moment has, in the order of the files that state them.
    package var relationsAdded: [Connection]
    /// The typed relations that only the first moment has, in the order of the files that state them.
    package var relationsLost: [Connection]
    /// What led to an entity in the first moment, and is still stated in the second and leads nowhere; as in the second.
    package var brokenLinks: [Connection]

    package init(
        entities: [EntityDifference], relationsAdded: [Connection], relationsLost: [Connection],
        brokenLinks: [Connection]
    ) {
        self.entities = entities
        self.relationsAdded = relationsAdded
        self.relationsLost = relationsLost
        self.brokenLinks = brokenLinks
    }

    /// True where nothing differs.
    package var isEmpty: Bool {
        entities.isEmpty && relationsAdded.isEmpty && relationsLost.isEmpty && brokenLinks.isEmpty
    }

    /// How many entities something happened to.
    package func count(_ event: EntityDifference.Event) -> Int { entities.count { $0.events.contains(event) } }
}

/// One entity in two moments.
package struct EntityDifference: Hashable, Sendable {
    /// What became of it between them. One entity can have several.
    package enum Event: String, Hashable, Sendable, CaseIterable {
        case created, completed, promoted, reopened, archived, moved, changed, deleted
    }

    /// nil where it was not there yet.
    package var before: EntitySummary?
    /// nil where it is no longer there.
    package var after: EntitySummary?
    /// The title of its domain in the last moment that has it, which is that of its project where it states none itself; what
    /// is written where that leads to no entity.
    package var domain: String?
    /// In the order of `Event`.
    package var events: [Event]
    /// What is otherwise in both; `title`, `type`, `status` and `tags` are among them, and typed relations are not, nor is a
    /// reference that leads to the same entity by another name. In the order of the file.
    package var fields: [FieldChange]
    /// True where both have a text, and another one.
    package var isTextChanged: Bool

    package init(
        before: EntitySummary?, after: EntitySummary?, domain: String?, events: [Event], fields: [FieldChange],
        isTextChanged: Bool
    ) {
        self.before = before
        self.after = after
        self.domain = domain
        self.events = events
        self.fields = fields
        self.isTextChanged = isTextChanged
    }

    /// The entity in the last moment that has it; nil for none.
    package var last: EntitySummary? { after ?? before }
}
