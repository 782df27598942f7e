import ArgumentParser
import VaultEngine
import VaultModel

/// How a command changes entities all at once: those that are named, or those that a query finds.
struct ChosenEntities: ParsableArguments {
    @OptionGroup var choice: WhereOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    /// Carries out a change of all that the words name, or of everything that the query finds: one operation, and one commit.
    /// `name` says what a person means by a word.
    func change<Name>(
        _ words: [String], in context: CommandContext, name: (Vault, String) -> Name,
        named: (Vault, [Name]) throws -> NamedPlan<Name>,
        found: (Vault, ResolvedQuery) throws -> BulkPlan
    ) throws {
        let (vault, request) = try choice.open(vault, in: context)
        if let request {
            try confirmation.carryOut(of: request, changes, in: vault, context: context, report) {
                try found(vault, $0)
            }
            return
        }
        let planned = try vault.planning { try named(vault, words.map { name(vault, $0) }) }
        try changes.carryOut(planned.plan, in: vault, context: context, report) {
            try named(vault, planned.names).plan
        }
    }
}
