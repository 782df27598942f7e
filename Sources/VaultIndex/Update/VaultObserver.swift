import GRDB
import GitStore
import VaultModel

/// Looks at a vault as it is now, and tells whether an index is current: the one step that every question pays for.
///
/// While nothing has changed it opens no repository through libgit2: `HEAD` and the stamps of files say all.
struct VaultObserver {
    let source: IndexSource
    let surroundings: GitSurroundings
    let timeZones: TimeZones

    /// Within a `scope` of some directories, it looks only at these of the work tree, and at all of what git says.
    ///
    /// - Throws: `GitStoreError` and `FileError` where the repository or the vault's folder cannot be read, and what the
    ///   database throws.
    func observe(
        _ database: Database, within scope: WorkTreeScanner.Scope = .everything
    ) throws -> VaultObservation {
        let known = try VaultState(Metadata(database: database))
        let location = source.repository
        let repository = LazyRepository(location)
        let head = try location.head() ?? repository.opened().head()
        let areRulesCurrent =
            known.map { IgnoreFingerprint.isCurrent($0.ignoreFingerprint, at: location.gitDirectory) } ?? false
        let gitIndexStamp = FileStamp.text(ofFile: location.gitDirectory + "/index")
        let ignoreRules = LazyIgnoreRules(source: source, surroundings: surroundings, repository: repository)

        let scanner = WorkTreeScanner(root: source.root) { path, isDirectory in
            ignoreRules.exclusion(of: path, isDirectory: isDirectory)
        }
        var recheck = WorkTreeScanner.Recheck.nothing
        if known?.gitIndexStamp != gitIndexStamp { recheck = .gitIgnored }
        if !areRulesCurrent { recheck = .everything }
        let snapshot = try RowStatement(database, "SELECT snapshot FROM directories WHERE path = ?")
        var scope = scope
        if recheck == .gitIgnored, scope != .everything {
            scope = scope.union(.directories(try Self.directoriesWithGitIgnored(database)))
        }
        var scan = try scanner.scan(recheck: recheck, within: scope) { directory in
            try snapshot.bind(directory).first { $0.bytes(0).map { Array($0) } } ?? nil
        }
        let isFullScan = known == nil || scan.foundDamagedSnapshot
        if scan.foundDamagedSnapshot { scan = try scanner.scan { _ in nil } }
        if let error = ignoreRules.error { throw error }

        let missing = known?.missingObjects
        let storeStamp = missing?.isEmpty == true ? "" : Self.storeStamp(location)
        var hasFoundObjects = false
        if let missing, known?.storeStamp != storeStamp {
            hasFoundObjects = try missing.contains { try repository.opened().contains($0) }
        }
        let outer: (fingerprint: [UInt8], conversions: String)
        if areRulesCurrent, let known {
            outer = (known.ignoreFingerprint, known.conversions)
        } else {
            let sources = try ignoreRules.sources()
            outer = (
                IgnoreFingerprint.take(sources, at: location.gitDirectory), try Self.digest(of: sources.conversions)
            )
        }
        let inner: (mosaicIgnores: String, gitAttributes: String)
        if let known, !scan.ruleFilesChanged, !isFullScan {
            inner = (known.mosaicIgnores, known.gitAttributes)
        } else {
            let folders = try folders(scan, database)
            inner = (
                try digest(ofFiles: ".mosaicignore", in: folders), try digest(ofFiles: ".gitattributes", in: folders)
            )
        }
        let state = VaultState(
            head: head.commit, mergeHeads: try location.mergeHeads(),
            ignoreFingerprint: outer.fingerprint,
            gitIndexStamp: gitIndexStamp, mailmap: Digest.hex(String(decoding: try location.mailmap(), as: UTF8.self)),
            mosaicIgnores: inner.mosaicIgnores, conversions: outer.conversions, gitAttributes: inner.gitAttributes,
            shallowBoundary: Digest.hex(String(decoding: try location.shallowBoundary(), as: UTF8.self)),
            storeStamp: storeStamp, usesFolders: FileStamp.text(ofFile: source.root + "/.mosaic/config.yaml") != "",
            timeZones: timeZones.version)
        return VaultObservation(
            known: known, state: state, areRulesCurrent: areRulesCurrent, scan: scan, isFullScan: isFullScan,
            hasFoundObjects: hasFoundObjects, surroundings: surroundings, repository: repository,
            ignoreRules: ignoreRules)
    }

