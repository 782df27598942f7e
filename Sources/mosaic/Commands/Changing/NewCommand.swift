import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic new KIND TITLE`: makes an entity.
struct NewCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Makes an entity: a file in the folder of its kind, named after its title.",
        discussion: """
            Values are read as their fields ask: lists are parted by commas, days can be said in words ('tomorrow', 'friday', \
            '+2w'), and a reference must name one entity.

              mosaic new task "Fix the roof" --set due=friday --set domain=home
              mosaic new note "Paint for the study" --edit
            """)

    @Argument(help: "A kind: 'task', or 'tasks'.", completion: Completion.kinds)
    var kind: String

    @Argument(help: "The title; several words need no quotes.")
    var title: [String]

    @Option(
        name: [.customShort("s"), .long],
        help: ArgumentHelp("A field's value: 'due=tomorrow'; may be several.", valueName: "k=v"),
        completion: Completion.assignment)
    var set: [String] = []

    @Flag(name: [.customShort("e"), .long], help: "Open the file in your editor before it is committed.")
    var edit = false

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var making: MakingOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.openToMake(in: context)
        let assignments = try AssignmentArguments.parse(set)
        let new = NewEntity(kind: kind, title: title.joined(separator: " "), assignments: assignments)
        try making.carryOut(changes, edits: edit, in: vault, context: context) {
            try vault.planMaking(new, random: &context.random)
        }
        return .done
    }
}
