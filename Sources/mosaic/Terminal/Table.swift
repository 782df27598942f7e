/// Rows in aligned columns for a terminal, or as tab-separated values for a pipe.
struct Table {
    struct Column {
        var header: String
        var alignsRight = false
        /// Whether it gives way where the row is wider than the terminal. A title may; an id never.
        var isFlexible = false
        var role: Style.Role?
    }

    var columns: [Column]
    /// Each as long as `columns`.
    var rows: [[String]]

    /// The least that is left of a flexible column.
    private static let leastFlexibleWidth = 12
    private static let gap = "  "

    /// Aligned lines with a header. A column that is empty in every row is left out. Where the width does not do,
    /// the flexible columns are cut, the widest first.
    func aligned(width: Int, style: Style) -> String {
        guard !rows.isEmpty else { return "" }
        let cells = rows.map { row in row.map { TerminalText.escaped($0) } }
        let shown = columns.indices.filter { column in cells.contains { !$0[column].isEmpty } }
        let widths = fittedWidths(of: shown, cells: cells, width: width)
        var result = ""
        func appendLine(_ row: [String], role: (Int) -> Style.Role?) {
            var line = ""
            for (place, column) in shown.enumerated() {
                let text = DisplayWidth.truncated(row[column], to: widths[place])
                let space = String(repeating: " ", count: max(0, widths[place] - DisplayWidth.of(text)))
                let styled = role(column).map { style($0, text) } ?? text
                let isLast = place == shown.count - 1
                if place > 0 { line += Self.gap }
                line += columns[column].alignsRight ? space + styled : isLast ? styled : styled + space
            }
            while line.hasSuffix(" ") { line.removeLast() }
            result += line + "\n"
        }
        appendLine(columns.map(\.header)) { _ in .faint }
        for row in cells { appendLine(row) { columns[$0].role } }
        return result
    }

    /// A line a row, without a header, cells parted by tabs and escaped.
    func tabSeparated() -> String {
        rows.map { $0.map(TerminalText.cell).joined(separator: "\t") + "\n" }.joined()
    }

    private func fittedWidths(of shown: [Int], cells: [[String]], width: Int) -> [Int] {
        var widths = shown.map { column in
            cells.reduce(DisplayWidth.of(columns[column].header)) { max($0, DisplayWidth.of($1[column])) }
        }
        var excess = widths.reduce(0, +) + Self.gap.count * max(0, shown.count - 1) - width
        let flexible = shown.indices.filter { columns[shown[$0]].isFlexible }
        while excess > 0, let widest = flexible.max(by: { widths[$0] < widths[$1] }) {
            let next = flexible.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let least = max(Self.leastFlexibleWidth, DisplayWidth.of(columns[shown[widest]].header))
            let room = widths[widest] - least
            guard room > 0 else { break }
            let cut = min(excess, room, max(1, widths[widest] - next))
            widths[widest] -= cut
            excess -= cut
        }
        return widths
    }
}
