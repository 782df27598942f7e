/// Finds the bytes that keep a file from being text: the first that is not UTF-8 (RFC 3629), and the first NUL.
struct UTF8Check {
    /// The first malformed sequence: the longest start of a valid one, or one byte.
    private(set) var firstInvalid: ByteRange?
    private(set) var firstNUL: Int?

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let base = UnsafeRawPointer(bytes.baseAddress)
        var offset = 0
        let count = bytes.count
        while offset < count {
            if let base {
                while offset + 16 <= count {
                    let a = base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    let b = base.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
                    // A byte of 0x80 or more has its high bit set; subtracting one sets the high bit of a zero.
                    let unusual = (a | (a &- 0x0101_0101_0101_0101)) | (b | (b &- 0x0101_0101_0101_0101))
                    if unusual & 0x8080_8080_8080_8080 != 0 { break }
                    offset &+= 16
                }
                if offset >= count { return }
            }
            let byte = bytes[offset]
            if byte < 0x80 {
                if byte == 0, firstNUL == nil { firstNUL = offset }
                offset &+= 1
                continue
            }
            let length = Self.sequenceLength(in: bytes, at: offset)
            if length > 0 {
                offset &+= length
            } else {
                let broken = offset..<min(offset - length, count)
                if firstInvalid == nil { firstInvalid = broken }
                offset = broken.upperBound
            }
        }
    }

    /// The length of the scalar at `offset`; for a malformed one, how many bytes are wrong, negated.
    static func sequenceLength(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
        let lead = bytes[offset]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0..<0x80: return 1
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return -1
        }
        var seen = 1
        while seen < length {
            guard offset + seen < bytes.count else { return -seen }
            let byte = bytes[offset + seen]
            guard seen == 1 ? second.contains(byte) : byte & 0xC0 == 0x80 else { return -seen }
            seen += 1
        }
        return length
    }
}
