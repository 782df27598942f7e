import Foundation
import Testing

@testable import VaultModel

/// A line of `recurrences.tsv`, which `record-recurrences` writes with python-dateutil.
struct RecordedRecurrence: CustomTestStringConvertible, Sendable {
    var start: String
    var rule: String
    var exclusions: [String]
    var times: [String]
    var hasMore: Bool

    var testDescription: String { "\(start) \(rule)" }

    static let all: [RecordedRecurrence] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "recurrences.tsv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            var times = parts[3].split(separator: ",").map(String.init)
            let hasMore = times.last == "..."
            if hasMore { times.removeLast() }
            return RecordedRecurrence(
                start: parts[0], rule: parts[1], exclusions: parts[2].split(separator: ",").map(String.init),
                times: times, hasMore: hasMore)
        }
    }()

    func recurrence() throws -> Recurrence {
        Recurrence(
            rule: try RecurrenceRule(rule), start: try #require(Self.time(start)),
            exclusions: exclusions.compactMap(Self.time), clock: .test)
    }

    /// Reads `20261224` or `20261224T180000`.
    static func time(_ text: String) -> DateTime? {
        var cursor = ASCIICursor(text)
        guard let year = cursor.number(digits: 4), let month = cursor.number(digits: 2),
            let number = cursor.number(digits: 2), let day = CalendarDate(year: year, month: month, day: number)
        else { return nil }
        guard cursor.skip(0x54), let hour = cursor.number(digits: 2), let minute = cursor.number(digits: 2),
            let second = cursor.number(digits: 2)
        else { return DateTime(day: day) }
        return DateTime(day: day, secondOfDay: hour * 3600 + minute * 60 + second)
    }
}

extension DateTime {
    /// As RFC 5545 writes it, without an offset.
    var basic: String {
        let digits = day.formatted.filter { $0 != "-" }
        guard let secondOfDay else { return digits }
        let parts = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60]
        return digits + "T" + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    }
}

@Suite("A recurrence")
struct RecurrenceTests {
    @Test("has the times that python-dateutil gives", arguments: RecordedRecurrence.all)
    func recorded(line: RecordedRecurrence) throws {
        let recurrence = try line.recurrence()
        let horizon = recurrence.rule.count == nil ? recurrence.start.day.adding(months: 1200) : .latest
        let times = recurrence.prefix { $0.day <= horizon }.prefix(line.times.count + 1).map(\.basic)
        #expect(Array(times.prefix(line.times.count)) == line.times)
        #expect((times.count > line.times.count) == line.hasMore)
    }

    @Test("The table has every part of a rule")
    func wholeTable() {
        let rules = RecordedRecurrence.all.map(\.rule)
        #expect(rules.count > 400)
        let parts = ["INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY"]
        for part in parts + ["BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND"]
            + RecurrenceRule.Frequency.allCases.map(\.rawValue)
        {
            #expect(rules.contains { $0.contains(part) }, "\(part)")
        }
    }

    @Test("asked for from a later day on is the same without what was before", arguments: RecordedRecurrence.all)
    func later(line: RecordedRecurrence) throws {
        let recurrence = try line.recurrence()
        let times = Array(recurrence.prefix(9))
        guard let day = times.dropFirst(5).first?.day else { return }
        let expected = times.filter { $0.day >= day }
        #expect(Array(recurrence.times(from: day).prefix(expected.count)) == expected)
    }

