import Foundation
import TestSupport
import Testing

@testable import VaultModel

extension TimeZones {
    /// Those that the tests have.
    static let test = TimeZones(version: { "1" }, names: { ["America/New_York", "Europe/Berlin", "Europe/Dublin"] }) {
        TimeZoneRules(tzif: TestZones.bytes(of: $0))
    }
}

@Suite("A time zone")
struct TimeZoneTests {
    /// A line of `zones.tsv`, which `record-zones` writes with Python's zoneinfo.
    struct Line {
        var zone: String
        var isLocal: Bool
        var time: Int64
        var expected: Int64
    }

    private static let lines: [Line] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "zones.tsv")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t").map(String.init)
            return Line(
                zone: parts[0], isLocal: parts[1] == "local", time: Int64(parts[2]) ?? .min,
                expected: Int64(parts[3]) ?? .min)
        }
    }()

    private static let names = Set(lines.map(\.zone)).sorted()

    @Test("The table has every zone, and times of both sorts")
    func wholeTable() {
        #expect(Self.names.count > 12 && Self.lines.count > 2_000)
        #expect(Self.lines.contains(where: \.isLocal) && Self.lines.contains { !$0.isLocal })
    }

    @Test(
        "has the offsets that Python's zoneinfo gives, and local times mean the same points in time", arguments: names)
    func recorded(name: String) throws {
        let zone = try #require(TimeZoneRules(tzif: TestZones.bytes(of: name)))
        for line in Self.lines where line.zone == name {
            let actual =
                line.isLocal
                ? Instant(local: line.time, secondsFromUTC: zone.secondsFromUTC).secondsSinceEpoch
                : Int64(zone.secondsFromUTC(line.time))
            #expect(actual == line.expected, "\(name) \(line.isLocal ? "local" : "utc") \(line.time)")
        }
    }

    @Test("of bytes that are none, or are cut off, is none")
    func hostile() {
        for name in Self.names {
            let bytes = TestZones.bytes(of: name)
            let end = bytes.dropLast().lastIndex(of: 0x0A) ?? 0
            for length in 0..<end { #expect(TimeZoneRules(tzif: Array(bytes[..<length])) == nil, "\(name) \(length)") }
            for place in bytes.indices {
                var changed = bytes
                changed[place] ^= 0xFF
                _ = TimeZoneRules(tzif: changed)?.secondsFromUTC(4_000_000_000)
            }
        }
        #expect(TimeZoneRules(tzif: Array("no zone".utf8)) == nil)
    }

    @Test(
        "A time is bound to its zone unless it has an offset or is a whole day",
        arguments: [
            ("2026-07-01T10:00", "2026-07-01T14:00:00Z"), ("2026-12-01T10:00", "2026-12-01T15:00:00Z"),
            ("2026-07-01T10:00Z", "2026-07-01T10:00:00Z"), ("2026-07-01", "2026-07-01T00:00:00Z"),
            // In the hour that clocks leave out, and in the one that they show twice.
            ("2026-03-08T02:30", "2026-03-08T07:30:00Z"), ("2026-11-01T01:30", "2026-11-01T05:30:00Z"),
        ])
    func binding(time: String, expected: String) throws {
        let zone = TimeZones.test.zone(named: "America/New_York")
        let bound = try #require(DateTime(time)).bound(to: zone)
        #expect(bound.instant().formatted == expected)
        #expect(DateTime(time)?.bound(to: nil) == DateTime(time))
        let item = FieldType.list(of: .dateTime).items(of: .list([.string(time)]), in: zone)
        #expect(item.map(\.moment) == [bound.instant().secondsSinceEpoch])
        #expect(item.map(\.isZoned) == [time != "2026-07-01"])
    }

    @Test(
        "of an entity is what its field says, or what its kind gives",
        arguments: [
            ("timezone: Europe/Berlin", 3_600), ("timezone: Europe/Berln", nil), ("timezone: 12", nil),
            ("timezone: ~", -18_000), ("location: here", -18_000), ("timezone: Europe/Berlin\nall_day: true", nil),
        ])
    func zoneOfEntity(frontMatter: String, expected: Int?) throws {
        let kind = Kind(
            name: "event", plural: "events", folder: "events",
            fields: [
                .init(name: "all_day", type: .boolean),
                .init(name: "timezone", type: .timeZone, defaultValue: .string("America/New_York")),
            ], template: "", staleAfterDays: nil)
        let fields = document(frontMatter)
        let zone = kind.timeZone(of: { fields.field($0)?.value }, in: .test)
        #expect(zone?.secondsFromUTC(1_800_000_000) == expected)
    }

    @Test("comes back at the same time of its own clock, until a point in time")
    func recurrence() throws {
        let clock = QueryClock.test.placed(in: TimeZones.test.zone(named: "Europe/Dublin"))
        func times(_ rule: String, _ exclusions: [String] = []) throws -> [String] {
            let start = try #require(DateTime("2026-10-24T01:30"))
            return Recurrence(
                rule: try RecurrenceRule(rule), start: start, exclusions: exclusions.compactMap { DateTime($0) },
                clock: clock
            ).map { clock.moment($0).utc }.map { Instant(secondsSinceEpoch: $0).formatted }
        }
        let all = ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
        #expect(try times("FREQ=DAILY;COUNT=3") == all)
        // 01:15 in UTC is a quarter past one by the clocks of the day, for the second time.
        #expect(try times("FREQ=DAILY;UNTIL=20261025T011500Z") == Array(all.prefix(2)))
        #expect(try times("FREQ=DAILY;UNTIL=20261025T002959Z") == Array(all.prefix(1)))
        #expect(try times("FREQ=DAILY;UNTIL=20261025T011500") == Array(all.prefix(1)))
        #expect(try times("FREQ=DAILY;COUNT=3", ["2026-10-25T01:30Z"]) == all)
        #expect(try times("FREQ=DAILY;COUNT=3", ["2026-10-25T00:30Z"]) == [all[0], all[2]])
        #expect(try times("FREQ=DAILY;COUNT=3", ["2026-10-25T01:30"]) == [all[0], all[2]])
    }
}
