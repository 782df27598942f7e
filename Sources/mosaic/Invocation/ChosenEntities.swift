import ArgumentParser
import VaultEngine
import VaultModel

/// Entities that a command changes all at once: those that are named, or those that a query finds.
struct ChosenEntities: ParsableArguments {
    @Argument(help: "The entity; may be several.", completion: Completion.changed)
    var references: [String] = []

    @OptionGroup var choice: WhereOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func validate() throws { try choice.validate(against: references) }

    /// Carries out a change of all that are named, or of everything that the query finds: one operation, and one commit.
    func change(
        in context: CommandContext, named: (Vault, [String]) throws -> NamedPlan,
        found: (Vault, ResolvedQuery) throws -> BulkPlan
    ) throws {
        let (vault, request) = try choice.open(vault, in: context)
        if let request {
            try confirmation.carryOut(of: request, changes, in: vault, context: context, report) {
                try found(vault, $0)
            }
            return
        }
        let planned = try named(vault, references.map { vault.reference(typed: $0) })
        try changes.carryOut(planned.plan, in: vault, context: context, report) {
            try named(vault, planned.references).plan
        }
    }
}
