import VaultModel

/// How a vault's daemon is.
package struct DaemonStatus: Hashable, Sendable {
    package var processID: Int
    /// Seconds since 1970, UTC.
    package var startedAt: Int64
    package var watchedFolders: Int
    /// True where the system's limit keeps some folders from being watched, so that the daemon looks around from time to time.
    package var isIncomplete: Bool
    /// What the vault's file system is called where others may change it, so that the daemon looks around from time to time.
    package var sharedFileSystem: String?
    package var updates: Int
    /// Seconds of quiet after which it commits; nil where it does not.
    package var commitsAfter: Int?

    package init(
        processID: Int, startedAt: Int64, watchedFolders: Int, isIncomplete: Bool, sharedFileSystem: String?,
        updates: Int, commitsAfter: Int?
    ) {
        self.processID = processID
        self.startedAt = startedAt
        self.watchedFolders = watchedFolders
        self.isIncomplete = isIncomplete
        self.sharedFileSystem = sharedFileSystem
        self.updates = updates
        self.commitsAfter = commitsAfter
    }

    /// The status as one line of JSON.
    package var json: String {
        var writer = JSONWriter()
        writer.value(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads what ``json`` wrote; nil for anything else.
    package init?(json: String) {
        guard case .mapping(let entries)? = FieldValue(json: json) else { return nil }
        func number(_ key: String) -> Int? {
            guard case .integer(let value)? = entries.first(where: { $0.key == key })?.value else { return nil }
            return Int(value)
        }
        func text(_ key: String) -> String? { entries.first { $0.key == key }?.value.text }
        guard let processID = number("pid"), let startedAt = text("startedAt").flatMap({ Instant($0) }) else {
            return nil
        }
        self.init(
            processID: processID, startedAt: startedAt.secondsSinceEpoch, watchedFolders: number("watchedFolders") ?? 0,
            isIncomplete: text("isIncomplete") == "true", sharedFileSystem: text("sharedFileSystem"),
            updates: number("updates") ?? 0, commitsAfter: number("commitsAfterSeconds"))
    }
}

extension JSONWriter {
    /// Writes a status as an object; times are in UTC.
    package mutating func value(_ status: DaemonStatus) {
        object { writer in
            writer.member("pid", status.processID)
            writer.member("startedAt", Instant(secondsSinceEpoch: status.startedAt).formatted)
            writer.member("watchedFolders", status.watchedFolders)
            writer.member("isIncomplete", status.isIncomplete)
            writer.member("sharedFileSystem", status.sharedFileSystem)
            writer.member("updates", status.updates)
            writer.member("commitsAfterSeconds", status.commitsAfter)
        }
    }
}
