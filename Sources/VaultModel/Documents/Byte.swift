import CYAML

/// The bytes that front matter and Markdown give a meaning to, by name.
enum Byte {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let hash = UInt8(ascii: "#")
    static let dash = UInt8(ascii: "-")
    static let colon = UInt8(ascii: ":")
    static let comma = UInt8(ascii: ",")
    static let backslash = UInt8(ascii: "\\")
    static let backtick = UInt8(ascii: "`")
    static let quote = UInt8(ascii: "\"")
    static let apostrophe = UInt8(ascii: "'")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")

    /// The UTF-8 byte order mark.
    static let orderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    @inline(__always)
    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == space || (byte <= 0x0D && byte >= 0x09)
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes as text; what is not valid UTF-8 becomes U+FFFD.
    func text(_ range: ByteRange) -> String {
        String(decoding: self[range], as: UTF8.self)
    }

    /// The range without the white space at both its ends.
    func trimmed(_ range: ByteRange) -> ByteRange {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, Byte.isWhiteSpace(self[lower]) { lower += 1 }
        while upper > lower, Byte.isWhiteSpace(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// The offset of the next LF at or after `offset`, or `limit`.
    func lineEnd(from offset: Int, limit: Int) -> Int {
        guard offset < limit else { return limit }
        return firstOffset(of: Byte.lineFeed, from: offset, limit: limit) ?? limit
    }

    /// The offset of the next such byte at or after `offset`, before `limit` (the end, where none is given).
    func firstOffset(of byte: UInt8, from offset: Int, limit: Int? = nil) -> Int? {
        let limit = limit ?? count
        guard let baseAddress, offset < limit else { return nil }
        guard let found = memchr(baseAddress + offset, Int32(byte), limit - offset) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
    }

    /// True where the bytes from `offset` on begin with `text`.
    func hasPrefix(_ text: StaticString, at offset: Int) -> Bool {
        guard offset + text.utf8CodeUnitCount <= count else { return false }
        for index in 0..<text.utf8CodeUnitCount where self[offset + index] != text.utf8Start[index] { return false }
        return true
    }
}
