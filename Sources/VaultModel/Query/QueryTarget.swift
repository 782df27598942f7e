/// What a reference of a query leads to.
package enum QueryTarget: Hashable, Sendable {
    /// An entity, or an attachment; its path.
    case file(path: String)
    /// Something that does not exist, and that files name by this text.
    case wanted(String)
    /// A name that stands for no file: a pseudonym, or an agent or a session that only commits know.
    case name(String)
    /// What files said in a field once, and that means the same.
    case said([PastText])
}

/// A text that the history has of an entity.
package struct PastText: Hashable, Sendable {
    /// What tells entities apart.
    package var lineage: Int64
    package var text: String

    package init(lineage: Int64, text: String) {
        self.lineage = lineage
        self.text = text
    }
}

/// What a reference is asked for, which says what it may lead to.
package enum QueryTargetUse: Hashable, Sendable {
    /// An entity that exists.
    case entity
    /// An entity, or what files name and is not there.
    case linkTarget
    /// A user, or the pseudonym of one.
    case user
    /// An agent, or the name that one bears in commits.
    case agent
    /// A session, or the name that one bears in commits.
    case session
    /// An entity, or whatever this field once said.
    case past(field: String)
}

/// A query whose references are resolved, so that the index can answer it.
package struct ResolvedQuery: Sendable {
    /// A reference of the query, with what is asked of it: one text can mean different things in two places.
    package struct Reference: Hashable, Sendable {
        package var reference: QueryReference
        package var use: QueryTargetUse

        package init(_ reference: QueryReference, for use: QueryTargetUse) {
            self.reference = reference
            self.use = use
        }
    }

    package var query: Query
    package var targets: [Reference: QueryTarget]
    package var schema: Schema
    package var clock: QueryClock
    /// False where no entity states when it was changed last by a time that is bound to no offset and no zone.
    package var hasLocalUpdates: Bool

    package init(
        query: Query, targets: [Reference: QueryTarget] = [:], schema: Schema, clock: QueryClock,
        hasLocalUpdates: Bool = true
    ) {
        self.query = query
        self.targets = targets
        self.schema = schema
        self.clock = clock
        self.hasLocalUpdates = hasLocalUpdates
    }
}

extension QueryTest {
    /// The references of the test, with what each is asked for.
    package var references: [ResolvedQuery.Reference] {
        func all(_ references: [QueryReference], for use: QueryTargetUse) -> [ResolvedQuery.Reference] {
            references.map { .init($0, for: use) }
        }
        switch self {
        case .reference(_, let references), .relation(_, _, let references), .linksTo(let references):
            return all(references, for: .linkTarget)
        case .linkedFrom(let references), .near(let references, _), .reaches(let references, _),
            .reachedFrom(let references, _):
            return all(references, for: .entity)
        case .by(let references, _): return all(references, for: .user)
        case .agent(let references, _): return all(references, for: .agent)
        case .session(let references, _): return all(references, for: .session)
        case .was(let field, let values, _), .became(let field, let values, _):
            return values.joined().compactMap { value in
                if case .reference(let reference) = value.value { return .init(reference, for: .past(field: field)) }
                return nil
            }
        default: return []
        }
    }

    /// True where the test asks for a status in some way: then what was dropped is not hidden.
    package var asksForStatus: Bool {
        switch self {
        case .status, .time(.statusChanged, _): true
        case .field(let name, _), .hasField(let name), .changed(let name, _), .was(let name, _, _),
            .became(let name, _, _):
            name == "status"
        case .states(let states): states.contains { [.open, .paused, .done, .dropped].contains($0) }
        default: false
        }
    }
}
