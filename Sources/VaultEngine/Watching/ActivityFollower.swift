import GitStore
import VaultIndex
import VaultModel

/// Streams activities as a vault's daemon indexes them. It waits at the daemon's door and looks at no file.
package final class ActivityFollower {
    private let vault: Vault
    private let filter: ActivityFilter
    private let query: ResolvedQuery?
    private let connection: DaemonConnection
    /// The commits that the index had at any look until now.
    private var known: Set<ObjectID> = []
    /// How many commits there were at the last look, and the last of them.
    private var height: Int64 = 0
    private var top: ObjectID?
    /// What the activities said that were not committed at the last look, by their ids.
    private var pending: [String: Told] = [:]

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

    /// The newest activities of now, all of them for nil, the oldest of them first. To be asked before ``next()``, which goes on from
    /// here.
    package func latest(_ count: Int?) throws -> [Activity] {
        try vault.ask { reader in
            _ = try newCommits(reader)
            pending = Self.told(try activities(reader, from: height))
            return try activities(reader, from: nil, limit: count).reversed()
        }
    }

    /// Waits for the next activities, and gives them, the oldest first; nil once the daemon has stopped.
    ///
    /// What is not committed is told once it has stayed so for a moment in which nobody commits: a command writes a file and commits
    /// it, and is told once, as what it did. What was told while it was not committed is told again with its commit.
    package func next() throws -> [Activity]? {
        /// What was seen and may be committed at any moment.
        var unsettled: [String: Told] = [:]
        while true {
            let isNews = connection.readLine(timeoutMilliseconds: unsettled.isEmpty ? -1 : Self.settlingTime) != nil
            if !isNews, unsettled.isEmpty { return nil }
            var (new, uncommitted) = try vault.ask { reader in
                let (commits, position) = try newCommits(reader)
                let found = try activities(reader, from: position)
                // What is not committed has one id a path and action, whatever comes to it.
                let new = found.filter {
                    $0.commit == Activity.uncommitted ? pending[$0.id] != Told($0) : commits.contains($0.commit)
                }
                return (new, found.filter { $0.commit == Activity.uncommitted })
            }
            let seen = Self.told(new.filter { $0.commit == Activity.uncommitted })
            let isSettled = connection.hasEnded || !isNews && seen == unsettled && !isSomebodyCommitting
            if isSettled || seen.isEmpty {
                unsettled = [:]
            } else {
                unsettled = seen
                new.removeAll { seen[$0.id] != nil }
                uncommitted.removeAll { seen[$0.id] != nil }
            }
            pending = Self.told(uncommitted)
            if !new.isEmpty { return new.reversed() }
        }
    }

    /// Whether a command or a daemon is at a commit.
    private var isSomebodyCommitting: Bool {
        do {
            _ = try vault.committersLock(wait: .no)
            return false
        } catch {
            return true
        }
    }

    /// In milliseconds; less than a person notices, and more than a daemon takes to see a commit.
    private static let settlingTime: Int32 = 200

    /// The ids of the commits that no look has found before, and the place of the first of them.
    private func newCommits(_ reader: IndexReader) throws -> (ids: Set<String>, position: Int64) {
        // Most often the history has only grown.
        var start = max(height - 1, 0)
        var commits = try reader.activities.commits(from: start)
        if start > 0, commits.first != top {
            start = 0
            commits = try reader.activities.commits(from: start)
        }
        height = start + Int64(commits.count)
        top = commits.last
        let first = commits.firstIndex { !known.contains($0) } ?? commits.count
        let new = commits[first...].filter { known.insert($0).inserted }
        return (Set(new.map(\.description)), start + Int64(first))
    }

    private static func told(_ activities: [Activity]) -> [String: Told] {
        Dictionary(activities.map { ($0.id, Told($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The newest first.
    private func activities(_ reader: IndexReader, from position: Int64?, limit: Int? = nil) throws -> [Activity] {
        var filter = filter
        filter.page = 1
        filter.limit = limit
        filter.position = position
        return try reader.activities.page(filter, where: query).activities
    }

    /// What an activity says that is not committed.
    private struct Told: Equatable {
        var changes: [FieldChange]
        var body: BodyChange?

        init(_ activity: Activity) {
            changes = activity.changes
            body = activity.body
        }
    }
}
