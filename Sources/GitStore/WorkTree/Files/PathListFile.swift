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

    package var isThere: Bool { FileReading.exists(path) }

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

    package func remove() { unlink(path) }

    private static let largestSize: Int64 = 16 << 20
}
