#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Remembers in which folders a writer is at work, so that the next one, or the next question, can sweep away the temporary
/// file of a writer that was killed there.
///
/// A file that is there for as long as somebody writes: the folders' paths in the vault, each ended by a NUL. To be used by
/// whoever holds the writers' lock.
package struct WriteJournal: Sendable {
    private let path: String
    private let root: String

    /// - Parameters:
    ///   - path: where the journal is kept: absolute, in a folder that is there.
    ///   - root: the folder of the vault.
    package init(path: String, root: String) {
        self.path = path
        self.root = root
    }

    /// True where a writer is at work, or was killed at it.
    package var isThere: Bool { FileReading.exists(path) }

    /// Notes the folders in which files at these paths of the vault are about to be written.
    package func begin(_ paths: [String]) throws(FileError) {
        let folders = Set(paths.map { path in path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" })
        var bytes: [UInt8] = []
        for folder in folders.sorted() { bytes += Array(folder.utf8) + [0] }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(.last, path) }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count else {
            let error = FileError(.last, path)
            end()
            throw error
        }
    }

    /// Forgets the folders, once nobody writes in them.
    package func end() { unlink(path) }

    /// Removes what a killed writer left in the folders that it had noted.
    package func sweep() {
        guard let noted = try? FileReader.readAnywhere(path, limit: Self.largestSize),
            case .success(let root) = OpenDirectory.root(root)
        else { return end() }
        for folder in noted.bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast() {
            let inside = String(decoding: folder + (folder.isEmpty ? [] : [UInt8(ascii: "/")]), as: UTF8.self) + "x"
            guard let directory = try? VaultPath(inside).openFolder(below: root) else { continue }
            TemporaryFile.removeAll(in: directory)
        }
        end()
    }

    private static let largestSize: Int64 = 16 << 20
}
