/// The text of a file as a person reads it: whole, with long lines broken at spaces where it has to fit into a width.
enum BodyText {
    /// Where a terminal goes on behind a tab: at the next multiple of so many columns.
    private static let tabStop = 8

    /// The lines of a text, none of which gives orders to a terminal, without the blank ones around it.
    /// The width is in columns; nil where there is nothing to fit into. What is made of one line has its indentation.
    static func lines(of text: String, width: Int?, style: Style) -> [String] {
        let parted = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines(parted[...], width: width, style: style)
    }

    /// The same of what is parted into lines already.
    static func lines(_ lines: ArraySlice<Substring>, width: Int?, style: Style) -> [String] {
        let text = lines.drop(while: isBlank).reversed().drop(while: isBlank)
        return text.reversed().flatMap { line in
            let indentation = String(line.prefix { $0 == " " || $0 == "\t" })
            let columns = indentation.reduce(0) { $1 == "\t" ? ($0 / tabStop + 1) * tabStop : $0 + 1 }
            let words = TerminalText.escaped(String(line.dropFirst(indentation.count)), keepingLines: true)
            return WrappedText(words).lines(
                width: width.map { max(WidthSharing.least, $0 - columns) }, style: style
            ).map { indentation + $0 }
        }
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }
}
