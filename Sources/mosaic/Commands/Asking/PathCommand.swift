import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic path A B`: how two entities are connected.
struct PathCommand: ListingCommand {
    static let configuration = CommandConfiguration(
        commandName: "path", abstract: "Shows the shortest chain of connections between two entities.",
        discussion: """
            Connections count in both directions. With -0, the files from the first to the last. Ends with exit code 1 where \
            there is no chain.

              mosaic path fix-the-roof garden
            """)

    @Argument(help: "The entity to start from.", completion: Completion.reference)
    var start: String

    @Argument(help: "The entity to get to.", completion: Completion.reference)
    var end: String

    @OptionGroup var vault: ReadingOptions
    @OptionGroup var output: OutputOptions

    static func fieldNames(in words: VaultWords, _ typed: TypedWord) -> [String] {
        ConnectionListing.steps.fields.map(\.name)
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let vault = try vault.open(in: context)
        let (first, last) = (
            try vault.entity(vault.reference(typed: start)), try vault.entity(vault.reference(typed: end))
        )
        guard let steps = try vault.path(from: first, to: last) else {
            throw CommandFailure(
                .found, "nothing connects '\(first.title)' and '\(last.title)'",
                remedy: "'mosaic graph' shows what each is connected to.")
        }
        if output.form == .paths {
            for path in Self.paths(of: steps, from: first.path) { context.standardOutput.write(path + "\0") }
            return .done
        }
        try ConnectionListing.steps.write(steps, options: output, context: context) { $0.member("total", steps.count) }
        return .done
    }

    /// The files that a chain goes through, both ends among them.
    private static func paths(of steps: [Connection], from start: String) -> [String] {
        steps.reduce(into: [start]) { paths, step in
            let ends = [step.source.path, step.target.path].compactMap { $0 }
            if let next = ends.first(where: { $0 != paths.last }) { paths.append(next) }
        }
    }
}
