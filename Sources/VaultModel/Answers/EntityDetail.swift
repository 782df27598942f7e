/// All that there is to say of one entity.
package struct EntityDetail: Hashable, Sendable {
    package var summary: EntitySummary
    /// Everything behind the front matter, invalid UTF-8 repaired.
    package var body: String
    /// Connections that lead from the entity, in the order of the files that state them.
    package var outgoing: [Connection]
    /// Connections that lead to the entity from others, in the order of the files that state them.
    package var incoming: [Backlink]
    /// The newest of its activities.
    package var activities: ActivityPage
    /// How often and how well it worked; nil for anything but an agent.
    package var work: AgentWork?
    /// The tasks of a project, what is to be done first, and by its day; the sessions of an agent, the last that
    /// started first. None of anything else.
    package var members: [EntitySummary]
    /// The task boxes of its text.
    package var boxes: CheckboxCounts

    package init(
        summary: EntitySummary, body: String, outgoing: [Connection], incoming: [Backlink], activities: ActivityPage,
        work: AgentWork?, members: [EntitySummary] = [], boxes: CheckboxCounts = CheckboxCounts()
    ) {
        self.members = members
        self.boxes = boxes
        self.summary = summary
        self.body = body
        self.outgoing = outgoing
        self.incoming = incoming
        self.activities = activities
        self.work = work
    }
}

extension Connection {
    /// Whether it makes what states it a member of what it leads to: a task of a project, or a session of an agent.
    package var isMembership: Bool {
        guard let membership = source.type.flatMap(KindRole.init)?.membership else { return false }
        return name == membership.field && target.type == membership.whole.kind
    }
}

extension EntitySummary {
    /// The day or the time that an entity is for, or was done on, as its file states it; nil where it states none.
    package var statedTime: DateTime? {
        let names = (statusGroup == .done ? ["completed_on"] : []) + QueryState.dayFields + ["started"]
        return names.lazy.compactMap { name in
            fields.first { $0.name == name }?.value.text.flatMap { DateTime($0) }
        }.first
    }
}

/// How often an agent worked, and how well: what its sessions say.
package struct AgentWork: Hashable, Sendable {
    package var sessions: Int
    /// Those that are `completed`.
    package var successes: Int
    /// Those that are `failed`.
    package var failures: Int
    /// Those that came to no good end: `failed` or `abandoned`.
    package var errors: Int
    /// In seconds, rounded, of those that state when they started and ended; nil where none does.
    package var meanDuration: Int?

    /// `clock` gives times without an offset theirs.
    package init(sessions: [EntitySummary], clock: QueryClock) {
        func moment(_ session: EntitySummary, _ name: String) -> Int64? {
            session.fields.first { $0.name == name }?.value.text.flatMap { DateTime($0) }.map { clock.moment($0).utc }
        }
        let durations = sessions.compactMap { session -> Int64? in
            guard let start = moment(session, "started"), let end = moment(session, "ended"), start <= end else {
                return nil
            }
            return end - start
        }
        self.sessions = sessions.count
        successes = sessions.count { $0.status == "completed" }
        failures = sessions.count { $0.status == "failed" }
        errors = sessions.count { ["failed", "abandoned"].contains($0.status) }
        meanDuration =
            durations.isEmpty ? nil : (Int(durations.reduce(0, +)) + durations.count / 2) / durations.count
    }
}

/// A connection from elsewhere, with the line that states it.
package struct Backlink: Hashable, Sendable {
    package var connection: Connection
    /// The line of the file, without the space around it; of a long one what is about the place, with `…` where it is cut. Empty
    /// where it cannot be read.
    package var line: String

    package init(connection: Connection, line: String) {
        self.connection = connection
        self.line = line
    }
}
