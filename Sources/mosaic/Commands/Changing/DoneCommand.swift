import ArgumentParser
import VaultEngine

/// `mosaic done REF`: completes something.
struct DoneCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Marks a task, or anything that has a status for it, as done.",
        discussion: """
            The status becomes the first of the kind's that means done; a task gets today as the day on which it was completed.

              mosaic done fix-the-roof
            """)

    @Argument(help: "The entity; may be several.")
    var references: [String]

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: VaultOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        for plan in try references.map({ try vault.planCompletion(of: $0) }) {
            try changes.report(plan, in: vault, context: context, style: colors.style(in: context))
        }
        return .done
    }
}
