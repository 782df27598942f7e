import Testing

@testable import GitStore

@Suite struct DeltaTests {
    /// 70,000 bytes that differ from their neighbours.
    private static let base = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    // The sizes of base and result, seven bits a byte from the lowest.
    private static let baseSize: [UInt8] = [0xf0, 0xa2, 0x04]

    private static func apply(_ bytes: [UInt8]) -> [UInt8]? {
        bytes.withUnsafeBytes { bytes in
            guard var delta = Delta(bytes, baseSize: base.count) else { return nil }
            var result = [UInt8](repeating: 0, count: delta.resultSize)
            let isDone = base.withUnsafeBytes { base in
                result.withUnsafeMutableBytes { delta.apply(to: base, into: $0) }
            }
            return isDone ? result : nil
        }
    }

    @Test func piecesAreCopiedAndBytesInserted() {
        let bytes = Self.baseSize + [7, 0x91, 5, 4, 3, 9, 8, 7]
        #expect(Self.apply(bytes) == Array(Self.base[5..<9]) + [9, 8, 7])
    }

    @Test func aCopyWithoutASizeIsOf64Kilobytes() {
        let bytes = Self.baseSize + [0x80, 0x80, 0x04, 0x81, 100]
        #expect(Self.apply(bytes) == Array(Self.base[100..<65_636]))
    }

    @Test(
        arguments: [
            [], [0xf0], [0xf0, 0xa2, 0x04], [1, 1, 0x90, 1],
            // An insertion of nothing, beyond the end, and of more than there is.
            [0xf0, 0xa2, 0x04, 1, 0], [0xf0, 0xa2, 0x04, 1, 2, 9, 9], [0xf0, 0xa2, 0x04, 5, 5, 9],
            // A copy from beyond the base, of more than the result, and cut off.
            [0xf0, 0xa2, 0x04, 4, 0x98, 0xff, 4], [0xf0, 0xa2, 0x04, 4, 0x90, 5], [0xf0, 0xa2, 0x04, 4, 0x91],
            // Less than the result, and a size without end.
            [0xf0, 0xa2, 0x04, 4, 0x90, 3],
            [0xf0, 0xa2, 0x04, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
        ] as [[UInt8]])
    func aMalformedDeltaMakesNothing(bytes: [UInt8]) {
        #expect(Self.apply(bytes) == nil)
    }
}
