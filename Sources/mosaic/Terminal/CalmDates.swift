import VaultModel

/// Dates in words that inform and do not press: `in 3 days`, `today`, `3 days ago`.
struct CalmDates {
    /// Seconds since 1970.
    let now: Int64
    let secondsFromUTC: (Int64) -> Int

    init(now: Int64, secondsFromUTC: @escaping (Int64) -> Int) {
        self.now = now
        self.secondsFromUTC = secondsFromUTC
    }

    /// Dates seen from the beginning of 1970, where no date is going to be seen.
    static var epoch: CalmDates { CalmDates(now: 0, secondsFromUTC: { _ in 0 }) }

    /// The person's present day.
    var today: CalendarDate { day(at: now) }

    /// The local day of a time in seconds since 1970.
    func day(at seconds: Int64) -> CalendarDate { local(seconds).day }

    /// A day as it stands to today: `today`, `tomorrow`, `in 3 days`, `in 5 weeks`, `2 years ago`. A unit counts where it is full, as in
    /// a query: what is `2 years ago` is on no day before that of `3y`.
    func relative(_ day: CalendarDate) -> String {
        let days = Int64(today.days(to: day))
        switch days {
        case 0: return "today"
        case 1: return "tomorrow"
        case -1: return "yesterday"
        default: return phrase(isFuture: days > 0, amount: largestUnit(to: day, days: abs(days)))
        }
    }

    /// A time as it stands to now: `just now`, `5 minutes ago`, `3 hours ago`, and beyond the day as ``relative(_:)``.
    func relative(at seconds: Int64) -> String {
        let distance = abs(seconds - now)
        let isFuture = seconds > now
        if distance < 60 { return "just now" }
        if distance < 3600 { return phrase(isFuture: isFuture, amount: counted(distance / 60, "minute")) }
        if day(at: seconds) == today || distance < 6 * 3600 {
            return phrase(isFuture: isFuture, amount: counted(distance / 3600, "hour"))
        }
        return relative(day(at: seconds))
    }

    /// A local time, `2026-11-20 18:12`.
    func absolute(at seconds: Int64) -> String {
        let text = local(seconds).formatted
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    /// What clocks here show, as if it were UTC.
    private func local(_ seconds: Int64) -> Instant {
        Instant(secondsSinceEpoch: seconds + Int64(secondsFromUTC(seconds)))
    }

    /// The full ones of the largest unit of which there are two; years and months are those of the calendar.
    private func largestUnit(to day: CalendarDate, days: Int64) -> String {
        if days < 14 { return counted(days, "day") }
        switch fullMonths(to: day) {
        case ..<2: return counted(days / 7, "week")
        case let months where months < 24: return counted(months, "month")
        case let months: return counted(months / 12, "year")
        }
    }

    private func fullMonths(to day: CalendarDate) -> Int64 {
        let (first, last) = (today.components, day.components)
        let months = (last.year - first.year) * 12 + last.month - first.month
        let isOver = months > 0 ? today.adding(months: months) > day : today.adding(months: months) < day
        return Int64(abs(months) - (isOver ? 1 : 0))
    }

    private func phrase(isFuture: Bool, amount: String) -> String {
        isFuture ? "in \(amount)" : "\(amount) ago"
    }

    private func counted(_ count: Int64, _ unit: String) -> String {
        count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
    }
}
