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
    /// - Returns: What came of it; nil where nothing was changed.
    @discardableResult
    func carryOut(
        _ plan: ChangePlan, in vault: Vault, context: CommandContext, style: Style = .plain
    ) throws -> ChangeReceipt? {
        if dryRun {
            let diff = UnifiedDiff(plan: plan, style: style, isForTerminal: context.terminal.isOutput)
            context.standardOutput.write(diff.text)
            for note in plan.notes { context.note(note) }
            return nil
        }
        let receipt = try vault.carryOut(plan, context.origin(commits: noCommit ? false : nil))
        for note in plan.notes { context.note(note) }
        if let reason = receipt.reasonNotCommitted { context.noteNotCommitted(reason) }
        return plan.isEmpty ? nil : receipt
    }
}

extension ChangePlan {
    /// What was done, as a sentence: `Completed "Fix the roof".` for a commit that is to `Complete "Fix the roof"`.
    func statement(_ receipt: ChangeReceipt) -> String {
        let verb = String(subject.prefix { $0 != " " })
        let done = [
            "Complete": "Completed", "Edit": "Edited", "Give": "Gave", "Remove": "Removed", "Rename": "Renamed",
        ]
        return (done[verb] ?? verb) + subject.dropFirst(verb.count)
            + (receipt.isLeftUncommitted ? "; not committed." : ".")
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

    /// Says what is wrong with a file as it came back from an editor, each with its place.
    func noteDiagnostics(of path: String, in vault: Vault) {
        let diagnostics = vault.diagnosticsAfterEdit(of: path)
        if diagnostics.isEmpty { return }
        standardOutput.flush()
        for diagnostic in diagnostics {
            for line in DiagnosticText.lines(of: placed(diagnostic), width: terminal.errorWidth) {
                standardError.write(line + "\n")
            }
        }
        note("not all of it can be read as it was meant; 'mosaic edit \(path)' opens it again")
    }

    /// Says that a change is written, and why it is not committed.
    func noteNotCommitted(_ error: VaultError) {
        note("the change is written and not committed: \(error.reasonNotCommitted)\nCommit it with git when you can.")
    }
}
