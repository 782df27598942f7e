import ArgumentParser
import VaultEngine

/// `mosaic done REF`, `mosaic done --where QUERY`: completes something.
struct DoneCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Marks a task, or anything that has a status for it, as done.",
        discussion: """
            The status becomes the first of the kind's that means done; a task gets today as the day on which it was completed. \
            Where it has a recurrence, the next is made beside it, in the same commit. Of several tasks that go by one name, as what \
            comes back does, the message says which is open. Several that you name are one commit.

              mosaic done fix-the-roof
              mosaic done fix-the-roof clear-the-gutter
              mosaic done --where 'tasks project:quiet-study status:open'
            """)

    @OptionGroup var chosen: ChosenEntities

    func run(in context: CommandContext) throws -> ExitStatus {
        try chosen.change(
            in: context, named: { try $0.planCompletion(of: $1) }, found: { try $0.planCompletion(where: $1) })
        return .done
    }
}
