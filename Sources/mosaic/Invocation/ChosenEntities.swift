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

    /// Carries out a change of each entity that is named, or of everything that the query finds. Nothing is changed before all
    /// that are named are planned.
    func change(
        in context: CommandContext, named: (Vault, [String]) throws -> [NamedPlan],
        found: (Vault, ResolvedQuery) throws -> BulkPlan
    ) throws {
        let (vault, request) = try choice.open(vault, in: context)
        let style = colors.style(in: context)
        if let request {
            try confirmation.carryOut(of: request, changes, in: vault, context: context, style: style) {
                try found(vault, $0)
            }
            return
        }
        for planned in try named(vault, references.map { vault.reference(typed: $0) }) {
            try changes.report(planned.plan, in: vault, context: context, style: style) {
                try named(vault, [planned.reference]).first?.plan
            }
        }
    }
}
