import VaultEngine
import VaultModel

/// A look back, for a terminal, for a note and for programs.
struct ReviewView {
    let review: Review
    let dates: CalmDates

    /// A part of a review: lines that name something each, and what else is to be said of it.
    private struct Section {
        var title: String
        var lines: [(path: String?, title: String, remark: String)]
        /// What the lines count; nil for the lines themselves.
        var count: Int?
    }

    private var sections: [Section] {
        let hasOneKind = Set(review.done.map(\.type)).count < 2
        return [
            Section(
                title: "Done",
                lines: review.done.map { entity in
                    let facts = [hasOneKind ? nil : entity.type, review.daysOfDone[entity.id]?.formatted]
                    return (entity.path, entity.title, facts.compactMap(\.self).joined(separator: ", "))
                }),
            Section(title: "New", lines: newLines),
            Section(
                title: "Put off",
                lines: review.slipped.map { ($0.path, $0.title, "\($0.field) from \($0.from) to \($0.to)") }),
            Section(
                title: "Target passed",
                lines: review.passed.map { passed in
                    (passed.entity.path, passed.entity.title, passed.target.map(dates.relative) ?? "")
                }),
            Section(
                title: "Untouched for long",
                lines: review.stale.map { ($0.path, $0.title, $0.updatedAt.map(dates.relative(at:)) ?? "") }),
            Section(
                title: "Ideas to look at",
                lines: review.ideas.map { ($0.path, $0.title, $0.createdAt.map(dates.relative(at:)) ?? "") }),
            Section(
                title: "What happened", lines: review.events.map { (nil, $0.name, String($0.count)) },
                count: review.events.reduce(0) { $0 + $1.count }),
        ]
    }

    /// Each with its kind; several by one title, as those of what comes back, with the day that each is for.
    private var newLines: [(path: String?, title: String, remark: String)] {
        let counts = Dictionary(review.new.map { ($0.title, 1) }, uniquingKeysWith: +)
        return review.new.map { entity in
            let days = QueryState.dayFields.lazy.compactMap { field in
                entity.value(field)?.text.map { "\(field) \($0)" }
            }
            let day = counts[entity.title] == 1 ? nil : days.first
            return (entity.path, entity.title, [entity.type, day].compactMap(\.self).joined(separator: ", "))
        }
    }

    private var title: String { "\(review.days.lowerBound) to \(review.days.upperBound)" }

    /// So many lines of a part are shown to a reader; a note and a program get all of them.
    private static let mostLines = 20

    /// Parts without a line are left out. `width` is that of the terminal; nil where there is none.
    func text(style: Style, width: Int?) -> String {
        var text = style(.strong, title) + "\n"
        for section in sections where !section.lines.isEmpty {
            let count = section.count ?? section.lines.count
            text += "\n" + style(.identifier, section.title) + style(.faint, "  \(count)") + "\n"
            for line in section.lines.prefix(Self.mostLines) {
                let remark = line.remark.isEmpty ? "" : "  " + TerminalText.escaped(line.remark)
                let line = FittedLine(
                    .fixed("  "), .flexible(TerminalText.escaped(line.title)), .fixed(remark, .faint))
                text += line.text(width: width, style: style) + "\n"
            }
            let rest = section.lines.count - Self.mostLines
            if rest > 0 { text += style(.faint, "  and \(rest) more") + "\n" }
        }
        if sections.allSatisfy(\.lines.isEmpty) {
            let rest = review.days.contains(dates.today) ? ", and nothing waits" : ""
            text += "\nNothing happened on these days\(rest).\n"
        }
        return text
    }

    var markdown: String {
        var text = "# \(title)\n"
        for section in sections where !section.lines.isEmpty {
            text += "\n## \(section.title)\n\n"
            for line in section.lines {
                let name =
                    line.path.map { Self.link(to: $0, title: line.title) } ?? "`\(TerminalText.escaped(line.title))`"
                text += "- \(name)\(line.remark.isEmpty ? "" : ": \(TerminalText.escaped(line.remark))")\n"
            }
        }
        return text
    }

    /// A link of a vault by the path, which is exact, with the title for the reader.
    private static func link(to path: String, title: String) -> String {
        let shown = String(TerminalText.escaped(title).map { "[]|".contains($0) ? " " : $0 })
        return "[[\(TerminalText.escaped(VaultPath.withoutSuffix(path)))|\(shown)]]"
    }

    func writeJSON(to output: OutputWriter) {
        output.writeData { writer in
            writer.object { writer in
                writer.member("from", review.days.lowerBound.formatted)
                writer.member("until", review.days.upperBound.formatted)
                writer.entities("done", review.done)
                writer.entities("new", review.new)
                writer.member("slipped") { writer in
                    writer.array { writer in review.slipped.forEach { writer.value($0) } }
                }
                writer.entities("passed", review.passed.map(\.entity))
                writer.entities("stale", review.stale)
                writer.entities("ideas", review.ideas)
                writer.member("events") { writer in
                    writer.object { writer in review.events.forEach { writer.member($0.name, $0.count) } }
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func entities(_ name: String, _ entities: [EntitySummary]) {
        member(name) { $0.array { writer in entities.forEach { writer.value($0) } } }
    }

    fileprivate mutating func value(_ slip: Review.Slip) {
        object { writer in
            writer.member("entityId", slip.entityID)
            writer.member("title", slip.title)
            writer.member("path", slip.path)
            writer.member("field", slip.field)
            writer.member("from", slip.from.formatted)
            writer.member("to", slip.to.formatted)
        }
    }
}
