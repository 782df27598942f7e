/// Rows in aligned columns for a terminal.
struct Table {
    struct Column {
        var header: String
        var alignsRight = false
        /// Whether it gives way where the row is wider than the terminal. A title may; an id never.
        var isFlexible = false
        /// Whether it is left out, the last first, where the flexible columns would have to be cut short.
        var isOptional = false
        /// Whether it is there even where every row leaves it empty.
        var isKept = false
        var role: Style.Role?

        /// Whether a row can do without it.
        fileprivate var mayBeLeftOut: Bool { !isKept && !isFlexible && role != .identifier }
    }

    var columns: [Column]
    /// Each as long as `columns`.
    var rows: [[String]]

    private static let gap = "  "

    /// Aligned lines with a header. A column that is empty in every row is left out, unless it is kept. Where the width does not do,
    /// the flexible columns are cut, the widest first; then other columns are left out, the last first, but for identifiers
    /// and those that are kept; and where even that does not do, each row is a block with a line for each column.
    func aligned(width: Int, style: Style) -> String {
        guard !rows.isEmpty else { return "" }
        let cells = rows.map { row in row.map { TerminalText.escaped($0) } }
        let used = columns.indices.filter { column in columns[column].isKept || cells.contains { !$0[column].isEmpty } }
        let natural = columns.indices.map { used.contains($0) ? naturalWidth(of: $0, cells: cells) : 0 }
        let wanted = withoutSurplus(used, natural: natural, width: width)
        var shown = wanted
        var widths = fittedWidths(of: shown, natural: natural, width: width)
        while Self.lineWidth(widths) > width, let place = shown.lastIndex(where: { columns[$0].mayBeLeftOut }) {
            shown.remove(at: place)
            widths = fittedWidths(of: shown, natural: natural, width: width)
        }
        if Self.lineWidth(widths) > width { return stacked(wanted, cells: cells, width: width, style: style) }
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

    /// A block a row, a line a column.
    private func stacked(_ shown: [Int], cells: [[String]], width: Int, style: Style) -> String {
        let longest = shown.map { DisplayWidth.of(columns[$0].header) }.max() ?? 0
        let room = max(width - longest - Self.gap.count, WidthSharing.least)
        let blocks = cells.map { row in
            shown.filter { columns[$0].isKept || !row[$0].isEmpty }.map { place in
                let column = columns[place]
                let text = column.isFlexible ? DisplayWidth.truncated(row[place], to: room) : row[place]
                let head = text.isEmpty ? column.header : DisplayWidth.padded(column.header, to: longest) + Self.gap
                return style(.faint, head) + (column.role.map { style($0, text) } ?? text) + "\n"
            }.joined()
        }
        return blocks.joined(separator: "\n")
    }

    /// The columns without those optional ones for which there is no room.
    private func withoutSurplus(_ used: [Int], natural: [Int], width: Int) -> [Int] {
        var shown = used
        while let last = shown.last(where: { columns[$0].isOptional }) {
            let wanted = shown.reduce(Self.gap.count * max(0, shown.count - 1)) { sum, column in
                let isCut = columns[column].isFlexible && !columns[column].isOptional
                return sum + (isCut ? min(natural[column], WidthSharing.fair) : natural[column])
            }
            if wanted <= width { break }
            shown.removeAll { $0 == last }
        }
        return shown
    }

    private static func lineWidth(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + gap.count * max(0, widths.count - 1)
    }

    private func naturalWidth(of column: Int, cells: [[String]]) -> Int {
        cells.reduce(DisplayWidth.of(columns[column].header)) { max($0, DisplayWidth.of($1[column])) }
    }

    private func fittedWidths(of shown: [Int], natural: [Int], width: Int) -> [Int] {
        let flexible = shown.indices.filter { columns[shown[$0]].isFlexible }
        let room = width - Self.gap.count * max(0, shown.count - 1)
        return WidthSharing.cut(shown.map { natural[$0] }, at: flexible, to: room) { place in
            max(WidthSharing.least, DisplayWidth.of(columns[shown[place]].header))
        }
    }
}
