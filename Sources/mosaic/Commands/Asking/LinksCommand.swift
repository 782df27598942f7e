import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic links REF`: what an entity is connected to.
struct LinksCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "Lists the connections of an entity or attachment, or the targets that do not exist.",
        discussion: """
            Connections are typed relations, references of fields, and links of the text; each with the place that states it. \
            --mentions finds what could be linked: texts that say the title or an alias, in files that nothing connects with the entity yet.

              mosaic links fix-the-roof
              mosaic links fix-the-roof --mentions
              mosaic links --wanted
            """)

    @Argument(help: "The entity, or a file that links lead to.", completion: Completion.reference)
    var reference: String?

    @Flag(help: "The link targets that do not exist, those that are named most often first.")
    var wanted = false

    @Flag(help: "What says the entity's title or an alias without a link to it, the best first.")
    var mentions = false

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard reference != nil || wanted else { throw ValidationError("Name an entity, or ask for --wanted.") }
        guard !mentions || !wanted else { throw ValidationError("--mentions are of an entity") }
        guard reference == nil || !wanted else {
            throw ValidationError("--wanted is of the whole vault, and does not go with an entity")
        }
    }

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        if typed.has("--mentions") { return SearchView.listing(words.facts(of: words.kinds(of: typed))).names }
        return typed.has("--wanted")
            ? ConnectionListing().wanted.names
            : ConnectionListing().connections(of: "").names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context, includingText: mentions)
        let listings = ConnectionListing(place: context.place)
        guard let reference else {
            let wanted = try vault.wanted()
            try listings.wanted.write(wanted, options: output, context: context) {
                $0.member("total", wanted.count)
            }
            return .done
        }
        if mentions {
            let entity = try vault.entity(vault.reference(typed: reference))
            let query = try vault.query(forMentionsOf: entity)
            try SearchView.write(
                vault.mentions(of: entity, among: query), of: query, in: vault,
                emptyMessage: "Nothing says its name without a link to it.", output, context)
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
