import GRDB
import GitStore
import VaultModel

/// Answers about the files and folders of the vault.
package struct FileQueries {
    let database: Database

    /// Every folder of the vault; its own is empty.
    package func folders() throws -> [String] { try texts("SELECT path FROM directories") }

    /// The files that define the vault's kinds, in order; only those that the last commit does not have, where that is asked.
    package func kindPaths(areNew: Bool = false) throws -> [String] {
        try texts(
            """
            SELECT path FROM files WHERE path GLOB 'kinds/*' AND NOT path GLOB 'kinds/*/*' AND oid IS NOT NULL
            \(areNew ? "AND head_oid IS NULL" : "") ORDER BY path
            """)
    }

    /// The paths of the files that the work tree has otherwise than the last commit; those that this has not are among them.
    package func uncommittedPaths() throws -> [String] {
        try texts("SELECT path FROM files WHERE oid IS NOT head_oid AND oid IS NOT NULL")
    }

    /// The path of the last of the files that are called by a day, `2026-12-01.md`; nil where there is none.
    package func newestDayPath() throws -> String? {
        let day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].md"
        return try texts(
            """
            SELECT path FROM files WHERE is_entity AND oid IS NOT NULL AND (path GLOB '\(day)' OR path GLOB '*/\(day)')
            ORDER BY substr(path, -13) DESC, path LIMIT 1
            """
        ).first
    }

    /// How many contents of files were asked for that the repository does not have, as in a partial clone.
    package func missingContentCount() throws -> Int {
        (try Metadata(database: database).bytes(.missingObjects)?.count ?? 0) / ObjectID.byteCount
    }

    private func texts(_ sql: String) throws -> [String] {
        try RowStatement(database, sql).allTexts()
    }
}
