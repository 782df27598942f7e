#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of which a part is in memory at a time. To map it would cost a page fault for most of what is read, and the whole of it
/// would soon count as memory of the process.
final class FileWindow {
    /// In bytes, as when the file was opened.
    let byteCount: Int
    private let descriptor: Int32
    private var buffer: UnsafeMutableRawBufferPointer
    /// What of the file is in the buffer.
    private var range = 0..<0

    /// In bytes. What is packed together is often read together.
    private static let shortestRead = 8 << 10

    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        buffer = .allocate(byteCount: Self.shortestRead, alignment: 1)
        var status = stat()
        byteCount = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
        guard byteCount > 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        buffer.deallocate()
    }

    /// The bytes in a range of offsets, valid until others are asked for; nil where the file does not have them.
    func bytes(_ wanted: Range<Int>) -> UnsafeRawBufferPointer? {
        guard wanted.lowerBound >= 0, wanted.upperBound <= byteCount else { return nil }
        if wanted.lowerBound < range.lowerBound || wanted.upperBound > range.upperBound {
            guard read(wanted) else { return nil }
        }
        let start = wanted.lowerBound - range.lowerBound
        return UnsafeRawBufferPointer(rebasing: buffer[start..<(start + wanted.count)])
    }

    private func read(_ wanted: Range<Int>) -> Bool {
        let count = min(max(wanted.count, Self.shortestRead), byteCount - wanted.lowerBound)
        if buffer.count < count || buffer.count > max(4 * count, Self.shortestRead) {
            buffer.deallocate()
            buffer = .allocate(byteCount: count, alignment: 1)
        }
        range = wanted.lowerBound..<wanted.lowerBound
        while range.count < count {
            let got = pread(
                descriptor, buffer.baseAddress.map { $0 + range.count }, count - range.count, off_t(range.upperBound))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            range = range.lowerBound..<(range.upperBound + got)
        }
        return range.upperBound >= wanted.upperBound
    }
}
