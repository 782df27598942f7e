import ArgumentParser
import VaultEngine

/// `mosaic undo [COMMIT]`: takes back what a command did.
struct UndoCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Takes back your last change, or the one that you name.",
        discussion: """
            Files become again what they were before the change, and what was changed in them since stays. That is a commit of its \
            own, so that nothing is lost: undone once more, the change is back. Each 'undo' without a name goes one change further \
            back. What you did in an editor, and any commit of one parent, is undone by its name.

              mosaic undo
              mosaic undo --dry-run
              mosaic undo HEAD
            """)

    @Argument(
        help: ArgumentHelp(
            "A commit, or the id of an operation; your last change made by a command without one.",
            valueName: "commit"))
    var name: String?

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let commit = try vault.commitToUndo(name, agentID: context.agentID)
        try changes.carryOut(in: vault, context: context, report) {
            try vault.planUndo(of: commit, isLast: name == nil)
        }
        return .done
    }
}
