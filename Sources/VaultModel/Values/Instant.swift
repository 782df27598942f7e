/// A point in time, to the second, in UTC.
package struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, negative before it. Leap seconds do not count, as in Unix time.
    package var secondsSinceEpoch: Int64

    package init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Reads a date and a time as in RFC 3339, section 5.6: `2026-11-20T18:12:44Z`, `2026-11-20 19:12+01:00`.
    ///
    /// Beyond the RFC, the seconds may be missing and the offset may be written without a colon or left out, which
    /// means UTC. A fraction of a second is dropped.
    package init?(_ text: String) {
        guard let dateTime = DateTime(text), dateTime.secondOfDay != nil else { return nil }
        self = dateTime.instant()
    }

    /// The point in time at which clocks show a local time (in seconds since 1970, as if it were UTC). Of two, the first; a
    /// time that clocks leave out is so long after the change as it would be without it (RFC 5545, section 3.3.5).
    package init(local: Int64, secondsFromUTC: (Int64) -> Int) {
        let day: Int64 = 86_400
        let before = secondsFromUTC(local - day)
        let utc = local - Int64(before)
        let after = secondsFromUTC(local + day)
        if secondsFromUTC(utc) == before || after == before {
            self.init(secondsSinceEpoch: utc)
        } else {
            let later = local - Int64(after)
            self.init(secondsSinceEpoch: secondsFromUTC(later) == after ? later : utc)
        }
    }

    /// The day in UTC.
    package var day: CalendarDate { CalendarDate(daysSinceEpoch: clampedDayAndSecond.day) }

    /// `2026-11-20T18:12:44Z`. A time outside the years 0000 to 9999 shows as the first or last second of them.
    package var formatted: String {
        let (day, second) = clampedDayAndSecond
        return String(unsafeUninitializedCapacity: 20) { buffer in
            CalendarDate(daysSinceEpoch: day).write(to: buffer)
            buffer[10] = 0x54
            buffer.writeDecimal(second / 3600, digits: 2, at: 11)
            buffer[13] = 0x3A
            buffer.writeDecimal(second / 60 % 60, digits: 2, at: 14)
            buffer[16] = 0x3A
            buffer.writeDecimal(second % 60, digits: 2, at: 17)
            buffer[19] = 0x5A
            return 20
        }
    }

    private var clampedDayAndSecond: (day: Int, second: Int) {
        let first = Int64(CalendarDate.earliest.daysSinceEpoch) * 86_400
        let last = Int64(CalendarDate.latest.daysSinceEpoch) * 86_400 + 86_399
        let (days, second) = min(max(secondsSinceEpoch, first), last).quotientAndRemainder(dividingBy: 86_400)
        return second < 0 ? (Int(days) - 1, Int(second) + 86_400) : (Int(days), Int(second))
    }

    package static func < (first: Instant, second: Instant) -> Bool {
        first.secondsSinceEpoch < second.secondsSinceEpoch
    }
}

extension Instant: CustomStringConvertible {
    package var description: String { formatted }
}
