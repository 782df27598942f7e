/// A place in a short text, for the parsers of dates, times, lengths of time and recurrence rules.
///
/// Everything that they read is ASCII; a byte above 127 matches nothing and so ends the parse.
struct ASCIICursor {
    private let bytes: Substring.UTF8View
    private var index: Substring.UTF8View.Index

    init(_ text: Substring) {
        bytes = text.utf8
        index = bytes.startIndex
    }

    init(_ text: String) {
        self.init(text[...])
    }

    var isAtEnd: Bool { index == bytes.endIndex }

    var next: UInt8? { isAtEnd ? nil : bytes[index] }

    /// Steps over the byte if it comes next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index = bytes.index(after: index)
        return true
    }

    /// Takes whatever byte comes next.
    mutating func take() -> UInt8? {
        guard let byte = next else { return nil }
        index = bytes.index(after: index)
        return byte
    }

    /// Takes a digit, as its value.
    mutating func digit() -> Int? {
        guard let byte = next, byte >= 0x30, byte <= 0x39 else { return nil }
        index = bytes.index(after: index)
        return Int(byte - 0x30)
    }

    /// Takes exactly that many digits.
    mutating func number(digits count: Int) -> Int? {
        var number = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// Takes one digit or more, as far as they go; nil past nine digits, so that no arithmetic can overflow.
    mutating func number() -> Int? {
        guard var number = digit() else { return nil }
        var count = 1
        while let digit = digit() {
            count += 1
            guard count <= 9 else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// Steps over spaces and tabs.
    mutating func skipBlanks() {
        while skip(0x20) || skip(0x09) {}
    }
}

extension UInt8 {
    /// The small letter of a capital ASCII letter; any other byte as it is.
    var lowercasedASCII: UInt8 {
        self >= 0x41 && self <= 0x5A ? self + 0x20 : self
    }
}

extension StringProtocol {
    /// The text without ASCII white space at its ends.
    var trimmedASCII: String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
        var rest = Substring(self).utf8
        while let first = rest.first, isBlank(first) {
            rest = rest.dropFirst()
        }
        while let last = rest.last, isBlank(last) {
            rest = rest.dropLast()
        }
        return String(Substring(rest))
    }
}
