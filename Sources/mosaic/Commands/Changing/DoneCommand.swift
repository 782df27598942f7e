import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic done REF`, `mosaic done --where QUERY`: completes something.
struct DoneCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Marks a task, or anything that has a status for it, as done.",
        discussion: """
            The status becomes the first of the kind's that means done; a task gets today as the day on which it was completed. \
            Where it has a recurrence, the next is made beside it, in the same commit.

              mosaic done fix-the-roof
              mosaic done --where 'tasks project:quiet-study status:open'
            """)

    @Argument(help: "The entity; may be several.")
    var references: [String] = []

    @OptionGroup var choice: WhereOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: VaultOptions

    func validate() throws { try choice.validate(against: references) }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try choice.open(vault, in: context)
        if let query = try choice.resolved(in: vault) {
            try confirmation.carryOut(
                vault.planCompletion(where: query), changes, in: vault, context: context,
                style: colors.style(in: context))
            return .done
        }
        for plan in try references.uniqued().map({ try vault.planCompletion(of: $0) }) {
            try changes.report(plan, in: vault, context: context, style: colors.style(in: context))
        }
        return .done
    }
}
