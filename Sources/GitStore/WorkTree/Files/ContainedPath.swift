#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A path relative to a root, taken apart and found to stay below it.
struct ContainedPath {
    /// The folders on the way, the outermost first.
    let folders: [String]
    let name: String
    /// As it was given.
    let text: String

    init(_ text: String) throws(FileError) {
        var components: [String] = []
        for component in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            // A `.git` on a file system that ignores case can be written `.GIT`.
            let isDotted = component.first == UInt8(ascii: ".")
            let isAllowed =
                !component.isEmpty && !component.contains(0)
                && !(isDotted
                    && (component.elementsEqual(".".utf8) || component.elementsEqual("..".utf8)
                        || component.lazy.map(Wildcard.lowercased).elementsEqual(".git".utf8)))
            guard isAllowed else { throw .invalidPath(text) }
            components.append(String(Substring(component)))
        }
        guard let last = components.popLast() else { throw .invalidPath(text) }
        folders = components
        name = last
        self.text = text
    }

    /// Opens the folder that holds the file, one component at a time and through no symbolic link.
    func openFolder(below root: OpenDirectory) throws(FileError) -> OpenDirectory {
        var directory = root
        for folder in folders {
            switch directory.directory(named: folder) {
            case .success(let next): directory = next
            case .failure(let error): throw ContainedPath.folderError(error, folder, in: directory, text)
            }
        }
        return directory
    }

    /// Tells a symbolic link from a file: the system gives one answer for both.
    static func folderError(
        _ error: SystemError, _ folder: String, in directory: OpenDirectory, _ path: String
    ) -> FileError {
        if error.code == ENOTDIR, case .success(let stamp) = directory.stamp(of: folder), stamp.type == .symbolicLink {
            return .symbolicLink(path)
        }
        return FileError(error, path)
    }
}
