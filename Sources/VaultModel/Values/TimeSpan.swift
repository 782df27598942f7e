/// A length of time, to the second and never negative. A day has 24 hours here, a week seven days.
package struct TimeSpan: Hashable, Comparable, Sendable {
    package let seconds: Int

    /// A negative number becomes zero.
    package init(seconds: Int) {
        self.seconds = max(0, seconds)
    }

    /// Whole days; the rest is dropped.
    package var days: Int { seconds / 86_400 }

    /// Reads `90m`, `2h30m`, `2h 30m`, `1.5h`, `3d`, `1w`, or ISO 8601 as in `PT90M`, `P1DT12H`, `P2W`.
    ///
    /// The units come from the longest to the shortest, each at most once, and only the last may have a fraction.
    /// Years and months have no fixed length and are refused.
    package init?(_ text: String) {
        var cursor = ASCIICursor(text)
        guard let seconds = cursor.skip(0x50) ? Self.iso8601(&cursor) : Self.units(&cursor) else { return nil }
        self.init(seconds: seconds)
    }

    /// The shortest form that reads back as the same: `2h30m`, `3d`, `0s`.
    package var formatted: String {
        if seconds == 0 { return "0s" }
        if seconds % 604_800 == 0 { return "\(seconds / 604_800)w" }
        let parts = [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")]
        var rest = seconds
        var text = ""
        for (length, unit) in parts where rest >= length {
            text += "\(rest / length)\(unit)"
            rest %= length
        }
        return text
    }

    package static func < (first: TimeSpan, second: TimeSpan) -> Bool {
        first.seconds < second.seconds
    }

    private static func units(_ cursor: inout ASCIICursor) -> Int? {
        var sum = Sum()
        repeat {
            guard let amount = Amount(from: &cursor) else { return nil }
            let unit: Int
            switch cursor.take() {
            case 0x77: unit = 604_800
            case 0x64: unit = 86_400
            case 0x68: unit = 3600
            case 0x6D: unit = 60
            case 0x73: unit = 1
            default: return nil
            }
            guard sum.add(amount, unit: unit) else { return nil }
            cursor.skipBlanks()
        } while !cursor.isAtEnd
        return sum.seconds
    }

    private static func iso8601(_ cursor: inout ASCIICursor) -> Int? {
        var sum = Sum()
        var isTime = false
        repeat {
            if !isTime, cursor.skip(0x54) { isTime = true }
            guard let amount = Amount(from: &cursor), let designator = cursor.take() else { return nil }
            let unit: Int
            switch (designator, isTime) {
            case (0x57, false): unit = 604_800
            case (0x44, false): unit = 86_400
            case (0x48, true): unit = 3600
            case (0x4D, true): unit = 60
            case (0x53, true): unit = 1
            default: return nil
            }
            guard sum.add(amount, unit: unit) else { return nil }
        } while !cursor.isAtEnd
        return sum.seconds
    }

    /// A number with an optional fraction, exact: `1.5` is 15 over 10.
    private struct Amount {
        var whole: Int
        var numerator = 0
        var denominator = 1
        var hasFraction = false

        init?(from cursor: inout ASCIICursor) {
            guard let whole = cursor.number() else { return nil }
            self.whole = whole
            guard cursor.skip(0x2E) || cursor.skip(0x2C) else { return }
            hasFraction = true
            guard cursor.next.map({ $0 >= 0x30 && $0 <= 0x39 }) == true else { return nil }
            while let digit = cursor.digit() {
                guard denominator < 1_000_000_000 else { continue }
                numerator = numerator * 10 + digit
                denominator *= 10
            }
        }
    }

    private struct Sum {
        var seconds = 0
        private var lastUnit = Int.max
        private var isClosed = false

        mutating func add(_ amount: Amount, unit: Int) -> Bool {
            guard unit < lastUnit, !isClosed else { return false }
            lastUnit = unit
            isClosed = amount.hasFraction
            seconds += amount.whole * unit + (amount.numerator * unit + amount.denominator / 2) / amount.denominator
            return true
        }
    }
}

extension TimeSpan: CustomStringConvertible {
    package var description: String { formatted }
}
