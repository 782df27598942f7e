#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file of this machine's own state that lists paths, each ended by a NUL, for as long as work on them is not finished.
///
/// Written in place: of a process that is killed in writing it lists fewer paths, and none that is cut off.
package struct PathListFile: Sendable {
    private let path: String

    /// - Parameter path: where the file is kept: absolute, in a folder that is there.
    package init(path: String) {
        self.path = path
    }

    /// True where the file is there, be it empty.
    package var isThere: Bool { FileReading.exists(path) }

    /// Writes the paths in place of what the file had, neither at one stroke nor forced to the disk.
    ///
    /// - Throws: `FileError` where it cannot be written; then there is no such file any more, save where it could not be
    ///   opened.
    package func write(_ paths: [String]) throws(FileError) {
        var bytes: [UInt8] = []
        for path in paths { bytes += Array(path.utf8) + [0] }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(.last, path) }
        defer { close(descriptor) }
        if let error = FileWriting.write(bytes, to: descriptor) {
            remove()
            throw FileError(error, path)
        }
    }

    /// The paths, in the order in which they were written; none where there is no such file.
    package func read() -> [String] {
        guard let contents = try? FileReader.readAnywhere(path, limit: Self.largestSize) else { return [] }
        return contents.bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Removes the file; does nothing where it is not there, or cannot be removed.
    package func remove() { unlink(path) }

    private static let largestSize: Int64 = 16 << 20
}
