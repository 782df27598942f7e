/// Groups of nodes that all reach each other (R. Tarjan, "Depth-first search and linear graph algorithms", 1972).
enum StronglyConnectedComponents {
    /// The components of a graph, given as each node's successors; nodes without successors need no entry. Linear time, no
    /// recursion. A node on no cycle is a component of one.
    static func find(in graph: [Int64: [Int64]]) -> [[Int64]] {
        var indexes: [Int64: Int] = [:]
        var lowest: [Int64: Int] = [:]
        var stack: [Int64] = []
        var onStack: Set<Int64> = []
        var components: [[Int64]] = []
        for root in graph.keys.sorted() where indexes[root] == nil {
            var path: [(node: Int64, next: Int)] = [(root, 0)]
            while let top = path.last {
                let node = top.node
                if top.next == 0 {
                    lowest[node] = indexes.count
                    indexes[node] = indexes.count
                    stack.append(node)
                    onStack.insert(node)
                }
                let successors = graph[node] ?? []
                if top.next < successors.count {
                    path[path.count - 1].next += 1
                    let successor = successors[top.next]
                    if indexes[successor] == nil {
                        path.append((successor, 0))
                    } else if onStack.contains(successor) {
                        lowest[node] = min(lowest[node] ?? 0, indexes[successor] ?? 0)
                    }
                    continue
                }
                path.removeLast()
                if let parent = path.last?.node { lowest[parent] = min(lowest[parent] ?? 0, lowest[node] ?? 0) }
                if lowest[node] == indexes[node] {
                    var component: [Int64] = []
                    while let member = stack.popLast() {
                        onStack.remove(member)
                        component.append(member)
                        if member == node { break }
                    }
                    components.append(component)
                }
            }
        }
        return components
    }
}
