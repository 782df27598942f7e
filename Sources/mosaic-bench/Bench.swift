import ArgumentParser

/// Makes synthetic vaults, and measures Mosaic on them. `scripts/bench` drives it.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mosaic-bench", abstract: "Makes synthetic vaults, and measures Mosaic on them.",
        subcommands: [
            GenerateCommand.self, MeasureCommand.self, InsertTextCommand.self, InsertRowsCommand.self,
            SelectRowsCommand.self, WalkHistoryCommand.self, ExportTasksCommand.self,
        ])
}
