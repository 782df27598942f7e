import GitStore

/// The vault that an index is of.
package struct IndexSource: Hashable, Sendable {
    package var repository: RepositoryLocation
    /// The vault's folder in the repository, with a slash at its end; empty where the work tree is the vault.
    package var prefix: String

    package init(repository: RepositoryLocation, prefix: String) {
        self.repository = repository
        self.prefix = prefix
    }

    /// The vault's root in the file system, without a slash at its end.
    package var root: String {
        prefix.isEmpty ? repository.workTree : "\(repository.workTree)/\(prefix.dropLast())"
    }
}
