import CGit2

/// An open git repository with a work tree: the way to everything that has been committed.
///
/// Reads only, through libgit2; ``GitCommand`` writes. Not to be shared between threads: each opens its own.
package final class Repository {
    /// The folder of this work tree's own state (`HEAD`, the index): absolute, without a trailing slash.
    package let gitDirectory: String
    /// The folder that all work trees of the repository share (objects, refs): absolute, without a trailing slash.
    package let commonDirectory: String
    /// The root of the work tree: absolute, without a trailing slash, symbolic links resolved.
    package let workTree: String
    /// The commits at which a shallow clone ends. They have parents elsewhere, and none here.
    package let shallowBoundary: Set<ObjectID>

    let pointer: OpaquePointer
    let store: OpaquePointer
    /// The packs of the repository's own store, as they are when they are first asked for.
    private(set) lazy var packs = PackFolder(commonDirectory: commonDirectory)
    private lazy var packed = PackedObjects(packs)
    private var objectReads = 0
    /// The file that `core.attributesFile` names; nil where it names none.
    private(set) lazy var attributesFile = (try? Configuration(of: pointer))?.path("core.attributesfile")

    /// Opens the repository that `path` is in, walking upwards as git does.
    package convenience init(discovering path: String) throws(GitStoreError) {
        try self.init(path: path, flags: 0)
    }

    /// Opens the repository at `path`: its work tree, or its `.git`.
    package convenience init(opening path: String) throws(GitStoreError) {
        try self.init(path: path, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
    }

    private init(path: String, flags: UInt32) throws(GitStoreError) {
        guard LibGit2.isReady else { throw LibGit2.lastError(-1) }
        try RepositoryLocation.checkFiles(from: path)
        var opened: OpaquePointer?
        func open() -> GitStoreError? {
            let code = git_repository_open_ext(&opened, path, flags, nil)
            return code == 0 ? nil : Self.openingError(code, path: path)
        }
        var failure = open()
        if case .foreignOwner? = failure, Self.trustsEveryOwner {
            try LibGit2.check(mosaic_git2_accept_owners())
            failure = open()
        }
        if let failure { throw failure }
        guard let repository = opened else { throw .other(code: -1, message: "") }
        var store: OpaquePointer?
        do throws(GitStoreError) {
            try Self.checkFormat(of: repository)
            guard let directory = git_repository_workdir(repository) else { throw .bareRepository(path: path) }
            workTree = Self.absolute(directory)
            gitDirectory = Self.absolute(git_repository_path(repository))
            commonDirectory = Self.absolute(git_repository_commondir(repository))
            shallowBoundary = try Self.shallowBoundary(in: commonDirectory)
            store = try ObjectStore.open(commonDirectory: commonDirectory)
            try LibGit2.check(git_repository_set_odb(repository, store))
        } catch {
            git_odb_free(store)
            git_repository_free(repository)
            throw error
        }
        guard let store else {
            git_repository_free(repository)
            throw .other(code: -1, message: "")
        }
        self.pointer = repository
        self.store = store
    }

    /// Refuses a work tree that the configuration puts elsewhere: a repository that is unpacked somewhere could make any
    /// folder of the person its own. That of a submodule or a linked work tree has a `.git` that leads here.
    package func checkWorkTree() throws(GitStoreError) {
        guard let there = try? Repository(opening: workTree), there.gitDirectory == gitDirectory else {
            throw .strayWorkTree(path: workTree)
        }
    }

    deinit {
        git_odb_free(store)
        git_repository_free(pointer)
    }

    /// For few objects, the packs are not worth opening.
    private static let readsBeforePacks = 32

    /// The quick way to commits and blobs; nil as long as few are read.
    func packedObjects() -> PackedObjects? {
        guard objectReads >= Self.readsBeforePacks else {
            objectReads += 1
            return nil
        }
        return packed
    }

    // MARK: - Opening

    private static func openingError(_ code: Int32, path: String) -> GitStoreError {
        let message = LibGit2.lastMessage()
        // Without any safe.directory, libgit2 1.5 reports that there is none, in place of why it looked for one.
        if code == GIT_EOWNER.rawValue || message.contains("safe.directory") {
            return .foreignOwner(path: RepositoryLocation.root(above: path))
        }
        if code == GIT_ENOTFOUND.rawValue { return .notARepository(path: path) }
        // The only thing that libgit2 says of an unknown extension is this message.
        let prefix = "unsupported extension name extensions."
        if message.hasPrefix(prefix) { return .unsupportedExtension(String(message.dropFirst(prefix.count))) }
        return .other(code: code, message: message)
    }

    /// True where the person's or the machine's `safe.directory` is `*`, which libgit2 1.5 does not know.
    private static var trustsEveryOwner: Bool {
        var configuration: OpaquePointer?
        guard git_config_open_default(&configuration) == 0 else { return false }
        defer { git_config_free(configuration) }
        var iterator: OpaquePointer?
        guard git_config_multivar_iterator_new(&iterator, configuration, "safe.directory", nil) == 0, let iterator
        else { return false }
        defer { git_config_iterator_free(iterator) }
        var isTrusted = false
        var entry: UnsafeMutablePointer<git_config_entry>?
        while git_config_next(&entry, iterator) == 0, let value = entry?.pointee.value {
            // An empty one takes back those before it.
            isTrusted = value.pointee == 0 ? false : isTrusted || String(cString: value) == "*"
        }
        return isTrusted
    }

    private static func absolute(_ path: UnsafePointer<CChar>?) -> String {
        guard let path else { return "" }
        var text = String(cString: path)
        if let real = FileReading.realPath(text) { return real }
        while text.utf8.count > 1, text.hasSuffix("/") { text.removeLast() }
        return text
    }

    /// Refuses what libgit2 1.5 opens and then misreads: its list of extensions is of names, not of values.
    private static func checkFormat(of repository: OpaquePointer) throws(GitStoreError) {
        let configuration = try Configuration(of: repository)
        guard let version = configuration["core.repositoryformatversion"], version != "0" else { return }
        if let format = configuration["extensions.objectformat"], format.lowercased() != "sha1" {
            throw .unsupportedObjectFormat(format)
        }
        if let format = configuration["extensions.refstorage"], format.lowercased() != "files" {
            throw .unsupportedReferenceFormat(format)
        }
    }

    /// Reads `shallow`, which has an id a line. libgit2 1.5 knows that the file is there, and not what it means.
    private static func shallowBoundary(in directory: String) throws(GitStoreError) -> Set<ObjectID> {
        Set(try FileReading.objectIDs(in: directory + "/shallow"))
    }
}
