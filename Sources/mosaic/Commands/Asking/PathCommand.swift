import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic path A B`: how two entities are connected.
struct PathCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "path", abstract: "Shows the shortest chain of connections between two entities.",
        discussion: """
            Connections count in both directions; each step has a mark for its own. With -0, the files from the first to the last. \
            Ends with exit code 1 where there is no chain.

              mosaic path fix-the-roof garden
            """)

    @Argument(help: "The entity to start from.", completion: Completion.reference)
    var start: String

    @Argument(help: "The entity to get to.", completion: Completion.reference)
    var end: String

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        ConnectionListing().steps.names
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let (first, last) = (
            try vault.connectable(vault.reference(typed: start)), try vault.connectable(vault.reference(typed: end))
        )
        guard let chain = try vault.path(from: first, to: last) else {
            throw CommandFailure(
                .negative, "nothing connects '\(first.title)' and '\(last.title)'",
                remedy: "'mosaic graph' shows what each is connected to.")
        }
        let steps = ConnectionStep.steps(of: chain, from: first.path)
        if output.form == .paths {
            for path in [first.path] + steps.compactMap(\.far.path) {
                context.standardOutput.write(context.place(of: path) + "\0")
            }
            return .done
        }
        try ConnectionListing(place: context.place).steps.write(steps, options: output, context: context) {
            $0.member("total", steps.count)
        }
        return .done
    }
}
