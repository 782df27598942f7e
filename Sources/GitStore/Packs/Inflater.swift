import CDeflate

/// Inflates what zlib deflated, whole buffers at a time: nearly twice as fast as zlib with what git packs.
final class Inflater {
    private let decompressor = libdeflate_alloc_decompressor()

    deinit { libdeflate_free_decompressor(decompressor) }

    /// Fills `output`; false unless the stream, which may end before `input` does, has exactly as many bytes.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Bool {
        guard let decompressor, let start = input.baseAddress else { return false }
        var consumed = 0
        var nothing: UInt8 = 0
        return withUnsafeMutablePointer(to: &nothing) { spare in
            let target = output.baseAddress ?? UnsafeMutableRawPointer(spare)
            let result = libdeflate_zlib_decompress_ex(
                decompressor, start, input.count, target, output.count, &consumed, nil)
            return result == LIBDEFLATE_SUCCESS
        }
    }
}
