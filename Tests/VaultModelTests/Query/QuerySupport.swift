@testable import VaultModel

extension QueryClock {
    /// Tuesday, 24 November 2026, 09:00 UTC, where clocks show 10:00.
    static let test = QueryClock(
        now: 1_795_510_800, today: CalendarDate(daysSinceEpoch: 20_781), secondsFromUTC: { _ in 3_600 })
}

extension QueryContext {
    /// The built-in kinds, and two fields that no kind has.
    static let test = QueryContext(schema: .builtIn, fieldNames: ["rating", "Due Date"], clock: .test)
}

/// The query that a text is; nil where it is none.
func query(_ text: String, _ context: QueryContext = .test) -> Query? {
    try? Query(parsing: text, in: context)
}

/// Why a text is no query; nil where it is one.
func queryError(_ text: String, _ context: QueryContext = .test) -> QueryError? {
    do {
        _ = try Query(parsing: text, in: context)
        return nil
    } catch {
        return error
    }
}

extension QueryPeriod {
    /// The two ends as clocks show them, for a table: `2026-11-24T00:00:00 2026-11-25T00:00:00`.
    var shown: String {
        [start, end].map { moment in
            moment.map { String(Instant(secondsSinceEpoch: $0.local).formatted.dropLast()) } ?? "…"
        }.joined(separator: " ")
    }
}
