import CGit2

/// Inflates what zlib deflated, over and over without allocating anew.
final class Inflater {
    // zlib keeps a pointer back to it, so that it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let isReady: Bool

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        isReady = mosaic_zlib_inflate_init(stream) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deallocate()
    }

    /// Fills `output`; false unless the stream has exactly as many bytes.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Bool {
        guard isReady, inflateReset(stream) == Z_OK, let count = UInt32(exactly: output.count) else { return false }
        var nothing: UInt8 = 0
        return withUnsafeMutablePointer(to: &nothing) { spare in
            let start = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
            stream.pointee.avail_in = UInt32(clamping: input.count)
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? spare
            stream.pointee.avail_out = count
            let code = CGit2.inflate(stream, Z_FINISH)
            return code == Z_STREAM_END && stream.pointee.avail_out == 0
        }
    }
}
