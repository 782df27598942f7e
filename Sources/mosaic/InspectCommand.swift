import ArgumentParser
import Foundation
import VaultModel

/// `mosaic inspect FILE…`: what Mosaic reads in files.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Shows what Markdown files say: kind, title, fields, links, and what is wrong.",
        discussion: """
            Each file is read by the built-in kinds; a file without a known type is a note.

            Example:
              mosaic inspect tasks/fix-the-roof.md

            Exit codes: 0 nothing is wrong, 1 a file has an error or cannot be opened.
            """)

    @Argument(help: "The files to read.")
    var files: [String]

    func run() throws {
        var hasError = false
        for file in files {
            guard let data = FileManager.default.contents(atPath: file) else {
                FileHandle.standardError.write(Data("mosaic: cannot open \(file): check the path.\n".utf8))
                hasError = true
                continue
            }
            let inspection = FileInspection(path: file, bytes: Array(data), schema: .builtIn)
            print(inspection.text)
            hasError = hasError || inspection.hasError
        }
        if hasError { throw ExitCode(1) }
    }
}
