import ArgumentParser
import VaultEngine
import VaultModel

/// `mosaic init [DIR]`: makes a vault.
struct InitCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a vault, with a first commit.",
        discussion: """
            A new vault comes with a small example, which can be deleted at any time, and with a guide in notes/guide. In a \
            repository that has commits only what is missing is added: the workspace, the kinds and the settings. So is, in every vault, \
            a file for you in users/, unless there is one with the address that git commits with.

              mosaic init ~/vault
              mosaic init --empty notes
            """)

    @Argument(help: "The folder; made if it is not there.", completion: .directory)
    var directory = "."

    @Flag(help: "Without the example: only the workspace, the kinds and the settings.")
    var empty = false

    @Flag(help: "Leave the commit to you.")
    var noCommit = false

    func run(in context: CommandContext) throws -> ExitStatus {
        let report: VaultInitialization.Report
        do {
            report = try VaultInitialization(surroundings: context.surroundings).make(
                in: context.absolute(directory), isEmpty: empty,
                origin: context.origin(commits: noCommit ? false : nil),
                random: &context.random)
        } catch VaultError.fileExists(let path) where path == context.absolute(directory) {
            throw CommandFailure(
                .conflict, "could not make a vault at \(path): it is a file", remedy: "Name a folder, or a new one.")
        }
        let output = context.standardOutput
        if report.createdPaths.isEmpty {
            output.write(
                TerminalText.escaped("There is nothing to add: \(report.root) is a vault already.") + "\n")
            return .done
        }
        output.write(TerminalText.escaped(Self.statement(of: report)) + "\n")
        if report.userPath == nil {
            context.note("git does not know your name and address yet, so that you have no file in users/")
        }
        context.tell(report.receipt)
        if !report.wasVault { output.write("Next: mosaic list, or mosaic capture \"a first thought\".\n") }
        return .done
    }

    /// What was made: a vault, or what one lacked, by name as long as these are few.
    private static func statement(of report: VaultInitialization.Report) -> String {
        let paths = report.createdPaths
        let count = Progress.counted(paths.count, "file", "files")
        guard report.wasVault else { return "Made a vault in \(report.root): \(count)." }
        return "Added to the vault in \(report.root): \(paths.count > 3 ? count : paths.joined(separator: ", "))."
    }
}