    /// The directories in which git's index has a say in what is part of the vault.
    private static func directoriesWithGitIgnored(_ database: Database) throws -> Set<String> {
        var paths: Set<String> = []
        try RowStatement(database, "SELECT path, substr(snapshot, 1, ?) FROM directories")
            .bind(Int64(DirectorySnapshot.headerSize)).forEach { row in
                if let header = row.bytes(1), DirectorySnapshot.hasGitIgnored(header: header) {
                    paths.insert(row.text(0))
                }
            }
        return paths
    }

    /// Of the folders that objects come into: packs, and those of loose objects, whose names are an id's first byte.
    private static func storeStamp(_ location: RepositoryLocation) -> String {
        let digits = Array("0123456789abcdef")
        let folders = digits.flatMap { first in digits.map { "\(first)\($0)" } } + ["pack"]
        return folders.reduce("") { digest, folder in
            Digest.hex(digest, FileStamp.text(ofFile: "\(location.commonDirectory)/objects/\(folder)"))
        }
    }

    private static func digest(of sources: ConversionSources) throws -> String {
        let settings = sources.settings.reduce("") { Digest.hex($0, $1) }
        return try sources.attributesFiles.reduce(settings) { digest, path in
            let contents = try FileReader.ifReadable { () throws(FileError) in
                try FileReader.readAnywhere(path, limit: largestRuleFile, followingLinks: true)
            }
            guard let contents else { return digest }
            return Digest.hex(digest, path, String(decoding: contents.bytes, as: UTF8.self))
        }
    }

    /// In bytes: far above any that people keep.
    private static let largestRuleFile: Int64 = 8 << 20

    /// The folders of the vault, in their order.
    private func folders(_ scan: WorkTreeScan, _ database: Database) throws -> [String] {
        var folders = Set<ExactText>(of: scan.changedDirectories.map(\.path))
        try RowStatement(database, "SELECT path FROM directories").forEach { folders.insert(ExactText($0.text(0))) }
        folders.subtract(scan.removedDirectories.map(ExactText.init))
        return folders.sorted().map(\.text)
    }

    /// A digest of every file of a name in folders of the vault.
    private func digest(ofFiles name: String, in folders: [String]) throws -> String {
        let reader = try FileReader(root: source.root)
        var digest = ""
        for folder in folders {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            let contents = try FileReader.ifReadable { () throws(FileError) in
                try reader.read(path, limit: Self.largestRuleFile)
            }
            guard let contents else { continue }
            digest = Digest.hex(digest, path, String(decoding: contents.bytes, as: UTF8.self))
        }
        return digest
    }

    /// True where the ignore rules keep a file at this path, at which there is none yet, out of the vault. False where they
    /// cannot be read.
    func isIgnored(_ path: String) -> Bool {
        let repository = LazyRepository(source.repository)
        return LazyIgnoreRules(source: source, surroundings: surroundings, repository: repository)
            .exclusion(of: path, isDirectory: false).isExcluded
    }
}

/// What was seen of a vault at one moment, and what of it an index does not know yet.
struct VaultObservation {
    /// What the index was made from; nil for an empty one.
    let known: VaultState?
    let state: VaultState
    let areRulesCurrent: Bool
    let scan: WorkTreeScan
    /// True where the scan is of everything, as for an index without snapshots.
    let isFullScan: Bool
    /// True where the store has objects now that the past was told without.
    let hasFoundObjects: Bool
    let surroundings: GitSurroundings
    let repository: LazyRepository
    let ignoreRules: LazyIgnoreRules

