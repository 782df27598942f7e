import VaultEngine
import VaultModel

/// What is different between two moments, as `mosaic diff` writes it.
struct DifferenceView {
    let difference: VaultDifference
    let schema: Schema
    let from: End
    let to: End
    let dates: CalmDates

    /// One of the moments.
    enum End {
        /// Before the first commit.
        case beginning
        case commit(VaultMoment)
        case present

        /// The moment of a vault.
        init(_ moment: VaultMoment?) {
            self = moment.map { .commit($0) } ?? .present
        }

        /// The id of its commit; nil for the beginning, which has none.
        fileprivate var commit: String? {
            switch self {
            case .beginning: nil
            case .commit(let moment): moment.commit
            case .present: Activity.uncommitted
            }
        }
    }

    // MARK: - Text

    /// `width` is that of the terminal; nil where there is none.
    func text(style: Style, width: Int?) -> String {
        if difference.isEmpty { return "\(period): nothing is different.\n" }
        var lines = [style(.strong, period)]
        lines += WrappedText(summary, .faint).lines(width: width, style: style)
        for group in groups {
            lines += ["", style(.strong, clean(group.heading))]
            lines += group.entities.flatMap { self.lines(of: $0, style, width) }
        }
        for section in sections {
            lines += ["", style(.strong, section.heading)]
            lines += section.connections.map { connection in
                FittedLine(
                    .fixed("  \(section.mark) "), .flexible(clean(connection.source.title)),
                    .fixed(" \(clean(name(of: connection))) "), .flexible(clean(connection.target.title)),
                    .optional(clean(place(of: connection)))
                ).text(width: width, style: style)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What became of one entity: a line where that fits, else its title with all that happened below.
    private func lines(of entity: EntityDifference, _ style: Style, _ width: Int?) -> [String] {
        let mark = mark(entity)
        let (title, notes) = (clean(title(entity)), notes(entity).map(fittedLine))
        let head = [.fixed("  "), mark, .fixed(" "), FittedLine.Part.flexible(title)]
        func text(_ width: Int?) -> String {
            notes.map { $0.text(width: width, style: .plain) }.joined(separator: ", ")
        }
        var line = FittedLine(parts: head + [.fixed(": " + text(nil), .faint)])
        if line.isWhole(in: width) { return [line.text(width: nil, style: style)] }
        line.parts = head
        // A long text is not told twice.
        let room = width.map { $0 - Self.indentation.count }
        let below = WrappedText(text(room.map { $0 - 1 }), .faint).lines(width: room, style: style)
        return [line.text(width: width, style: style)] + below.map { Self.indentation + $0 }
    }

    private static let indentation = "      "

    private func mark(_ entity: EntityDifference) -> FittedLine.Part {
        switch entity.events.first {
        case .created where entity.events.contains(.completed), .completed, .promoted: .fixed("✓", .good)
        case .created: .fixed("+", .good)
        case .deleted: .fixed("−", .bad)
        case .moved: .fixed("→", .attention)
        default: .fixed("~", .attention)
        }
    }

    // MARK: - Markdown

    var markdown: String {
        var lines = ["# \(Self.plain(period))", "", difference.isEmpty ? "Nothing is different." : summary]
        for group in groups {
            lines += ["", "## \(Self.plain(group.heading))", ""]
            for entity in group.entities {
                let box = entity.events.contains(.completed) ? "- [x] " : "- "
                lines.append(
                    "\(box)**\(Self.plain(title(entity)))**: \(Self.plain(notes(entity).map(\.text).joined(separator: ", ")))"
                )
            }
        }
        for section in sections {
            lines += ["", "## \(section.heading)", ""]
            lines += section.connections.map { "- \(Self.plain(words($0)))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Text that no Markdown reader takes for markup.
    private static func plain(_ text: String) -> String {
        var result = ""
        for character in TerminalText.escaped(text) {
            if "\\`*_[]<>#|".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }

    // MARK: - JSON

    func writeJSON(to output: OutputWriter) {
        output.writeData { $0.value(difference, from: from.commit, to: to.commit) }
    }

    // MARK: - Words

    private var period: String {
        let period = "\(name(from)) to \(name(to))"
        return period.prefix(1).uppercased() + period.dropFirst()
    }

    private func name(_ end: End) -> String {
        switch end {
        case .beginning: "the beginning"
        case .commit(let moment): "\(dates.absolute(at: moment.time)) (\(moment.commit.prefix(8)))"
        case .present: "now"
        }
    }

    private var summary: String {
        let events = EntityDifference.Event.allCases.map { (difference.count($0), $0.rawValue, $0.rawValue) }
        let connections = [
            (difference.relationsAdded.count, "relation added", "relations added"),
            (difference.relationsLost.count, "relation lost", "relations lost"),
            (difference.brokenLinks.count, "link broken", "links broken"),
        ]
        return (events + connections).filter { $0.0 > 0 }.map { Progress.counted($0, $1, $2) }
            .joined(separator: ", ") + "."
    }

    private var groups: [(heading: String, entities: [EntityDifference])] {
        var groups: [(heading: String, entities: [EntityDifference])] = []
        for entity in difference.entities {
            let type = entity.last?.type ?? ""
            let heading = (schema.kinds[type]?.plural ?? type) + (entity.domain.map { " · \($0)" } ?? "")
            if groups.last?.heading != heading { groups.append((heading, [])) }
            groups[groups.count - 1].entities.append(entity)
        }
        return groups
    }

    private var sections: [(heading: String, mark: String, connections: [Connection])] {
        [
            ("Relations added", "+", difference.relationsAdded), ("Relations lost", "−", difference.relationsLost),
            ("Links that broke", "!", difference.brokenLinks),
        ].filter { !$0.2.isEmpty }
    }

    private func title(_ entity: EntityDifference) -> String { entity.last?.title ?? "" }

    private enum Note {
        case words(String)
        case change(FieldChange)

        var text: String {
            switch self {
            case .words(let text): text
            case .change(let change): ActivityListing.text(of: change)
            }
        }
    }

    /// What happened, and each field from what to what: `created`, `status: open → done`.
    private func notes(_ entity: EntityDifference) -> [Note] {
        var notes = entity.events.filter { $0 != .changed && $0 != .moved }.map { Note.words($0.rawValue) }
        if entity.events.contains(.moved) {
            notes.append(.words("moved from \(entity.before?.path ?? "") to \(entity.after?.path ?? "")"))
        }
        notes += entity.fields.map { .change($0) }
        if entity.isTextChanged { notes.append(.words("text changed")) }
        return notes
    }

    /// A note as a line, in which what a field was and what it is have their share of the room.
    private func fittedLine(_ note: Note) -> FittedLine {
        switch note {
        case .words(let text): FittedLine(.flexible(clean(text)))
        case .change(let change):
            FittedLine(
                .fixed(clean(change.field) + ": "), .flexible(clean(ActivityListing.text(change.before))),
                .fixed(" → "), .flexible(clean(ActivityListing.text(change.after))))
        }
    }

    private func words(_ connection: Connection) -> String {
        "\(connection.source.title) \(name(of: connection)) \(connection.target.title)\(place(of: connection))"
    }

    private func name(of connection: Connection) -> String { connection.name.replacing("_", with: " ") }

    private func place(of connection: Connection) -> String {
        connection.candidates == 0 ? " (\(connection.path):\(connection.line))" : ""
    }

    private func clean(_ text: String) -> String { TerminalText.escaped(text) }
}
