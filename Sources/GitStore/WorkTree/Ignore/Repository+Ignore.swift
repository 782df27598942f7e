import CGit2

extension Repository {
    /// Finds where the ignore rules of a vault in this work tree are.
    ///
    /// `vaultPath` is the vault's path in the work tree, `""` for its root. `defaultExcludesFile` is what git takes where
    /// `core.excludesFile` is not set: `git/ignore` in the person's configuration folder. `globalConfigurations` are the
    /// configuration files outside the repository that could set it, be they there or not.
    package func ignoreSources(
        vaultPath: String, defaultExcludesFile: String?, globalConfigurations: [String]
    ) throws(GitStoreError) -> IgnoreSources {
        let configuration = try Configuration(of: pointer)
        var excludeFiles = [commonDirectory + "/info/exclude"]
        if let file = configuration.path("core.excludesfile") {
            if !file.isEmpty { excludeFiles.append(file.hasPrefix("/") ? file : workTree + "/" + file) }
        } else if let defaultExcludesFile {
            excludeFiles.append(defaultExcludesFile)
        }
        return IgnoreSources(
            vault: vaultPath.isEmpty ? workTree : workTree + "/" + vaultPath, workTree: (workTree, vaultPath),
            excludeFiles: excludeFiles,
            configurationFiles: [commonDirectory + "/config", gitDirectory + "/config.worktree"] + globalConfigurations,
            ignoringCase: configuration.isTrue("core.ignorecase"))
    }

    /// Takes git's index as it is now, to ask what it tracks.
    package func trackedPaths(vaultPath: String) throws(GitStoreError) -> TrackedPaths {
        try RegularFiles.check(gitDirectory + "/index")
        var index: OpaquePointer?
        try Self.checkIndex(git_repository_index(&index, pointer))
        guard let index else { throw LibGit2.lastError(-1) }
        let paths = TrackedPaths(index: index, prefix: vaultPath.isEmpty ? "" : vaultPath + "/")
        try Self.checkIndex(git_index_read(index, 0))
        return paths
    }
}

/// The paths in git's index. Not to be shared between threads.
package final class TrackedPaths {
    private let index: OpaquePointer
    private let prefix: String

    fileprivate init(index: OpaquePointer, prefix: String) {
        self.index = index
        self.prefix = prefix
    }

    deinit { git_index_free(index) }

    /// Tells whether git tracks a path, relative to the vault's root; of a folder, whether it tracks anything in it.
    package func contains(_ path: String, isDirectory: Bool) -> Bool {
        isDirectory
            ? git_index_find_prefix(nil, index, prefix + path + "/") == 0
            : git_index_find(nil, index, prefix + path) == 0
    }
}
