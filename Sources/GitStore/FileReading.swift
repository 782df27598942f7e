#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads small files without Foundation.
enum FileReading {
    /// The whole file; nil where there is none, or where something on the way to it is not a folder. What is no file, such as
    /// a pipe or a device, is neither waited for nor read to an end that may not come.
    static func contents(of path: String) throws(GitStoreError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            // A socket, or a device without a driver.
            if errno == ENXIO || errno == ENODEV { throw .notAFile(path: path) }
            throw .unreadable(path: path, code: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw status.st_mode & S_IFMT == S_IFDIR ? .unreadable(path: path, code: EISDIR) : .notAFile(path: path)
        }
        let expected = Int(status.st_size)
        var bytes: [UInt8] = []
        while true {
            let room = max(expected - bytes.count, 512)
            var code: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let got = read(descriptor, buffer.baseAddress, room)
                if got < 0 { code = errno }
                count = max(got, 0)
            }
            if code == EINTR { continue }
            if code != 0 { throw .unreadable(path: path, code: code) }
            if chunk.isEmpty { return bytes }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
        }
    }

    /// The ids in a file that has one a line; none where there is no file.
    static func objectIDs(in path: String) throws(GitStoreError) -> [ObjectID] {
        (try contents(of: path) ?? []).split(separator: UInt8(ascii: "\n")).compactMap { line in
            line.withUnsafeBytes { ObjectID(hexBytes: $0) }
        }
    }

    /// The path with every symbolic link resolved and without a trailing slash; nil where there is nothing at it.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// What is at the path, a symbolic link itself; nil where there is nothing, or nothing that can be looked at.
    static func stamp(of path: String) -> FileStamp? {
        var status = stat()
        return lstat(path, &status) == 0 ? FileStamp(status) : nil
    }

    /// True where something is at the path, be it a dangling symbolic link.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }
}
