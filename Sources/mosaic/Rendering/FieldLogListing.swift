import VaultModel

/// One field's change, with the activity that made it.
struct FieldEntry {
    var activity: Activity
    var field: String
    var before: String
    var after: String
    var change: FieldChange?

    /// A line for each field that the activity changed, and one for the body.
    static func entries(of activity: Activity) -> [FieldEntry] {
        var entries = activity.changes.map { change in
            FieldEntry(
                activity: activity, field: change.field, before: ActivityListing.text(change.before),
                after: ActivityListing.text(change.after), change: change)
        }
        if let body = activity.body {
            entries.append(
                FieldEntry(activity: activity, field: "body", before: "", after: ActivityListing.lines(body)))
        }
        return entries
    }
}

/// How the history of fields is listed.
struct FieldLogListing {
    let users: [String: String]
    let dates: CalmDates

    func write(_ entries: [FieldEntry], options: OutputOptions, context: CommandContext) throws {
        try listing.write(entries, options: options, context: context) { $0.member("total", entries.count) }
    }

    var listing: Listing<FieldEntry> {
        let activities = ActivityListing(users: users, dates: dates)
        return Listing(
            fields: [
                .init("when", column: .init(header: "WHEN", isLeading: true, role: .faint)) {
                    dates.absolute(at: $0.activity.createdAt)
                },
                .init("who", column: .init(header: "WHO")) { activities.who($0.activity) },
                .init("field", column: .init(header: "FIELD", role: .identifier)) { $0.field },
                .init("from", column: .init(header: "FROM", isFlexible: true, isExpendable: true, role: .faint)) {
                    $0.before
                },
                .init("to", column: .init(header: "TO", isFlexible: true)) { $0.after },
                .init("commit", column: .init(header: "COMMIT", role: .faint)) {
                    ActivityListing.short($0.activity.commit)
                },
                .init("event") { $0.activity.event },
                .init("path") { $0.activity.path },
            ], path: { $0.activity.path }, emptyMessage: "Nothing changed."
        ) { entry, writer in
            writer.object { writer in
                writer.member("field", entry.field)
                if let change = entry.change {
                    writer.key("from")
                    writer.value(change.before ?? .null)
                    writer.key("to")
                    writer.value(change.after ?? .null)
                } else if let body = entry.activity.body {
                    writer.member("added", body.added)
                    writer.member("removed", body.removed)
                }
                writer.member("event", entry.activity.event)
                writer.member("path", entry.activity.path)
                writer.member("userId", entry.activity.userID)
                writer.member("agentId", entry.activity.agentID)
                writer.member("commit", entry.activity.commit)
                writer.member("createdAt", Instant(secondsSinceEpoch: entry.activity.createdAt).formatted)
            }
        }
    }
}
