#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Writes to files that are open.
enum FileWriting {
    /// Writes all of the bytes, in as many steps as the system takes. Returns the error that it ends with, if it does not come
    /// to that.
    static func write(_ bytes: [UInt8], to descriptor: CInt) -> SystemError? {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = systemWrite(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if count >= 0 {
                    written += count
                } else if errno != EINTR {
                    return .last
                }
            }
            return nil
        }
    }
}

/// The C library's, whose name the function above shadows.
#if canImport(Darwin)
    private let systemWrite = Darwin.write
#elseif canImport(Glibc)
    private let systemWrite = Glibc.write
#elseif canImport(Musl)
    private let systemWrite = Musl.write
#endif
