import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic edit REF`: opens an entity in the person's editor.
struct EditCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Opens an entity in your editor, and commits what you changed.",
        discussion: """
            $VISUAL or $EDITOR says which editor. Nothing is locked meanwhile: every other way to change the file works as well. \
            Where you give the entity a status that means done, the day of completion and the next of what comes back are written \
            as by 'mosaic done', in the same commit. What cannot be read as it was meant is told, and committed all the same.

              mosaic edit fix-the-roof
            """)

    @Argument(help: "The entity.", completion: Completion.reference)
    var reference: String

    @Flag(help: "Leave the commit to you.")
    var noCommit = false

    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let entity = try vault.changeable(vault.reference(typed: reference))
        try Self.edit(entity, in: vault, commits: noCommit ? false : nil, context: context)
        return .done
    }

    /// Opens an entity in the person's editor, and commits what they changed; `commits` is nil for what the settings say.
    static func edit(_ entity: EntityHandle, in vault: Vault, commits: Bool?, context: CommandContext) throws {
        let file = try vault.editedFile(of: entity)
        try Editor.edit("\(vault.root)/\(entity.path)", in: context) { failure in
            let isAsBefore = (try? vault.bytes(at: entity.path)) == file.bytes
            return isAsBefore ? failure : failure.adding("What you changed stays, and is not committed.")
        }
        guard let plan = try vault.planOfEdit(of: file) else {
            context.standardOutput.write("Nothing changed.\n")
            return
        }
        let receipt = try vault.carryOutEdited(plan, context.origin(commits: commits))
        context.tell(plan, receipt)
        context.standardOutput.write(TerminalText.escaped(plan.statement(receipt)) + "\n")
        context.noteDiagnostics(of: entity.path, in: vault)
    }
}
