#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why a file of a vault could not be read or written. Each case carries the path concerned, as it was given.
package enum FileError: Error, Hashable, Sendable {
    /// Not a path of a vault: empty, absolute, with a `.`, `..` or empty component or a NUL, or into a `.git`.
    case invalidPath(String)
    case notFound(String)
    case alreadyExists(String)
    /// The file is not what it was when it was read, so that writing would undo another's change.
    case conflict(String)
    /// A directory, FIFO, socket or device.
    case notARegularFile(String)
    /// The file or a folder on the way to it is a symbolic link. Links are not followed.
    case symbolicLink(String)
    /// A folder on the way to it is a file.
    case notADirectory(String)
    case tooLarge(String, size: Int64)
    /// It changed under every attempt to read it.
    case changedWhileReading(String)
    case permissionDenied(String)
    case readOnlyFileSystem(String)
    /// The disk is full, or a quota is.
    case noSpace(String)
    case failed(String, SystemError)
    /// The change is made, but the system could not promise that it lasts through a power cut; why, and what the stamp
    /// was of a file that is no longer there.
    indirect case unsynced(FileError, removed: FileStamp?)

    /// True where the next attempt may do better though nobody changes the file: the system failed, or this process lacks something.
    package var isPassing: Bool {
        switch self {
        case .failed(_, let error): !error.meansTooLong
        case .changedWhileReading: true
        default: false
        }
    }

    /// True where this process lacks something and the answer says nothing of the file.
    package var meansExhausted: Bool { if case .failed(_, let error) = self { error.meansExhausted } else { false } }

    init(_ error: SystemError, _ path: String) {
        self =
            switch error.code {
            case ENOENT: .notFound(path)
            case EEXIST: .alreadyExists(path)
            case ELOOP: .symbolicLink(path)
            case ENOTDIR: .notADirectory(path)
            case EISDIR: .notARegularFile(path)
            case EACCES, EPERM: .permissionDenied(path)
            case EROFS: .readOnlyFileSystem(path)
            case ENOSPC, EDQUOT: .noSpace(path)
            default: .failed(path, error)
            }
    }
}
