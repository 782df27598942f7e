/// What an activity did. The raw value is part of the event's name, `<kind>.<action>`.
package enum Action: String, Hashable, Sendable, CaseIterable {
    case created, updated, deleted, restored, moved
    /// The status entered a `done`, a `dropped`, or again an `open` or `paused` group.
    case completed, archived, reopened
    /// `assignee` or `owner` names somebody else.
    case assigned
    /// An idea became actionable, or a task or a project.
    case promoted
    /// Typed relations or body links were added or removed.
    case linked, unlinked
    case memberAdded = "member_added"
    case memberRemoved = "member_removed"
}
