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
    /// In columns; nil where there is no terminal to fit into.
    let width: Int?

    var text: String {
        var parts = [heading]
        if !fieldLines.isEmpty { parts.append(fieldLines) }
        parts += [diagnostics, body, work, tasks, relations, links, backlinks, activity].compactMap { $0 }
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var entity: EntitySummary { detail.summary }

    private var heading: [String] {
        let id = entity.id == entity.path ? "" : " " + clean(entity.id)
        let line = FittedLine(
            .flexible(clean(entity.title), .strong), .fixed("  " + clean(entity.type), .faint), .fixed(id, .identifier))
        return [line.text(width: width, style: style), style(.faint, clean(entity.path))]
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
        if let boxes { fields.append((QueryBoxes.all.rawValue, boxes)) }
        if let created = entity.createdAt { fields.append(("created", time(created, stated: "created"))) }
        if let updated = entity.updatedAt { fields.append(("updated", time(updated, stated: "updated"))) }
        let longest = fields.map { DisplayWidth.of(clean($0.name)) }.max() ?? 0
        return fields.flatMap { name, value in
            WrappedText(clean(value)).lines(
                behind: style(.faint, DisplayWidth.padded(clean(name), to: longest)) + "  ", column: longest + 2,
                width: width, style: style)
        }
    }

    /// How many of its boxes are ticked: `3 of 7 checked`; nil for what has none.
    private var boxes: String? {
        detail.boxes.all == 0 ? nil : "\(detail.boxes.ticked) of \(detail.boxes.all) checked"
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

    /// A point in time; the day alone where a field states no more.
    private func time(_ seconds: Int64, stated name: String) -> String {
        let stated = DateTime(entity.text(name))
        let day = stated?.secondOfDay == nil ? stated?.day.formatted : nil
        return "\(day ?? dates.absolute(at: seconds)) (\(dates.relative(at: seconds)))"
    }

    // MARK: - Sections

    private var diagnostics: [String]? {
        section(
            "Diagnostics",
            entity.diagnostics.flatMap { DiagnosticText.lines(of: $0, width: width.map { $0 - 2 }) }.map { "  " + $0 })
    }

    private var body: [String]? {
        var lines = detail.body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .drop { $0.allSatisfy(\.isWhitespace) }
        // The title stands above already.
        if lines.first == "# \(entity.title)" {
            lines = lines.dropFirst().drop { $0.allSatisfy(\.isWhitespace) }
        }
        let text = BodyText.lines(lines, width: width, style: style)
        return showsBody && !text.isEmpty ? text : nil
    }

    private var work: [String]? {
        guard let work = detail.work, work.sessions > 0 else { return nil }
        let others = work.sessions - work.successes - work.failures
        let facts = [
            "\(work.sessions) in all", "\(work.successes) completed", "\(work.failures) failed",
            others > 0 ? "\(others) otherwise" : nil,
            work.meanDuration.map { "\(TimeSpan(seconds: $0).formatted) on average" },
        ]
        let line = WrappedText(facts.compactMap { $0 }.joined(separator: ", ")).lines(
            width: width.map { max(WidthSharing.least, $0 - 2) }, style: style)
        return section("Sessions", line.map { "  " + $0 } + lines(of: detail.members, listedBy: "sessions agent"))
    }

    /// The tasks of a project.
    private var tasks: [String]? {
        guard entity.hasRole(.project), !detail.members.isEmpty else { return nil }
        let groups = [StatusGroup.open, .paused, .done, .dropped].compactMap { group -> String? in
            let count = detail.members.count { $0.statusGroup == group }
            return count == 0 ? nil : "\(Progress.grouped(count)) \(group.rawValue)"
        }
        let lines = lines(of: detail.members, listedBy: "tasks project")
        return section("Tasks", lines).map { section in
            groups.isEmpty ? section : [section[0] + style(.faint, "  " + groups.joined(separator: ", "))] + lines
        }
    }

    /// So many members are shown.
    private static let mostMembers = 20

    /// Members with status and day, and what lists all of them where they are many: `kind and key`.
    private func lines(of members: [EntitySummary], listedBy words: String) -> [String] {
        let lines = members.prefix(Self.mostMembers).map { member in
            FittedLine(
                parts: [
                    .fixed("  "), .fixed(clean(member.shortID), .identifier), .fixed("  "),
                    .flexible(clean(member.title)),
                ] + facts([member.status, member.statedTime?.day.formatted])
            ).text(width: width, style: style)
        }
        return lines + rest(members.count - lines.count, listedBy: "mosaic list \(words):\(clean(name)) --all")
    }

    /// How many more there are than are shown, if any, and the command that lists them.
    private func rest(_ count: Int, listedBy command: String) -> [String] {
        guard count > 0 else { return [] }
        return WrappedText("and \(Progress.grouped(count)) more: \(command)", .faint)
            .lines(behind: "  ", column: 2, width: width, style: style)
    }

    private var relations: [String]? {
        let outgoing = detail.outgoing.filter { $0.category == .relation }.map { connection in
            (name: words(connection.name), end: connection.target, note: connection.note)
        }
        let incoming = detail.incoming.map(\.connection).filter { $0.category == .relation }.map { connection in
            (name: words(inverse(of: connection.name)), end: connection.source, note: connection.note)
        }
        let all = outgoing + incoming
        let longest = all.map { DisplayWidth.of(clean($0.name)) }.max() ?? 0
        return section(
            "Relations",
            all.flatMap { relation in
                let line = line(
                    [.fixed("  " + DisplayWidth.padded(clean(relation.name), to: longest), .faint), .fixed("  ")],
                    relation.end)
                let note = relation.note.map { note in
                    WrappedText(clean(note.split(whereSeparator: \.isNewline).joined(separator: " ")), .faint)
                        .lines(behind: "    ", column: 4, width: width, style: style)
                }
                return [line] + (note ?? [])
            })
    }

    private var links: [String]? {
        section("Links to", detail.outgoing.filter { $0.category == .link }.map { line([.fixed("  ")], $0.target) })
    }

    private var backlinks: [String]? {
        section(
            "Linked from",
            detail.incoming.filter { $0.connection.category != .relation && !$0.connection.isMembership }.flatMap {
                backlink in
                let place = FittedLine.Part.fixed(
                    clean("\(backlink.connection.path):\(backlink.connection.line)"), .identifier)
                let text = FittedLine.Part.flexible(clean(backlink.line))
                let line = FittedLine(.fixed("  "), place, .fixed("  "), text)
                // Too little of the text would be left behind a long path.
                let isShort = FittedLine(.fixed("  "), place).isWhole(in: width.map { $0 - WidthSharing.fair })
                let lines =
                    isShort || line.isWhole(in: width)
                    ? [line] : [FittedLine(.fixed("  "), place), FittedLine(.fixed("    "), text)]
                return lines.map { $0.text(width: width, style: style) }
            })
    }

    private var activity: [String]? {
        let lines = detail.activities.activities.map { activity in
            let change = ActivityListing.change(activity)
            let parts = [
                dates.absolute(at: activity.createdAt), activities.who(activity), activity.action.rawValue, change,
            ].filter { !$0.isEmpty }
            return FittedLine(.fixed("  "), .flexible(clean(parts.joined(separator: "  "))))
                .text(width: width, style: style)
        }
        return section(
            "Activity",
            lines + rest(detail.activities.total - lines.count, listedBy: "mosaic audit \(clean(name))"))
    }

    private var name: String { entity.id == entity.path ? entity.path : entity.shortID }

    private func section(_ title: String, _ lines: [String]) -> [String]? {
        lines.isEmpty ? nil : [style(.strong, title)] + lines
    }

    /// What a connection leads to, behind how it is connected.
    private func line(_ beginning: [FittedLine.Part], _ end: Connection.End) -> String {
        var line = FittedLine(parts: beginning + [.flexible(clean(end.title))])
        if let path = end.path {
            line.parts += facts([end.type, end.status])
            if end.title != path { line.parts.append(.optional("  " + clean(path), .faint)) }
        } else {
            line.parts += [.fixed("  not there", .faint), .expendable(" yet", .faint)]
        }
        return line.text(width: width, style: style)
    }

    /// What stands behind a title where there is room for it: `  idea, actionable`.
    private func facts(_ texts: [String?]) -> [FittedLine.Part] {
        texts.compactMap(\.self).enumerated().map { place, text in
            .expendable((place == 0 ? "  " : ", ") + clean(text), .faint)
        }
    }

    private func words(_ name: String) -> String { name.split(separator: "_").joined(separator: " ") }

    private func inverse(of name: String) -> String {
        schema.relations[name]?.inverse ?? "\(name) of"
    }

    private func clean(_ text: String) -> String { TerminalText.escaped(text) }
}
