import GitStore
import VaultModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a vault is: a folder of a git work tree, most often its root.
struct VaultLocation: Hashable {
    var repository: RepositoryLocation
    /// The vault's folder in the work tree, without a slash at its end; empty where the work tree is the vault.
    var vaultPath: String
    /// The folder from which it was found, as a path in the vault; empty for the vault's own folder.
    var standpoint: String

    /// Finds the vault that a path is in: the nearest folder upwards that holds `.mosaic/`, else the root of the work tree.
    ///
    /// - Throws: `GitStoreError` where there is no repository that can be read.
    static func discover(from path: String) throws(GitStoreError) -> VaultLocation {
        let repository: RepositoryLocation
        if let found = RepositoryLocation.discover(from: path) {
            repository = found
        } else {
            let opened = try Repository(discovering: path)
            try opened.checkWorkTree()
            repository = RepositoryLocation(
                workTree: opened.workTree, gitDirectory: opened.gitDirectory,
                commonDirectory: opened.commonDirectory)
        }
        let start =
            realpath(path, nil).flatMap { resolved in
                defer { free(resolved) }
                return repository.pathInWorkTree(String(cString: resolved))
            } ?? ""
        let vaultPath = vaultPath(above: start, in: repository)
        return VaultLocation(
            repository: repository, vaultPath: vaultPath,
            standpoint: vaultPath.isEmpty ? start : String(start.utf8.dropFirst(vaultPath.utf8.count + 1)) ?? "")
    }

    private static func vaultPath(above start: String, in repository: RepositoryLocation) -> String {
        var folder = start
        while !folder.isEmpty, !isFolder("\(repository.workTree)/\(folder)/.mosaic") {
            folder = String(VaultPath.folder(of: folder))
        }
        return folder
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
