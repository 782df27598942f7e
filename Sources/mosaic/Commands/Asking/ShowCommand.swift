import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic show REF`: one entity and all that surrounds it.
struct ShowCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows an entity: its fields, text, relations, backlinks and recent activity.",
        discussion: """
            An entity is named by its id, its path, its file's name, its title, an alias or the beginning of its id, in this order; \
            each can stand behind its kind, as in 'task/fix-the-roof'. A path is one in the vault, or one from where you are.

              mosaic show fix-the-roof
              mosaic show 7k3m --json
            """)

    @Argument(help: "The entity.", completion: Completion.reference)
    var reference: String

    @Flag(help: "Leave the text out.")
    var brief = false

    @Flag(help: "Write one JSON object, {\"data\": …}.")
    var json = false

    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: ReadingOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let detail = try vault.detail(of: vault.reference(typed: reference))
        if json {
            context.standardOutput.writeData { $0.value(detail, showsBody: !brief) }
            return .done
        }
        Pager.start(context)
        let view = EntityView(
            detail: detail, schema: try vault.schema(),
            localTime: { vault.shownTime($0, of: detail.summary) }, showsBody: !brief,
            activities: ActivityListing(users: try vault.userTitles(), dates: context.dates),
            dates: context.dates(in: vault),
            style: colors.style(in: context), width: context.terminal.outputWidth)
        context.standardOutput.write(view.text)
        return .done
    }
}
