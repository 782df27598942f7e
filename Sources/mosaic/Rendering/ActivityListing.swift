import VaultModel

/// How activities are listed.
struct ActivityListing {
    /// What users are called, by their ids.
    var users: [String: String]
    let dates: CalmDates
    /// Whether the table has the titles; those of one entity are all the same.
    var showsTitles = true

    func write(_ page: ActivityPage, options: OutputOptions, context: CommandContext) throws {
        var listing = listing
        if page.activities.isEmpty, page.total > 0 {
            let pages = page.totalPages == 1 ? "is only one" : "are \(Progress.grouped(page.totalPages))"
            listing.emptyMessage = "There is no page \(Progress.grouped(page.page)): there \(pages)."
        }
        try listing.write(page.activities, options: options, context: context) { meta in
            meta.member("total", page.total)
            meta.member("page", page.page)
            meta.member("limit", page.limit ?? 0)
            meta.member("totalPages", page.totalPages)
        }
        guard context.terminal.isOutput, options.form == .table else { return }
        guard page.page < page.totalPages else { return }
        context.standardOutput.write("\nPage \(page.page) of \(page.totalPages); --page \(page.page + 1) goes on.\n")
    }

    /// Writes activities as they come: a line each, and nothing held back.
    func writeLines(_ activities: [Activity], options: OutputOptions, context: CommandContext) throws {
        try listing.choosing(options.fieldNames).writeLines(activities, options: options, context: context)
        context.standardOutput.flush()
    }

    /// The names of what can be shown of an activity.
    static var fieldNames: [String] { ActivityListing(users: [:], dates: .epoch).listing.names }

    var listing: Listing<Activity> {
        Listing(
            fields: [
                .init("when", column: .init(header: "WHEN", isLeading: true, role: .faint)) {
                    dates.absolute(at: $0.createdAt)
                },
                .init("who", column: .init(header: "WHO")) { who($0) },
                .init("event", column: .init(header: "EVENT", isExpendable: true, role: .identifier)) { $0.event },
                .init("title", column: showsTitles ? .init(header: "TITLE", isFlexible: true) : nil) { $0.title },
                .init("change", column: .init(header: "CHANGE", isFlexible: true, isExpendable: true, role: .faint)) {
                    Self.change($0)
                },
                .init("commit", column: .init(header: "COMMIT", role: .faint)) { Self.short($0.commit) },
                .init("id") { $0.id },
                .init("action") { $0.action.rawValue },
                .init("entityType") { $0.entityType },
                .init("entityId") { $0.entityID },
                .init("path") { $0.path },
                .init("userId") { $0.userID ?? "" },
                .init("agentId") { $0.agentID ?? "" },
                .init("sessionId") { $0.sessionID ?? "" },
                .init("via") { $0.via ?? "" },
                .init("createdAt") { Instant(secondsSinceEpoch: $0.createdAt).formatted },
            ], members: ["operationId", "details"], path: { $0.path }, emptyMessage: "Nothing happened."
        ) { activity, writer in writer.value(activity) }
    }

    /// The user's title, else the pseudonym; an agent that acted for somebody stands behind it.
    func who(_ activity: Activity) -> String {
        let user = activity.userID.map { users[$0] ?? $0 } ?? ""
        guard let agent = activity.agentID else { return user }
        return user.isEmpty ? agent : "\(user) (\(agent))"
    }

    /// `status: in_progress → completed`
    static func text(of change: FieldChange) -> String {
        "\(change.field): \(text(change.before)) → \(text(change.after))"
    }

    /// `status: in_progress → completed, +3 −1 lines`
    static func change(_ activity: Activity) -> String {
        var parts: [String] = []
        switch activity.action {
        case .created, .restored, .deleted: break
        default: parts = activity.changes.map(text(of:))
        }
        if let body = activity.body { parts.append(lines(body)) }
        return parts.joined(separator: ", ")
    }

    static func lines(_ body: BodyChange) -> String { "+\(body.added) −\(body.removed) lines" }

    static func text(_ value: FieldValue?) -> String {
        guard let value else { return "∅" }
        let text = value.references.joined(separator: ", ")
        return text.isEmpty ? "empty" : text
    }

    static func short(_ commit: String) -> String {
        commit == Activity.uncommitted ? commit : String(commit.prefix(8))
    }
}
