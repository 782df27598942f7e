/// A commit's place in the graph of commits.
package struct CommitNode: Hashable, Sendable {
    package var id: ObjectID
    package var tree: ObjectID
    /// None at the boundary of a shallow clone.
    package var parents: [ObjectID]
    /// Seconds since 1970, UTC.
    package var committerTime: Int64
}

extension Repository {
    /// Every commit that is reachable from `tips`, a commit always before its parents, and younger ones (by the
    /// committer's clock, then by id) before older ones where the graph leaves it open: the order of `git log --date-order`.
    ///
    /// Neither goes to nor beyond a commit for which `isKnown` is true. Where all ancestors of a known commit are known
    /// too, this gives exactly the new commits and costs no more than they do, whatever the clocks said.
    /// - Throws: ``GitStoreError/missingObject(_:)`` where a commit is not in the store.
    package func history(
        from tips: [ObjectID], isKnown: (ObjectID) -> Bool = { _ in false }
    ) throws(GitStoreError) -> [CommitNode] {
        var nodes: [CommitNode] = []
        var positions: [ObjectID: Int] = [:]
        var pending: [ObjectID] = tips.reversed()
        while let id = pending.popLast() {
            guard positions[id] == nil, !isKnown(id) else { continue }
            let node = try commitNode(id)
            positions[id] = nodes.count
            nodes.append(node)
            pending.append(contentsOf: node.parents.reversed())
        }
        return Self.sorted(nodes, positions)
    }

    /// The commits that are reachable from `tips` and not from `excluded`, in the order of ``history(from:isKnown:)``.
    ///
    /// Exact, whatever the clocks said; reads the whole history of `excluded`.
    package func history(
        from tips: [ObjectID], excluding excluded: [ObjectID]
    ) throws(GitStoreError) -> [CommitNode] {
        let known = try ancestors(of: excluded)
        return try history(from: tips, isKnown: known.contains)
    }

    /// True where `ancestor` is reachable from `descendant`, or is it.
    package func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws(GitStoreError) -> Bool {
        var seen: Set<ObjectID> = []
        var pending = [descendant]
        while let id = pending.popLast() {
            if id == ancestor { return true }
            guard seen.insert(id).inserted else { continue }
            pending.append(contentsOf: try commitNode(id).parents)
        }
        return false
    }

    private func ancestors(of tips: [ObjectID]) throws(GitStoreError) -> Set<ObjectID> {
        var seen: Set<ObjectID> = []
        var pending = tips
        while let id = pending.popLast() {
            guard seen.insert(id).inserted else { continue }
            pending.append(contentsOf: try commitNode(id).parents)
        }
        return seen
    }

    private static func sorted(_ nodes: [CommitNode], _ positions: [ObjectID: Int]) -> [CommitNode] {
        var waiting = [Int](repeating: 0, count: nodes.count)
        for node in nodes {
            for parent in node.parents {
                if let position = positions[parent] { waiting[position] += 1 }
            }
        }
        var ready = CommitHeap(nodes: nodes)
        for position in nodes.indices where waiting[position] == 0 { ready.insert(position) }
        var result: [CommitNode] = []
        result.reserveCapacity(nodes.count)
        while let position = ready.popYoungest() {
            result.append(nodes[position])
            for parent in nodes[position].parents {
                guard let parentPosition = positions[parent] else { continue }
                waiting[parentPosition] -= 1
                if waiting[parentPosition] == 0 { ready.insert(parentPosition) }
            }
        }
        return result
    }
}

/// A binary heap of positions into `nodes`, the youngest commit first, then the one with the least id.
private struct CommitHeap {
    let nodes: [CommitNode]
    private var positions: [Int] = []

    init(nodes: [CommitNode]) { self.nodes = nodes }

    private func isYounger(_ left: Int, _ right: Int) -> Bool {
        let (first, second) = (nodes[left], nodes[right])
        return first.committerTime != second.committerTime
            ? first.committerTime > second.committerTime : first.id < second.id
    }

    mutating func insert(_ position: Int) {
        positions.append(position)
        var child = positions.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard isYounger(positions[child], positions[parent]) else { return }
            positions.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popYoungest() -> Int? {
        guard let first = positions.first, let last = positions.popLast() else { return nil }
        guard !positions.isEmpty else { return first }
        positions[0] = last
        var parent = 0
        while true {
            var youngest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < positions.count {
                if isYounger(positions[child], positions[youngest]) { youngest = child }
            }
            guard youngest != parent else { return first }
            positions.swapAt(parent, youngest)
            parent = youngest
        }
    }
}
