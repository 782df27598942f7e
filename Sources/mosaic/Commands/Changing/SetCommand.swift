import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic set REF k=v …`, `mosaic set --where QUERY k=v …`: changes fields.
struct SetCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Changes fields of entities, and no other byte of their files.",
        discussion: """
            'k=v' sets, 'k+=v' adds to a list, 'k-=v' takes out of one, 'k=' removes the field. Commas part the items behind '+=' and \
            '-=', and behind '=' where the field is a list, by its kind or in the file; an item in double quotes can have some of its own. \
            'field.k' is the field 'k', as in a query. 'now' is today for a day, and the present for a time.

              mosaic set fix-the-roof status=in_progress due=friday
              mosaic set fix-the-roof tags+=winter depends_on-=buy-tiles --dry-run
              mosaic set fix-the-roof clear-the-gutter due=friday
              mosaic set --where 'tasks is:passed' due=friday
            """)

    @Argument(
        help: ArgumentHelp(
            "The entity, or several, unless there is --where, and what to change.", valueName: "ref k=v"),
        completion: Completion.referenceOrAssignment)
    var words: [String]

    @OptionGroup var choice: WhereOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func validate() throws {
        if choice.query == nil, !words.isEmpty, words.allSatisfy(FieldAssignment.isOne) {
            throw ValidationError("Name the entity before what to change: 'fix-the-roof \(words[0])'.")
        }
        guard words.dropFirst(choice.query == nil ? 1 : 0).contains(where: FieldAssignment.isOne) else {
            throw ValidationError("Say what to change: 'due=tomorrow'.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let (vault, request) = try choice.open(vault, in: context)
        if let request {
            let assignments = try AssignmentArguments.parse(words)
            try confirmation.carryOut(of: request, changes, in: vault, context: context, report) {
                try vault.planSetting(assignments, where: $0)
            }
            return .done
        }
        // Only a reference has no sign in it.
        let others = words.dropFirst().prefix { !FieldAssignment.isOne($0) }
        let assignments = try AssignmentArguments.parse(Array(words.dropFirst(1 + others.count)))
        let planned = try vault.planning {
            try vault.planSetting(assignments, of: ([words[0]] + others).map { vault.reference(typed: $0) })
        }
        try changes.carryOut(planned.plan, in: vault, context: context, report) {
            try vault.planSetting(assignments, of: planned.names).plan
        }
        return .done
    }
}
