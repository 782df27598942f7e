/// Keeps the raw trees that were read lately: successive commits share all but a few, and packed trees are made from
/// each other.
///
/// Two generations, each of at most half the bound: what is found in the older moves to the younger, and the older goes
/// when the younger is full.
struct TreeCache {
    private struct Generation {
        var byID: [ObjectID: RawTree] = [:]
        var byLocation: [PackFolder.Location: RawTree] = [:]
        var byteCount = 0
    }

    private let generationLimit: Int
    private var young = Generation()
    private var old = Generation()

    init(byteLimit: Int) { generationLimit = byteLimit / 2 }

    mutating func tree(_ id: ObjectID) -> RawTree? {
        if let tree = young.byID[id] { return tree }
        guard let tree = old.byID[id] else { return nil }
        keep(tree, as: id)
        return tree
    }

    mutating func tree(at location: PackFolder.Location) -> RawTree? {
        if let tree = young.byLocation[location] { return tree }
        guard let tree = old.byLocation[location] else { return nil }
        keep(tree, at: location)
        return tree
    }

    mutating func keep(_ tree: RawTree, as id: ObjectID) {
        // A packed tree is counted where it is kept by its place.
        makeRoom(for: tree.isOwned ? 0 : tree.byteCount)
        young.byID[id] = tree
    }

    mutating func keep(_ tree: RawTree, at location: PackFolder.Location) {
        makeRoom(for: tree.byteCount)
        young.byLocation[location] = tree
    }

    private mutating func makeRoom(for byteCount: Int) {
        if young.byteCount > generationLimit {
            old = young
            young = Generation()
        }
        // An entry costs something of its own.
        young.byteCount += byteCount + 200
    }
}
