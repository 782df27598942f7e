import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic audit REF`: everything that happened to one entity.
struct AuditCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Shows everything that happened to an entity, the newest first.",
        discussion: """
            The entity may be gone: name it by its id, or by the last path that it had.

              mosaic audit fix-the-roof
              mosaic audit tasks/an-old-task.md --json
            """)

    @Argument(help: "The entity.", completion: Completion.reference)
    var reference: String

    @OptionGroup var paging: PagingOptions
    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        ActivityListing.fieldNames
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        var request = ActivityRequest()
        request.entities = [vault.reference(typed: reference)]
        var filter = try vault.filter(for: request)
        paging.apply(to: &filter)
        let page = try vault.activities(filter)
        try ActivityListing(
            users: vault.userTitles(), dates: context.dates, showsTitles: !output.isForReading(in: context)
        ).write(page, options: output, context: context)
        try vault.noteIncompleteHistory(in: context)
        return .done
    }
}
