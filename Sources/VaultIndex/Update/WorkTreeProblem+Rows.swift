import GRDB
import GitStore
import VaultModel

extension Sequence<WorkTreeProblem> {
    /// Keeps what could not be taken into the vault, for `check` to tell; once for each path and code.
    func write(to database: Database) throws {
        let insert = try RowStatement(
            database, "INSERT OR IGNORE INTO problems (path, code, message) VALUES (?, ?, ?)")
        for problem in self {
            let (code, message) = problem.kind.diagnostic
            try insert.bind(problem.path).bind(code.rawValue).bind(message).run()
        }
    }
}

extension WorkTreeProblem.Kind {
    /// The diagnostic that says so, with its sentence.
    fileprivate var diagnostic: (code: DiagnosticCode, message: String) {
        switch self {
        case .unreadable:
            (.unreadableFolder, "This cannot be looked at, so that what is in it is not part of the vault.")
        case .symbolicLink:
            (.symbolicLink, "A symbolic link is not followed; the file that it leads to may be part of the vault.")
        case .notAFile: (.notAFile, "This has the name of a Markdown file and is none.")
        case .nameNotUTF8: (.invalidFileName, "The name is not valid UTF-8.")
        case .tooDeep: (.folderTooDeep, "Folders are nested too deep here to be part of the vault.")
        }
    }
}
