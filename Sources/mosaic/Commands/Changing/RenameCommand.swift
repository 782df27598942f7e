import ArgumentParser
import VaultEngine

/// `mosaic rename REF TITLE`: gives an entity another title.
struct RenameCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Gives an entity another title, its file the name to go with it, and rewrites the links.",
        discussion: """
            Links by id or alias stay as they are. The file is called in the style that it has: 'my_note.md' becomes 'new_title.md', and \
            'My note.md' 'New title.md'. All of it is one commit.

              mosaic rename fix-the-roof "Mend the roof"
              mosaic rename fix-the-roof "Mend the roof" --dry-run
            """)

    @Argument(help: "The entity.", completion: Completion.reference)
    var reference: String

    @Argument(help: "The new title; several words need no quotes.")
    var title: [String]

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let entity = try vault.changeable(vault.reference(typed: reference))
        let title = try TitleArguments.title(title, fields: vault.fieldWords(title, ofKind: entity.type)) {
            title, changes in
            let name = ShellWord.written(reference)
            return "mosaic set \(name) \(changes.joined(separator: " ")) && mosaic rename \(name) \(title)"
        }
        try changes.carryOut(in: vault, context: context, report) {
            try vault.planRenaming(vault.reference(typed: reference), to: title)
        }
        return .done
    }
}
