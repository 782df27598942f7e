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

    /// What is made of bytes, as they are where that can be, else without carriage returns, which the result gets in their place.
    static func keeping(_ bytes: [UInt8], _ make: ([UInt8]) throws -> [UInt8]?) rethrows -> [UInt8]? {
        if let made = try make(bytes) { return made }
        let unified = unified(bytes)
        let lineFeeds = unified.lazy.filter { $0 == lineFeed }.count
        // One kind of line end throughout, or nobody knows which to give.
        guard lineFeeds > 0, bytes.count - unified.count == lineFeeds, let made = try make(unified) else { return nil }
        return made.flatMap { $0 == lineFeed ? [carriageReturn, lineFeed] : [$0] }
    }
}
