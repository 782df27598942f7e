import CYAML

/// Turns libyaml's marks, which count code points from the start of the front matter, into byte offsets of the document.
struct YAMLMarks {
    private let content: ByteRange
    /// The byte offset of each code point; empty where all are ASCII, and a code point is a byte.
    private let offsets: [Int]

    init(_ bytes: UnsafeBufferPointer<UInt8>, content: ByteRange) {
        self.content = content
        var seen: UInt8 = 0
        for offset in content { seen |= bytes[offset] }
        offsets = seen < 0x80 ? [] : content.filter { bytes[$0] & 0xC0 != 0x80 }
    }

    @inline(__always)
    func offset(of mark: yaml_mark_t) -> Int { offset(at: Int(clamping: mark.index)) }

    func offset(at index: Int) -> Int {
        if offsets.isEmpty { return min(content.lowerBound + index, content.upperBound) }
        return index < offsets.count ? offsets[index] : content.upperBound
    }
}
