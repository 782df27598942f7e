import VaultModel

/// Two moments as a person names them: `A..B`, or `A` for all that came since. Each is as `Vault.resolve(moment:)` reads it.
package struct MomentRange: Equatable, Sendable {
    package private(set) var from: String
    /// nil for the present, with what is not committed yet.
    package private(set) var to: String?

    /// nil where the text is not of that form.
    package init?(_ text: String) {
        guard let dots = text.firstRange(of: "..") else {
            if text.isEmpty { return nil }
            from = text
            return
        }
        let last = String(text[dots.upperBound...])
        from = String(text[..<dots.lowerBound])
        to = last.isEmpty ? nil : last
        if from.isEmpty || last.hasPrefix(".") { return nil }
    }

    /// The moments that are meant. A stretch of days alone, such as a week, goes from the end of the day before it to its own end, as far
    /// as that is not to come.
    package func resolved(_ clock: QueryClock) -> MomentRange {
        guard to == nil, let days = QueryDates.days(from, .back, clock: clock), days.lowerBound < days.upperBound
        else { return self }
        var range = self
        range.from = days.lowerBound.adding(days: -1).formatted
        range.to = days.upperBound < clock.today ? days.upperBound.formatted : nil
        return range
    }

    /// True for a date until now that is not over, so that nothing can have come since its end.
    package func isYetToBegin(_ clock: QueryClock) -> Bool {
        to == nil && QueryDates.lastSecond(of: from, clock: clock).map { $0 >= clock.now } == true
    }
}
