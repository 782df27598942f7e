import ArgumentParser
import VaultEngine

/// `mosaic rm REF`, `mosaic rm --where QUERY`: removes an entity's file.
struct RemoveCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Removes an entity's file; its history stays.",
        discussion: """
            'mosaic undo' brings it back; what no commit has yet is committed first. To set something aside without removing it, give it a status that says so: \
            'mosaic set REF status=archived'.

              mosaic rm an-old-note
              mosaic rm --where 'status:discarded updated>1y'
            """)

    @OptionGroup var chosen: ChosenEntities

    func run(in context: CommandContext) throws -> ExitStatus {
        try chosen.change(
            in: context, named: { try $0.planRemoval(of: $1) }, found: { try $0.planRemoval(where: $1) })
        return .done
    }
}
