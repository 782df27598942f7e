/// Git's differences between packed objects: pieces of the base to copy and bytes to insert (`gitformat-pack(5)`).
struct Delta {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    /// The number of bytes of the object that it makes.
    let resultSize: Int

    /// Reads the header; nil where it is malformed or the base has another size than the delta is for.
    init?(_ bytes: UnsafeRawBufferPointer, baseSize: Int) {
        self.bytes = bytes
        guard Self.number(bytes, &position) == baseSize, let size = Self.number(bytes, &position) else { return nil }
        resultSize = size
    }

    /// Makes the object from its base; false where the delta is malformed.
    mutating func apply(to base: UnsafeRawBufferPointer, into result: UnsafeMutableRawBufferPointer) -> Bool {
        guard let source = base.baseAddress, let target = result.baseAddress, let start = bytes.baseAddress else {
            return false
        }
        var filled = 0
        while position < bytes.count {
            let command = bytes[position]
            position += 1
            if command & 0x80 == 0 {
                let count = Int(command)
                guard count > 0, count <= bytes.count - position, count <= result.count - filled else { return false }
                (target + filled).copyMemory(from: start + position, byteCount: count)
                position += count
                filled += count
                continue
            }
            var offset = 0
            var count = 0
            for bit in 0..<7 where command & (1 << bit) != 0 {
                guard position < bytes.count else { return false }
                let byte = Int(bytes[position])
                position += 1
                if bit < 4 { offset |= byte << (8 * bit) } else { count |= byte << (8 * (bit - 4)) }
            }
            if count == 0 { count = 0x10000 }
            guard offset <= base.count, count <= base.count - offset, count <= result.count - filled
            else { return false }
            (target + filled).copyMemory(from: source + offset, byteCount: count)
            filled += count
        }
        return filled == result.count
    }

    private static func number(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> Int? {
        var value = 0
        var shift = 0
        while position < bytes.count, shift < 42 {
            let byte = bytes[position]
            position += 1
            value |= Int(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        return nil
    }
}
