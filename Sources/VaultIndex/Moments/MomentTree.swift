import GitStore
import VaultModel

/// The files of a vault as a commit has them: what a scan would find in a clone that has just checked it out.
struct MomentTree {
    let commit: Commit
    let repository: Repository
    /// Reads trees below the vault's folder.
    let comparer: TreeComparer
    let ignoreRules: IgnoreRules
    /// The Markdown files, sorted by the bytes of their paths.
    private(set) var files: [TreeFile] = []
    /// What can be linked to and is never read.
    private(set) var attachments: [String] = []
    private(set) var problems: [WorkTreeProblem] = []
    /// A digest of all `.mosaicignore` files, as `VaultState` has it of the work tree.
    let mosaicIgnores: String

    /// - Throws: `GitStoreError` where the commit or one of its trees cannot be read.
    init(_ id: ObjectID, source: IndexSource, repository: Repository) throws(GitStoreError) {
        self.repository = repository
        commit = try repository.commit(id)
        comparer = TreeComparer(repository: repository, prefix: source.prefix)
        let everything = try comparer.everything(in: commit.tree)
        let lists = Dictionary(
            everything.filter { VaultPath.name(of: $0.path) == ".mosaicignore" && !$0.entry.isSymbolicLink }.map {
                ($0.path, $0.entry.id)
            }, uniquingKeysWith: { first, _ in first })
        let settings = try repository.ignoreSources(
            vaultPath: source.vaultPath, defaultExcludesFile: nil, globalConfigurations: [])
        /// What a list says; nothing where the repository lacks it.
        func contents(_ id: ObjectID) throws(GitStoreError) -> [UInt8] {
            do throws(GitStoreError) {
                return try repository.blob(id)
            } catch .missingObject {
                return []
            }
        }
        let rules = IgnoreRules(ignoringCase: settings.ignoringCase) { try lists[$0].map(contents) ?? [] }
        ignoreRules = rules
        let readLists = lists.map { (folder: String(VaultPath.folder(of: $0.key)), path: $0.key, id: $0.value) }
            .filter { !rules.isFolderExcludedFromHistory($0.folder) }.sorted { $0.folder < $1.folder }
        var digest = ""
        for list in readLists {
            digest = Digest.hex(digest, list.path, String(decoding: try contents(list.id), as: UTF8.self))
        }
        mosaicIgnores = digest
        // A tree that git did not write can have a name twice, of which the first counts.
        var known: Set<ExactText> = []
        for file in everything where known.insert(ExactText(file.path)).inserted { take(file) }
        if let error = rules.error as? GitStoreError { throw error }
    }

    private mutating func take(_ file: TreeFile) {
        if let folder = Self.folderTooDeep(file.path) {
            if problems.last?.path != folder { problems.append(WorkTreeProblem(path: folder, kind: .tooDeep)) }
            return
        }
        guard !ignoreRules.isExcludedFromHistory(file.path) else { return }
        if file.isPathRepaired {
            problems.append(WorkTreeProblem(path: file.path, kind: .nameNotUTF8(Array(file.path.utf8))))
        } else if FileName.isMarkdown(String(VaultPath.name(of: file.path))), !file.entry.isSymbolicLink {
            files.append(file)
        } else {
            if FileName.isMarkdown(String(VaultPath.name(of: file.path))) {
                problems.append(WorkTreeProblem(path: file.path, kind: .symbolicLink))
            }
            attachments.append(file.path)
        }
    }

    /// The first folder on the way to a file that is nested too deep to be part of a vault.
    private static func folderTooDeep(_ path: String) -> String? {
        let depth = path.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) }
        guard depth > WorkTreeScanner.maximumDepth else { return nil }
        return path.split(separator: "/").prefix(WorkTreeScanner.maximumDepth + 1).joined(separator: "/")
    }

    /// The kinds and the configuration of the commit, and what is wrong with the kinds by their paths.
    func rules(_ contents: ContentCache) throws -> (rules: TreeRules, diagnostics: [String: [Diagnostic]]) {
        let kinds = try files.filter { VaultPath.folder(of: $0.path) == "kinds" }
            .compactMap { file in try contents.document(file.entry.id).map { (path: file.path, document: $0) } }
        let reading = SchemaReader().read(kinds)
        let usesFolders = try comparer.entry(at: ".mosaic/config.yaml", in: commit.tree) != nil
        return (TreeRules(schema: reading.schema, usesFolders: usesFolders), reading.diagnostics)
    }

    /// The bytes of the `.mailmap` at the root of the repository; none where there is none.
    func mailmap() throws(GitStoreError) -> [UInt8] {
        let root = TreeComparer(repository: repository)
        guard let entry = try root.entry(at: ".mailmap", in: commit.tree), !entry.isSymbolicLink else { return [] }
        return try repository.blob(entry.id)
    }

    /// Reads files ahead of those who ask for them: on one thread the documents, on another what follows from each. A document
    /// that cannot be read has no record: its rows need the past.
    func ahead(
        of files: [TreeFile], source: IndexSource, records: EntityRecordReader
    ) -> ReadAhead<EntityRecord?> {
        let documents = ReadAhead<Document>(count: files.count) {
            guard let repository = try? Repository(opening: source.repository.workTree) else { return { _ in nil } }
            let contents = ContentCache(repository: repository)
            return { place in (try? contents.document(files[place].entry.id)) ?? nil }
        }
        return ReadAhead(documents, count: files.count) {
            { place, document in .some(records.record(ofReadable: document, path: files[place].path)) }
        }
    }
}
