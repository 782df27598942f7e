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
            guard let reader = try? ChangeReader(commits, source: source) else { return { _ in nil } }
            return { try? reader.read($0) }
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
    private let commits: [(commit: Commit, isSpine: Bool)]
    /// The places of the commits that were read, in all of them: a child finds its parents' trees there.
    private var places: [ObjectID: Int32] = [:]

    /// The trees of a hundred thousand files are large, and each is made from one before it.
    private static let treeBytes = 80 << 20

    init(_ commits: [(commit: Commit, isSpine: Bool)], source: IndexSource) throws(GitStoreError) {
        self.commits = commits
        repository = try Repository(opening: source.repository.workTree)
        comparer = TreeComparer(
            repository: repository, prefix: source.prefix, fileSuffixes: VaultPath.markdownSuffixes,
            cacheByteLimit: Self.treeBytes)
    }

    func read(_ place: Int) throws -> CommitReading {
        let (commit, isSpine) = commits[place]
        places[commit.id] = Int32(place)
        let parents = try commit.parents.map { parent in
            try places[parent].map { commits[Int($0)].commit.tree } ?? repository.commit(parent).tree
        }
        return try CommitReading(tree: commit.tree, parents: parents, isSpine: isSpine, comparer: comparer)
    }
}

/// Reads and parses the blobs that commits touched, each once, with a repository of its own.
private final class ContentReader {
    private let contents: ContentCache
    private let known: Set<ObjectID>
    private var seen: Set<ObjectID> = []

    init(source: IndexSource, known: Set<ObjectID>) throws(GitStoreError) {
        contents = ContentCache(repository: try Repository(opening: source.repository.workTree))
        self.known = known
    }

    func addingContents(to reading: CommitReading) -> CommitReading {
        var reading = reading
        for change in reading.changes {
            for entry in change.old + [change.new] {
                // What cannot be read is left to the stack, which says so.
                guard let id = entry?.id, !known.contains(id), seen.insert(id).inserted,
                    let document = try? contents.document(id)
                else { continue }
                reading.contents.append((id, EntityContent(document)))
            }
        }
        return reading
    }
}
