#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a file held at one moment.
package struct FileContents: Hashable, Sendable {
    package var bytes: [UInt8]
    package var stamp: FileStamp
}

/// Reads files of a vault, whatever others do to it meanwhile: below the root only, through no symbolic link, regular files
/// only (a FIFO would block), and never half of an old version and half of a new one.
///
/// Keeps the folder of the last file open, so that files are best read folder by folder. Make one for a command or a
/// batch, as a folder that is moved while it is open is not noticed. Not to be shared between threads.
package final class FileReader {
    private let root: OpenDirectory
    private var lastFolder: (path: [String], directory: OpenDirectory)?

    /// Makes a reader of the vault in a folder, which may itself be a symbolic link.
    package init(root: String) throws(FileError) {
        switch OpenDirectory.root(root) {
        case .success(let directory): self.root = directory
        case .failure(let error): throw FileError(error, root)
        }
    }

    /// Reads the file at a path relative to the root, of at most `limit` bytes.
    package func read(_ path: String, limit: Int64) throws(FileError) -> FileContents {
        let path = try ContainedPath(path)
        if lastFolder == nil || lastFolder?.path != path.folders {
            lastFolder = (path.folders, try path.openFolder(below: root))
        }
        let folder = lastFolder?.directory ?? root
        return try FileReader.read(path.name, in: folder, path.text, limit: limit)
    }

    /// True where something is at a path relative to the root, even what cannot be read: a link, a folder, somebody else's file.
    package func hasItem(at path: String) -> Bool {
        guard let path = try? ContainedPath(path), let folder = try? path.openFolder(below: root) else { return false }
        return if case .success = folder.stamp(of: path.name) { true } else { false }
    }

    /// The names of what is in a folder, in order; none where there is no such folder.
    package func names(in folder: String) -> [String] {
        guard let directory = try? ContainedPath(folder.isEmpty ? "x" : folder + "/x").openFolder(below: root) else {
            return []
        }
        var names: [String] = []
        _ = directory.forEachName { name, _ in names.append(String(decoding: name, as: UTF8.self)) }
        return names.sorted()
    }

    /// How often a file that changes while it is read is read again.
    private static let attempts = 4

    /// `readThrough` is called between the reading of the bytes and the check that they are of one version, for tests.
    static func read(
        _ name: String, in folder: OpenDirectory, _ path: String, limit: Int64, readThrough: () -> Void = {}
    ) throws(FileError) -> FileContents {
        for _ in 0..<attempts {
            let descriptor = openat(folder.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileReader.openingError(.last, path) }
            defer { close(descriptor) }
            if let contents = try read(descriptor, path, limit: limit, readThrough: readThrough) { return contents }
        }
        throw .changedWhileReading(path)
    }

    /// Nil if the file changed meanwhile.
    private static func read(
        _ descriptor: CInt, _ path: String, limit: Int64, readThrough: () -> Void = {}
    ) throws(FileError) -> FileContents? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(.last, path) }
        let stamp = FileStamp(status)
        guard stamp.type == .regular else { throw .notARegularFile(path) }
        guard stamp.size <= limit else { throw .tooLarge(path, size: stamp.size) }
        var failure: SystemError?
        // One more byte than there should be, to see a file that has grown.
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(stamp.size) + 1) { buffer, count in
            count = 0
            while count < buffer.count {
                let got = systemRead(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
                if got == 0 { break }
                if got > 0 {
                    count += got
                } else if errno != EINTR {
                    return failure = .last
                }
            }
        }
        if let failure { throw FileError(failure, path) }
        readThrough()
        guard fstat(descriptor, &status) == 0 else { throw FileError(.last, path) }
        return FileStamp(status) == stamp && bytes.count == Int(stamp.size)
            ? FileContents(bytes: bytes, stamp: stamp) : nil
    }

    private static func openingError(_ error: SystemError, _ path: String) -> FileError {
        // A socket, or a device without a driver.
        if error.code == ENXIO || error.code == ENODEV { return .notARegularFile(path) }
        return FileError(error, path)
    }
}

extension FileReader {
    /// Reads a file anywhere, as those that git's configuration names.
    package static func readAnywhere(
        _ path: String, limit: Int64, followingLinks: Bool = false
    ) throws(FileError) -> FileContents {
        for _ in 0..<attempts {
            let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followingLinks ? 0 : O_NOFOLLOW)
            let descriptor = open(path, flags)
            guard descriptor >= 0 else { throw FileError(.last, path) }
            defer { close(descriptor) }
            if let contents = try read(descriptor, path, limit: limit) { return contents }
        }
        throw .changedWhileReading(path)
    }

    /// What `body` reads; nil for what is not there, and for what cannot be read as it is.
    ///
    /// - Throws: `FileError` where the next attempt may do better, so that nobody knows what there is.
    package static func ifReadable(
        _ body: () throws(FileError) -> FileContents
    ) throws(FileError) -> FileContents? {
        do throws(FileError) {
            return try body()
        } catch {
            if error.isPassing { throw error }
            return nil
        }
    }

    /// Stamps a file anywhere, following links; nil where there is none.
    package static func stampAnywhere(_ path: String) -> FileStamp? {
        var status = stat()
        return stat(path, &status) == 0 ? FileStamp(status) : nil
    }

    /// True where something is at a path anywhere, even what cannot be read, such as a link that leads nowhere. Links on the way are
    /// followed.
    package static func hasItemAnywhere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }
}

/// The C library's, whose name the methods above shadow.
#if canImport(Darwin)
    private let systemRead = Darwin.read
#elseif canImport(Glibc)
    private let systemRead = Glibc.read
#elseif canImport(Musl)
    private let systemRead = Musl.read
#endif
