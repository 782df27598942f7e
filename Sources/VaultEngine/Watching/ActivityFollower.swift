import VaultModel

/// Streams activities as a vault's daemon indexes them. It waits at the daemon's door and looks at no file.
package final class ActivityFollower {
    private let vault: Vault
    private let filter: ActivityFilter
    private let query: ResolvedQuery?
    private let connection: DaemonConnection
    /// The ids of the activities that were given already, and of those that there were before.
    private var seen: Set<String> = []
    /// Those of them that were not committed when it was looked last.
    private var pending: Set<String> = []
    /// What was told of paths while it was not committed.
    private var shown: [Key: Told] = [:]

    /// How many of the newest are looked at first; ten times as many where all of them are new.
    private static let portion = 200

    /// Begins with what there is now: only what comes later is new.
    ///
    /// - Parameters:
    ///   - vault: the vault.
    ///   - filter: which activities; its pages do not count.
    ///   - query: only to the entities that it is of; nil for all.
    /// - Throws: `VaultError.noDaemon` where nobody watches the vault.
    package init(vault: Vault, filter: ActivityFilter, query: ResolvedQuery? = nil) throws {
        guard let connection = vault.daemonDoor.connect(),
            connection.write(line: DaemonDoor.Request.follow.rawValue)
        else { throw VaultError.noDaemon }
        self.vault = vault
        self.filter = filter
        self.query = query
        self.connection = connection
    }

    /// The newest activities of now, the oldest of them first.
    package func latest(_ count: Int) throws -> [Activity] {
        let newest = try page(max(count, Self.portion))
        seen.formUnion(newest.map(\.id))
        return newest.prefix(count).reversed()
    }

    /// Waits for the next activities, and gives them, the oldest first; nil once the daemon has stopped.
    package func next() throws -> [Activity]? {
        while connection.readLine(timeoutMilliseconds: -1) != nil {
            var limit = Self.portion
            var newest = try page(limit)
            while newest.count == limit, newest.allSatisfy({ !seen.contains($0.id) }) {
                limit *= 10
                newest = try page(limit)
            }
            let new = newest.filter { !seen.contains($0.id) }
            if new.isEmpty { continue }
            // What is not committed has one id a path and action: it is new again once it was committed and comes back.
            let uncommitted = Set(newest.filter { $0.commit == Activity.uncommitted }.map(\.id))
            seen.subtract(pending.subtracting(uncommitted))
            pending = uncommitted
            seen.formUnion(new.map(\.id))
            // What was told while it was not committed is not told again once it is, unless more came to it.
            let told = new.filter { shown[Key($0)] != Told($0) }
            for activity in new {
                shown[Key(activity)] = activity.commit == Activity.uncommitted ? Told(activity) : nil
            }
            if !told.isEmpty { return told.reversed() }
        }
        return nil
    }

    private struct Key: Hashable {
        var path: String
        var action: Action

        init(_ activity: Activity) {
            path = activity.path
            action = activity.action
        }
    }

    private struct Told: Equatable {
        var changes: [FieldChange]
        var body: BodyChange?

        init(_ activity: Activity) {
            changes = activity.changes
            body = activity.body
        }
    }

    private func page(_ limit: Int) throws -> [Activity] {
        var filter = filter
        filter.page = 1
        filter.limit = limit
        return try vault.activities(filter, where: query).activities
    }
}
