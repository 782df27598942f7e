import CGit2

/// Keeps the raw trees that were read lately: successive commits share all but a few.
///
/// Two generations, each of at most half the bound: what is found in the older moves to the younger, and the older goes
/// when the younger is full.
struct TreeCache {
    private let generationLimit: Int
    private var young: [ObjectID: RawTree] = [:]
    private var old: [ObjectID: RawTree] = [:]
    private var youngBytes = 0

    init(byteLimit: Int) { generationLimit = byteLimit / 2 }

    mutating func tree(_ id: ObjectID, in repository: Repository) throws(GitStoreError) -> RawTree {
        if let tree = young[id] { return tree }
        if let tree = old[id] {
            keep(tree, as: id)
            return tree
        }
        let tree = RawTree(try repository.object(id, type: GIT_OBJECT_TREE, name: "tree"))
        keep(tree, as: id)
        return tree
    }

    private mutating func keep(_ tree: RawTree, as id: ObjectID) {
        if youngBytes > generationLimit {
            old = young
            young = [:]
            youngBytes = 0
        }
        young[id] = tree
        // What an object costs beside its bytes.
        youngBytes += tree.byteCount + 200
    }
}
