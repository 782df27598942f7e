import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic pick [KIND] [QUERY…]`: lets a person choose an entity, or several.
struct PickCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "pick", abstract: "Lets you choose an entity on the terminal, and writes its reference.",
        discussion: """
            With 'fzf' where it is installed, with a preview; else by number, or by words that narrow the choice. The dialog is on \
            the terminal and standard output has the reference alone, so that it goes into other commands. Ends with exit code 1 where \
            nothing is chosen.

              mosaic pick tasks status:open
              mosaic edit "$(mosaic pick)"
              mosaic done "$(mosaic pick tasks is:ready)"
              mosaic done $(mosaic pick --multi tasks is:ready)
              mosaic show --at 'last month' "$(mosaic pick --at 'last month')"
            """)

    @Argument(parsing: .allUnrecognized, help: QueryArguments.help, completion: Completion.query)
    var query: [String] = []

    @Flag(name: [.short, .long], help: "Choose several, in 'fzf' with the tab key; each reference is a line.")
    var multi = false

    @Flag(help: "Also what was dropped, and the kinds.")
    var all = false

    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: ReadingOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let at = vault.at
        var (vault, request) = try vault.open(asking: query, in: context)
        request.includesHidden = all
        let entities = try vault.list(vault.query(for: request))
        guard !entities.isEmpty else {
            context.note("nothing matches")
            return .negative
        }
        let places = try choose(entities, root: vault.root, at: at, context)
        for place in places {
            context.standardOutput.write(line: Self.reference(to: entities[place], among: entities))
        }
        return places.isEmpty ? .negative : .done
    }

    private func choose(
        _ entities: [EntitySummary], root: String, at moment: String?, _ context: CommandContext
    ) throws -> [Int] {
        guard context.terminal.isError else {
            throw CommandFailure(
                .usage, "could not ask which one: there is no terminal",
                remedy: "'mosaic list --format {id}' writes them all.")
        }
        let lines = entities.map(Self.line)
        if let finder = FuzzyFinder(environment: context.environment) {
            let moment = moment.map { ["--at=\($0)"] } ?? []
            // The dialog is not on standard output.
            let isColored = Style(
                choice: colors.color, isTerminal: context.terminal.isError, environment: context.environment
            ).isEnabled
            let color: Style.Choice = isColored ? .always : .never
            let show =
                [executablePath(), "show", "-C", root, "--stale", "--color", color.rawValue] + moment + ["--"]
            let named = zip(entities, lines).map { (name: TerminalText.escaped($0.path), text: $1) }
            return try finder.choose(
                from: named, preview: show.map(ShellWord.quoted).joined(separator: " "), takesSeveral: multi,
                isColored: isColored)
        }
        guard context.terminal.isInput else {
            throw CommandFailure(
                .usage, "could not ask which one: standard input is no terminal",
                remedy: "Install 'fzf', or type the answer yourself.")
        }
        return PlainChooser(context: context, lines: lines, takesSeveral: multi).choose()
    }

    /// The id, unless another bears it as well.
    private static func reference(to entity: EntitySummary, among entities: [EntitySummary]) -> String {
        entities.count { $0.id == entity.id } == 1 ? entity.id : entity.path
    }

    private static func line(_ entity: EntitySummary) -> String {
        let facts = [entity.shortID, entity.title, entity.type, entity.status, entity.path]
        return facts.compactMap { $0.map { TerminalText.escaped($0) } }.joined(separator: "  ")
    }
}
