/// Where the ignore rules of a vault come from.
package struct IgnoreSources: Hashable, Sendable {
    /// The folder of the vault.
    package var vault: String
    /// The root of git's work tree, and the vault's path in it (`""` where they are the same); nil where there is no git.
    package var workTree: (root: String, vaultPath: String)? {
        get { workTreeRoot.map { ($0, vaultPath) } }
        set { (workTreeRoot, vaultPath) = (newValue?.root, newValue?.vaultPath ?? "") }
    }
    /// Files of git's own rules beside the `.gitignore`s, the most telling first: `info/exclude`, then
    /// `core.excludesFile`.
    package var excludeFiles: [String]
    /// Files that decide where the rules are, so that the sources are to be found anew when one changes.
    package var configurationFiles: [String]
    /// `core.ignoreCase`.
    package var ignoringCase: Bool
    /// What else says which blob a file of the vault is.
    package var conversions = ConversionSources()

    private var workTreeRoot: String?
    private var vaultPath = ""

    package init(
        vault: String, workTree: (root: String, vaultPath: String)?, excludeFiles: [String] = [],
        configurationFiles: [String] = [], ignoringCase: Bool = false
    ) {
        self.vault = vault
        self.excludeFiles = excludeFiles
        self.configurationFiles = configurationFiles
        self.ignoringCase = ignoringCase
        self.workTree = workTree
    }

    /// The folders from the work tree's root down to the one that holds the vault's, as paths in the work tree.
    var foldersAboveVault: [String] {
        var folders: [String] = []
        for index in vaultPath.utf8.indices where vaultPath.utf8[index] == UInt8(ascii: "/") {
            folders.append(String(vaultPath[..<index]))
        }
        return workTreeRoot == nil || vaultPath.isEmpty ? [] : [""] + folders
    }

    /// The files outside the vault's tree that rules, and what converts files, come from, be they there or not.
    package var filesOutsideVault: [String] {
        let root = workTreeRoot ?? ""
        let above = foldersAboveVault.map { ($0.isEmpty ? root : root + "/" + $0) + "/.gitignore" }
        return above + excludeFiles + configurationFiles + conversions.attributesFiles
    }
}

/// What decides outside of a vault's tree how git converts the line ends of its files, and so which blob each of them is.
package struct ConversionSources: Hashable, Sendable {
    /// The settings that have a say, each with its value.
    package var settings: [String] = []
    /// The files of attributes, be they there or not. The `.gitattributes` in the tree are not among them.
    package var attributesFiles: [String] = []
}

