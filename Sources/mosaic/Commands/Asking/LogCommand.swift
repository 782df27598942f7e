import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic log REF`: how an entity's fields came to be what they are.
struct LogCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Shows the history of an entity's fields, the newest change first.",
        discussion: """
            One line a field and change: what it was, and what it became. 'body' stands for the text.

              mosaic log fix-the-roof
              mosaic log fix-the-roof --field status
            """)

    @Argument(help: "The entity, which may be gone.", completion: Completion.reference)
    var reference: String

    @Option(
        help: ArgumentHelp("Only this field; may be several: 'status,due'.", valueName: "name"),
        completion: Completion.field)
    var field: [String] = []

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try FilterOptions.check(lists: ["--field": field]) }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        FieldLogListing(users: [:], dates: .epoch).listing.names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let entries = try vault.fieldLog(of: vault.reference(typed: reference), fields: FilterOptions.parts(field))
        try FieldLogListing(users: vault.userTitles(), dates: context.dates)
            .write(entries, options: output, context: context)
        try vault.noteIncompleteHistory(in: context)
        return .done
    }
}
