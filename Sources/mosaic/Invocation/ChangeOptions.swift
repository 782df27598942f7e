import ArgumentParser
import VaultEngine
import VaultModel

/// How a command changes files.
struct ChangeOptions: ParsableArguments {
    @Flag(name: [.customShort("n"), .long], help: "Show what would change, and change nothing.")
    var dryRun = false

    @Flag(help: "Leave the commit to you.")
    var noCommit = false

    /// Who makes the changes, and whether they are committed.
    func origin(_ context: CommandContext) -> ChangeOrigin { context.origin(commits: noCommit ? false : nil) }

    /// Shows what would change, or carries it out and says what was done. Where somebody else is faster, it is planned anew; what was
    /// shown is not carried out at all.
    func carryOut(
        in vault: Vault, context: CommandContext, _ report: ReportOptions, _ plan: () throws -> ChangePlan
    ) throws {
        try carryOut(vault.planning(plan), in: vault, context: context, report, orAnew: plan)
    }

    /// The same of what is planned already.
    func carryOut(
        _ plan: ChangePlan, in vault: Vault, context: CommandContext, _ report: ReportOptions,
        orAnew again: () throws -> ChangePlan?
    ) throws {
        if dryRun { return try report.show(plan, in: vault, context: context) }
        let origin = origin(context)
        let done = try vault.carryOut(plan, origin, orAnew: again)
        try report.write(done.plan, done.receipt, origin, in: vault, context: context)
    }
}

extension ChangePlan {
    /// What was done, as a sentence: `Completed "Fix the roof".` for a commit that is to `Complete "Fix the roof"`.
    func statement(_ receipt: ChangeReceipt) -> String {
        "\(verb.done) \(object)" + (receipt.isLeftUncommitted ? "; not committed." : ".")
    }
}

extension ChangePlan.Verb {
    /// What it is once it is done.
    fileprivate var done: String {
        switch self {
        case .add: "Added"
        case .append: "Appended to"
        case .archive: "Archived"
        case .begin: "Began"
        case .capture: "Captured"
        case .complete: "Completed"
        case .discard: "Discarded"
        case .edit: "Edited"
        case .give: "Gave"
        case .keep: "Kept"
        case .mend: "Mended"
        case .move: "Moved"
        case .promote: "Promoted"
        case .redo: "Did again:"
        case .remove: "Removed"
        case .rename: "Renamed"
        case .set: "Set"
        case .tick: "Ticked"
        case .undo: "Undid:"
        case .untick: "Unticked"
        }
    }
}

extension CommandContext {
    /// Shows what would change, and what a person should know of it.
    func show(_ plan: ChangePlan, style: Style) {
        standardOutput.write(UnifiedDiff(plan: plan, style: style, isForTerminal: terminal.isOutput).text)
        for note in plan.notes { self.note(note.text) }
        writeNothing(of: plan)
    }

    /// Says that there is nothing to change, unless the notes have said why.
    private func writeNothing(of plan: ChangePlan) {
        if plan.isEmpty, plan.notes.isEmpty { standardOutput.write("Nothing to change.\n") }
    }

    /// Says what a person should know of a change that was made, and why it is not committed.
    func tell(_ plan: ChangePlan, _ receipt: ChangeReceipt) {
        for note in plan.notes { self.note(note.text) }
        tell(receipt)
    }

    /// Says why a change is not committed, or that its commit is one that is easily lost.
    func tell(_ receipt: ChangeReceipt) {
        if let reason = receipt.reasonNotCommitted { noteNotCommitted(reason) }
        for path in receipt.kindsLeftOut {
            let place = place(of: path)
            note(
                "\(place) is in no commit yet, so that the history takes this for a note: "
                    + "'git add \(place) && git commit --amend --no-edit \(place)' adds it to this one")
        }
        if receipt.isOnNoBranch {
            note("the commit is on no branch, since HEAD is detached: 'git switch -c NAME' keeps it on one")
        }
    }

    /// Says in a line what was done, and of fields that were set from what to what; nothing where the notes have said
    /// why nothing was to be done.
    func writeStatement(_ plan: ChangePlan, _ receipt: ChangeReceipt) {
        if plan.isEmpty { return writeNothing(of: plan) }
        standardOutput.write(TerminalText.escaped(plan.statement(receipt)) + "\n")
        // A word for a day is easily taken for another.
        for change in plan.verb == .set ? plan.fieldChanges : [] {
            standardOutput.write("  " + TerminalText.escaped(ActivityListing.text(of: change)) + "\n")
        }
    }

    /// Who changes something through the command line. `MOSAIC_AGENT` and `MOSAIC_SESSION` name an agent at work.
    ///
    /// Each is an operation of its own.
    func origin(commits: Bool?) -> ChangeOrigin {
        ChangeOrigin(
            via: "cli", agentID: agentID, sessionID: named("MOSAIC_SESSION"),
            operationID: Identifier.random(using: &random), commits: commits)
    }

    /// The agent at work, as `MOSAIC_AGENT` names it.
    var agentID: String? { named("MOSAIC_AGENT") }

    private func named(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }

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
        lacksCommit = true
        note("the change is written and not committed: \(error.reasonNotCommitted)\nCommit it with git when you can.")
    }
}
