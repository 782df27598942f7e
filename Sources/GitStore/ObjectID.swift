/// Names a git object: the 20 bytes of its SHA-1, stored inline.
///
/// Ordered as its bytes are, which is also the order of its hexadecimal form.
package struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
    // The bytes as big-endian numbers, so that comparing numbers compares bytes.
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt32

    /// The number of bytes in an id.
    package static let byteCount = 20

    /// The blob of no bytes.
    package static let emptyBlob = ObjectID(
        high: 0xe69d_e29b_b2d1_d643, middle: 0x4b8b_29ae_775a_d8c2, low: 0xe48c_5391)
    /// The tree of no entries.
    package static let emptyTree = ObjectID(
        high: 0x4b82_5dc6_42cb_6eb9, middle: 0xa060_e54b_f8d6_9288, low: 0xfbee_4904)

    private init(high: UInt64, middle: UInt64, low: UInt32) {
        self.high = high
        self.middle = middle
        self.low = low
    }

    /// Reads the 20 bytes that start at `bytes`, which need not be aligned.
    @inline(__always)
    package init(bytes: UnsafeRawPointer) {
        high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    }

    /// Reads 20 bytes; nil for any other number of them.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self = bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return Self.emptyBlob }
            return ObjectID(bytes: base)
        }
    }

    /// Reads 40 hexadecimal digits in either case; nil for anything else.
    package init?(hex: some StringProtocol) {
        let parsed = hex.utf8.withContiguousStorageIfAvailable { ObjectID(hexBytes: UnsafeRawBufferPointer($0)) }
        let id = parsed ?? Array(hex.utf8).withUnsafeBytes { ObjectID(hexBytes: $0) }
        guard let id else { return nil }
        self = id
    }

    /// Reads 40 hexadecimal digits given as ASCII bytes; nil for anything else.
    package init?(hexBytes: UnsafeRawBufferPointer) {
        guard hexBytes.count == 2 * Self.byteCount else { return nil }
        var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
        var invalid: UInt8 = 0
        for (index, byte) in hexBytes.enumerated() {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default:
                digit = 0
                invalid = 1
            }
            switch index {
            case 0..<16: words.0 = words.0 << 4 | UInt64(digit)
            case 16..<32: words.1 = words.1 << 4 | UInt64(digit)
            default: words.2 = words.2 << 4 | UInt64(digit)
            }
        }
        guard invalid == 0 else { return nil }
        self.init(high: words.0, middle: words.1, low: UInt32(truncatingIfNeeded: words.2))
    }

    /// Calls `body` with the 20 bytes.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let words = (high.bigEndian, middle.bigEndian, low.bigEndian)
        return Swift.withUnsafeBytes(of: words) { body(UnsafeRawBufferPointer(rebasing: $0.prefix(Self.byteCount))) }
    }

    /// The 20 bytes.
    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// The 40 hexadecimal digits, in lower case.
    package var description: String {
        String(unsafeUninitializedCapacity: 2 * Self.byteCount) { output in
            withUnsafeBytes { bytes in
                for (index, byte) in bytes.enumerated() {
                    output[2 * index] = Self.digit(byte >> 4)
                    output[2 * index + 1] = Self.digit(byte & 15)
                }
            }
            return 2 * Self.byteCount
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// Hashes the first eight bytes only: they are as good as random already.
    @inline(__always)
    package func hash(into hasher: inout Hasher) { hasher.combine(high) }

    /// The order of the bytes, which is that of the hexadecimal digits.
    package static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
    }
}
