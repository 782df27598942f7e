import ArgumentParser
import VaultEngine

/// `mosaic rm REF`: removes an entity's file.
struct RemoveCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Removes an entity's file; its history stays.",
        discussion: """
            'git revert' brings it back. To set something aside without removing it, give it a status that says so: \
            'mosaic set REF status=archived'.

              mosaic rm an-old-note
            """)

    @Argument(help: "The entity; may be several.")
    var references: [String]

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: VaultOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        for plan in try references.map({ try vault.planRemoval(of: $0) }) {
            try changes.report(plan, in: vault, context: context, style: colors.style(in: context))
        }
        return .done
    }
}
