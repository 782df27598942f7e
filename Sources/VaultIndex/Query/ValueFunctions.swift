import GRDB
import VaultModel

/// What statements call to understand values of the past, which the index keeps as they were written.
///
/// Each gives NULL for a text that it cannot read.
struct ValueFunctions: Sendable {
    /// The zones that times can be of.
    var timeZones = TimeZones.none
    /// The person's time zone: the seconds to add to a time (in seconds since 1970) to get the local one.
    var secondsFromUTC: @Sendable (Int64) -> Int = { _ in 0 }

    /// `value_seconds(TEXT)`: a length of time in seconds.
    static let seconds = "value_seconds"
    /// `value_local(TEXT, ZONE)`: a day, or a time that is bound to no offset and no zone, as clocks show it; seconds since 1970.
    static let local = "value_local"
    /// `value_utc(TEXT, ZONE)`: a time that is bound to an offset, or to the zone of that name; seconds since 1970, UTC.
    static let utc = "value_utc"
    /// `wall_time(SECONDS)`: a point in time (in seconds since 1970, UTC) as the person's clocks show it then.
    static let wallTime = "wall_time"
    /// `point_in_time(SECONDS)`: what the person's clocks show (as if it were UTC, in seconds since 1970) as a point in time.
    static let pointInTime = "point_in_time"
    /// `value_target(TEXT)`: what a reference names, without its brackets.
    static let target = "value_target"
    /// `target_key(TEXT)`: what a reference and every name that it can mean have in common.
    static let targetKey = "target_key"
    /// `is_put_off(TEXT, ZONE, LATER_TEXT, ITS_ZONE)`: whether the second day or time is later.
    static let isPutOff = "is_put_off"
    /// `is_said(RULE, SAID)`: whether something that comes back by a rule does so as another one says.
    static let isSaid = "is_said"
    /// `takes_place(FRONT_MATTER, ZONE, FIRST_DAY, LAST_DAY)`: whether an entity takes some of these days (in days
    /// since 1970), each time that it comes back. `ZONE` is the name of the zone that its times without an offset are
    /// of; NULL for the person's.
    static let takesPlace = "takes_place"

    /// Makes them known to a connection.
    func add(to database: Database) {
        func add(_ name: String, _ count: Int, _ function: @escaping @Sendable ([DatabaseValue]) -> DatabaseValue?) {
            database.add(function: DatabaseFunction(name, argumentCount: count, pure: true) { function($0) })
        }
        add(Self.seconds, 1) { values in
            String.fromDatabaseValue(values[0]).flatMap { TimeSpan($0) }.map { Int64($0.seconds).databaseValue }
        }
        add(Self.local, 2) { values in
            guard let time = time(values[0], zone: values[1]), time.offset == nil else { return nil }
            return time.instant().secondsSinceEpoch.databaseValue
        }
        add(Self.utc, 2) { values in
            guard let time = time(values[0], zone: values[1]), time.offset != nil else { return nil }
            return time.instant().secondsSinceEpoch.databaseValue
        }
        add(Self.wallTime, 1) { values in
            Int64.fromDatabaseValue(values[0]).map { ($0 + Int64(secondsFromUTC($0))).databaseValue }
        }
        add(Self.pointInTime, 1) { values in
            Int64.fromDatabaseValue(values[0]).map {
                Instant(local: $0, secondsFromUTC: secondsFromUTC).secondsSinceEpoch.databaseValue
            }
        }
        add(Self.target, 1) { values in
            String.fromDatabaseValue(values[0]).flatMap { Reference($0) }?.target.databaseValue
        }
        add(Self.targetKey, 1) { values in
            String.fromDatabaseValue(values[0]).map { NameKey.key(Reference($0)?.target ?? $0).databaseValue }
        }
        database.add(
            function: DatabaseFunction(ValueSetting.name, argumentCount: 6, pure: true, aggregate: ValueSetting.self))
        add(Self.isPutOff, 4) { values in
            guard let before = time(values[0], zone: values[1]), let after = time(values[2], zone: values[3]) else {
                return nil
            }
            return after.isLater(than: before, secondsFromUTC: secondsFromUTC).databaseValue
        }
        add(Self.isSaid, 2) { values in
            guard let text = String.fromDatabaseValue(values[0]), let said = String.fromDatabaseValue(values[1])
            else { return nil }
            return RecurrenceRule.isSaid(text, by: said).databaseValue
        }
        add(Self.takesPlace, 4) { values in
            guard let text = String.fromDatabaseValue(values[0]), let first = Int.fromDatabaseValue(values[2]),
                let last = Int.fromDatabaseValue(values[3]), first <= last
            else { return nil }
            let days = CalendarDate(daysSinceEpoch: first)...CalendarDate(daysSinceEpoch: last)
            let fields = Array(text.utf8).withUnsafeBufferPointer { EntityField.members(ofJSON: $0) } ?? []
            return takesPlace(fields, zone: values[1], on: days).databaseValue
        }
    }

    private func takesPlace(_ fields: [EntityField], zone: DatabaseValue, on days: ClosedRange<CalendarDate>) -> Bool {
        let times = EventTimes(
            of: { name in fields.first { $0.name == name }?.value },
            zone: String.fromDatabaseValue(zone).flatMap(timeZones.zone),
            clock: QueryClock(now: 0, today: days.lowerBound, secondsFromUTC: secondsFromUTC))
        return times?.takePlace(on: days) ?? false
    }

    private func time(_ text: DatabaseValue, zone: DatabaseValue) -> DateTime? {
        guard let time = String.fromDatabaseValue(text).flatMap({ DateTime($0) }) else { return nil }
        return time.bound(to: String.fromDatabaseValue(zone).flatMap(timeZones.zone))
    }
}
