import ArgumentParser
import VaultEngine
import VaultModel

/// How a command changes files.
struct ChangeOptions: ParsableArguments {
    @Flag(name: [.customShort("n"), .long], help: "Show what would change, and change nothing.")
    var dryRun = false

    @Flag(help: "Leave the commit to you.")
    var noCommit = false

    /// Carries out a plan, or shows it; says what a person should know, and what could not be committed.
    ///
    /// - Returns: True where the change is made.
    @discardableResult
    func carryOut(_ plan: ChangePlan, in vault: Vault, context: CommandContext, style: Style = .plain) throws -> Bool {
        if dryRun {
            let diff = UnifiedDiff(plan: plan, style: style, isForTerminal: context.terminal.isOutput)
            context.standardOutput.write(diff.text)
            for note in plan.notes { context.note(note) }
            return false
        }
        let receipt = try vault.carryOut(plan, context.origin(commits: noCommit ? false : nil))
        for note in plan.notes { context.note(note) }
        if let reason = receipt.reasonNotCommitted { context.noteNotCommitted(reason) }
        return !plan.isEmpty
    }
}

extension CommandContext {
    /// Who changes something through the command line. `MOSAIC_AGENT` and `MOSAIC_SESSION` name an agent at work.
    func origin(commits: Bool?) -> ChangeOrigin {
        func named(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
        return ChangeOrigin(
            via: "cli", agentID: named("MOSAIC_AGENT"), sessionID: named("MOSAIC_SESSION"),
            operationID: Identifier.random(using: &random), commits: commits)
    }

    /// Says that a change is written, and why it is not committed.
    func noteNotCommitted(_ reason: String) {
        note("the change is written and not committed: \(reason)\nCommit it with git when you can.")
    }
}
