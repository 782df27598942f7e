import ArgumentParser
import VaultModel

@main
struct Mosaic: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mosaic", abstract: "Turns a folder of Markdown files into a queryable second brain.",
        subcommands: [ActivityCommand.self, InspectCommand.self])
}
