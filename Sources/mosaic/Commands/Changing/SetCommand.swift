import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic set REF k=v …`, `mosaic set --where QUERY k=v …`: changes fields.
struct SetCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Changes fields of an entity, and no other byte of its file.",
        discussion: """
            'k=v' sets, 'k+=v' adds to a list, 'k-=v' takes out of one, 'k=' removes the field. Several items of a list are parted by \
            commas.

              mosaic set fix-the-roof status=in_progress due=friday
              mosaic set fix-the-roof tags+=winter depends_on-=buy-tiles --dry-run
              mosaic set --where 'tasks is:passed' due=friday
            """)

    @Argument(
        help: ArgumentHelp("The entity, unless there is --where, and what to change.", valueName: "ref k=v"),
        completion: Completion.referenceOrAssignment)
    var words: [String]

    @OptionGroup var choice: WhereOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: ChangedVault

    func validate() throws {
        guard words.count > (choice.query == nil ? 1 : 0) else {
            throw ValidationError("Say what to change: 'due=tomorrow'.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try choice.open(vault, in: context)
        if let query = try choice.resolved(in: vault) {
            try confirmation.carryOut(
                vault.planSetting(AssignmentArguments.parse(words), where: query), changes, in: vault,
                context: context, style: colors.style(in: context))
            return .done
        }
        let assignments = try AssignmentArguments.parse(Array(words.dropFirst()))
        // Another may change the file meanwhile: what is asked for can be done to what it is now as well.
        for attempt in 1... {
            let plan = try vault.planSetting(assignments, of: vault.reference(typed: words[0]))
            do {
                try changes.report(plan, in: vault, context: context, style: colors.style(in: context))
                break
            } catch VaultError.conflict where attempt < Self.mostAttempts {
                continue
            }
        }
        return .done
    }

    private static let mostAttempts = 20
}

extension ChangeOptions {
    /// Carries out a plan and says in a line what was done.
    func report(_ plan: ChangePlan, in vault: Vault, context: CommandContext, style: Style) throws {
        let receipt = try carryOut(plan, in: vault, context: context, style: style)
        if dryRun { return }
        if let receipt {
            context.standardOutput.write(TerminalText.escaped(plan.statement(receipt)) + "\n")
        } else if plan.notes.isEmpty {
            context.standardOutput.write("Nothing to change.\n")
        }
    }
}
