/// A day, or a day with a time, as a front matter value states it: the time may be bound to an offset or be local.
package struct DateTime: Hashable, Sendable {
    package var day: CalendarDate
    /// Seconds since midnight; nil for a day as a whole.
    package var secondOfDay: Int?
    /// Seconds east of UTC; nil for a time that is local, wherever that is.
    package var offset: Int?

    package init(day: CalendarDate, secondOfDay: Int? = nil, offset: Int? = nil) {
        self.day = day
        self.secondOfDay = secondOfDay
        self.offset = offset
    }

    /// Reads `2026-12-01`, or such a day with a time after `T` or a space: `18:12`, `18:12:44`, `18:12:44.5`; and an
    /// offset: `Z`, `+01:00`, `+0100`, `+01`.
    package init?(_ text: String) {
        var cursor = ASCIICursor(text)
        guard let day = CalendarDate(from: &cursor) else { return nil }
        self.day = day
        if cursor.isAtEnd { return }
        guard cursor.skip(0x54) || cursor.skip(0x74) || cursor.skip(0x20), let second = Self.time(&cursor) else {
            return nil
        }
        secondOfDay = second
        cursor.skipBlanks()
        if cursor.isAtEnd { return }
        guard let offset = Self.offset(&cursor), cursor.isAtEnd else { return nil }
        self.offset = offset
    }

    /// The point in time, a local time taken for one of UTC; a whole day is its first second.
    package func instant() -> Instant {
        let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(secondOfDay ?? 0)
        return Instant(secondsSinceEpoch: local - Int64(offset ?? 0))
    }

    /// Whether this comes after another: as a day where one of the two is a whole day, else as a time, which is one of
    /// clocks that are so many seconds ahead of UTC where it bears no offset.
    package func isLater(than other: DateTime, secondsFromUTC: (Int64) -> Int) -> Bool {
        guard secondOfDay != nil, other.secondOfDay != nil else { return day > other.day }
        func instant(_ time: DateTime) -> Instant {
            let written = time.instant()
            if time.offset != nil { return written }
            return Instant(local: written.secondsSinceEpoch, secondsFromUTC: secondsFromUTC)
        }
        return instant(self) > instant(other)
    }

    private static func time(_ cursor: inout ASCIICursor) -> Int? {
        guard let hour = cursor.number(digits: 2), hour < 24, cursor.skip(0x3A),
            let minute = cursor.number(digits: 2), minute < 60
        else { return nil }
        var second = 0
        if cursor.skip(0x3A) {
            // 60 is a leap second, which Unix time counts as the second after it.
            guard let read = cursor.number(digits: 2), read <= 60 else { return nil }
            second = read
            if cursor.skip(0x2E) {
                guard cursor.digit() != nil else { return nil }
                while cursor.digit() != nil {}
            }
        }
        return hour * 3600 + minute * 60 + second
    }

    private static func offset(_ cursor: inout ASCIICursor) -> Int? {
        if cursor.skip(0x5A) || cursor.skip(0x7A) { return 0 }
        let sign: Int
        switch cursor.take() {
        case 0x2B: sign = 1
        case 0x2D: sign = -1
        default: return nil
        }
        guard let hour = cursor.number(digits: 2), hour < 24 else { return nil }
        if cursor.isAtEnd { return sign * hour * 3600 }
        _ = cursor.skip(0x3A)
        guard let minute = cursor.number(digits: 2), minute < 60 else { return nil }
        return sign * (hour * 3600 + minute * 60)
    }
}
