/// A replacement of a range of bytes, the step of which every edit is made.
struct Splice: Hashable {
    var range: ByteRange
    var bytes: [UInt8]

    init(_ range: ByteRange, _ bytes: [UInt8]) {
        self.range = range
        self.bytes = bytes
    }

    init(_ range: ByteRange, _ text: String) {
        self.init(range, Array(text.utf8))
    }

    static func delete(_ range: ByteRange) -> Splice { Splice(range, []) }
    static func insert(_ text: String, at offset: Int) -> Splice { Splice(offset..<offset, text) }

    /// The first range that is not within `count` bytes, or that shares a byte with one before it.
    static func firstInvalid(of splices: [Splice], count: Int) -> ByteRange? {
        var end = 0
        for range in splices.map(\.range).sorted(by: isBefore) {
            if range.lowerBound < end || range.upperBound > count { return range }
            end = range.upperBound
        }
        return nil
    }

    /// Makes all replacements at once; their ranges must not overlap. Insertions at one place keep their order.
    static func apply(_ splices: [Splice], to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + splices.reduce(0) { $0 + $1.bytes.count })
        var end = 0
        for splice in splices.sorted(by: { isBefore($0.range, $1.range) }) {
            result += bytes[end..<splice.range.lowerBound]
            result += splice.bytes
            end = splice.range.upperBound
        }
        return result + bytes[end...]
    }

    private static func isBefore(_ a: ByteRange, _ b: ByteRange) -> Bool {
        (a.lowerBound, a.upperBound) < (b.lowerBound, b.upperBound)
    }
}
