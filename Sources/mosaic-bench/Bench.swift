import ArgumentParser

/// Makes synthetic vaults to measure Mosaic on. `scripts/bench` drives it.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mosaic-bench", abstract: "Makes synthetic vaults, to measure Mosaic on.",
        subcommands: [GenerateCommand.self])
}
