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
        _ made: MakingPlan, _ changes: ChangeOptions, edits: Bool, in vault: Vault, context: CommandContext
    ) throws {
        let style = colors.style(in: context)
        if changes.dryRun, !json {
            try changes.carryOut(made.plan, in: vault, context: context, style: style)
            return
        }
        var receipt = ChangeReceipt()
        if changes.dryRun {
            // What would be made, and no commit.
        } else if !edits {
            receipt = try vault.carryOut(made.plan, context.origin(commits: changes.noCommit ? false : nil))
        } else {
            _ = try vault.carryOut(made.plan, context.origin(commits: false))
            try Editor.edit("\(vault.root)/\(made.path)", line: made.cursorLine, in: context) { failure in
                failure.adding(
                    vault.takeBack(made.plan)
                        ? "Nothing was made." : "What is written stays, and is not committed: 'git status' shows it.")
            }
            receipt = try vault.commitEdited(made.plan, context.origin(commits: changes.noCommit ? false : nil))
        }
        for note in made.plan.notes { context.note(note) }
        if let reason = receipt.reasonNotCommitted { context.noteNotCommitted(reason) }
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
