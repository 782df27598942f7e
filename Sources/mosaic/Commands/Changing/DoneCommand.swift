import ArgumentParser
import VaultEngine

/// `mosaic done REF`, `mosaic done PATH:LINE`, `mosaic done --where QUERY`: completes something.
struct DoneCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Marks a task, or anything else with a status for it, or a box, as done.",
        discussion: """
            The status becomes the first of the kind's that means done; a task gets today as the day on which it was completed, \
            and a session the present time as its end. \
            Where it has a recurrence, the next is made beside it, in the same commit. Of what comes back a name means the one \
            that is open, once its day has come, unless one was completed today already. PATH:LINE, as 'mosaic checkboxes' lists \
            it, ticks the task box on that line: '[ ]' becomes '[x]', and no other byte of the file changes. Several that you name are one commit.

              mosaic done fix-the-roof
              mosaic done fix-the-roof clear-the-gutter
              mosaic done --where 'tasks project:quiet-study status:open'
              mosaic done projects/quiet-study.md:20 tasks/build-the-raised-beds.md:15
            """)

    @Argument(
        help: "The entity, or a box by its place, PATH:LINE; may be several.", completion: Completion.completable)
    var references: [String] = []

    @Flag(help: "Open the boxes at these places again.")
    var untick = false

    @OptionGroup var chosen: ChosenEntities

    func validate() throws {
        try chosen.choice.validate(against: references)
        guard !untick || chosen.choice.query == nil else {
            throw ValidationError("--untick opens boxes by their places, and does not go with --where")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        try chosen.change(
            references, in: context, name: { $0.completable(typed: $1) },
            named: { try untick ? $0.planReopening(of: $1) : $0.planCompletion(of: $1) },
            found: { try $0.planCompletion(where: $1) })
        return .done
    }
}