/// Answers what the ignore rules keep out of a vault: what a `.mosaicignore` matches, and what git's own rules match, unless
/// git tracks it.
///
/// Both kinds have the same syntax, and the same law: in a folder that is kept out, everything is. Reads the ignore files
/// when they are first needed and keeps them: make another one for each scan. Not to be shared between threads.
package final class IgnoreRules {
    private let sources: IgnoreSources
    private let isTracked: (_ path: String, _ isDirectory: Bool) -> Bool
    private let readList: (_ path: String) throws -> [UInt8]
    private let prefix: [UInt8]
    private var excludeLists: [IgnoreList] = []
    private var folders: [String: Folder] = [:]
    /// Why a list could not be had that may be there. It counts as empty then, and no answer is to be used.
    package private(set) var error: (any Error)?

    /// The rules that hold in one folder, with those that it inherits.
    private struct Folder {
        /// Itself kept out by a `.mosaicignore`.
        var isMosaicIgnored = false
        /// Itself matched by git's rules.
        var isGitIgnored = false
        /// The deepest first.
        var mosaicLists: [Placed] = []
        var gitLists: [Placed] = []
    }

    /// A list, and where paths relative to its folder begin in paths from the work tree's root.
    private struct Placed {
        var list: IgnoreList
        var offset: Int
    }

    /// Makes rules from their sources. `isTracked` says whether git's index has the path, relative to the vault's root, or
    /// anything in it where it is a folder; it is asked only about what git's rules match.
    package convenience init(
        _ sources: IgnoreSources, isTracked: @escaping (_ path: String, _ isDirectory: Bool) -> Bool
    ) {
        self.init(sources, isTracked: isTracked) { path in
            try FileReader.ifReadable { () throws(FileError) in
                try FileReader.readAnywhere(path, limit: IgnoreRules.maximumSize)
            }?.bytes ?? []
        }
    }

    /// Makes the rules of a vault of which everything is tracked, as one is that has just been checked out: `mosaicIgnore`
    /// gives the `.mosaicignore` at a path relative to the vault's root; empty where there is none.
    package convenience init(ignoringCase: Bool, mosaicIgnore: @escaping (_ path: String) throws -> [UInt8]) {
        self.init(IgnoreSources(vault: "", workTree: nil, ignoringCase: ignoringCase), isTracked: { _, _ in true }) {
            try mosaicIgnore(String($0.dropFirst()))
        }
    }

    private init(
        _ sources: IgnoreSources, isTracked: @escaping (_ path: String, _ isDirectory: Bool) -> Bool,
        readList: @escaping (_ path: String) throws -> [UInt8]
    ) {
        self.sources = sources
        self.isTracked = isTracked
        self.readList = readList
        let vaultPath = sources.workTree?.vaultPath ?? ""
        prefix = vaultPath.isEmpty ? [] : Array(vaultPath.utf8) + [UInt8(ascii: "/")]
        excludeLists = sources.workTree == nil ? [] : sources.excludeFiles.map { list($0) }
    }

    /// Tells whether a path, relative to the vault's root, is kept out.
    ///
    /// Looks at the folders above as well, so that any path may be asked about in any order.
    package func exclusion(of path: String, isDirectory: Bool) -> Exclusion {
        let folder = folder(IgnoreRules.parent(path))
        let full = prefix + Array(path.utf8)
        if isMosaicIgnored(full, isDirectory: isDirectory, in: folder) { return Exclusion(isExcluded: true) }
        guard isGitIgnored(full, isDirectory: isDirectory, in: folder) else { return .included }
        return Exclusion(isExcluded: !isTracked(path, isDirectory), isGitIgnored: true)
    }

    /// Tells whether a file of any commit is kept out: by the dot in its path (see `FileName.isHidden`), by its depth or by
    /// the `.mosaicignore` files as they are now. Git's rules do not matter to what has been committed.
    package func isExcludedFromHistory(_ path: String) -> Bool {
        if FileName.isHidden(path: path) { return true }
        if path.utf8.count(where: { $0 == UInt8(ascii: "/") }) > WorkTreeScanner.maximumDepth { return true }
        let folder = folder(IgnoreRules.parent(path))
        if folder.isMosaicIgnored { return true }
        if folder.mosaicLists.isEmpty { return false }
        return isMosaicIgnored(prefix + Array(path.utf8), isDirectory: false, in: folder)
    }

    /// Tells whether a folder of any commit is kept out, as ``isExcludedFromHistory(_:)`` does for files.
    package func isFolderExcludedFromHistory(_ path: String) -> Bool {
        FileName.isHidden(path: path) || folder(path).isMosaicIgnored
    }

    // MARK: - Verdicts

    private func isMosaicIgnored(_ full: [UInt8], isDirectory: Bool, in folder: Folder) -> Bool {
        folder.isMosaicIgnored || verdict(full, isDirectory, folder.mosaicLists) ?? false
    }

    private func isGitIgnored(_ full: [UInt8], isDirectory: Bool, in folder: Folder) -> Bool {
        if folder.isGitIgnored { return true }
        if let verdict = verdict(full, isDirectory, folder.gitLists) { return verdict }
        return verdict(full, isDirectory, excludeLists.map { Placed(list: $0, offset: 0) }) ?? false
    }

    private func verdict(_ full: [UInt8], _ isDirectory: Bool, _ lists: [Placed]) -> Bool? {
        full.withUnsafeBytes { full in
            for placed in lists {
                let path = UnsafeRawBufferPointer(rebasing: full[placed.offset...])
                if let verdict = placed.list.isIgnored(
                    path, isDirectory: isDirectory, ignoringCase: sources.ignoringCase)
                {
                    return verdict
                }
            }
            return nil
        }
    }

    // MARK: - Folders

    private func folder(_ path: String) -> Folder {
        if let folder = folders[path] { return folder }
        var folder = path.isEmpty ? aboveVault() : inherited(path)
        let offset = prefix.count + (path.isEmpty ? 0 : path.utf8.count + 1)
        let place = path.isEmpty ? sources.vault : sources.vault + "/" + path
        // Nothing in a folder that is kept out can be let in again.
        if !folder.isMosaicIgnored { add(place + "/.mosaicignore", offset, to: &folder.mosaicLists) }
        if !folder.isGitIgnored, sources.workTree != nil { add(place + "/.gitignore", offset, to: &folder.gitLists) }
        folders[path] = folder
        return folder
    }

    private func inherited(_ path: String) -> Folder {
        var folder = folder(IgnoreRules.parent(path))
        let full = prefix + Array(path.utf8)
        folder.isMosaicIgnored = isMosaicIgnored(full, isDirectory: true, in: folder)
        folder.isGitIgnored = isGitIgnored(full, isDirectory: true, in: folder)
        return folder
    }

    /// What the folders between the work tree's root and the vault's say.
    private func aboveVault() -> Folder {
        var folder = Folder()
        guard let workTree = sources.workTree else { return folder }
        for path in sources.foldersAboveVault + (prefix.isEmpty ? [] : [workTree.vaultPath]) {
            if !path.isEmpty {
                folder.isGitIgnored = isGitIgnored(Array(path.utf8), isDirectory: true, in: folder)
                if folder.isGitIgnored { return folder }
            }
            if path == workTree.vaultPath { return folder }
            let place = path.isEmpty ? workTree.root : workTree.root + "/" + path
            add(place + "/.gitignore", path.isEmpty ? 0 : path.utf8.count + 1, to: &folder.gitLists)
        }
        return folder
    }

    private func add(_ file: String, _ offset: Int, to lists: inout [Placed]) {
        let list = list(file)
        if !list.isEmpty { lists.insert(Placed(list: list, offset: offset), at: 0) }
    }

    /// A file that is not there, or may not be read, has no rules; nor has a symbolic link, as in git.
    private func list(_ file: String) -> IgnoreList {
        do {
            return IgnoreList(try readList(file))
        } catch {
            self.error = self.error ?? error
            return IgnoreList([])
        }
    }

    /// Far above any list that a person keeps.
    private static let maximumSize: Int64 = 8 << 20

    private static func parent(_ path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
        return String(path[..<slash])
    }
}
