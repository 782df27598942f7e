extension Schema {
    /// Where a document's values, each of which its kind can have, do not go together.
    func checkTogether(document: Document, kind: Kind, timeZones: TimeZones) -> [Diagnostic] {
        let value = { (name: String) in document.field(name)?.value }
        let check = TogetherCheck(
            document: document, kind: kind, zone: kind.timeZone(of: value, in: timeZones),
            isAllDay: kind.isAllDay(value))
        return check.periods() + (check.recurrence().map { [$0] } ?? []) + check.placements()
    }
}

/// Looks at several values of one document together.
private struct TogetherCheck {
    let document: Document
    let kind: Kind
    /// The zone that times without an offset are of; nil for the person's own.
    let zone: TimeZoneRules?
    let isAllDay: Bool

    /// A time as the document states it, or the day of it for what takes the whole day.
    private func time(_ name: String) -> DateTime? {
        guard kind.field(name) != nil, let text = document.field(name)?.value.text else { return nil }
        return DateTime(text).map { isAllDay ? DateTime(day: $0.day) : $0 }
    }

    /// False for two times of which one has an offset and the other is of wherever the person is.
    private func areComparable(_ first: DateTime, _ second: DateTime) -> Bool {
        if first.secondOfDay == nil || second.secondOfDay == nil { return true }
        return (first.offset == nil) == (second.offset == nil)
    }

    // MARK: - Times

    func periods() -> [Diagnostic] {
        [("start", "end"), ("start", "target"), ("started", "ended")].compactMap { first, last in
            guard let start = time(first)?.bound(to: zone), let end = time(last)?.bound(to: zone),
                areComparable(start, end),
                start.isLater(than: end, secondsFromUTC: { _ in 0 })
            else { return nil }
            return Diagnostic(
                .endBeforeStart, "`\(last)` is before `\(first)`.", at: document.field(last)?.node.span)
        }
    }

    /// What comes back never, or not when it says that it begins. A day that a task has after the last one of its rule
    /// was put off by somebody.
    func recurrence() -> Diagnostic? {
        guard case .recurrence? = kind.field("recurrence")?.type, let field = document.field("recurrence"),
            let rule = field.value.string.flatMap({ try? RecurrenceRule($0) })
        else { return nil }
        guard kind.takesPlace || rule.until == nil,
            let (name, start) = ["start", "due", "scheduled"].lazy.compactMap({ name in
                self.time(name).map { (name, kind.takesPlace ? $0 : DateTime(day: $0.day)) }
            }).first
        else { return nil }
        let clock = QueryClock(now: 0, today: start.day).placed(in: zone)
        let times = Recurrence(rule: rule, start: start, clock: clock)
        guard let first = times.first(where: { _ in true }) else {
            return Diagnostic(
                .emptyRecurrence, "The recurrence rule has no day from `\(name)` on.", at: field.node.span)
        }
        // Which day a time with an offset is on depends on where the person is.
        guard kind.takesPlace, zone != nil || start.offset == nil, first != times.start else { return nil }
        return Diagnostic(
            .startOutsideRecurrence,
            "`\(name)` is none of the times of the recurrence rule, of which the first is on \(first.day.formatted).",
            at: document.field(name)?.node.span)
    }

    // MARK: - Places

    /// The placements of a layout that are not on its grid.
    func placements() -> [Diagnostic] {
        guard kind.hasRole(.layout), let placements = document.field("placements").map(PlacedValue.init)?.items else {
            return []
        }
        let columns = document.field("columns")?.value ?? kind.field("columns")?.defaultValue
        return placements.compactMap { placement in
            func number(_ name: String, else given: Double) -> Double {
                placement.entries?.first { $0.key == name }?.value.value.number ?? given
            }
            let (x, width) = (number("x", else: 0), number("w", else: 1))
            let isOnGrid = x >= 0 && number("y", else: 0) >= 0 && width > 0 && number("h", else: 1) > 0
            if isOnGrid, columns?.number.map({ x + width <= $0 }) != false { return nil }
            let size = columns?.scalarText.map { " of \($0) columns" } ?? ""
            return Diagnostic(.outsideGrid, "The placement is not on the grid\(size).", at: placement.span)
        }
    }
}

extension FieldValue {
    fileprivate var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
