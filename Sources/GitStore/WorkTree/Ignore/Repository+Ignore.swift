import CGit2

extension Repository {
    /// Finds where the ignore rules of a vault in this work tree are.
    ///
    /// `vaultPath` is the vault's path in the work tree, `""` for its root. `defaultExcludesFile` and `defaultAttributesFile`
    /// are what git takes where `core.excludesFile` and `core.attributesFile` are not set: `git/ignore` and `git/attributes`
    /// in the person's configuration folder. `globalConfigurations` are the configuration files outside the repository that
    /// could set them, be they there or not.
    package func ignoreSources(
        vaultPath: String, defaultExcludesFile: String?, defaultAttributesFile: String? = nil,
        globalConfigurations: [String]
    ) throws(GitStoreError) -> IgnoreSources {
        let configuration = try Configuration(of: pointer)
        var excludeFiles = [commonDirectory + "/info/exclude"]
        if let file = configuration.path("core.excludesfile") {
            if !file.isEmpty { excludeFiles.append(file.hasPrefix("/") ? file : workTree + "/" + file) }
        } else if let defaultExcludesFile {
            excludeFiles.append(defaultExcludesFile)
        }
        var sources = IgnoreSources(
            vault: vaultPath.isEmpty ? workTree : workTree + "/" + vaultPath, workTree: (workTree, vaultPath),
            excludeFiles: excludeFiles,
            configurationFiles: ConfigurationScanner.files(
                from: [commonDirectory + "/config", gitDirectory + "/config.worktree"] + globalConfigurations),
            ignoringCase: configuration.isTrue("core.ignorecase"))
        sources.conversions = ConversionSources(
            settings: Self.conversionSettings.compactMap { name in configuration[name].map { "\(name)=\($0)" } },
            attributesFiles: sources.foldersAboveVault.map {
                ($0.isEmpty ? workTree : "\(workTree)/\($0)") + "/.gitattributes"
            }
                + [commonDirectory + "/info/attributes", attributesFile ?? defaultAttributesFile, "/etc/gitattributes"]
                .compactMap { $0 })
        return sources
    }

    /// The settings that say how a file is converted when it is added.
    private static let conversionSettings = ["core.autocrlf", "core.eol", "core.safecrlf"]

    /// Takes git's index as it is now, to ask what it tracks; of one whose form libgit2 does not know (a split or a sparse
    /// index), the last commit in its place.
    package func trackedPaths(vaultPath: String) throws(GitStoreError) -> TrackedPaths {
        let prefix = vaultPath.isEmpty ? "" : vaultPath + "/"
        do throws(GitStoreError) {
            try RegularFiles.check(gitDirectory + "/index")
            var index: OpaquePointer?
            try Self.checkIndex(git_repository_index(&index, pointer))
            guard let index else { throw LibGit2.lastError(-1) }
            let paths = TrackedPaths(source: .index(index), prefix: prefix)
            try Self.checkIndex(git_index_read(index, 0))
            return paths
        } catch .unsupportedIndex {
            guard let head = try head().commit else { return TrackedPaths(source: .nothing, prefix: prefix) }
            let tree = try commit(head).tree
            return TrackedPaths(source: .tree(TreeComparer(repository: self), tree), prefix: prefix)
        }
    }
}

/// The paths that git tracks. Not to be shared between threads.
package final class TrackedPaths {
    fileprivate enum Source {
        case index(OpaquePointer)
        case tree(TreeComparer, ObjectID)
        case nothing
    }

    private let source: Source
    private let prefix: String

    fileprivate init(source: Source, prefix: String) {
        self.source = source
        self.prefix = prefix
    }

    deinit {
        if case .index(let index) = source { git_index_free(index) }
    }

    /// Tells whether git tracks a path, relative to the vault's root; of a folder, whether it tracks anything in it. What cannot
    /// be read counts as tracked.
    package func contains(_ path: String, isDirectory: Bool) -> Bool {
        let path = prefix + path
        switch source {
        case .index(let index):
            return isDirectory
                ? git_index_find_prefix(nil, index, path + "/") == 0 : git_index_find(nil, index, path) == 0
        case .tree(let trees, let tree):
            do throws(GitStoreError) {
                return isDirectory
                    ? try trees.subtree(at: path, in: tree) != nil : try trees.entry(at: path, in: tree) != nil
            } catch {
                return true
            }
        case .nothing: return false
        }
    }
}
