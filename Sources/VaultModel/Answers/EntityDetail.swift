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

    package init(
        summary: EntitySummary, body: String, outgoing: [Connection], incoming: [Backlink], activities: ActivityPage
    ) {
        self.summary = summary
        self.body = body
        self.outgoing = outgoing
        self.incoming = incoming
        self.activities = activities
    }
}

/// A connection from elsewhere, with the line that states it.
package struct Backlink: Hashable, Sendable {
    package var connection: Connection
    /// The line of the file, without the space around it; empty where it cannot be read.
    package var line: String

    package init(connection: Connection, line: String) {
        self.connection = connection
        self.line = line
    }
}
