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

    /// Everything up to the end of the input, or nil where there is more than `limit` bytes or reading fails.
    func readAll(limit: Int = 64 << 20) -> [UInt8]? {
        guard let descriptor else { return bytes.count <= limit ? bytes : nil }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { return nil }
        }
    }
}
