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
    private struct Key: Hashable {
        var kinds: ObjectID?
        var configuration: ObjectID?
    }

    private let repository: Repository
    private let prefix: String
    private var rules: [Key: TreeRules] = [:]

    /// - Parameter prefix: the vault's folder in the repository, with a slash at its end, or empty.
    init(repository: Repository, prefix: String) {
        self.repository = repository
        self.prefix = prefix
    }

    func rules(forTree tree: ObjectID) throws -> TreeRules {
        let kinds = try repository.entry(at: prefix + "kinds", in: tree)
        let configuration = try repository.entry(at: prefix + ".mosaic", in: tree)
        let key = Key(kinds: kinds?.id, configuration: configuration?.id)
        if let known = rules[key] { return known }
        var files: [(path: String, document: Document)] = []
        if let kinds, kinds.isTree {
            for file in try repository.files(in: kinds.id, suffixes: VaultPath.markdownSuffixes)
            where !file.path.contains("/") {
                let document = try repository.withBlob(file.entry.id) { Document(bytes: Array($0)) }
                files.append((path: "kinds/\(file.path)", document: document))
            }
        }
        let usesFolders = try repository.entry(at: prefix + ".mosaic/config.yaml", in: tree) != nil
        let read = TreeRules(schema: SchemaReader.read(files).schema, usesFolders: usesFolders)
        rules[key] = read
        return read
    }
}
