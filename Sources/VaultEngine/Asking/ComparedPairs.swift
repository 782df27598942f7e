import GitStore
import VaultIndex
import VaultModel

/// Which entities of two moments are the same.
///
/// An entity is the same in both if the history says so, whatever became of its file: the history of the one that has the other's,
/// or what either has made of the last commit that both have. What came to be behind that commit (in two branches) is
/// the one with its `id`, or with its path, or else with its content.
struct ComparedPairs {
    /// One entity in both moments, by its places.
    struct Pair {
        var before: EntityPlace?
        var after: EntityPlace?
    }

    private(set) var pairs: [Pair] = []
    /// What is not paired yet.
    private var old: [EntityPlace]
    private var new: [EntityPlace]

    /// Pairs the entities of a vault in two moments.
    ///
    /// - Parameters:
    ///   - before: the first moment; nil for the time before the first commit.
    ///   - old: the entities of the first moment.
    ///   - after: the second moment.
    ///   - new: the entities of the second moment.
    /// - Throws: `VaultError` where a moment cannot be asked.
    init(from before: Vault?, _ old: [EntityPlace], to after: Vault, _ new: [EntityPlace]) throws {
        (self.old, self.new) = (old, new)
        if let before {
            let isPastShared = try Self.isPastShared(before, after)
            let told = try isPastShared ? Histories.shared : Histories(of: before, and: after)
            pair(by: told.oldKey, told.newKey) { _, _ in true }
            pair(by: Self.statedKey, Self.statedKey) { told.oldKey($0) == nil || told.newKey($1) == nil }
            if !isPastShared { pairByContent(before, after) }
        }
        pairs += self.new.map { Pair(before: nil, after: $0) } + self.old.map { Pair(before: $0, after: nil) }
        (self.old, self.new) = ([], [])
    }

    // MARK: - What tells them

    /// By what two moments' histories tell that an entity of the one is one of the other.
    private struct Histories {
        var oldKey: (EntityPlace) -> ExactText?
        var newKey: (EntityPlace) -> ExactText?

        /// Those of which one is the beginning of the other, so that their entities have the same numbers.
        static var shared: Histories {
            func key(_ place: EntityPlace) -> ExactText? { place.lineage.map { ExactText("\($0)") } }
            return Histories(oldKey: key, newKey: key)
        }

        private init(oldKey: @escaping (EntityPlace) -> ExactText?, newKey: @escaping (EntityPlace) -> ExactText?) {
            (self.oldKey, self.newKey) = (oldKey, newKey)
        }

        /// Any two: by the path that an entity had in the last commit that both have.
        init(of before: Vault, and after: Vault) throws {
            let commits = try before.ask { try $0.comparison.newestCommits() }
            guard let commit = try after.ask({ index in try commits.first(where: index.commands.contains) }) else {
                self.init(oldKey: { _ in nil }, newKey: { _ in nil })
                return
            }
            let old = try before.ask { try $0.comparison.paths(at: commit) }
            let new = try after.ask { try $0.comparison.paths(at: commit) }
            self.init(
                oldKey: { place in place.lineage.flatMap { old[$0] }.map(ExactText.init) },
                newKey: { place in place.lineage.flatMap { new[$0] }.map(ExactText.init) })
        }
    }

    private static func statedKey(_ place: EntityPlace) -> ExactText? {
        ExactText(place.identifier.map { "id \($0)" } ?? "path \(place.path)")
    }

    /// True where one moment's past is the beginning of the other's.
    private static func isPastShared(_ before: Vault, _ after: Vault) throws -> Bool {
        guard try before.ask({ try $0.comparison.pastRules() }) == after.ask({ try $0.comparison.pastRules() }) else {
            return false
        }
        if let commit = before.moment?.commit, try after.ask({ try $0.comparison.isOnFirstParentLine(commit) }) {
            return true
        }
        guard let commit = after.moment?.commit else { return before.moment == nil }
        return try before.ask { try $0.comparison.isOnFirstParentLine(commit) }
    }

    // MARK: - Pairing

    /// Pairs what has the same key. Of several files that are one entity, those that kept their paths belong together.
    private mutating func pair(
        by oldKey: (EntityPlace) -> ExactText?, _ newKey: (EntityPlace) -> ExactText?,
        where isAllowed: (EntityPlace, EntityPlace) -> Bool
    ) {
        var waiting: [ExactText: [EntityPlace]] = [:]
        var rest: [EntityPlace] = []
        for place in old {
            if let key = oldKey(place) { waiting[key, default: []].append(place) } else { rest.append(place) }
        }
        for isKept in [true, false] {
            var others: [EntityPlace] = []
            for place in new {
                guard let key = newKey(place),
                    let index = waiting[key]?.firstIndex(where: { known in
                        (!isKept || known.path.isExactly(place.path)) && isAllowed(known, place)
                    })
                else {
                    others.append(place)
                    continue
                }
                pairs.append(Pair(before: waiting[key]?.remove(at: index), after: place))
            }
            new = others
        }
        old = rest + waiting.values.joined().sorted { $0.path < $1.path }
    }

    /// Pairs what is gone from its path and what is new at another, where content alone can tell that it is one.
    private mutating func pairByContent(_ before: Vault, _ after: Vault) {
        func files(_ places: [EntityPlace]) -> [RenameDetector.File] {
            places.filter { $0.identifier == nil }.compactMap { place in
                ObjectID(hex: place.content).map { .init(path: place.path, id: $0) }
            }
        }
        let (gone, added) = (files(old), files(new))
        let oldPaths = Dictionary(gone.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        let newPaths = Dictionary(added.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        let renames = RenameDetector().renames(deleted: gone, added: added) { id in
            oldPaths[id].flatMap { try? before.contents(of: $0) }
                ?? newPaths[id].flatMap { try? after.contents(of: $0) }
        }
        let targets = Dictionary(
            renames.map { (ExactText($0.old.path), ExactText($0.new.path)) }, uniquingKeysWith: { first, _ in first })
        pair(by: { targets[ExactText($0.path)] }, { ExactText($0.path) }) { $1.identifier == nil }
    }
}