    @Test(
        "of a rule that never comes back, or too often, ends",
        arguments: [
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
            "FREQ=SECONDLY;BYMONTHDAY=31;BYMONTH=2",
            "FREQ=YEARLY;INTERVAL=999999999", "FREQ=SECONDLY;INTERVAL=999999999", "FREQ=SECONDLY;COUNT=999999999",
            "FREQ=MINUTELY;BYHOUR=3;BYMINUTE=59;BYSETPOS=2", "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=31;BYMONTH=2",
            "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=5",
        ])
    func hostile(text: String) throws {
        for start in ["20260101T000000", "20260101"] {
            let recurrence = Recurrence(
                rule: try RecurrenceRule(text), start: try #require(RecordedRecurrence.time(start)), clock: .test)
            let later = try #require(CalendarDate("2500-01-01"))
            #expect(recurrence.times(from: later).prefix(3).allSatisfy { $0.day >= later })
            #expect(recurrence.reduce(0) { count, _ in count + 1 } <= 200_000)
        }
    }

    @Test(
        "makes the times that its rule chooses, and none to throw away",
        arguments: [
            ("FREQ=HOURLY;BYMINUTE=\(Self.sixty);BYSECOND=\(Self.sixty);BYSETPOS=1", 1),
            ("FREQ=HOURLY;BYMINUTE=\(Self.sixty),7,7;BYSECOND=60,59,1", 120),
            ("FREQ=MINUTELY;BYSECOND=\(Self.sixty);BYSETPOS=-1,-1,2", 2), ("FREQ=SECONDLY;BYSECOND=1;BYSETPOS=2", 0),
            ("FREQ=DAILY;BYHOUR=9,9,10;BYMINUTE=0", 2),
        ])
    func chosenTimes(rule: String, count: Int) throws {
        let start = try #require(RecordedRecurrence.time("20160101T090000"))
        #expect(RecurrenceTimes(rule: try RecurrenceRule(rule), start: start).offsets.count == count)
        let all = Recurrence(rule: try RecurrenceRule(rule + ";COUNT=900000"), start: start, clock: .test)
        #expect((all.first { _ in true } == nil) == (count == 0))
    }

    private static let sixty = (0...59).map(String.init).joined(separator: ",")

    @Test("of every second of every day of a year is gone through one by one, and not made at once")
    func dense() throws {
        let digits = { (range: ClosedRange<Int>) in range.map(String.init).joined(separator: ",") }
        let rule = try RecurrenceRule(
            "FREQ=YEARLY;BYMONTH=1,2,3;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=\(digits(0...23));BYMINUTE=\(digits(0...59));"
                + "BYSECOND=\(digits(0...60));BYSETPOS=-1,7,366")
        let start = try #require(RecordedRecurrence.time("20260101T000000"))
        let recurrence = Recurrence(rule: rule, start: start, clock: .test)
        #expect(recurrence.prefix(3).map(\.basic) == ["20260101T000006", "20260101T000605", "20260331T235959"])
    }

    @Test(
        "ends with the day or the time that UNTIL names, which may be in UTC",
        arguments: [
            ("20261201T233000", "UNTIL=20261203", ["20261201T233000", "20261202T233000", "20261203T233000"]),
            ("20261201T233000", "UNTIL=20261203T223000Z", ["20261201T233000", "20261202T233000", "20261203T233000"]),
            ("20261201T233000", "UNTIL=20261203T222959Z", ["20261201T233000", "20261202T233000"]),
            ("20261201", "UNTIL=20261202T100000", ["20261201", "20261202"]),
            ("20261201", "UNTIL=20261202T235959Z", ["20261201", "20261202"]),
        ])
    func until(start: String, part: String, expected: [String]) throws {
        let recurrence = Recurrence(
            rule: try RecurrenceRule("FREQ=DAILY;" + part), start: try #require(RecordedRecurrence.time(start)),
            clock: .test)
        #expect(recurrence.map(\.basic) == expected)
    }

    @Test("leaves out times and whole days")
    func exclusions() throws {
        let exclusions = ["2026-12-02", "2026-12-03T09:00", "2026-12-04T08:00Z", "2026-12-05T10:00"]
        let recurrence = Recurrence(
            rule: try RecurrenceRule("FREQ=DAILY;COUNT=6"), start: try #require(DateTime("2026-12-01T09:00")),
            exclusions: exclusions.compactMap { DateTime($0) }, clock: .test)
        #expect(recurrence.map(\.basic) == ["20261201T090000", "20261205T090000", "20261206T090000"])
    }

    /// Clocks go one hour ahead on 2027-03-28 at 01:00 UTC.
    static let spring = QueryClock(now: 0, today: CalendarDate(daysSinceEpoch: 0)) {
        $0 < 1_806_195_600 ? 3_600 : 7_200
    }

    @Test("comes back at the same time of the clock in summer and in winter")
    func summer() throws {
        let clock = Self.spring
        let recurrence = Recurrence(
            rule: try RecurrenceRule("FREQ=DAILY;COUNT=3"), start: try #require(DateTime("2027-03-27T01:30Z")),
            clock: clock)
        #expect(recurrence.map(\.basic) == ["20270327T023000", "20270328T023000", "20270329T023000"])
        // What clocks leave out is so long after the change as it would be without it.
        let moments = recurrence.map { Instant(secondsSinceEpoch: clock.moment($0).utc).formatted }
        #expect(moments == ["2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"])
    }

    @Test(
        "A local time is a point in time: of two, the first; of none, as if clocks had not changed",
        arguments: [
            // Clocks go from 3,600 to 7,200 seconds ahead, and from 4 hours behind to 5, at the second 1,000,000 of 1970.
            (3_600, 7_200, 1_003_599, 999_999), (3_600, 7_200, 1_003_600, 1_000_000),
            (3_600, 7_200, 1_007_199, 1_003_599),
            (3_600, 7_200, 1_007_200, 1_000_000), (7_200, 3_600, 1_003_599, 996_399),
            (7_200, 3_600, 1_003_600, 996_400),
            (7_200, 3_600, 1_007_199, 999_999), (7_200, 3_600, 1_007_200, 1_003_600),
            (-18_000, -14_400, 982_000, 1_000_000), (-18_000, -14_400, 985_600, 1_000_000),
            (-14_400, -18_000, 982_000, 996_400), (-14_400, -18_000, 985_600, 1_003_600),
        ])
    func momentsOfClocks(before: Int, after: Int, local: Int64, utc: Int64) {
        let clock = QueryClock(now: 0, today: CalendarDate(daysSinceEpoch: 0)) { $0 < 1_000_000 ? before : after }
        #expect(clock.moment(local: local).utc == utc)
    }
}
