import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic blame REF`: who set the present value of each field.
struct BlameCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "blame", abstract: "Shows who set each field and relation of an entity to what it is.",
        discussion: """
            One line a field: its value, who set it, when and in which commit; for several relations one line each. 'body' \
            stands for the text as a whole.

              mosaic blame fix-the-roof
              mosaic blame fix-the-roof --at 'last month'
            """)

    @Argument(help: "The entity.", completion: Completion.reference)
    var reference: String

    @Option(help: ArgumentHelp("Only this field.", valueName: "name"), completion: Completion.field)
    var field: String?

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        listing(users: [:], dates: .epoch).names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let field = try field.map { try vault.historyField($0) }
        let origins = try vault.origins(of: vault.reference(typed: reference))
            .filter { field == nil || $0.field == field }
        try Self.listing(users: vault.userTitles(), dates: context.dates).write(
            origins, options: output, context: context
        ) { $0.member("total", origins.count) }
        try vault.noteIncompleteHistory(in: context)
        return .done
    }

    private static func listing(users: [String: String], dates: CalmDates) -> Listing<FieldOrigin> {
        let activities = ActivityListing(users: users, dates: dates)
        return Listing(
            fields: [
                .init("field", column: .init(header: "FIELD", role: .identifier)) { $0.field },
                .init("value", column: .init(header: "VALUE", isFlexible: true)) { origin in
                    origin.value.map { ActivityListing.text($0) } ?? ""
                },
                .init("who", column: .init(header: "WHO")) { activities.who($0.activity) },
                .init("when", column: .init(header: "WHEN", role: .faint)) {
                    dates.absolute(at: $0.activity.createdAt)
                },
                .init("commit", column: .init(header: "COMMIT", role: .faint)) {
                    ActivityListing.short($0.activity.commit)
                },
                .init("sessionId", column: .init(header: "SESSION", isOptional: true, role: .faint)) {
                    $0.activity.sessionID ?? ""
                },
                .init("agentId") { $0.activity.agentID ?? "" },
                .init("userId") { $0.activity.userID ?? "" },
                .init("event") { $0.activity.event },
                .init("path") { $0.path },
            ], members: ["via", "operationId", "createdAt"], path: { $0.path }, emptyMessage: "Nothing is stated."
        ) { origin, writer in writer.value(origin) }
    }
}
