/// Matches a gitignore pattern against a path, byte by byte: `?` and `[…]` are one byte other than a slash, `*` is any
/// number of them, and `**` as a whole component is any number of components.
///
/// Agrees with git in the corners too: an unclosed `[` or a lone backslash at the end match nothing.
struct Wildcard {
    private let pattern: UnsafeRawBufferPointer
    private let text: UnsafeRawBufferPointer
    private let ignoringCase: Bool
    /// The places (star by byte of the text) from which a match has been sought in vain. Without them, the time would be
    /// exponential in the number of stars; one or two do not need them.
    private var failures: [Bool]?
    private let remembersFailures: Bool

    static func matches(
        _ pattern: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, ignoringCase: Bool
    ) -> Bool {
        var wildcard = Wildcard(pattern, text, ignoringCase)
        return wildcard.match(0, 0)
    }

    private init(_ pattern: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, _ ignoringCase: Bool) {
        self.pattern = pattern
        self.text = text
        self.ignoringCase = ignoringCase
        var stars = 0
        for byte in pattern where byte == UInt8(ascii: "*") { stars += 1 }
        remembersFailures = stars > 2
    }

    private mutating func match(_ patternStart: Int, _ textStart: Int) -> Bool {
        var position = patternStart
        var place = textStart
        while position < pattern.count {
            let byte = pattern[position]
            if byte == UInt8(ascii: "*") {
                guard let isMatch = star(&position, &place) else { continue }
                return isMatch
            }
            guard place < text.count else { return false }
            switch byte {
            case UInt8(ascii: "?"):
                if text[place] == UInt8(ascii: "/") { return false }
                position += 1
            case UInt8(ascii: "["):
                var set = ByteSet(pattern, at: position + 1, candidate: text[place], ignoringCase: ignoringCase)
                guard let (end, isIn) = set.read(), isIn, text[place] != UInt8(ascii: "/") else { return false }
                position = end
            case UInt8(ascii: "\\"):
                guard position + 1 < pattern.count, isSame(pattern[position + 1], text[place]) else { return false }
                position += 2
            default:
                if !isSame(byte, text[place]) { return false }
                position += 1
            }
            place += 1
        }
        return place == text.count
    }

    /// Matches from a star on; nil where it is settled already how far the star goes, and matching goes on behind it.
    private mutating func star(_ position: inout Int, _ place: inout Int) -> Bool? {
        let slash = UInt8(ascii: "/")
        let first = position
        while position < pattern.count, pattern[position] == UInt8(ascii: "*") { position += 1 }
        let isFollowedBySlash = position < pattern.count && pattern[position] == slash
        let endsComponent =
            position == pattern.count || isFollowedBySlash
            || (pattern[position] == UInt8(ascii: "\\") && position + 1 < pattern.count
                && pattern[position + 1] == slash)
        let crosses = position - first > 1 && (first == 0 || pattern[first - 1] == slash) && endsComponent
        if position == pattern.count { return crosses || nextSlash(from: place) == nil }
        if !crosses, isFollowedBySlash {
            guard let end = nextSlash(from: place) else { return false }
            position += 1
            place = end + 1
            return nil
        }
        let failure = first * (text.count + 1) + place
        if let failures, failures[failure] { return false }
        if crosses, isFollowedBySlash {
            skipRepetitions(&position)
            // `a/**/b` matches `a/b`.
            if match(position + 1, place) { return true }
        }
        while place < text.count {
            if match(position, place) { return true }
            if !crosses, text[place] == slash { break }
            place += 1
        }
        if remembersFailures {
            if failures == nil { failures = Array(repeating: false, count: pattern.count * (text.count + 1)) }
            failures?[failure] = true
        }
        return false
    }

    /// `**/**/` means no more than `**/`. Each further one would go one call deeper, and none comes nearer to the end
    /// of the text.
    private func skipRepetitions(_ position: inout Int) {
        let star = UInt8(ascii: "*")
        var next = position + 1
        while next + 2 < pattern.count, pattern[next] == star, pattern[next + 1] == star {
            while next < pattern.count, pattern[next] == star { next += 1 }
            guard next < pattern.count, pattern[next] == UInt8(ascii: "/") else { return }
            position = next
            next += 1
        }
    }

