/// Lengths of time below a day, which lead to a time rather than to a day: `2h`, `30min`, `90 minutes`.
///
/// `m` alone is a month everywhere in a query.
extension QueryDates {
    /// A length that is so many times its unit.
    struct ShortLength: Hashable {
        var count: Int64
        /// In seconds: an hour or a minute.
        var unit: Int64

        var seconds: Int64 { count * unit }
    }

    private static let secondsOfUnits: [String: Int64] = [
        "h": 3_600, "hour": 3_600, "hours": 3_600, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    ]

    /// A length in lower case; nil for anything else.
    static func shortLength(_ text: Substring) -> ShortLength? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits == "0" || digits.first != "0", let count = Int64(digits), count <= 10_000_000,
            let unit = secondsOfUnits[String(text.dropFirst(digits.count).drop { $0 == " " })]
        else { return nil }
        return ShortLength(count: count, unit: unit)
    }

    /// The time that is so far from now, to the second: `2h`, `-2h`, `in 2 hours`, `20 minutes ago`. nil for anything else.
    func distantTime(_ word: String) -> QueryMoment? {
        let (text, sign) = Self.distance(word, unsigned: direction == .back ? -1 : 1)
        return Self.shortLength(text).map { clock.moment(utc: clock.now + Int64(sign) * $0.seconds) }
    }

    /// The text of a distance without what says in which direction it goes, and that as a sign.
    private static func distance(_ word: String, unsigned: Int) -> (text: Substring, sign: Int) {
        for (mark, sign) in [("-", -1), ("+", 1), ("in ", 1)] where word.hasPrefix(mark) {
            return (word.dropFirst(mark.count), sign)
        }
        return word.hasSuffix(" ago") ? (word.dropLast(" ago".count), -1) : (word[...], unsigned)
    }

    /// What a comparison with an age below a day lets through: the time so long ago, to the second, and for `:` the hour or the minute
    /// of the person's clocks that this is in.
    func period(_ operation: QueryOperator, age: ShortLength) -> QueryPeriod {
        let then = clock.moment(utc: clock.now - age.seconds)
        switch operation {
        case .matches, .equal, .notEqual:
            let start = then.adding(seconds: -(then.local - then.local.flooredToMultiple(of: age.unit)))
            return QueryPeriod(start: start, end: start.adding(seconds: age.unit))
        default: return period(operation, then: then)
        }
    }
}

extension Int64 {
    fileprivate func flooredToMultiple(of unit: Int64) -> Int64 {
        let rest = self % unit
        return self - (rest < 0 ? rest + unit : rest)
    }
}
