#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the file system says of a file without opening it: two equal stamps mean equal contents, but for a change within
/// one tick of the file system's clock (see `RacyClock`).
package struct FileStamp: Hashable, Sendable {
    /// In bytes.
    package var size: Int64
    /// When the contents last changed, in nanoseconds since 1970. A program can set it to anything.
    package var modified: Int64
    /// When the contents, the name or the permissions last changed, in nanoseconds since 1970. No program can set it.
    package var statusChanged: Int64
    package var inode: UInt64
    /// The kind of file and its permissions, as in `st_mode`.
    package var mode: UInt32

    package init(size: Int64, modified: Int64, statusChanged: Int64, inode: UInt64, mode: UInt32) {
        self.size = size
        self.modified = modified
        self.statusChanged = statusChanged
        self.inode = inode
        self.mode = mode
    }

    @inline(__always)
    init(_ status: stat) {
        size = Int64(status.st_size)
        #if canImport(Darwin)
            modified = FileStamp.nanoseconds(status.st_mtimespec)
            statusChanged = FileStamp.nanoseconds(status.st_ctimespec)
        #else
            modified = FileStamp.nanoseconds(status.st_mtim)
            statusChanged = FileStamp.nanoseconds(status.st_ctim)
        #endif
        inode = UInt64(status.st_ino)
        mode = UInt32(status.st_mode)
    }

    /// Wraps around rather than traps: a damaged file system can hold any time at all.
    @inline(__always)
    static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

extension FileStamp {
    /// What a mode says the file is.
    enum FileType: Equatable {
        case regular, directory, symbolicLink, other
    }

    static func type(ofMode mode: UInt32) -> FileType {
        switch mode & UInt32(S_IFMT) {
        case UInt32(S_IFREG): .regular
        case UInt32(S_IFDIR): .directory
        case UInt32(S_IFLNK): .symbolicLink
        default: .other
        }
    }

    var type: FileType { FileStamp.type(ofMode: mode) }
}

/// Tells which stamps cannot be trusted yet.
///
/// A file that is written, stamped and written again within one tick of the file system's clock bears the same stamp with
/// other contents (git calls such an entry *racily clean*). So a stamp whose change time is not clearly older than the
/// moment at which the scan began is remembered as racy, and the next scan reports its file as possibly changed.
///
/// The change time alone decides: unlike the modification time it cannot be set back, and every write moves it.
struct RacyClock {
    /// When the scan began, by the clock that stamps files, in nanoseconds since 1970.
    var takenAt: Int64
    /// The longest tick to reckon with, in nanoseconds.
    var threshold: Int64

    /// File systems that keep whole seconds only (or two: FAT) show it by a time without a fraction.
    static let coarsestGranularity: Int64 = 2_000_000_000

    @inline(__always)
    func isRacy(_ statusChanged: Int64) -> Bool {
        let isWholeSecond = statusChanged % 1_000_000_000 == 0
        let granularity = isWholeSecond ? max(threshold, RacyClock.coarsestGranularity) : threshold
        return statusChanged >= takenAt &- granularity
    }

    /// Reads the clock from which the file system takes its times, in nanoseconds since 1970: on Linux the one that moves
    /// by the kernel's tick, which is never ahead of a stamp that is written later.
    static func now() -> Int64 {
        var time = timespec()
        #if canImport(Darwin)
            clock_gettime(CLOCK_REALTIME, &time)
        #else
            clock_gettime(CLOCK_REALTIME_COARSE, &time)
        #endif
        return FileStamp.nanoseconds(time)
    }
}
