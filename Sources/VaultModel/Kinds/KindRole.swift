/// What Mosaic itself takes the entities of a kind for, told by the kind's name.
///
/// Whatever a kind's file can say is answered from there, as by ``Kind/takesPlace``, so that the kinds of a vault have
/// it too. What is left is here: nothing else knows a kind by its name.
package enum KindRole: String, Hashable, Sendable, CaseIterable {
    /// Somebody who works with the vault, and whom the authors of commits are resolved to.
    case person = "user"
    /// A program that works with the vault and signs its commits.
    case agent
    /// One stretch of an agent's work.
    case session
    /// What a person captures and decides about later, in the inbox.
    case idea
    /// What is to be done next.
    case task
    /// What several tasks serve.
    case project
    /// What takes place.
    case event
    /// What things belong to in the long run.
    case domain
    /// The vault itself, with its members.
    case workspace
    /// A relation between two other entities, with a file of its own.
    case relationship
    /// A query with a place on a screen.
    case widget
    /// Places on a grid.
    case layout
    /// What other entities are like: a kind.
    case definition = "kind"

    /// The name of the kind.
    package var kind: String { rawValue }

    /// What an idea can be promoted to, what is meant mostly before the others.
    package static let work: [KindRole] = [.task, .project]

    /// Whether an idea with a status has been acted on.
    func isPromoted(status: String?) -> Bool { self == .idea && status == Self.promotedStatus }

    /// The status of an idea that has been acted on, where its kind knows no other.
    package static let promotedStatus = "actionable"

    /// By which field an entity is one of the members of another, and what that one is: tasks of a project, sessions of
    /// an agent. Nil where it is a member of nothing.
    var membership: (field: String, whole: KindRole)? {
        switch self {
        case .task: ("project", .project)
        case .session: ("agent", .agent)
        default: nil
        }
    }

    /// Whether its file is found by its name, so that it keeps that whatever its title becomes.
    package var keepsFileName: Bool { self == .definition || self == .workspace }
}

extension Kind {
    /// Whether this is the kind of a role.
    package func hasRole(_ role: KindRole) -> Bool { name == role.kind }
}

extension Entity {
    /// Whether it is of the kind of a role.
    package func hasRole(_ role: KindRole) -> Bool { kind == role.kind }
}

extension EntitySummary {
    /// Whether it is of the kind of a role.
    package func hasRole(_ role: KindRole) -> Bool { type == role.kind }

    /// Whether it is an idea that has been acted on: it is not completed but promoted.
    package var isPromoted: Bool { KindRole(rawValue: type)?.isPromoted(status: status) ?? false }
}

extension EntityHandle {
    /// Whether it is of the kind of a role.
    package func hasRole(_ role: KindRole) -> Bool { type == role.kind }
}
