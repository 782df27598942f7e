import VaultModel

/// Rows in aligned columns for a terminal.
struct Table {
    struct Column {
        var header: String
        var alignsRight = false
        /// Whether it gives way where the row is wider than the terminal. A title may; an id never, unless it is a path.
        var isFlexible = false
        /// Whether its text goes on in further lines where there is no room for it, and is not cut; only that of the last column does.
        var isWrapped = false
        /// Whether it is left out, the last first, where the flexible columns would have to be cut short.
        var isOptional = false
        /// Whether it is left out as others are, although it gives way, or is drawn as an identifier.
        var isExpendable = false
        /// Whether the others are left out before it.
        var isLeading = false
        /// Whether it is there even where every row leaves it empty.
        var isKept = false
        var role: Style.Role?

        /// Whether a row can do without it.
        fileprivate var mayBeLeftOut: Bool { !isKept && (isExpendable || !isFlexible && role != .identifier) }
    }

    var columns: [Column]
    /// Each as long as `columns`.
    var rows: [[String]]
    /// Whether the heads of the columns stand above them.
    var showsHeader = true

    private static let gap = "  "
    /// What is left of a path that is cut.
    private static let leastOfPath = 24

    /// Aligned lines. A column that is empty in every row is left out, unless it is kept.
    /// Where the width does not do, the flexible columns are cut, the widest first; then paths, within; then other
    /// columns are left out, the last first, those that lead behind all others, but for identifiers and those that are
    /// kept; and where even that does not do, each row is a block with a line for each column.
    func aligned(width: Int, style: Style) -> String {
        guard !rows.isEmpty else { return "" }
        let cells = rows.map { row in row.map { TerminalText.escaped($0) } }
        let used = columns.indices.filter { column in columns[column].isKept || cells.contains { !$0[column].isEmpty } }
        let natural = columns.indices.map { used.contains($0) ? naturalWidth(of: $0, cells: cells) : 0 }
        let paths = Dictionary(
            uniqueKeysWithValues: used.compactMap { column in
                Self.leastWidth(ofPaths: cells.map { $0[column] }).map { (column, $0) }
            })
        let wanted = withoutSurplus(used, natural: natural, paths: paths, width: width)
        var shown = wanted
        var widths = fittedWidths(of: shown, natural: natural, paths: paths, width: width)
        while Self.lineWidth(widths) > width, let place = leastWanted(of: shown) {
            shown.remove(at: place)
            widths = fittedWidths(of: shown, natural: natural, paths: paths, width: width)
        }
        if Self.lineWidth(widths) > width { return stacked(wanted, cells: cells, width: width, style: style) }
        var result = ""
        func appendLine(_ row: [String], role: (Int) -> Style.Role?) {
            var line = ""
            for (place, column) in shown.enumerated() {
                let isLast = place == shown.count - 1
                if isLast, columns[column].isWrapped {
                    let start = place == 0 ? "" : line + Self.gap
                    let lines = WrappedText(row[column], role(column)).lines(
                        behind: start,
                        column: Self.lineWidth(Array(widths[..<place])) + (place == 0 ? 0 : Self.gap.count),
                        width: width, style: style)
                    result += lines.dropLast().map { $0 + "\n" }.joined()
                    line = lines[lines.count - 1]
                    continue
                }
                let text =
                    paths[column] != nil && Self.isPath(row[column])
                    ? DisplayWidth.truncatedInside(row[column], to: widths[place])
                    : DisplayWidth.truncated(row[column], to: widths[place])
                let space = String(repeating: " ", count: max(0, widths[place] - DisplayWidth.of(text)))
                let styled = role(column).map { style($0, text) } ?? text
                if place > 0 { line += Self.gap }
                line += columns[column].alignsRight ? space + styled : isLast ? styled : styled + space
            }
            while line.hasSuffix(" ") { line.removeLast() }
            result += line + "\n"
        }
        if showsHeader { appendLine(columns.map(\.header)) { _ in .faint } }
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
                let text =
                    Self.isPath(row[place])
                    ? DisplayWidth.truncatedInside(row[place], to: room)
                    : column.isFlexible ? DisplayWidth.truncated(row[place], to: room) : row[place]
                let head = text.isEmpty ? column.header : DisplayWidth.padded(column.header, to: longest) + Self.gap
                return style(.faint, head) + (column.role.map { style($0, text) } ?? text) + "\n"
            }.joined()
        }
        return blocks.joined(separator: "\n")
    }

    /// Which of the columns is the first to be left out; nil where none may be.
    private func leastWanted(of shown: [Int]) -> Int? {
        shown.lastIndex { columns[$0].mayBeLeftOut && !columns[$0].isLeading }
            ?? shown.lastIndex { columns[$0].mayBeLeftOut }
    }

    /// True for the path of a file, also with the number of a line behind it.
    private static func isPath(_ text: String) -> Bool {
        if VaultPath.isMarkdown(text) { return true }
        guard let colon = text.lastIndex(of: ":"), text[colon...].dropFirst().allSatisfy(\.isNumber) else {
            return false
        }
        return VaultPath.isMarkdown(String(text[..<colon]))
    }

    /// How narrow a column of texts may become, of which some are paths, and the others stay whole; nil where none is a path.
    private static func leastWidth(ofPaths texts: [String]) -> Int? {
        let whole = texts.filter { !isPath($0) }
        if whole.count == texts.count { return nil }
        return whole.reduce(leastOfPath) { max($0, DisplayWidth.of($1)) }
    }

    /// The columns without those optional ones for which there is no room.
    private func withoutSurplus(_ used: [Int], natural: [Int], paths: [Int: Int], width: Int) -> [Int] {
        var shown = used
        while let last = shown.last(where: { columns[$0].isOptional }) {
            let wanted = shown.reduce(Self.gap.count * max(0, shown.count - 1)) { sum, column in
                let isCut = (columns[column].isFlexible || paths[column] != nil) && !columns[column].isOptional
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

    private func headWidth(of column: Int) -> Int { showsHeader ? DisplayWidth.of(columns[column].header) : 0 }

    private func naturalWidth(of column: Int, cells: [[String]]) -> Int {
        cells.reduce(headWidth(of: column)) { max($0, DisplayWidth.of($1[column])) }
    }

    /// `paths` says of the columns that have some how narrow they may become. A path can be what an entity is named by, and gives
    /// way only where all else has.
    private func fittedWidths(of shown: [Int], natural: [Int], paths: [Int: Int], width: Int) -> [Int] {
        let room = width - Self.gap.count * max(0, shown.count - 1)
        let flexible = shown.indices.filter { columns[shown[$0]].isFlexible }
        let cut = WidthSharing.cut(shown.map { natural[$0] }, at: flexible, to: room) { place in
            max(WidthSharing.least, headWidth(of: shown[place]))
        }
        let withPaths = shown.indices.filter { !columns[shown[$0]].isFlexible && paths[shown[$0]] != nil }
        return WidthSharing.cut(cut, at: withPaths, to: room) { paths[shown[$0]] ?? cut[$0] }
    }
}
