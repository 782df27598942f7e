/// Finds where two runs of bytes differ, eight at a time.
enum ByteComparison {
    /// How many of the first `count` bytes from both places are equal.
    static func commonPrefix(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Int {
        var offset = 0
        while count - offset >= 8 {
            let difference =
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if difference != 0 { return offset + UInt64(littleEndian: difference).trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < count,
            left.load(fromByteOffset: offset, as: UInt8.self) == right.load(fromByteOffset: offset, as: UInt8.self)
        {
            offset += 1
        }
        return offset
    }

    /// How many of the last `count` bytes before both places are equal.
    static func commonSuffix(_ leftEnd: UnsafeRawPointer, _ rightEnd: UnsafeRawPointer, _ count: Int) -> Int {
        var length = 0
        while count - length >= 8 {
            let offset = -length - 8
            let difference =
                leftEnd.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                ^ rightEnd.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            if difference != 0 { return length + UInt64(littleEndian: difference).leadingZeroBitCount / 8 }
            length += 8
        }
        while length < count,
            leftEnd.load(fromByteOffset: -length - 1, as: UInt8.self)
                == rightEnd.load(fromByteOffset: -length - 1, as: UInt8.self)
        {
            length += 1
        }
        return length
    }
}
