import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic links REF`: what an entity is connected to.
struct LinksCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "Lists the connections of an entity or attachment, or the targets that do not exist.",
        discussion: """
            Connections are typed relations, references of fields, and links of the text; each with the place that states it.

              mosaic links fix-the-roof
              mosaic links --wanted
            """)

    @Argument(help: "The entity, or a file that links lead to.", completion: Completion.reference)
    var reference: String?

    @Flag(help: "The link targets that do not exist, those that are named most often first.")
    var wanted = false

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard reference != nil || wanted else { throw ValidationError("Name an entity, or ask for --wanted.") }
        guard reference == nil || !wanted else {
            throw ValidationError("--wanted is of the whole vault, and does not go with an entity")
        }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        typed.has("--wanted")
            ? ConnectionListing().wanted.names
            : ConnectionListing().connections(of: "").names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let listings = ConnectionListing(place: context.place)
        guard let reference else {
            let wanted = try vault.wanted()
            try listings.wanted.write(wanted, options: output, context: context) {
                $0.member("total", wanted.count)
            }
            return .done
        }
        let entity = try vault.connectable(vault.reference(typed: reference))
        let connections = try vault.connections(of: entity)
        try listings.connections(of: entity.path).write(connections, options: output, context: context) {
            $0.member("total", connections.count)
        }
        return .done
    }
}
