import VaultModel

/// One entity as `mosaic show` writes it for a person.
struct EntityView {
    let detail: EntityDetail
    let schema: Schema
    /// The time that a field states, as the person's clocks show it.
    let localTime: (_ name: String) -> DateTime?
    let showsBody: Bool
    let activities: ActivityListing
    let dates: CalmDates
    let style: Style
    let width: Int

    var text: String {
        var parts = [heading]
        if !fieldLines.isEmpty { parts.append(fieldLines) }
        parts += [diagnostics, body, relations, links, backlinks, activity].compactMap { $0 }
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var entity: EntitySummary { detail.summary }

    private var heading: [String] {
        let id = entity.id == entity.path ? "" : " " + style(.identifier, clean(entity.id))
        return [
            style(.strong, clean(entity.title)) + "  " + style(.faint, clean(entity.type)) + id,
            style(.faint, clean(entity.path)),
        ]
    }

    // MARK: - Fields

    private var fieldLines: [String] {
        var fields: [(name: String, value: String)] = []
        if let status = entity.status {
            let group = entity.statusGroup.map { $0.rawValue == status ? "" : " (\($0.rawValue))" } ?? ""
            fields.append(("status", status + group))
        }
        fields += entity.fields.filter { !["created", "updated"].contains($0.name) && $0.value != .null }
            .map { ($0.name, value(of: $0)) }
        if !entity.tags.isEmpty { fields.append(("tags", entity.tags.map { "#\($0)" }.joined(separator: " "))) }
        if let created = entity.createdAt { fields.append(("created", time(created))) }
        if let updated = entity.updatedAt { fields.append(("updated", time(updated))) }
        let longest = fields.map { DisplayWidth.of(clean($0.name)) }.max() ?? 0
        return fields.map { name, value in
            style(.faint, DisplayWidth.padded(clean(name), to: longest)) + "  " + clean(value)
        }
    }

    private func value(of field: EntityField) -> String {
        let text = field.value.references.joined(separator: ", ")
        switch schema.fieldType(field.name, of: schema.kinds[entity.type]) {
        case .date?, .dateTime?:
            guard let stated = DateTime(text) else { return text }
            let local = localTime(field.name) ?? stated
            let isElsewhere = local.day != stated.day || local.secondOfDay != stated.secondOfDay
            let here = isElsewhere ? ", \(local.localText) where you are" : ""
            return "\(text) (\(statement(of: field.name, local.day))\(here))"
        default: return text
        }
    }

    /// What a date says today: `in 3 days`; of a target that went by, `passed 3 days ago`.
    private func statement(of name: String, _ day: CalendarDate) -> String {
        let words = dates.relative(day)
        let isTarget = ["due", "target"].contains(name) && [.open, .paused].contains(entity.statusGroup)
        return isTarget && day < dates.today ? "passed \(words)" : words
    }

    private func time(_ seconds: Int64) -> String { "\(dates.absolute(at: seconds)) (\(dates.relative(at: seconds)))" }

    // MARK: - Sections

    private var diagnostics: [String]? {
        section("Diagnostics", entity.diagnostics.map { "  " + clean(DiagnosticText.line(of: $0)) })
    }

    private var body: [String]? {
        var lines = detail.body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .drop { $0.allSatisfy(\.isWhitespace) }
        // The title stands above already.
        if lines.first == "# \(entity.title)" {
            lines = lines.dropFirst().drop { $0.allSatisfy(\.isWhitespace) }
        }
        let text = lines.reversed().drop { $0.allSatisfy(\.isWhitespace) }
        guard showsBody, !text.isEmpty else { return nil }
        return text.reversed().map { TerminalText.escaped(String($0), keepingLines: true) }
    }

    private var relations: [String]? {
        let outgoing = detail.outgoing.filter { $0.category == .relation }.map { connection in
            (name: words(connection.name), end: connection.target)
        }
        let incoming = detail.incoming.map(\.connection).filter { $0.category == .relation }.map { connection in
            (name: words(inverse(of: connection.name)), end: connection.source)
        }
        let all = outgoing + incoming
        let longest = all.map { DisplayWidth.of(clean($0.name)) }.max() ?? 0
        return section(
            "Relations",
            all.map { "  " + style(.faint, DisplayWidth.padded(clean($0.name), to: longest)) + "  " + text(of: $0.end) }
        )
    }

    private var links: [String]? {
        section("Links to", detail.outgoing.filter { $0.category == .link }.map { "  " + text(of: $0.target) })
    }

    private var backlinks: [String]? {
        section(
            "Linked from",
            detail.incoming.filter { $0.connection.category != .relation }.map { backlink in
                let place = "\(backlink.connection.path):\(backlink.connection.line)"
                let room = max(20, width - DisplayWidth.of(place) - 4)
                return "  " + style(.identifier, clean(place)) + "  "
                    + DisplayWidth.truncated(clean(backlink.line), to: room)
            })
    }

    private var activity: [String]? {
        let lines = detail.activities.activities.map { activity in
            let change = ActivityListing.change(activity)
            let parts = [
                dates.absolute(at: activity.createdAt), activities.who(activity), activity.action.rawValue, change,
            ].filter { !$0.isEmpty }
            return "  " + DisplayWidth.truncated(clean(parts.joined(separator: "  ")), to: max(20, width - 2))
        }
        let more = detail.activities.total - lines.count
        return section(
            "Activity",
            lines + (more > 0 ? ["  " + style(.faint, "and \(more) more: mosaic audit \(clean(name))")] : []))
    }

    private var name: String { entity.id == entity.path ? entity.path : entity.shortID }

    private func section(_ title: String, _ lines: [String]) -> [String]? {
        lines.isEmpty ? nil : [style(.strong, title)] + lines
    }

    private func text(of end: Connection.End) -> String {
        guard let path = end.path else { return clean(end.title) + style(.faint, "  not there yet") }
        let facts = [end.type, end.status].compactMap { $0 }.joined(separator: ", ")
        let isNamedByPath = end.title == path
        return clean(end.title)
            + style(
                .faint, "  " + clean([facts, isNamedByPath ? "" : path].filter { !$0.isEmpty }.joined(separator: "  ")))
    }

    private func words(_ name: String) -> String { name.split(separator: "_").joined(separator: " ") }

    private func inverse(of name: String) -> String {
        schema.relations[name]?.inverse ?? "\(name) of"
    }

    private func clean(_ text: String) -> String { TerminalText.escaped(text) }
}
