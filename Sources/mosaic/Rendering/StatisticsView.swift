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
        let activities = statistics.weeks.reduce(0) { $0 + $1.activities }
        let sections = [
            [
                "\(Progress.counted(statistics.entities, "entity", "entities")), "
                    + "\(Progress.counted(activities, "activity", "activities")) in "
                    + "\(Progress.counted(statistics.weeks.count, "week", "weeks"))."
            ],
            section("Done a week", bars(statistics.weeks.map { ("\($0.monday)", $0.completed, "\($0.created) new") })),
            section("Done a week by domain", throughputLines),
            section("From beginning to end", cycleLines),
            section("Time in each status", stayLines),
            section("Activity by domain", bars(statistics.domains.map { (Self.name($0), $0.activities, "") })),
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
        let (heads, taken) = heads(rows.map { ($0.name, $0.number) })
        let room = max(min(Self.longestBar, width - taken - 14), 8)
        return zip(heads, rows).map { head, row in
            let bar = Self.bar(eighths: most == 0 ? 0 : row.number * room * 8 / most)
            let note = row.note.isEmpty ? "" : "  " + style(.faint, row.note)
            return head + (bar.isEmpty ? "" : " " + style(.good, bar)) + note
        }
    }

    /// The names, each with its number behind it, and how many columns they take.
    private func heads(_ rows: [(name: String, number: Int)]) -> (lines: [String], width: Int) {
        let names = rows.map { TerminalText.escaped($0.name) }
        let longest = min(names.map { DisplayWidth.of($0) }.max() ?? 0, max(width / 2, 10))
        let digits = String(rows.map(\.number).max() ?? 0).count
        let lines = zip(names, rows).map { name, row in
            DisplayWidth.padded(DisplayWidth.truncated(name, to: longest), to: longest) + "  "
                + DisplayWidth.padded(String(row.number), to: digits, alignsRight: true)
        }
        return (lines, longest + 2 + digits)
    }

    /// What each domain got done, a column a week, and what the highest column is.
    private var throughputLines: [String] {
        let rows = statistics.domains.map {
            (name: Self.name($0), total: $0.completed.reduce(0, +), weeks: $0.completed)
        }
        .filter { $0.total > 0 }.sorted { $0.total > $1.total }
        guard statistics.domains.contains(where: { $0.name != nil }) else { return [] }
        let (heads, taken) = heads(rows.map { ($0.name, $0.total) })
        let room = max(width - taken - 4, 8)
        let span = max((statistics.weeks.count + room - 1) / room, 1)
        let columns = rows.map { Self.sums(of: span, $0.weeks) }
        guard let most = columns.joined().max() else { return [] }
        let lines = zip(heads, columns).map { "\($0)  \(style(.good, Self.columns($1, most: most)))" }
        return lines + [style(.faint, "█ is \(most)" + (span == 1 ? " a week" : " in \(span) weeks"))]
    }

    /// Sums of so many neighbours, from the end, where the present is.
    private static func sums(of count: Int, _ numbers: [Int]) -> [Int] {
        stride(from: numbers.count, to: 0, by: -count).reversed().map { end in
            numbers[max(end - count, 0)..<end].reduce(0, +)
        }
    }

    /// A column for each number, in eighths of a line; a point for none.
    private static func columns(_ numbers: [Int], most: Int) -> String {
        let parts = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        return numbers.map { parts[$0 == 0 ? 0 : ($0 * 8 + most - 1) / most] }.joined()
    }

    private static func name(_ share: VaultStatistics.DomainShare) -> String { share.name ?? "no domain" }

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
        let table = Table(
            columns: [
                .init(header: "", isFlexible: true), .init(header: "MEDIAN", isKept: true),
                .init(header: "9 OF 10 WITHIN", isKept: true),
                .init(header: "COUNT", alignsRight: true, role: .faint),
            ],
            rows: rows.compactMap { row in
                row.durations.map { [row.name, Self.words($0.median), Self.words($0.ninetieth), String($0.count)] }
            })
        return table.aligned(width: width - 2, style: style).split(separator: "\n").map(String.init)
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
