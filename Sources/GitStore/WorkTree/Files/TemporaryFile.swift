#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A new file under a hidden name, to be renamed or removed. Closed with the last reference.
final class TemporaryFile {
    let name: String
    let descriptor: CInt
    private let folder: OpenDirectory

    /// Makes one with the permissions `mode`, less what the process's mask forbids. `path` is that of the file that it is
    /// for, to be named in errors.
    init(in folder: OpenDirectory, mode: mode_t, _ path: String) throws(FileError) {
        self.folder = folder
        while true {
            let name = Self.name(UInt64.random(in: .min ... .max))
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
            let descriptor = openat(folder.descriptor, name, flags, mode)
            if descriptor >= 0 {
                self.name = name
                self.descriptor = descriptor
                return
            }
            if errno != EEXIST { throw FileError(.last, path) }
        }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8], _ path: String) throws(FileError) {
        if let error = FileWriting.write(bytes, to: descriptor) { throw FileError(error, path) }
    }

    /// A file of another owner is taken over where the system does not allow it to be given away.
    func takeOwnerAndMode(of other: stat, _ path: String) throws(FileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(.last, path) }
        if status.st_uid != other.st_uid || status.st_gid != other.st_gid {
            if fchown(descriptor, other.st_uid, other.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, other.st_gid) }
        }
        guard fchmod(descriptor, other.st_mode & 0o7777) == 0 else { throw FileError(.last, path) }
    }

    func stamp(_ path: String) throws(FileError) -> FileStamp {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(.last, path) }
        return FileStamp(status)
    }

    func remove() { unlinkat(folder.descriptor, name, 0) }

    // MARK: - Those that others left

    private static let start = ".mosaic-"
    private static let ending = ".tmp"
    private static let radix = 36

    private static func name(_ number: UInt64) -> String { start + String(number, radix: radix) + ending }

    /// True for a name that one can have, and hardly a file of a person's.
    private static func isName(_ name: String) -> Bool {
        let number = name.dropFirst(start.count).dropLast(ending.count)
        return UInt64(number, radix: radix).map(Self.name) == name
    }

    /// Removes every temporary file in a folder, whoever made it.
    static func removeAll(in folder: OpenDirectory) {
        var names: [String] = []
        _ = folder.forEachName { bytes, _ in
            let name = String(decoding: bytes, as: UTF8.self)
            if isName(name) { names.append(name) }
        }
        for name in names { unlinkat(folder.descriptor, name, 0) }
    }
}
