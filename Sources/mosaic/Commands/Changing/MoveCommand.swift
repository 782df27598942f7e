import ArgumentParser
import VaultEngine

/// `mosaic move REF… FOLDER`: gives files another folder.
struct MoveCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Moves the files of entities to a folder, and keeps every link leading where it led.",
        discussion: """
            '.', './archive' and '..' lead from where you stand, as everywhere. Another name is that of a folder there, or else of \
            one from the top of the vault on, and '/' is the top itself; what is not there is made. Links by name, id or alias \
            mostly stay as they are; paths are rewritten, those within the moved files, too. The history goes on, and all of it is \
            one commit.

              mosaic move fix-the-roof archive/2026
              mosaic move fix-the-roof buy-tiles projects/roof --dry-run
            """)

    @Argument(
        help: ArgumentHelp("The entities, and the folder they go to.", valueName: "ref folder"),
        completion: Completion.referenceOrFolder)
    var words: [String]

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func validate() throws {
        guard words.count > 1 else {
            throw ValidationError("Say which folder it goes to: 'archive', or '/' for the top of the vault.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        try changes.carryOut(in: vault, context: context, report) {
            try vault.planMove(
                of: words.dropLast().map(vault.reference(typed:)), to: vault.folder(typed: words[words.count - 1]))
        }
        return .done
    }
}
