import VaultModel

/// How work goes, as `mosaic stats` draws it for a person.
struct StatisticsView {
    let statistics: VaultStatistics
    /// What users are called, by their ids.
    let users: [String: String]
    let style: Style
    /// In columns.
    let width: Int

    var text: String {
        let count = statistics.entities == 1 ? "1 entity" : "\(Progress.grouped(statistics.entities)) entities"
        let sections = [
            [
                "\(count), \(Progress.grouped(statistics.weeks.reduce(0) { $0 + $1.activities })) activities in "
                    + "\(statistics.weeks.count) weeks."
            ],
            section("Done a week", bars(statistics.weeks.map { ("\($0.monday)", $0.completed, "\($0.created) new") })),
            section("From beginning to end", cycleLines),
            section("Time in each status", stayLines),
            section("Activity by domain", bars(statistics.domains.map { ($0.name ?? "no domain", $0.activities, "") })),
            section(
                "Activity by person",
                bars(
                    statistics.people.map { share in
                        (share.name.map { users[$0] ?? $0 } ?? "nobody known", share.activities, "")
                    })),
        ]
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func section(_ heading: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : [style(.strong, heading)] + lines.map { "  " + $0 }
    }

    // MARK: - Charts

    private static let longestBar = 40

    /// A bar for each number, in eighths of a column.
    private func bars(_ rows: [(name: String, number: Int, note: String)]) -> [String] {
        let most = rows.map(\.number).max() ?? 0
        let names = rows.map { TerminalText.escaped($0.name) }
        let longest = min(names.map { DisplayWidth.of($0) }.max() ?? 0, max(width / 2, 10))
        let digits = String(most).count
        let room = max(min(Self.longestBar, width - longest - digits - 16), 8)
        return zip(names, rows).map { name, row in
            let number = String(repeating: " ", count: digits - String(row.number).count) + String(row.number)
            let bar = Self.bar(eighths: most == 0 ? 0 : row.number * room * 8 / most)
            let note = row.note.isEmpty ? "" : "  " + style(.faint, row.note)
            let name = DisplayWidth.padded(DisplayWidth.truncated(name, to: longest), to: longest)
            return "\(name)  \(number)\(bar.isEmpty ? "" : " " + style(.good, bar))\(note)"
        }
    }

    private static func bar(eighths: Int) -> String {
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }

    // MARK: - Lengths of time

    private var cycleLines: [String] {
        table([
            ("from creation", statistics.fromCreation), ("from the start of work", statistics.fromStart),
        ])
    }

    private var stayLines: [String] {
        table(statistics.stays.map { ("\($0.kind) \($0.status)", $0.durations) })
    }

    private func table(_ rows: [(name: String, durations: VaultStatistics.Durations?)]) -> [String] {
        let known = rows.compactMap { row in row.durations.map { (TerminalText.escaped(row.name), $0) } }
        let longest = known.map { DisplayWidth.of($0.0) }.max() ?? 0
        return known.map { name, durations in
            "\(DisplayWidth.padded(name, to: longest))  median \(Self.words(durations.median)), "
                + "9 of 10 within \(Self.words(durations.ninetieth))  \(style(.faint, "(\(durations.count))"))"
        }
    }

    /// `40 minutes`, `5 hours`, `3 days`, `6 weeks`, `8 months`: the greatest unit of which there are two at least.
    static func words(_ seconds: Int64) -> String {
        let units: [(name: String, seconds: Int64)] = [
            ("year", 31_557_600), ("month", 2_629_800), ("week", 604_800), ("day", 86_400), ("hour", 3_600),
            ("minute", 60),
        ]
        let unit = units.first { seconds >= 2 * $0.seconds } ?? (seconds >= 60 ? ("minute", 60) : ("second", 1))
        let count = (seconds + unit.seconds / 2) / unit.seconds
        return "\(count) \(unit.name)\(count == 1 ? "" : "s")"
    }
}
