import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic rm REF`, `mosaic rm --where QUERY`: removes an entity's file.
struct RemoveCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Removes an entity's file; its history stays.",
        discussion: """
            'git revert' brings it back. To set something aside without removing it, give it a status that says so: \
            'mosaic set REF status=archived'.

              mosaic rm an-old-note
              mosaic rm --where 'status:discarded updated>1y'
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
                vault.planRemoval(where: query), changes, in: vault, context: context,
                style: colors.style(in: context))
            return .done
        }
        for plan in try references.uniqued().map({ try vault.planRemoval(of: $0) }) {
            try changes.report(plan, in: vault, context: context, style: colors.style(in: context))
        }
        return .done
    }
}
