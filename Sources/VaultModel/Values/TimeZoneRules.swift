/// What the clocks of one time zone show at any time: the offsets that a file of the zone database lists, and the rule by which
/// they go on behind the last of them.
///
/// Reads TZif, versions 1 to 4 (RFC 8536, <https://www.rfc-editor.org/rfc/rfc8536>, and its successor RFC 9636). Leap seconds
/// do not count, as in Unix time.
package struct TimeZoneRules: Hashable, Sendable {
    /// From when on each of the offsets holds; seconds since 1970, UTC, in order.
    private let changes: [Int64]
    /// Seconds east of UTC.
    private let offsets: [Int32]
    /// Before the first change, seconds east of UTC.
    private let firstOffset: Int32
    /// From the last change on; nil for a zone whose last offset stays.
    private let rule: DaylightRule?

    /// Nil for bytes that are no such file.
    package init?(tzif bytes: [UInt8]) {
        guard var header = TZifHeader(bytes, at: 0) else { return nil }
        var start = TZifHeader.size
        var timeSize = 4
        if header.version >= UInt8(ascii: "2") {
            // The first block has times of 32 bits, for readers of old.
            start += header.size(timeSize: timeSize)
            guard let second = TZifHeader(bytes, at: start) else { return nil }
            header = second
            start += TZifHeader.size
            timeSize = 8
        }
        let end = start + header.size(timeSize: timeSize)
        guard header.types > 0, end <= bytes.count else { return nil }
        let indices = start + header.times * timeSize
        let types = indices + header.times
        func offset(ofType type: Int) -> Int32? {
            type < header.types ? Int32(truncatingIfNeeded: bytes.bigEndian(at: types + type * 6, count: 4)) : nil
        }
        let read = (0..<header.times).compactMap { offset(ofType: Int(bytes[indices + $0])) }
        guard read.count == header.times, let first = offset(ofType: 0) else { return nil }
        changes = (0..<header.times).map { bytes.bigEndian(at: start + $0 * timeSize, count: timeSize) }
        guard zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 }),
            (read + [first]).allSatisfy({ abs(Int($0)) < 172_800 })
        else { return nil }
        offsets = read
        firstOffset = first
        let footer = timeSize == 8 ? bytes[end...].dropFirst().prefix { $0 != 0x0A } : []
        rule = DaylightRule(String(decoding: footer, as: UTF8.self))
    }

    /// The seconds to add to a time (in seconds since 1970) to get the one that clocks show then.
    package func secondsFromUTC(_ utc: Int64) -> Int {
        guard let last = changes.last, utc < last else {
            return rule?.secondsFromUTC(utc) ?? Int(offsets.last ?? firstOffset)
        }
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= utc { low = middle + 1 } else { high = middle }
        }
        return Int(low == 0 ? firstOffset : offsets[low - 1])
    }
}

/// The header of a block of a TZif file: how many there are of what.
private struct TZifHeader {
    static let size = 44

    let version: UInt8
    let times: Int
    let types: Int
    private let flags: Int
    private let leapSeconds: Int
    private let characters: Int

    init?(_ bytes: [UInt8], at start: Int) {
        guard bytes.count >= start + Self.size, bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else {
            return nil
        }
        version = bytes[start + 4]
        let counts = (0..<6).map { Int(bytes.bigEndian(at: start + 20 + $0 * 4, count: 4)) }
        // No zone has ever come near; more would be more than a file holds.
        guard counts.allSatisfy({ $0 >= 0 && $0 < 1 << 20 }) else { return nil }
        flags = counts[0] + counts[1]
        leapSeconds = counts[2]
        times = counts[3]
        types = counts[4]
        characters = counts[5]
    }

    /// The bytes of the block behind its header.
    func size(timeSize: Int) -> Int {
        times * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + flags
    }
}

