import ArgumentParser
import Foundation
import GitStore
import VaultIndex
import VaultModel

/// `mosaic activity`: what happened, the newest first.
struct ActivityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activity", abstract: "Shows what happened to the entities of a repository, the newest first.",
        discussion: """
            The history is read from the commits that HEAD reaches. Authors are shown by pseudonyms.

            Examples:
              mosaic activity --kind task --action completed
              mosaic activity --path tasks/fix-the-roof.md --jsonl

            Exit codes: 0 done, 2 wrong usage, 70 the repository cannot be read.
            """)

    @Option(name: [.customShort("C"), .customLong("vault")], help: "A folder of the repository.")
    var vault = "."

    @Option(help: "Only entities of this kind; may be repeated.")
    var kind: [String] = []

    @Option(help: "Only this action; may be repeated.")
    var action: [Action] = []

    @Option(help: "Only the entity that has, or had, this path.")
    var path: String?

    @Option(help: "The page, from 1.")
    var page = 1

    @Option(help: "Activities a page; 0 for all.")
    var limit = 50

    @Flag(help: "One JSON object a line.")
    var jsonl = false

    func validate() throws {
        guard page > 0, limit >= 0 else { throw ValidationError("A page counts from 1, and a limit from 0.") }
    }

    func run() throws {
        var filter = ActivityFilter()
        filter.kinds = kind
        filter.actions = action
        filter.path = path
        filter.page = page
        filter.limit = limit == 0 ? nil : limit
        do {
            let found = try HistoryIndex(discovering: vault).activities(filter)
            for activity in found.activities { print(jsonl ? activity.json : line(activity)) }
        } catch let error as GitStoreError {
            FileHandle.standardError.write(Data("mosaic: \(Self.message(error))\n".utf8))
            throw ExitCode(70)
        }
    }

    private func line(_ activity: Activity) -> String {
        let fields = activity.changes.map(\.field) + (activity.body.map { ["+\($0.added) -\($0.removed) lines"] } ?? [])
        return FileInspection.printable(
            "\(Instant(secondsSinceEpoch: activity.createdAt).formatted)  \(activity.event)  \(activity.title)"
                + (fields.isEmpty ? "" : "  (\(fields.joined(separator: ", ")))"))
    }

    private static func message(_ error: GitStoreError) -> String {
        switch error {
        case .notARepository(let path): "\(path) is in no git repository: go to one, or name it with --vault."
        case .bareRepository(let path): "\(path) has no work tree: clone it and look there."
        case .foreignOwner(let path):
            "\(path) belongs to somebody else: add it to git's safe.directory if you trust it."
        case .unsupportedObjectFormat(let format): "Repositories with \(format) objects cannot be read yet."
        case .missingObject(let id): "The object \(id) is missing: run git fsck, or fetch it."
        default: "The repository cannot be read: \(error)"
        }
    }
}

extension Action: ExpressibleByArgument {}
