#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads and writes small files.
enum TextFile {
    static func bytes(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", path) }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw failure("read", path) }
        let size = Int(information.st_size)
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                guard got > 0 else { throw failure("read", path) }
                count += got
            }
        }
    }

    /// The lines that are not empty.
    static func lines(of path: String) throws -> [String] {
        try bytes(of: path).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// What a file says that has no size, as those that the kernel makes up.
    static func contents(of path: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw failure("read", path) }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    static func append(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path, O_APPEND)
    }

    /// Makes a file, or puts the bytes in place of what is in it.
    static func write(_ bytes: [UInt8], to path: String) throws {
        try write(bytes, to: path, O_CREAT | O_TRUNC)
    }

    private static func write(_ bytes: [UInt8], to path: String, _ flags: Int32) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
        guard descriptor >= 0 else { throw failure("change", path) }
        defer { close(descriptor) }
        let sink = ByteSink(descriptor: descriptor)
        try sink.write(bytes)
        try sink.flush()
    }

    private static func failure(_ verb: String, _ path: String) -> BenchError {
        BenchError("could not \(verb) \(path): \(String(cString: strerror(errno)))")
    }
}
