import ArgumentParser
import VaultEngine

/// Writes what `task import` reads, as `measure` hands it to taskwarrior.
struct ExportTasksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-tasks", abstract: "Writes the tasks of a vault as taskwarrior imports them.",
        shouldDisplay: false)

    @Argument(help: "The vault, whose index is current.", completion: .directory)
    var vault: String

    func run() throws {
        let open = try Vault(discovering: vault, surroundings: .ofBench)
        let output = ByteSink(descriptor: 1)
        try output.write(TaskwarriorExport.json(of: try open.entities(of: "task")))
        try output.flush()
    }
}
