import GitStore

/// The vault that an index is of.
package struct IndexSource: Hashable, Sendable {
    package var repository: RepositoryLocation
    /// The vault's folder in the repository, without a slash at its end; empty where the work tree is the vault.
    package var vaultPath: String

    package init(repository: RepositoryLocation, vaultPath: String) {
        self.repository = repository
        self.vaultPath = vaultPath
    }

    /// What paths in the repository begin with: the vault's folder with a slash at its end, or nothing.
    package var prefix: String { vaultPath.isEmpty ? "" : vaultPath + "/" }

    /// The path in the vault of a path in the repository; nil for one outside of the vault. Told by the bytes: to a reader's eye, a slash
    /// and a mark at the beginning of a name can be one.
    package func pathInVault(_ path: String) -> String? {
        if vaultPath.isEmpty { return path }
        return path.utf8.starts(with: prefix.utf8) ? String(path.utf8.dropFirst(prefix.utf8.count)) : nil
    }

    /// The vault's folder in the file system, without a slash at its end.
    package var root: String {
        let workTree = repository.workTree
        if vaultPath.isEmpty { return workTree }
        return workTree == "/" ? "/\(vaultPath)" : "\(workTree)/\(vaultPath)"
    }
}

/// Where a person keeps git's settings, which say what else is ignored and how files are converted. Read from the process by whoever starts it.
package struct GitSurroundings: Hashable, Sendable {
    /// What git takes where `core.excludesFile` is not set: `git/ignore` in the person's configuration folder.
    package var excludesFile: String?
    /// What git takes where `core.attributesFile` is not set: `git/attributes` in the same folder.
    package var attributesFile: String?
    /// The configuration files outside of the repository, be they there or not.
    package var configurationFiles: [String]

    package init(excludesFile: String?, attributesFile: String? = nil, configurationFiles: [String]) {
        self.excludesFile = excludesFile
        self.attributesFile = attributesFile
        self.configurationFiles = configurationFiles
    }
}
