import GitStore
import VaultModel

/// What the repository says of one commit: all that pushing it takes that is read and not derived.
struct CommitReading: Sendable {
    /// The paths that it touched.
    var changes: [TreeChange]
    /// What tells the rules of its tree.
    var rules: SchemaCache.Key
    /// What blobs on either side say that were not read before.
    var contents: [(id: ObjectID, content: EntityContent)] = []

    /// Reads a commit, but for contents. `parents` are the trees of its parents.
    init(tree: ObjectID, parents: [ObjectID], comparer: TreeComparer) throws(GitStoreError) {
        changes = try comparer.changes(from: parents, to: tree)
        rules = try SchemaCache.Key(tree: tree, comparer: comparer)
    }

    /// Reads commits ahead of the stack that they are pushed on. `known` are the blobs whose contents are known already.
    static func ahead(
        of commits: [(commit: Commit, isSpine: Bool)], known: Set<ObjectID>, source: IndexSource
    ) -> ReadAhead<CommitReading> {
        ReadAhead(count: commits.count) {
            guard let reader = try? AheadReader(source: source, known: known) else { return { _ in nil } }
            return { try? reader.read(commits[$0].commit) }
        }
    }
}

/// Reads commits with a repository of its own, on another thread than the stack's.
private final class AheadReader {
    private let repository: Repository
    private let comparer: TreeComparer
    private let contents: ContentCache
    private var seen: Set<ObjectID>
    private var trees: [ObjectID: ObjectID] = [:]

    /// The trees of a hundred thousand files are large, and each is made from one before it.
    private static let treeBytes = 128 << 20

    init(source: IndexSource, known: Set<ObjectID>) throws(GitStoreError) {
        repository = try Repository(opening: source.repository.workTree)
        comparer = TreeComparer(
            repository: repository, prefix: source.prefix, fileSuffixes: VaultPath.markdownSuffixes,
            cacheByteLimit: Self.treeBytes)
        contents = ContentCache(repository: repository)
        seen = known
    }

    func read(_ commit: Commit) throws -> CommitReading {
        trees[commit.id] = commit.tree
        let parents = try commit.parents.map { try trees[$0] ?? repository.commit($0).tree }
        var reading = try CommitReading(tree: commit.tree, parents: parents, comparer: comparer)
        for change in reading.changes {
            for entry in change.old + [change.new] {
                // What cannot be read is left to the stack, which says so.
                guard let id = entry?.id, seen.insert(id).inserted, let document = try? contents.document(id)
                else { continue }
                reading.contents.append((id, EntityContent(document)))
            }
        }
        return reading
    }
}
