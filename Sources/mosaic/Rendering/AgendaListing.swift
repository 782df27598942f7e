import VaultEngine
import VaultModel

/// How an agenda is listed into a pipe and for programs.
enum AgendaListing {
    /// `clock` is the one that the times of the entries are of: what a program reads is in UTC.
    static func listing(_ facts: EntityListing.Facts, clock: QueryClock) -> Listing<AgendaEntry> {
        func stated(_ time: DateTime?) -> String? {
            guard let time, time.secondOfDay != nil else { return time?.day.formatted }
            return Instant(secondsSinceEpoch: clock.moment(time).utc).formatted
        }
        return Listing(
            fields: [
                .init("day", column: .init(header: "DAY")) { $0.day.formatted },
                .init("time", column: .init(header: "TIME")) { time(of: $0) },
                .init("reason", column: .init(header: "WHY")) { $0.reason.rawValue },
                .init("shortId", column: .init(header: "ID", role: .identifier)) { $0.entity.shortID },
                .init("type", column: .init(header: "KIND")) { $0.entity.type },
                .init("title", column: .init(header: "TITLE", isFlexible: true)) { $0.entity.title },
                .init("status", column: .init(header: "STATUS")) { $0.entity.status ?? "" },
                .init("location", column: .init(header: "LOCATION")) { $0.entity.text("location") },
                .init("start", value: { stated($0.start).map(FieldValue.string) ?? .null }) { $0.start.localText },
                .init("end", value: { stated($0.end).map(FieldValue.string) ?? .null }) { $0.end?.localText ?? "" },
            ], members: ["isRecurring", "entity"], path: { $0.entity.path }, emptyMessage: "Nothing is on."
        ) { entry, writer in
            writer.object { writer in
                writer.member("day", entry.day.formatted)
                writer.member("reason", entry.reason.rawValue)
                writer.member("start", stated(entry.start))
                writer.member("end", stated(entry.end))
                writer.member("isRecurring", entry.isRecurring)
                writer.member("entity") { $0.value(entry.entity) }
            }
        }.adding(fieldsOf: \.entity, facts)
    }

    /// `09:00–10:30` on the day of an entry; empty for what takes the whole of it.
    static func time(of entry: AgendaEntry) -> String {
        let start = entry.isContinued ? "" : entry.start.secondOfDay.map(clock) ?? ""
        guard entry.start.secondOfDay != nil, let end = entry.end, let second = end.secondOfDay, end != entry.start,
            end.day == entry.day || second == 0 && end.day == entry.day.adding(days: 1)
        else { return start }
        return "\(start)–\(clock(second))"
    }

    fileprivate static func clock(_ second: Int) -> String {
        let parts = [second / 3600, second / 60 % 60]
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension DateTime {
    /// A local time to the minute, `2026-12-01T09:00`, or a day.
    var localText: String { day.formatted + (secondOfDay.map { "T" + AgendaListing.clock($0) } ?? "") }
}
