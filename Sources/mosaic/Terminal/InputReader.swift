#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a descriptor, or bytes that a test gives.
final class InputReader {
    private let descriptor: Int32?
    private var bytes: [UInt8]

    init(descriptor: Int32) {
        self.descriptor = descriptor
        bytes = []
    }

    init(_ text: String) {
        descriptor = nil
        bytes = Array(text.utf8)
    }

    /// The next line without its end, as a person types it; nil at the end of the input.
    func readLine() -> String? {
        var line: [UInt8] = []
        while let byte = nextByte() {
            if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    private func nextByte() -> UInt8? {
        guard let descriptor else { return bytes.isEmpty ? nil : bytes.removeFirst() }
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1 { return byte }
            guard count < 0, errno == EINTR else { return nil }
        }
    }

    /// Why there is not everything of an input.
    enum ReadError: Error, Equatable {
        /// It has more bytes than that.
        case tooLarge(limit: Int)
        /// The system's error number.
        case system(Int32)
    }

    /// Everything up to the end of the input, of at most `limit` bytes.
    func readAll(limit: Int = 64 << 20) throws(ReadError) -> [UInt8] {
        guard let descriptor else {
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
            return bytes
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(errno)
            }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { throw .tooLarge(limit: limit) }
        }
    }
}
