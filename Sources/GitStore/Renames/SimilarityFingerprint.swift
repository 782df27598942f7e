/// The content of a file as git's rename detection sees it: the lines (cut at 64 bytes), each as a hash, with how many
/// bytes they have in all. The measure is that of `diffcore-delta.c` in git.
package struct SimilarityFingerprint: Sendable {
    /// The number of bytes of the file.
    package let byteCount: Int

    // For each hash that occurs, ascending: the hash in the upper half, the number of bytes in the lower.
    private let spans: [UInt64]

    private static let hashBase: UInt32 = 107_927
    private static let longestSpan = 64
    // Where git looks for a NUL to tell a binary file.
    private static let binaryProbe = 8000

    package init(_ bytes: UnsafeRawBufferPointer) {
        byteCount = bytes.count
        let isText = !bytes.prefix(Self.binaryProbe).contains(0)
        var found: [UInt64] = []
        found.reserveCapacity(bytes.count / 24 + 1)
        var first: UInt32 = 0
        var second: UInt32 = 0
        var length: UInt64 = 0
        for index in bytes.indices {
            let byte = bytes[index]
            // Line ends count as equal whether or not there is a carriage return.
            if isText, byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") {
                continue
            }
            let before = first
            first = (first << 7) ^ (second >> 25)
            second = (second << 7) ^ (before >> 25)
            first = first &+ UInt32(byte)
            length += 1
            if length < Self.longestSpan, byte != UInt8(ascii: "\n") { continue }
            found.append(Self.span(first, second, length))
            (first, second, length) = (0, 0, 0)
        }
        if length > 0 { found.append(Self.span(first, second, length)) }
        spans = Self.merged(found)
    }

    package init(_ bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { SimilarityFingerprint($0) }
    }

    private static func span(_ first: UInt32, _ second: UInt32, _ length: UInt64) -> UInt64 {
        UInt64((first &+ second &* 0x61) % hashBase) << 32 | length
    }

    private static func merged(_ spans: [UInt64]) -> [UInt64] {
        var merged: [UInt64] = []
        for span in spans.sorted() {
            if let last = merged.last, last >> 32 == span >> 32 {
                merged[merged.count - 1] = last + (span & 0xffff_ffff)
            } else {
                merged.append(span)
            }
        }
        return merged
    }

    /// The part of the larger of two files that the other has as well, from 0 to 1. Empty files are similar to nothing.
    package func similarity(to other: SimilarityFingerprint) -> Double {
        guard byteCount > 0, other.byteCount > 0 else { return 0 }
        return Double(copiedBytes(to: other)) / Double(max(byteCount, other.byteCount))
    }

    private func copiedBytes(to other: SimilarityFingerprint) -> UInt64 {
        var copied: UInt64 = 0
        var index = 0
        for span in spans {
            while index < other.spans.count, other.spans[index] >> 32 < span >> 32 { index += 1 }
            guard index < other.spans.count else { break }
            guard other.spans[index] >> 32 == span >> 32 else { continue }
            copied += min(span & 0xffff_ffff, other.spans[index] & 0xffff_ffff)
            index += 1
        }
        return copied
    }
}
