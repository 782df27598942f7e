import GRDB

/// What the index knows of the state that it was made from.
struct Metadata {
    enum Key: String {
        /// The commit that the stack ends in, as 40 digits; empty where there is none.
        case head
        /// The ignore rules that the vault was scanned by.
        case ignoreRules = "ignore_rules"
        /// The state of `.mailmap`.
        case mailmap
        /// Whether the vault has `.mosaic/config.yaml`.
        case configuration
    }

    let database: Database

    subscript(key: Key) -> String? {
        get throws {
            try RowStatement(database, "SELECT value FROM meta WHERE key = ?").bind(key.rawValue).first { $0.optionalText(0) }
                ?? nil
        }
    }

    func set(_ key: Key, _ value: String) throws {
        try RowStatement(database, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)").bind(key.rawValue).bind(value).run()
    }
}
