import GitStore
import VaultModel

/// What a tree says of how its files are to be read: the kinds as of that commit, and whether folders name kinds.
struct TreeRules: Sendable {
    var schema: Schema
    /// True where the tree has `.mosaic/config.yaml`.
    var usesFolders: Bool
}

/// The rules of each commit's tree, read once for each state of `kinds/` and of the configuration.
final class SchemaCache {
    /// What in a tree the rules depend on.
    struct Key: Hashable, Sendable {
        var kinds: ObjectID?
        var configuration: ObjectID?

        init(tree: ObjectID, comparer: TreeComparer) throws(GitStoreError) {
            kinds = try comparer.subtree(at: "kinds", in: tree)
            configuration = try comparer.subtree(at: ".mosaic", in: tree)
        }
    }

    private let contents: ContentCache
    private let comparer: TreeComparer
    private let kinds: TreeComparer
    private var rules: [Key: TreeRules] = [:]

    /// - Parameters:
    ///   - repository: where the trees are.
    ///   - contents: where the definitions are.
    ///   - prefix: the vault's folder in the repository, with a slash at its end, or empty.
    ///   - comparer: reads trees below that folder.
    init(repository: Repository, contents: ContentCache, prefix: String, comparer: TreeComparer) {
        self.contents = contents
        self.comparer = comparer
        kinds = TreeComparer(
            repository: repository, prefix: prefix + "kinds", fileSuffixes: VaultPath.markdownSuffixes)
    }

    func rules(forTree tree: ObjectID, key: Key) throws -> TreeRules {
        if let known = rules[key] { return known }
        var files: [(path: String, document: Document)] = []
        if key.kinds != nil {
            for file in try kinds.entries(of: tree) where !file.path.contains("/") {
                guard let document = try contents.document(file.entry.id) else { continue }
                files.append((path: "kinds/\(file.path)", document: document))
            }
        }
        let usesFolders = try comparer.entry(at: ".mosaic/config.yaml", in: tree) != nil
        let read = TreeRules(schema: SchemaReader().read(files).schema, usesFolders: usesFolders)
        rules[key] = read
        return read
    }
}
