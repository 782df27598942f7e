import GitStore
import VaultIndex
import VaultModel

/// A commit that questions are asked of in place of the present.
package struct VaultMoment: Hashable, Sendable {
    /// The commit's full id, in hexadecimal.
    package let commit: String
    /// The time that questions take for the present: the one that was named, or else the commit's; seconds since 1970, UTC.
    package let time: Int64
    let id: ObjectID
}

extension Vault {
    /// The vault as it was: every question that is asked of it is answered from the tree of one commit, with the kinds, the
    /// settings and the history of that commit, and takes the moment for its present.
    ///
    /// - Parameters:
    ///   - name: as ``resolve(moment:)`` reads it.
    ///   - includingText: whether the full-text index of the commit is to be ready, as a search needs.
    ///   - refreshing: whether the index of the present may be brought up to date for it.
    ///   - progress: told how far long work is.
    /// - Returns: The vault at the moment.
    /// - Throws: What ``resolve(moment:)`` throws, and `VaultError` where the commit cannot be read.
    package func asOf(
        _ name: String, includingText: Bool = false, refreshing: Bool = true,
        progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws -> Vault {
        try asOf(
            resolve(moment: name), includingText: includingText, refreshing: refreshing, progress: progress)
    }

    func asOf(
        _ moment: VaultMoment, includingText: Bool = false, refreshing: Bool = true,
        progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws -> Vault {
        try translatingErrors(at: root) {
            try index.prepare(
                at: moment.id, includingText: includingText, refreshing: refreshing, progress: progress)
        }
        return Vault(self, asOf: moment)
    }

    /// The moment that a person names.
    ///
    /// What reads as a date is one: a day, month, year or time of ISO 8601, `yesterday`, `friday`, `last month`, or so far back
    /// (`7d`, `2w`, `3m`, `1y`). It means the last commit on the first-parent line of `HEAD` that was committed no later than
    /// the end of it in the person's time zone. Everything else is a revision, as git knows it.
    ///
    /// - Throws: `VaultError.unknownMoment`, and `VaultError.beforeHistory` where there is no commit so early.
    package func resolve(moment name: String) throws -> VaultMoment {
        try translatingErrors(at: root) {
            let repository = try Repository(opening: location.repository.workTree)
            guard let end = QueryDates.lastSecond(of: name, clock: surroundings.clock) else {
                let id = try Self.commit(name, repository)
                return VaultMoment(
                    commit: id.description, time: try repository.commitNode(id).committerTime, id: id)
            }
            guard let head = try repository.head().commit,
                let id = try index.firstParentCommit(from: head, notAfter: end, repository: repository)
            else { throw VaultError.beforeHistory(name) }
            return VaultMoment(commit: id.description, time: min(end, surroundings.now()), id: id)
        }
    }

    /// True for a word that a person can only mean for a moment: a date, or a revision, and no kind.
    package func namesMoment(_ word: String) throws -> Bool {
        if word.isEmpty || word.hasPrefix("\"") || word.hasPrefix("@") || (try? kind(named: word)) != nil {
            return false
        }
        do {
            _ = try resolve(moment: word)
            return true
        } catch VaultError.beforeHistory {
            return true
        } catch VaultError.unknownMoment {
            return false
        }
    }

    private static func commit(_ name: String, _ repository: Repository) throws -> ObjectID {
        do {
            return try repository.resolve(name)
        } catch .unknownRevision, .ambiguousRevision, .notACommit {
            throw VaultError.unknownMoment(name)
        }
    }
}
