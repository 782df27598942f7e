/// The text of a file as a person reads it: whole, and where it has to fit into a width, with each paragraph in lines of its own.
enum BodyText {
    /// Where a terminal goes on behind a tab: at the next multiple of so many columns.
    static let tabStop = 8

    /// The lines of a text, none of which gives orders to a terminal, without the blank ones around it.
    /// The width is in columns; nil where there is nothing to fit into, and every line stays as it is. Of a Markdown text in a width,
    /// the lines of a paragraph go on with each other, and what its line ends mean something in stays as it is.
    static func lines(of text: String, width: Int?, style: Style) -> [String] {
        let parted = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines(parted[...], width: width, style: style)
    }

    /// The same of what is parted into lines already.
    static func lines(_ lines: ArraySlice<Substring>, width: Int?, style: Style) -> [String] {
        let text = Array(lines.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
        guard let width else { return text.map(clean) }
        return MarkdownBlocks(text).blocks.flatMap { block -> [String] in
            switch block {
            case .literal(let line): return [clean(line)]
            case .paragraph(let paragraph):
                let beginning = columns(of: paragraph.first)
                // Marks that leave little room would be told again with each of many lines.
                guard beginning <= width * 3 / 4 else { return paragraph.source.map(clean) }
                let wrapped = paragraph.parts.flatMap { part in
                    WrappedText(clean(Substring(part))).lines(width: width - beginning, style: style)
                }
                return wrapped.enumerated().map { (($0 == 0 ? clean(paragraph.first) : paragraph.rest) + $1) }
            }
        }
    }

    /// How many columns the beginning of a line takes.
    static func columns(of beginning: Substring) -> Int {
        beginning.reduce(0) { $1 == "\t" ? ($0 / tabStop + 1) * tabStop : $0 + 1 }
    }

    private static func clean(_ text: Substring) -> String {
        TerminalText.escaped(String(text), keepingLines: true)
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }
}
