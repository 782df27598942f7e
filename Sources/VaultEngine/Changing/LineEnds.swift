/// Line ends, which git may have converted between a commit and the work tree.
enum LineEnds {
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    /// The bytes without the carriage returns before line feeds.
    private static func unified(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(carriageReturn) else { return bytes }
        return bytes.indices.filter { place in
            let next = place + 1
            return bytes[place] != carriageReturn || next == bytes.count || bytes[next] != lineFeed
        }.map { bytes[$0] }
    }

    /// True for bytes that differ in nothing but such line ends.
    static func areEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        first == second || unified(first) == unified(second)
    }

    /// What is made of bytes and others, as they are where that can be; else of all of them without carriage returns before line feeds,
    /// where the bytes have line ends of one sort, which the result gets. `make` is told how to read what it makes it of.
    static func keeping(
        _ bytes: [UInt8], _ make: (_ read: ([UInt8]) -> [UInt8]) throws -> [UInt8]?
    ) rethrows -> [UInt8]? {
        if let made = try make({ $0 }) { return made }
        let unified = unified(bytes)
        let lineFeeds = unified.lazy.filter { $0 == lineFeed }.count
        let pairs = bytes.count - unified.count
        // One kind of line end throughout, or nobody knows which to give.
        guard lineFeeds > 0, pairs == 0 || pairs == lineFeeds, let made = try make(Self.unified) else { return nil }
        return pairs == 0 ? made : made.flatMap { $0 == lineFeed ? [carriageReturn, lineFeed] : [$0] }
    }
}
