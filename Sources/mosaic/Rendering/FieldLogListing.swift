import VaultModel

/// How the history of fields is listed.
struct FieldLogListing {
    let users: [String: String]
    let dates: CalmDates

    func write(_ entries: [FieldLogEntry], options: OutputOptions, context: CommandContext) throws {
        try listing.write(entries, options: options, context: context) { $0.member("total", entries.count) }
    }

    private static func before(_ change: FieldLogEntry.Change) -> String {
        switch change {
        case .field(let change): ActivityListing.text(change.before)
        case .body: ""
        }
    }

    private static func after(_ change: FieldLogEntry.Change) -> String {
        switch change {
        case .field(let change): ActivityListing.text(change.after)
        case .body(let body): ActivityListing.lines(body)
        }
    }

    var listing: Listing<FieldLogEntry> {
        let activities = ActivityListing(users: users, dates: dates)
        return Listing(
            fields: [
                .init("when", column: .init(header: "WHEN", isLeading: true, role: .faint)) {
                    dates.absolute(at: $0.activity.createdAt)
                },
                .init("who", column: .init(header: "WHO")) { activities.who($0.activity) },
                .init("field", column: .init(header: "FIELD", role: .identifier)) { $0.field },
                // JSON says of a body how many lines came and went, and not from what to what.
                .init(
                    "from", column: .init(header: "FROM", isFlexible: true, isExpendable: true, role: .faint),
                    value: { _ in .null }
                ) { Self.before($0.change) },
                .init("to", column: .init(header: "TO", isFlexible: true), value: { _ in .null }) {
                    Self.after($0.change)
                },
                .init("commit", column: .init(header: "COMMIT", role: .faint)) {
                    ActivityListing.short($0.activity.commit)
                },
                .init("event") { $0.activity.event },
                .init("path") { $0.activity.path },
            ],
            members: ["added", "removed", "userId", "agentId", "sessionId", "via", "operationId", "createdAt"],
            path: { $0.activity.path }, emptyMessage: "Nothing changed."
        ) { entry, writer in
            writer.object { writer in
                writer.member("field", entry.field)
                switch entry.change {
                case .field(let change):
                    writer.key("from")
                    writer.value(change.before ?? .null)
                    writer.key("to")
                    writer.value(change.after ?? .null)
                case .body(let body):
                    writer.member("added", body.added)
                    writer.member("removed", body.removed)
                }
                writer.member("event", entry.activity.event)
                writer.member("path", entry.activity.path)
                writer.members(ofOriginOf: entry.activity)
                writer.member("createdAt", Instant(secondsSinceEpoch: entry.activity.createdAt).formatted)
            }
        }
    }
}