/// The clocks of every year, as POSIX writes them in `TZ`: `GMT0BST,M3.5.0/1,M10.5.0`; in a TZif file hours go from -167 to 167.
private struct DaylightRule: Hashable, Sendable {
    /// A day of each year, with the time at which clocks change.
    struct Change: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// The nth such weekday of a month, 0 being Sunday; the fifth is the last.
            case weekday(month: Int, week: Int, day: Int)
            /// Counted from 1, without the 29th of February.
            case fixed(Int)
            /// Counted from 0.
            case number(Int)
        }

        let day: Day
        /// Seconds after midnight, or before it.
        var second = 7_200

        init?(from cursor: inout ASCIICursor) {
            if cursor.skip(0x4D) {
                guard let month = cursor.number(), (1...12).contains(month), cursor.skip(0x2E),
                    let week = cursor.number(), (1...5).contains(week), cursor.skip(0x2E),
                    let day = cursor.number(), (0...6).contains(day)
                else { return nil }
                self.day = .weekday(month: month, week: week, day: day)
            } else {
                let isFixed = cursor.skip(0x4A)
                guard let number = cursor.number(), (isFixed ? 1...365 : 0...365).contains(number) else { return nil }
                day = isFixed ? .fixed(number) : .number(number)
            }
            if cursor.skip(0x2F) {
                guard let time = DaylightRule.time(&cursor) else { return nil }
                second = time
            }
        }

        /// When clocks change in a year, as they show it then; seconds since 1970.
        func local(in year: Int) -> Int64 {
            let first = CalendarDate(year: year, month: 1, day: 1) ?? .latest
            let date: CalendarDate
            switch day {
            case .number(let number): date = first.adding(days: number)
            case .fixed(let number):
                let isLeap = CalendarDate.length(ofMonth: 2, year: year) == 29
                date = first.adding(days: isLeap && number >= 60 ? number : number - 1)
            case .weekday(let month, let week, let day):
                let start = CalendarDate(year: year, month: month, day: 1) ?? first
                let distance = (day - start.weekday.rawValue + 14) % 7 + 7 * (week - 1)
                let isPast = distance >= CalendarDate.length(ofMonth: month, year: year)
                date = start.adding(days: isPast ? distance - 7 : distance)
            }
            return date.startOfDay.secondsSinceEpoch + Int64(second)
        }
    }

    struct Daylight: Hashable, Sendable {
        /// Seconds east of UTC.
        let offset: Int
        let start: Change
        let end: Change
    }

    /// Seconds east of UTC.
    private let standard: Int
    private let daylight: Daylight?

    /// Nil for a text that is no such rule.
    init?(_ text: String) {
        var cursor = ASCIICursor(text)
        guard Self.skipName(&cursor), let offset = Self.time(&cursor) else { return nil }
        standard = -offset
        if cursor.isAtEnd {
            daylight = nil
            return
        }
        guard Self.skipName(&cursor) else { return nil }
        var summer = standard + 3_600
        if cursor.next != 0x2C {
            guard let offset = Self.time(&cursor) else { return nil }
            summer = -offset
        }
        guard cursor.skip(0x2C), let start = Change(from: &cursor), cursor.skip(0x2C),
            let end = Change(from: &cursor), cursor.isAtEnd
        else { return nil }
        daylight = Daylight(offset: summer, start: start, end: end)
    }

    func secondsFromUTC(_ utc: Int64) -> Int {
        guard let daylight else { return standard }
        let year = Instant(secondsSinceEpoch: utc + Int64(standard)).day.components.year
        let start = daylight.start.local(in: year) - Int64(standard)
        let end = daylight.end.local(in: year) - Int64(daylight.offset)
        // South of the equator the summer goes over the end of the year.
        let isDaylight = start < end ? start <= utc && utc < end : !(end <= utc && utc < start)
        return isDaylight ? daylight.offset : standard
    }

    /// Steps over `CET`, or `<+03>`.
    private static func skipName(_ cursor: inout ASCIICursor) -> Bool {
        if cursor.skip(0x3C) {
            while let byte = cursor.take() { if byte == 0x3E { return true } }
            return false
        }
        var length = 0
        while let byte = cursor.next, (0x61...0x7A).contains(byte.lowercasedASCII), cursor.skip(byte) { length += 1 }
        return length >= 3
    }

    /// Takes `2`, `-3:30` or `+24:00:00`, in seconds.
    private static func time(_ cursor: inout ASCIICursor) -> Int? {
        let isNegative = cursor.skip(0x2D)
        if !isNegative { _ = cursor.skip(0x2B) }
        guard let hours = cursor.number(), hours <= 167 else { return nil }
        var seconds = hours * 3_600
        for unit in [60, 1] where cursor.skip(0x3A) {
            guard let part = cursor.number(digits: 2), part < 60 else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }
}

extension [UInt8] {
    /// The signed number of so many bytes, the highest first.
    fileprivate func bigEndian(at start: Int, count: Int) -> Int64 {
        let bits = self[start..<(start + count)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }
}
