import GitStore

/// The order in which commits enter the index: everything that the first parent reaches, then what each other parent
/// reaches beside, then the commit itself.
///
/// Of two heads that share a commit on their first-parent lines, the orders are equal up to that commit: so the index is
/// a stack, whose bottom stays while a branch grows, is rebased or is switched.
struct CommitOrder: Sendable {
    /// How many commits of the present stack stay.
    var kept: Int
    /// The commits to push, in order; `isSpine` for those on the first-parent line of the head.
    var added: [(commit: Commit, isSpine: Bool)]

    /// The order of no commits.
    static let empty = CommitOrder(kept: 0, added: [])

    private init(kept: Int, added: [(commit: Commit, isSpine: Bool)]) {
        self.kept = kept
        self.added = added
    }

    /// Finds what separates the stack from the order of `head`. Costs in proportion to what separates them.
    ///
    /// `spinePosition` and `position` give the place of a commit in the present stack: the first only where it is on the
    /// first-parent line of the stack's own head.
    init(
        head: ObjectID, repository: Repository, spinePosition: (ObjectID) throws -> Int?,
        position: (ObjectID) throws -> Int?
    ) throws {
        var spine: [Commit] = []
        var next: ObjectID? = head
        var kept = 0
        while let id = next {
            if let place = try spinePosition(id) {
                kept = place + 1
                break
            }
            let commit = try repository.commit(id)
            spine.append(commit)
            next = commit.parents.first
        }
        var pushed: Set<ObjectID> = []
        var added: [(commit: Commit, isSpine: Bool)] = []
        for commit in spine.reversed() {
            for parent in commit.parents.dropFirst() {
                try Self.visit(parent, repository: repository, pushed: &pushed, into: &added) { id in
                    try position(id).map { $0 < kept } ?? false
                }
            }
            pushed.insert(commit.id)
            added.append((commit, true))
        }
        self.kept = kept
        self.added = added
    }

    /// Appends what a side branch reaches and is not there yet, depth first, parents before children.
    private static func visit(
        _ tip: ObjectID, repository: Repository, pushed: inout Set<ObjectID>,
        into added: inout [(commit: Commit, isSpine: Bool)], isKept: (ObjectID) throws -> Bool
    ) throws {
        var path: [(commit: Commit, next: Int)] = []
        func isNew(_ id: ObjectID, _ pushed: Set<ObjectID>) throws -> Bool { try !pushed.contains(id) && !isKept(id) }
        if try isNew(tip, pushed) {
            pushed.insert(tip)
            path.append((try repository.commit(tip), 0))
        }
        while let top = path.last {
            guard top.next < top.commit.parents.count else {
                added.append((top.commit, false))
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let parent = top.commit.parents[top.next]
            if try isNew(parent, pushed) {
                pushed.insert(parent)
                path.append((try repository.commit(parent), 0))
            }
        }
    }
}
