import ArgumentParser
import VaultEngine
import VaultModel

/// What a command says of an entity that it made.
struct MakingOptions: ParsableArguments {
    @Flag(help: "Write one JSON object of what was made.")
    var json = false

    @OptionGroup var colors: ColorOptions

    /// Makes what is planned, lets the person edit it first where they want to, and says what was made; or what would be.
    func carryOut(
        _ changes: ChangeOptions, edits: Bool, in vault: Vault, context: CommandContext,
        _ plan: () throws -> MakingPlan
    ) throws {
        let style = colors.style(in: context)
        var made = try plan()
        var receipt = ChangeReceipt()
        if changes.dryRun {
            if !json { return changes.show(made.plan, context: context, style: style) }
        } else {
            var origin = changes.origin(context)
            if edits { origin.commits = false }
            let done = try vault.make(made, origin, orAnew: plan)
            (made, receipt) = (done.plan, done.receipt)
            if edits { receipt = try edit(made, changes, in: vault, context: context) }
        }
        context.tell(made.plan, receipt)
        if json {
            context.standardOutput.writeData { writer in
                writer.object { writer in
                    writer.member("id", made.id)
                    writer.member("title", made.title)
                    writer.member("path", made.path)
                    writer.member("commit", receipt.commit)
                }
            }
        } else {
            context.standardOutput.write(
                style(.identifier, made.id) + "  " + TerminalText.escaped(made.title) + "  "
                    + style(.faint, TerminalText.escaped(made.path)) + "\n")
        }
        if edits, !changes.dryRun { context.noteDiagnostics(of: made.path, in: vault) }
    }

    /// Opens in an editor what is made and not committed, and commits it.
    private func edit(
        _ made: MakingPlan, _ changes: ChangeOptions, in vault: Vault, context: CommandContext
    ) throws -> ChangeReceipt {
        try Editor.edit("\(vault.root)/\(made.path)", line: made.cursorLine, in: context) { failure in
            failure.adding(
                vault.takeBack(made.plan)
                    ? "Nothing was made." : "What is written stays, and is not committed: 'git status' shows it.")
        }
        return try vault.commitEdited(made.plan, changes.origin(context))
    }
}

/// Assignments of fields, `k=v`, as they stand on a command line.
enum AssignmentArguments {
    static func parse(_ texts: [String]) throws -> [FieldAssignment] {
        try texts.map { text in
            guard let assignment = FieldAssignment(text) else {
                throw CommandFailure(
                    .usage, "could not read '\(text)' as a change of a field",
                    remedy:
                        "Write 'due=tomorrow' to set, 'tags+=winter' or 'tags-=winter' for one item of a list, 'due=' to remove."
                )
            }
            return assignment
        }
    }
}
