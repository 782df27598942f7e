import ArgumentParser
import VaultEngine

/// `mosaic edit REF`: opens an entity in the person's editor.
struct EditCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Opens an entity in your editor, and commits what you changed.",
        discussion: """
            $VISUAL or $EDITOR says which editor. Nothing is locked meanwhile: every other way to change the file works as well.

              mosaic edit fix-the-roof
            """)

    @Argument(help: "The entity.", completion: Completion.reference)
    var reference: String

    @Flag(help: "Leave the commit to you.")
    var noCommit = false

    @OptionGroup var vault: VaultOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let entity = try vault.entity(reference)
        let before = try vault.bytes(at: entity.path)
        try Editor.edit("\(vault.root)/\(entity.path)", line: nil, in: context)
        guard let after = try? vault.bytes(at: entity.path), after != before else {
            context.standardOutput.write("Nothing changed.\n")
            return .done
        }
        let plan = ChangePlan(
            files: [.replace(path: entity.path, old: before, new: after)], subject: "Edit \"\(entity.title)\"")
        let receipt = vault.commitEdited(plan, context.origin(commits: noCommit ? false : nil))
        if let reason = receipt.reasonNotCommitted { context.noteNotCommitted(reason) }
        context.standardOutput.write(TerminalText.escaped(plan.subject) + ".\n")
        return .done
    }
}
