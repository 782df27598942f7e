/// A day of the proleptic Gregorian calendar, without a time or a time zone, from the year 0000 to the year 9999.
package struct CalendarDate: Hashable, Comparable, Sendable {
    /// A day of the week.
    package enum Weekday: Int, Hashable, Sendable, CaseIterable {
        /// ISO 8601 numbers: Monday is 1.
        case monday = 1
        case tuesday, wednesday, thursday, friday, saturday, sunday
    }

    /// Days since 1970-01-01, negative before it.
    package let daysSinceEpoch: Int

    /// 0000-01-01
    package static let earliest = CalendarDate(uncheckedDays: -719_528)
    /// 9999-12-31
    package static let latest = CalendarDate(uncheckedDays: 2_932_896)

    private init(uncheckedDays: Int) {
        daysSinceEpoch = uncheckedDays
    }

    /// A day before the first or after the last becomes that one.
    package init(daysSinceEpoch days: Int) {
        self.init(uncheckedDays: min(max(days, Self.earliest.daysSinceEpoch), Self.latest.daysSinceEpoch))
    }

    /// Nil where the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        // Howard Hinnant, <https://howardhinnant.github.io/date_algorithms.html>: years begin in March.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(uncheckedDays: era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads an ISO 8601 day in its extended form, `2026-12-01`, and nothing else.
    package init?(_ text: String) {
        var cursor = ASCIICursor(text)
        guard let date = CalendarDate(from: &cursor), cursor.isAtEnd else { return nil }
        self = date
    }

    init?(from cursor: inout ASCIICursor) {
        guard let year = cursor.number(digits: 4), cursor.skip(0x2D), let month = cursor.number(digits: 2),
            cursor.skip(0x2D), let day = cursor.number(digits: 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month and day, the latter two counted from 1.
    package var components: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day of the week.
    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let fromMonday = ((daysSinceEpoch + 3) % 7 + 7) % 7
        return Weekday(rawValue: fromMonday + 1) ?? .monday
    }

    /// The first second of the day in UTC.
    package var startOfDay: Instant { Instant(secondsSinceEpoch: Int64(daysSinceEpoch) * 86_400) }

    /// The day that many days later, or earlier for a negative number; stops at the first and the last day.
    package func adding(days: Int) -> CalendarDate {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        if overflow { return days > 0 ? .latest : .earliest }
        return CalendarDate(daysSinceEpoch: sum)
    }

    /// The same day of the month that many months later, or the month's last day where it is shorter.
    package func adding(months: Int) -> CalendarDate {
        let (year, month, day) = components
        let bounded = min(max(months, -200_000), 200_000)
        let total = year * 12 + month - 1 + bounded
        guard total >= 0 else { return .earliest }
        let (newYear, newMonth) = (total / 12, total % 12 + 1)
        let newDay = min(day, Self.length(ofMonth: newMonth, year: newYear))
        return CalendarDate(year: newYear, month: newMonth, day: newDay) ?? .latest
    }

    /// The number of days from this day to the other: negative where the other is earlier.
    package func days(to other: CalendarDate) -> Int {
        other.daysSinceEpoch - daysSinceEpoch
    }

    /// `2026-12-01`
    package var formatted: String {
        String(unsafeUninitializedCapacity: 10) { buffer in
            write(to: buffer)
            return 10
        }
    }

    /// Writes the ten bytes of `formatted` to the buffer's start.
    func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        let (year, month, day) = components
        buffer.writeDecimal(year, digits: 4, at: 0)
        buffer[4] = 0x2D
        buffer.writeDecimal(month, digits: 2, at: 5)
        buffer[7] = 0x2D
        buffer.writeDecimal(day, digits: 2, at: 8)
    }

    /// The number of days of a month, counted from 1.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    package static func < (first: CalendarDate, second: CalendarDate) -> Bool {
        first.daysSinceEpoch < second.daysSinceEpoch
    }
}

extension CalendarDate: CustomStringConvertible {
    package var description: String { formatted }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes a number in decimal, filled with zeros at its left.
    func writeDecimal(_ number: Int, digits: Int, at offset: Int) {
        var rest = number
        for position in stride(from: offset + digits - 1, through: offset, by: -1) {
            self[position] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}
