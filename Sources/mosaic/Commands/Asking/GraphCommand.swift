import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic graph [REF]`: the relationship graph, or the part around one entity.
struct GraphCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Draws the graph of connections.",
        discussion: """
            Around an entity, or of the whole vault. 'dot' is for Graphviz, 'mermaid' for Markdown pages.

              mosaic graph garden --depth 2
              mosaic graph --where 'tasks project:kitchen-garden'
              mosaic graph --format dot | dot -Tsvg > vault.svg
            """)

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case text, dot, mermaid, json
    }

    @Argument(help: "The entity in the middle.", completion: Completion.reference)
    var reference: String?

    @Option(help: ArgumentHelp("How many steps away from it.", valueName: "n"))
    var depth = 1

    @Option(help: ArgumentHelp("text, dot, mermaid or json. (default: text)", valueName: "form"))
    var format: Form?

    @Flag(help: "The same as --format json.")
    var json = false

    @OptionGroup var choice: WhereOptions
    @OptionGroup var colors: ColorOptions
    @OptionGroup var vault: ReadingOptions

    func validate() throws {
        if choice.query != nil, reference != nil {
            throw ValidationError("--where does not go with an entity; give one of them")
        }
        if json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) do not go together; give one of them")
        }
        guard (0...64).contains(depth) else { throw ValidationError("--depth wants a number from 0 to 64") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let (vault, entities) = try choice.open(vault, in: context)
        let center = try reference.map { try vault.connectable(vault.reference(typed: $0)) }
        let connections =
            try entities.map { try vault.graph(where: vault.query(for: $0)) }
            ?? vault.graph(around: center, depth: depth)
        let drawing = GraphDrawing(connections: connections, center: center)
        switch format ?? (json ? .json : .text) {
        case .text where connections.isEmpty && center == nil:
            if context.terminal.isOutput { context.standardError.write("No connections.\n") }
        case .text:
            Pager.start(context)
            context.standardOutput.write(
                drawing.text(style: colors.style(in: context), width: context.terminal.outputWidth))
        case .dot: context.standardOutput.write(drawing.dot)
        case .mermaid: context.standardOutput.write(drawing.mermaid)
        case .json: drawing.writeJSON(to: context.standardOutput)
        }
        return .done
    }
}
