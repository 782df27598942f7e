/// Remembers in which folders a writer is at work, so that the next one, or the next question, can sweep away the temporary
/// file of a writer that was killed there.
///
/// A list of the folders' paths in the vault that is there for as long as somebody writes. To be used by whoever holds the
/// writers' lock.
package struct WriteJournal: Sendable {
    private let list: PathListFile
    private let root: String

    /// - Parameters:
    ///   - path: where the journal is kept: absolute, in a folder that is there.
    ///   - root: the folder of the vault.
    package init(path: String, root: String) {
        list = PathListFile(path: path)
        self.root = root
    }

    /// True where a writer is at work, or was killed at it.
    package var isThere: Bool { list.isThere }

    /// Notes the folders in which files at these paths of the vault are about to be written.
    package func begin(_ paths: [String]) throws(FileError) {
        let folders = Set(
            paths.map { path in path.utf8.lastIndex(of: UInt8(ascii: "/")).map { Array(path.utf8[..<$0]) } ?? [] })
        try list.write(folders.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Forgets the folders, once nobody writes in them.
    package func end() { list.remove() }

    /// Removes what a killed writer left in the folders that it had noted.
    package func sweep() {
        defer { end() }
        guard case .success(let root) = OpenDirectory.root(root) else { return }
        for folder in list.read() {
            guard let directory = try? ContainedPath(folder.isEmpty ? "x" : folder + "/x").openFolder(below: root)
            else {
                continue
            }
            TemporaryFile.removeAll(in: directory)
        }
    }
}
