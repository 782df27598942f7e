import GRDB

/// What the index knows of the state that it was made from.
struct Metadata {
    enum Key: String {
        /// The commit that the stack ends in, in hexadecimal; empty where there is none.
        case head
        case ignoreFingerprint = "ignore_fingerprint"
        /// Those that a merge brings in which waits to be committed.
        case mergeHeads = "merge_heads"
        case gitIndexStamp = "git_index_stamp"
        case mailmap
        case mosaicIgnores = "mosaic_ignores"
        case conversions
        case gitAttributes = "git_attributes"
        case shallowBoundary = "shallow_boundary"
        case missingObjects = "missing_objects"
        case storeStamp = "store_stamp"
        case usesFolders = "uses_folders"
        case timeZones = "time_zones"
        /// Of an index of one commit: what tells the past that is lent to it; empty where it has one of its own.
        case lender
    }

    let database: Database

    func text(_ key: Key) throws -> String? {
        try select.bind(key.rawValue).first { $0.optionalText(0) } ?? nil
    }

    func bytes(_ key: Key) throws -> [UInt8]? {
        try select.bind(key.rawValue).first { $0.bytes(0).map { Array($0) } } ?? nil
    }

    func set(_ key: Key, _ value: String) throws {
        try insert.bind(key.rawValue).bind(value).run()
    }

    func set(_ key: Key, bytes: [UInt8]) throws {
        let insert = try insert.bind(key.rawValue)
        try bytes.withUnsafeBytes { try insert.bind(bytes: $0).run() }
    }

    private var select: RowStatement {
        get throws { try RowStatement(database, "SELECT value FROM meta WHERE key = ?") }
    }

    private var insert: RowStatement {
        get throws { try RowStatement(database, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)") }
    }
}
