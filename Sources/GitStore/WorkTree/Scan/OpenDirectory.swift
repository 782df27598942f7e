#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A directory held open, closed with the last reference: everything in it is reached relative to it, so that no path is
/// built or resolved and no renamed parent or symbolic link can lead elsewhere.
final class OpenDirectory: Sendable {
    let descriptor: CInt

    private init(descriptor: CInt) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC

    /// Opens the root of a vault, which may itself be reached through symbolic links.
    static func root(_ path: String) -> Result<OpenDirectory, SystemError> {
        let descriptor = open(path, flags)
        return descriptor < 0 ? .failure(.last) : .success(OpenDirectory(descriptor: descriptor))
    }

    /// Opens a directory in this one. Not through a symbolic link.
    func directory(named name: UnsafePointer<CChar>) -> Result<OpenDirectory, SystemError> {
        let descriptor = openat(descriptor, name, OpenDirectory.flags | O_NOFOLLOW)
        return descriptor < 0 ? .failure(.last) : .success(OpenDirectory(descriptor: descriptor))
    }

    func stamp() -> Result<FileStamp, SystemError> {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? .success(FileStamp(status)) : .failure(.last)
    }

    /// Stamps an entry of this directory; a symbolic link is stamped itself.
    @inline(__always)
    func stamp(of name: UnsafePointer<CChar>) -> Result<FileStamp, SystemError> {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            ? .success(FileStamp(status)) : .failure(.last)
    }

    /// Calls `body` with each name, ended by a NUL, and the kind of file (`DT_REG`, …, or `DT_UNKNOWN`), except for `.` and
    /// `..`.
    func forEachName(_ body: (UnsafeRawBufferPointer, UInt8) -> Void) -> SystemError? {
        // A stream owns its descriptor and its position; this one has neither to give away.
        let own = openat(descriptor, ".", OpenDirectory.flags)
        guard own >= 0 else { return .last }
        guard let stream = fdopendir(own) else {
            let error = SystemError.last
            close(own)
            return error
        }
        defer { closedir(stream) }
        let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        while true {
            errno = 0
            guard let entry = readdir(stream) else { return errno == 0 ? nil : .last }
            let name = UnsafeRawPointer(entry) + nameOffset
            let length = strlen(name.assumingMemoryBound(to: CChar.self))
            let buffer = UnsafeRawBufferPointer(start: name, count: length)
            if FileName.equals(buffer, ".") || FileName.equals(buffer, "..") { continue }
            body(buffer, entry.pointee.d_type)
        }
    }
}

/// What the operating system answered to a call that failed.
package struct SystemError: Error, Hashable, Sendable {
    /// The `errno` of the call.
    package var code: CInt

    package init(code: CInt) { self.code = code }

    /// Of the call that has just failed.
    static var last: SystemError { SystemError(code: errno) }

    /// The system's own words for it, in English.
    package var description: String {
        var buffer = [CChar](repeating: 0, count: 256)
        _ = strerror_r(code, &buffer, buffer.count - 1)
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// True where the thing asked for is not there, or is of another kind than it was a moment ago.
    var meansVanished: Bool { code == ENOENT || code == ENOTDIR || code == ELOOP }

    /// True where the disk is full, or a quota is.
    package var meansNoSpace: Bool { code == ENOSPC || code == EDQUOT }

    /// True where a name, or a path, is longer than the system takes.
    package var meansTooLong: Bool { code == ENAMETOOLONG }

    /// True where this process lacks something and the answer says nothing of the file.
    package var meansExhausted: Bool { code == EMFILE || code == ENFILE || code == ENOMEM }

    /// What keeps this process from opening any file; nil where nothing does. For errors of libraries that do not say so.
    package static func ofOpening() -> SystemError? {
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else {
            close(descriptor)
            return nil
        }
        let error = SystemError.last
        return error.meansExhausted ? error : nil
    }

    /// What `body` gives; nil where it fails twice, and not for what this process lacks.
    ///
    /// - Throws: `FileError` where this process can open no file, which says nothing of what was asked for.
    package static func unlessExhausted<Result>(_ body: () throws -> Result) throws(FileError) -> Result? {
        if let result = (try? body()) ?? (try? body()) { return result }
        if let error = ofOpening() { throw FileError(error, "") }
        return nil
    }
}
