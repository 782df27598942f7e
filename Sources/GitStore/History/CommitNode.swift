/// A commit's place in the graph of commits.
package struct CommitNode: Hashable, Sendable {
    package var id: ObjectID
    package var tree: ObjectID
    /// None at the boundary of a shallow clone.
    package var parents: [ObjectID]
    /// Seconds since 1970, UTC.
    package var committerTime: Int64
}
