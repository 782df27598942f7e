import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic promote REF`: makes a task or a project of an idea.
struct PromoteCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Makes a task or a project of an idea.",
        discussion: """
            What is made is derived from the idea and takes over its priority, domain, project and tags; the idea becomes \
            actionable. Both are one commit.

              mosaic promote rain-barrel
              mosaic promote rain-barrel --to project
            """)

    @Argument(help: "The idea.", completion: Completion.ideas)
    var reference: String

    @Option(help: ArgumentHelp("task or project.", valueName: "kind"), completion: .list(KindRole.work.map(\.kind)))
    var to = KindRole.task.kind

    @Flag(name: [.customShort("e"), .long], help: "Open the new file in your editor before it is committed.")
    var edit = false

    @OptionGroup var changes: ChangeOptions
    @OptionGroup var report: ReportOptions
    @OptionGroup var vault: ChangedVault

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        try report.carryOut(changes, edits: edit, in: vault, context: context) {
            try vault.planPromotion(
                of: vault.reference(typed: reference), to: to, isForEditor: edit, random: &context.random)
        }
        return .done
    }
}