    /// True where all of the past is to be told anew: more or less of it can be read, or is part of the vault.
    var isAnotherPast: Bool {
        guard let known else { return false }
        return known.mosaicIgnores != state.mosaicIgnores || known.shallowBoundary != state.shallowBoundary
            || hasFoundObjects
    }

    /// True where a file can be another blob than it was although it has not changed.
    var convertsOtherwise: Bool {
        guard let known else { return false }
        return known.conversions != state.conversions || known.gitAttributes != state.gitAttributes
    }

    /// True where nothing has changed since the index was made.
    var isCurrent: Bool {
        guard let known else { return false }
        return scan.isUnchanged && !isFullScan && areRulesCurrent && known.head == state.head
            && known.mergeHeads == state.mergeHeads && known.gitIndexStamp == state.gitIndexStamp
            && known.mailmap == state.mailmap
            && known.usesFolders == state.usesFolders && known.timeZones == state.timeZones
            && known.storeStamp == state.storeStamp && !isAnotherPast && !convertsOtherwise
    }
}

/// The repository, opened through libgit2 when it is first needed.
final class LazyRepository {
    private let location: RepositoryLocation
    private var repository: Repository?

    init(_ location: RepositoryLocation) {
        self.location = location
    }

    func opened() throws(GitStoreError) -> Repository {
        if let repository { return repository }
        let opened = try Repository(opening: location.workTree)
        repository = opened
        return opened
    }

    /// Gives up what was opened, and with it what libgit2 holds of the packs; it is opened again when it is needed.
    func close() { repository = nil }
}

/// The ignore rules, read when they are first asked.
final class LazyIgnoreRules {
    private let source: IndexSource
    private let surroundings: GitSurroundings
    private let repository: LazyRepository
    private var rules: IgnoreRules?
    private var tracked: TrackedPaths?
    private var failure: (any Error)?
    /// Why the rules could not be had. Everything counts as included then, and the answer is not to be used.
    var error: (any Error)? { failure ?? rules?.error }

    init(source: IndexSource, surroundings: GitSurroundings, repository: LazyRepository) {
        self.source = source
        self.surroundings = surroundings
        self.repository = repository
    }

    func sources() throws(GitStoreError) -> IgnoreSources {
        try repository.opened().ignoreSources(
            vaultPath: source.vaultPath, defaultExcludesFile: surroundings.excludesFile,
            defaultAttributesFile: surroundings.attributesFile,
            globalConfigurations: surroundings.configurationFiles)
    }

    func exclusion(of path: String, isDirectory: Bool) -> Exclusion {
        do {
            return try read().exclusion(of: path, isDirectory: isDirectory)
        } catch {
            failure = failure ?? error
            return .included
        }
    }

    /// Whether a path of the history is part of the vault.
    func isInHistory(_ path: String) -> Bool {
        do {
            return try !read().isExcludedFromHistory(path)
        } catch {
            failure = failure ?? error
            return true
        }
    }

    /// Gives up what is large and can be read again.
    func releaseMemory() {
        tracked = nil
        repository.close()
    }

    private func read() throws(GitStoreError) -> IgnoreRules {
        if let rules { return rules }
        let made = IgnoreRules(try sources()) { [unowned self] in isTracked($0, isDirectory: $1) }
        rules = made
        return made
    }

    /// Git's index is read only where git's rules match something: it has a line for every file.
    private func isTracked(_ path: String, isDirectory: Bool) -> Bool {
        do {
            let paths = try tracked ?? repository.opened().trackedPaths(vaultPath: source.vaultPath)
            tracked = paths
            return paths.contains(path, isDirectory: isDirectory)
        } catch {
            failure = failure ?? error
            return true
        }
    }
}

extension FileStamp {
    /// The stamp of a file anywhere, as a text to compare with; empty where there is none.
    static func text(ofFile path: String) -> String {
        guard let stamp = FileReader.stampAnywhere(path) else { return "" }
        return "\(stamp.size) \(stamp.modified) \(stamp.statusChanged) \(stamp.inode)"
    }
}
