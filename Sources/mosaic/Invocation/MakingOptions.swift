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
        let planned = try plan()
        if changes.dryRun {
            if !json { return context.show(planned.plan, style: colors.style(in: context)) }
            return write(planned, ChangeReceipt(), context)
        }
        func edit(_ made: MakingPlan) throws {
            try Editor.edit("\(vault.root)/\(made.path)", line: made.cursorLine, in: context) { failure in
                guard vault.takeBack(made.plan) else {
                    return failure.adding("What is written stays, and is not committed: 'git status' shows it.")
                }
                return failure.status == .interrupted ? failure : failure.adding("Nothing was made.")
            }
        }
        let done = try vault.make(planned, changes.origin(context), edited: edits ? edit : nil, orAnew: plan)
        write(done.plan, done.receipt, context)
        if edits { context.noteDiagnostics(of: done.plan.path, in: vault) }
    }

    /// Says what was made, or would be, and why it is not committed where it should have been.
    private func write(_ made: MakingPlan, _ receipt: ChangeReceipt, _ context: CommandContext) {
        let style = colors.style(in: context)
        if json {
            context.tell(receipt)
            context.standardOutput.writeData { writer in
                writer.object { writer in
                    writer.member("id", made.id)
                    writer.member("title", made.title)
                    writer.member("path", made.path)
                    writer.member("commit", receipt.commit)
                    writer.member("notes", made.plan.notes.map(\.text))
                }
            }
        } else {
            context.tell(made.plan, receipt)
            context.standardOutput.write(
                style(.identifier, made.id) + "  " + TerminalText.escaped(made.title) + "  "
                    + style(.faint, TerminalText.escaped(made.path)) + "\n")
        }
    }
}

/// Assignments of fields, `k=v`, as they stand on a command line.
enum AssignmentArguments {
    static func parse(_ texts: [String]) throws -> [FieldAssignment] {
        try texts.enumerated().map { place, text in
            guard let assignment = FieldAssignment(text) else {
                throw CommandFailure(
                    .usage, "could not read '\(text)' as a change of a field",
                    remedy: wholeValue(at: place, of: texts).map {
                        "Put a value of several words in quotes: '\($0)'."
                    }
                        ?? "Write 'due=tomorrow' to set, 'tags+=winter' or 'tags-=winter' for one item of a list, 'due=' to remove."
                )
            }
            return assignment
        }
    }

    /// The assignment that a word without a sign belongs to, where it stands behind one, with all of its words: `due=next friday`.
    private static func wholeValue(at place: Int, of texts: [String]) -> String? {
        guard place > 0, FieldAssignment(texts[place - 1])?.value.isEmpty == false else { return nil }
        return ([texts[place - 1]] + texts[place...].prefix { !$0.contains("=") }).joined(separator: " ")
    }
}
