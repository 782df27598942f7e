import VaultEngine
import VaultModel

/// What a command says of an entity that it made.
extension ReportOptions {
    /// Makes what is planned, lets the person edit it first where they want to, and says what was made; or what would be.
    func carryOut(
        _ changes: ChangeOptions, edits: Bool, in vault: Vault, context: CommandContext,
        _ plan: () throws -> MakingPlan
    ) throws {
        let planned = try vault.planning(plan)
        if changes.dryRun {
            if !json { return context.show(planned.plan, style: colors.style(in: context)) }
            return try writeObject(
                planned.plan, made: planned, ChangeReceipt(), operation: nil, in: vault, context)
        }
        func edit(_ made: MakingPlan) throws {
            try Editor.edit("\(vault.root)/\(made.path)", line: made.cursorLine, in: context) { failure in
                guard vault.takeBack(made.plan) else {
                    return failure.adding("What is written stays, and is not committed: 'git status' shows it.")
                }
                return failure.status == .interrupted ? failure : failure.adding("Nothing was made.")
            }
        }
        let origin = changes.origin(context)
        let done = try vault.make(planned, origin, edited: edits ? edit : nil, orAnew: plan)
        try write(done.plan, done.receipt, origin, in: vault, context)
        if edits { context.noteDiagnostics(of: done.plan.path, in: vault) }
    }

    /// Says what was made, and why it is not committed where it should have been.
    private func write(
        _ made: MakingPlan, _ receipt: ChangeReceipt, _ origin: ChangeOrigin, in vault: Vault, _ context: CommandContext
    ) throws {
        if json {
            context.tell(receipt)
            return try writeObject(
                made.plan, made: made, receipt, operation: origin.operationID, in: vault, context)
        }
        let style = colors.style(in: context)
        context.tell(made.plan, receipt)
        context.standardOutput.write(
            style(.identifier, made.id) + "  " + TerminalText.escaped(made.title) + "  "
                + style(.faint, TerminalText.escaped(made.path)) + "\n")
    }
}