    private func nextSlash(from place: Int) -> Int? {
        var place = place
        while place < text.count {
            if text[place] == UInt8(ascii: "/") { return place }
            place += 1
        }
        return nil
    }

    private func isSame(_ one: UInt8, _ other: UInt8) -> Bool {
        one == other || (ignoringCase && Wildcard.lowercased(one) == Wildcard.lowercased(other))
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}

/// A `[…]` of a pattern, asked about one byte.
private struct ByteSet {
    private let pattern: UnsafeRawBufferPointer
    private var position: Int
    private let candidates: [UInt8]

    init(_ pattern: UnsafeRawBufferPointer, at position: Int, candidate: UInt8, ignoringCase: Bool) {
        self.pattern = pattern
        self.position = position
        let lower = Wildcard.lowercased(candidate)
        let isLetter = lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
        candidates = ignoringCase && isLetter ? [lower, lower & ~0x20] : [candidate]
    }

    /// The place behind the set, and whether the byte is in it; nil for one that is not well formed.
    mutating func read() -> (end: Int, isIn: Bool)? {
        guard position < pattern.count else { return nil }
        let isNegated = pattern[position] == UInt8(ascii: "!") || pattern[position] == UInt8(ascii: "^")
        if isNegated { position += 1 }
        var isIn = false
        var lower: UInt8?  // What a range that follows would begin with.
        var isFirst = true
        while true {
            guard position < pattern.count else { return nil }
            let byte = pattern[position]
            if byte == UInt8(ascii: "]"), !isFirst { break }
            isFirst = false
            if byte == UInt8(ascii: "-"), let low = lower, position + 1 < pattern.count,
                pattern[position + 1] != UInt8(ascii: "]")
            {
                position += 1
                guard let high = member() else { return nil }
                if candidates.contains(where: { $0 >= low && $0 <= high }) { isIn = true }
                lower = nil
            } else if byte == UInt8(ascii: "["), position + 1 < pattern.count,
                pattern[position + 1] == UInt8(ascii: ":")
            {
                guard let named = namedClass() else { return nil }
                if named.isIn { isIn = true }
                lower = named.isClass ? nil : byte
            } else {
                guard let single = member() else { return nil }
                if candidates.contains(single) { isIn = true }
                lower = single
            }
        }
        return (position + 1, isIn != isNegated)
    }

    /// Reads one byte, which a backslash may precede.
    private mutating func member() -> UInt8? {
        if pattern[position] == UInt8(ascii: "\\") { position += 1 }
        guard position < pattern.count else { return nil }
        position += 1
        return pattern[position - 1]
    }

    /// Reads `[:alpha:]` and its like. A `[:` without its `:]` is just a bracket.
    private mutating func namedClass() -> (isIn: Bool, isClass: Bool)? {
        let start = position + 2
        guard let end = pattern[start...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
        guard end > start, pattern[end - 1] == UInt8(ascii: ":") else {
            position += 1
            return (candidates.contains(UInt8(ascii: "[")), false)
        }
        let name = String(decoding: pattern[start..<(end - 1)], as: UTF8.self)
        guard let contains = ByteSet.classes[name] else { return nil }
        position = end + 1
        return (candidates.contains(where: contains), true)
    }

    private static let classes: [String: @Sendable (UInt8) -> Bool] = [
        "alnum": { isAlpha($0) || isDigit($0) },
        "alpha": { isAlpha($0) },
        "blank": { $0 == 0x20 || $0 == 0x09 },
        "cntrl": { $0 < 0x20 || $0 == 0x7F },
        "digit": { isDigit($0) },
        "graph": { $0 > 0x20 && $0 < 0x7F },
        "lower": { $0 >= 0x61 && $0 <= 0x7A },
        "print": { $0 >= 0x20 && $0 < 0x7F },
        "punct": { $0 > 0x20 && $0 < 0x7F && !isAlpha($0) && !isDigit($0) },
        "space": { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) },
        "upper": { $0 >= 0x41 && $0 <= 0x5A },
        "xdigit": { isDigit($0) || (Wildcard.lowercased($0) >= 0x61 && Wildcard.lowercased($0) <= 0x66) },
    ]

    private static func isAlpha(_ byte: UInt8) -> Bool {
        Wildcard.lowercased(byte) >= UInt8(ascii: "a") && Wildcard.lowercased(byte) <= UInt8(ascii: "z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
