import ArgumentParser
import VaultEngine
import VaultModel

/// Entities that a command changes: those that are named, each by itself, or those that a query finds, all at once.
struct ChosenEntities: ParsableArguments {
    @Argument(help: "The entity; may be several.", completion: Completion.reference)
    var references: [String] = []

    @OptionGroup var choice: WhereOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: ChangedVault

    func validate() throws { try choice.validate(against: references) }

    /// Carries out a change of each entity that is named, or of everything that the query finds.
    func change(
        in context: CommandContext, named: (Vault, [String]) throws -> [ChangePlan],
        found: (Vault, ResolvedQuery) throws -> BulkPlan
    ) throws {
        let vault = try choice.open(vault, in: context)
        let style = colors.style(in: context)
        if let query = try choice.resolved(in: vault) {
            try confirmation.carryOut(found(vault, query), changes, in: vault, context: context, style: style)
            return
        }
        for plan in try named(vault, references.map { vault.reference(typed: $0) }) {
            try changes.report(plan, in: vault, context: context, style: style)
        }
    }
}
