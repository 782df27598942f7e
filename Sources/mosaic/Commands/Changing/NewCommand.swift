import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic new KIND TITLE`: makes an entity.
struct NewCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Makes an entity: a file in the folder of its kind, named after its title.",
        discussion: """
            Values are read as their fields ask: lists are parted by commas, days can be said in words ('tomorrow', 'next friday', \
            '+2w', 'in 3 days', '30 mar'), times behind them ('friday 9:30', 'tomorrow noon'), a recurrence too ('weekly', 'every 2 \
            weeks'), an end by its start ('end=+1h'), and a reference must name one entity.

              mosaic new task "Fix the roof" --set due=friday --set domain=home
              mosaic new event "Lunch with Ben" --set start='friday noon' --set end=+1h
              mosaic new note "Paint for the study" --edit
              mosaic new note "Paint for the study" --text "Two coats of white."
              git log --oneline -5 | mosaic new note "What is new" --text -
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

    @Option(
        help: ArgumentHelp(
            "The text below the heading, in place of the kind's template; '-' reads standard input.", valueName: "text")
    )
    var text: String?

    @Flag(name: [.customShort("e"), .long], help: "Open the file in your editor before it is committed.")
    var edit = false

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.openToMake(in: context)
        let assignments = try AssignmentArguments.parse(set)
        let title = try TitleArguments.title(title, fields: vault.fieldWords(title, ofKind: kind)) { title, changes in
            "mosaic new \(ShellWord.written(kind)) \(title) " + changes.map { "--set \($0)" }.joined(separator: " ")
        }
        // Standard input is read where the person says so, and never otherwise: in a loop over lines it has those to come.
        let body = text == "-" ? try context.textOfInput() : text
        let new = NewEntity(kind: kind, title: title, assignments: assignments, body: body, isForEditor: edit)
        try report.carryOut(changes, edits: edit, in: vault, context: context) {
            try vault.planMaking(new, random: &context.random)
        }
        return .done
    }
}
