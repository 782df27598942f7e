import GitStore
import VaultIndex
import VaultModel

/// A vault that is open: the one thing that every face asks, and that changes are made through.
///
/// Not to be shared between threads. ``refresh(includingText:progress:)`` comes before questions, unless an old answer will do.
package final class Vault {
    package let surroundings: Surroundings
    let location: VaultLocation
    let index: IndexStore
    /// The commit that questions are asked of; nil for the present.
    package let moment: VaultMoment?
    /// True where the vault cannot be written, so that its index is in the person's cache folder.
    package let isIndexInCache: Bool
    /// True once the index was found damaged, by a question too, and was built anew.
    package var hasReplacedDamagedIndex: Bool { index.hasReplacedDamaged }
    /// True once the index could not be brought up to date, since neither the vault nor a cache folder can be written:
    /// answers come from an index that may miss what is new.
    package var isIndexBehind: Bool { index.isBehind }
    /// True once the vault's daemon did not answer in time, as one does not that is suspended. It is not asked again.
    package private(set) var isDaemonSilent = false
    private var knownSchema: Schema?

    /// The vault's folder: absolute, without a slash at its end, symbolic links resolved.
    package var root: String { index.source.root }

    /// The folder of all that Mosaic keeps on this machine for the vault: `mosaic` in git's own folder.
    package var stateFolder: String { location.repository.gitDirectory + "/mosaic" }

    /// Opens the vault that a path is in.
    ///
    /// - Throws: `VaultError` where there is no repository that can be read.
    package init(discovering path: String, surroundings: Surroundings) throws {
        self.surroundings = surroundings
        moment = nil
        location = try translatingErrors(at: path) { try VaultLocation.discover(from: path) }
        let source = IndexSource(repository: location.repository, vaultPath: location.vaultPath)
        let own = IndexStore(
            source: source, directory: location.repository.gitDirectory + "/mosaic", surroundings: surroundings.git,
            timeZones: surroundings.timeZones, secondsFromUTC: surroundings.secondsFromUTC)
        var used = own
        var isInCache = false
        if !own.makeFolder(), let cache = surroundings.cacheFolder {
            let cached = IndexStore(
                source: source, directory: "\(cache)/mosaic/\(Digest.hex(location.repository.gitDirectory))",
                makesParents: true, surroundings: surroundings.git, timeZones: surroundings.timeZones,
                secondsFromUTC: surroundings.secondsFromUTC)
            // Where that cannot be written either, there may be an index to read in the vault.
            isInCache = cached.makeFolder()
            if isInCache { used = cached }
        }
        index = used
        isIndexInCache = isInCache
    }

    /// Another vault as it was at a moment, whose index is ready.
    init(_ present: Vault, asOf moment: VaultMoment) {
        self.moment = moment
        location = present.location
        index = present.index
        isIndexInCache = present.isIndexInCache
        surroundings = present.surroundings.asOf(moment.time)
    }

    // MARK: - The index

    /// Brings the index up to date, or has the vault's daemon do so.
    ///
    /// - Parameters:
    ///   - includingText: whether the full-text index is to be current as well, as a search needs.
    ///   - progress: told how far long work is.
    /// - Returns: what there was to do.
    /// - Throws: `VaultError`.
    @discardableResult
    package func refresh(
        includingText: Bool = false, progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws -> IndexSummary {
        sweepAfterWriters()
        // Where a daemon watches, it knows what is to be done without a look at any file.
        let daemon = isDaemonSilent ? .noDaemon : daemonDoor.sync()
        if daemon == .current {
            knownSchema = nil
            return IndexSummary()
        }
        var isIndexBusy = false
        let summary = try refreshWithoutDaemon(includingText: includingText) {
            if case .waiting = $0 { isIndexBusy = true }
            progress($0)
        }
        // One that was at the index was only busy.
        if daemon == .silent, !isIndexBusy { isDaemonSilent = true }
        return summary
    }

    /// Brings the index up to date without asking a daemon, as the daemon itself does. `scope` is where in the work tree
    /// something may have changed since.
    func refreshWithoutDaemon(
        includingText: Bool, within scope: WorkTreeScanner.Scope = .everything,
        progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws -> IndexSummary {
        knownSchema = nil
        return try translatingErrors(at: root) {
            try index.refresh(includingText: includingText, within: scope, progress: progress)
        }
    }

    /// Builds the index anew beside the present one, and puts it in its place. The full-text index can be left for the
    /// first search.
    @discardableResult
    package func rebuild(
        includingText: Bool = true, progress: @escaping (IndexProgress) -> Void = { _ in }
    ) throws -> IndexSummary {
        knownSchema = nil
        return try translatingErrors(at: root) { try index.rebuild(includingText: includingText, progress: progress) }
    }

    /// Brings the index up to date, and compares it with one that is built beside it.
    package func verify(progress: @escaping (IndexProgress) -> Void = { _ in }) throws -> IndexVerification {
        try translatingErrors(at: root) { try index.verify(progress: progress) }
    }

    // MARK: - The schema

    /// The kinds and relations of the vault, as its `kinds/` say at the moment that is asked of.
    package func schema() throws -> Schema {
        if let knownSchema { return knownSchema }
        let schema = try translatingErrors(at: root) {
            let reader = try FileReader(root: root)
            return SchemaReader().read(
                try kindPaths(reader).compactMap { path in
                    (try? contents(of: path, from: reader)).map { (path: path, document: Document(bytes: $0)) }
                }
            ).schema
        }
        knownSchema = schema
        return schema
    }

    private func kindPaths(_ reader: FileReader) throws -> [String] {
        try askIfPossible { try $0.files.kindPaths() }
            ?? reader.names(in: "kinds").map { "kinds/" + $0 }
            .filter { VaultPath.isMarkdown($0) && !FileName.isHidden(path: $0) }
    }

    /// The kind that a person means by a name: the kind's own, its plural or its folder.
    ///
    /// - Throws: `VaultError.unknownKind`, `VaultError.unreadableKind`.
    package func kind(named name: String) throws -> Kind {
        let schema = try schema()
        if let kind = schema.kind(named: name) { return kind }
        // A file that cannot be read does not say what its plural is.
        if let (kind, path) = schema.unreadableFiles.first(where: { [$0.key, $0.key + "s"].contains(name) }) {
            throw VaultError.unreadableKind(kind, path: path)
        }
        throw VaultError.unknownKind(name, suggestion: try likelyKind(for: name))
    }

    /// The name, or the plural, of a kind that a word is nearly; nil where it is nearly none.
    package func likelyKind(for word: String) throws -> String? {
        Spelling.nearest(to: word, among: try schema().kinds.values.flatMap { [$0.name, $0.plural] }.sorted())
    }

    /// Asks questions of one state of the index, or of the commit that the vault is asked as of.
    func ask<Answer>(_ body: (IndexReader) throws -> Answer) throws -> Answer {
        try translatingErrors(at: root) {
            guard let moment else { return try index.read(body) }
            return try index.read(at: moment.id, body)
        }
    }

    /// Answers with several questions as if they were one: they are asked again where the index has changed meanwhile. A commit
    /// does not change.
    func asOne<Answer>(_ body: () throws -> Answer) throws -> Answer {
        if moment != nil { return try body() }
        return try translatingErrors(at: root) { try index.asOne(body) }
    }

    /// Asks the index; nil where there is none, or where a full disk has no room for what it takes to read it. What is made then
    /// is made of the files alone, which say nothing of a moment: of one, it is an error.
    func askIfPossible<Answer>(_ body: (IndexReader) throws -> Answer) throws -> Answer? {
        do {
            return try ask(body)
        } catch VaultError.noIndex where moment == nil {
            return nil
        } catch VaultError.diskFull where moment == nil {
            return nil
        }
    }

    /// A file of the vault as it is at the moment that is asked of.
    ///
    /// - Throws: `VaultError` where it cannot be read.
    func contents(of path: String) throws -> [UInt8] {
        try translatingErrors(at: root) { try contents(of: path, from: FileReader(root: root)) }
    }

    /// A file of the vault, read, as it is at the moment that is asked of; one that is too large, or that the system
    /// does not let be read, is malformed and without text.
    ///
    /// - Throws: `VaultError` where it cannot be read.
    func document(of path: String) throws -> Document {
        try translatingErrors(at: root) {
            do {
                let bytes = try contents(of: path, from: FileReader(root: root))
                let isTooLarge = bytes.count > DocumentLimits.fileBytes
                if isTooLarge { return Document(tooLargeWithByteCount: bytes.count) }
                return Document(bytes: bytes) { isInConflict(path) }
            } catch FileError.tooLarge(_, let size) {
                return Document(tooLargeWithByteCount: Int(size))
            } catch VaultError.fileNotReadable {
                return Document(unreadable: FileError.permissionDenied(path).phrase)
            }
        }
    }

    /// True where git has the file at a path in a conflict that nobody has resolved yet; a commit has none.
    func isInConflict(_ path: String) -> Bool {
        guard moment == nil, let repository = try? Repository(opening: location.repository.workTree) else {
            return false
        }
        return repository.isInConflict(index.source.prefix + path)
    }

    func contents(of path: String, from reader: FileReader) throws -> [UInt8] {
        guard let moment else {
            do {
                return try reader.read(path, limit: Int64(DocumentLimits.fileBytes)).bytes
            } catch .permissionDenied(let path) {
                throw VaultError.fileNotReadable(path: path)
            }
        }
        guard let bytes = try index.contents(of: path, at: moment.id) else { throw FileError.notFound(path) }
        return bytes
    }

    /// True where the history is cut off, because the repository is a shallow clone.
    package var hasShallowHistory: Bool {
        FileReader.stampAnywhere(location.repository.commonDirectory + "/shallow").map { $0.size > 0 } ?? false
    }

    /// True where the repository may lack what files said because it was cloned without.
    package var isPartialClone: Bool {
        (try? Repository(opening: location.repository.workTree))?.isPartialClone ?? false
    }

    /// True where anything stands at a path of the vault, be it a link that leads nowhere.
    func fileExists(_ path: String) -> Bool { FileReader.hasItemAnywhere("\(root)/\(path)") }
}
