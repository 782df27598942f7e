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
    /// The parent that the commit goes on from: of a merge beside the spine the one that it differs least from, so that
    /// what is noted of a branch is its own work, however often it takes over another's.
    var base = 0
    /// The paths in which a merge differs from its base; none for other commits.
    var differences: [TreeChange] = []

    /// Reads a commit, but for contents. `parents` are the trees of its parents.
    init(
        tree: ObjectID, parents: [ObjectID], isSpine: Bool, comparer: TreeComparer
    ) throws(GitStoreError) {
        changes = try comparer.changes(from: parents, to: tree)
        rules = try SchemaCache.Key(tree: tree, comparer: comparer)
        guard parents.count > 1 else { return }
        differences = try comparer.changes(from: [parents[0]], to: tree)
        if isSpine { return }
        for parent in parents.indices.dropFirst() where !differences.isEmpty {
            let others = try comparer.changes(from: [parents[parent]], to: tree)
            if others.count < differences.count { (base, differences) = (parent, others) }
        }
    }

    /// Reads commits ahead of the stack that they are pushed on: on one thread what they touched, on another what that says.
    /// `known` are the blobs whose contents are known already.
    static func ahead(
        of commits: [(commit: Commit, isSpine: Bool)], known: Set<ObjectID>, source: IndexSource
    ) -> ReadAhead<CommitReading> {
        let changes = ReadAhead<CommitReading>(count: commits.count) {
            guard let reader = try? ChangeReader(source: source) else { return { _ in nil } }
            return { try? reader.read(commits[$0].commit, isSpine: commits[$0].isSpine) }
        }
        return ReadAhead(changes, count: commits.count) {
            guard let reader = try? ContentReader(source: source, known: known) else { return { _, _ in nil } }
            return { reader.addingContents(to: $1) }
        }
    }
}

/// Reads what commits touched, with a repository of its own.
private final class ChangeReader {
    private let repository: Repository
    private let comparer: TreeComparer
    private var trees: [ObjectID: ObjectID] = [:]

    /// The trees of a hundred thousand files are large, and each is made from one before it.
    private static let treeBytes = 80 << 20

    init(source: IndexSource) throws(GitStoreError) {
        repository = try Repository(opening: source.repository.workTree)
        comparer = TreeComparer(
            repository: repository, prefix: source.prefix, fileSuffixes: VaultPath.markdownSuffixes,
            cacheByteLimit: Self.treeBytes)
    }

    func read(_ commit: Commit, isSpine: Bool) throws -> CommitReading {
        trees[commit.id] = commit.tree
        let parents = try commit.parents.map { try trees[$0] ?? repository.commit($0).tree }
        return try CommitReading(tree: commit.tree, parents: parents, isSpine: isSpine, comparer: comparer)
    }
}

/// Reads and parses the blobs that commits touched, each once, with a repository of its own.
private final class ContentReader {
    private let contents: ContentCache
    private var seen: Set<ObjectID>

    init(source: IndexSource, known: Set<ObjectID>) throws(GitStoreError) {
        contents = ContentCache(repository: try Repository(opening: source.repository.workTree))
        seen = known
    }

    func addingContents(to reading: CommitReading) -> CommitReading {
        var reading = reading
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
