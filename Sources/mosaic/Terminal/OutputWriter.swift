import VaultModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Buffered writing to a descriptor with `write(2)`, or into memory for tests.
///
/// Nothing is on its way before ``flush()``, or before the buffer is full. After a failure, everything more is dropped.
final class OutputWriter {
    private var descriptor: Int32?
    private var buffer: [UInt8] = []
    /// The number of the first error, once a write has failed. A reader that has gone is no failure.
    private(set) var failure: Int32?
    private var isBroken = false
    /// False once whoever read what is written has gone: nothing more is wanted.
    var hasReader: Bool { !isBroken }
    /// What to do when the reader has gone.
    var onBrokenPipe: () -> Void = {}

    private static let capacity = 1 << 16

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// A writer that keeps what it is given.
    init() {
        descriptor = nil
    }

    /// What a writer without a descriptor was given.
    var captured: String { String(decoding: buffer, as: UTF8.self) }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { buffer.append(contentsOf: $0) }
        if buffer.count >= Self.capacity { flush() }
    }

    func write(bytes: some Collection<UInt8>) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.capacity { flush() }
    }

    func write(line text: String) {
        write(text)
        write("\n")
    }

    /// Writes `{"data": …}` as a line, with `"meta": {…}` behind the data where there is more to say.
    ///
    /// - Parameters:
    ///   - meta: writes the members of `meta`; nil for none.
    ///   - data: writes one value.
    func writeData(meta: ((inout JSONWriter) -> Void)? = nil, _ data: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("data", data)
            if let meta { writer.member("meta") { $0.object(meta) } }
        }
        writer.endLine()
        write(bytes: writer.takeBytes())
    }

    func flush() {
        guard let descriptor, !buffer.isEmpty else { return }
        var start = 0
        while start < buffer.count, !isBroken, failure == nil {
            let written = buffer.withUnsafeBytes { bytes in
                systemWrite(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if written >= 0 {
                start += written
            } else if errno == EPIPE {
                isBroken = true
                onBrokenPipe()
            } else if errno == EAGAIN {
                // Somebody has made the descriptor one that does not wait.
                var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&polled, 1, -1)
            } else if errno != EINTR {
                failure = errno
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Sends what comes from now on to another descriptor.
    func redirect(to descriptor: Int32) {
        flush()
        self.descriptor = descriptor
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
