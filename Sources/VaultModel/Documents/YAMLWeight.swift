/// What a node adds where an alias stands for it.
extension YAMLNode {
    /// How many nodes the tree has, this one included. A long text counts as several, by its length.
    var nodeCount: Int {
        switch content {
        case .scalar(let text, _): 1 + text.utf8.count / 64
        case .sequence(let items, _): items.reduce(1) { $0 + $1.nodeCount }
        case .mapping(let pairs, _): pairs.reduce(1) { $0 + $1.key.nodeCount + $1.value.nodeCount }
        }
    }

    /// How many collections stand within one another, this one included.
    var collectionDepth: Int {
        switch content {
        case .scalar: 0
        case .sequence(let items, _): 1 + (items.lazy.map(\.collectionDepth).max() ?? 0)
        case .mapping(let pairs, _):
            1 + (pairs.lazy.map { max($0.key.collectionDepth, $0.value.collectionDepth) }.max() ?? 0)
        }
    }
}
