/// A Markdown text in the parts that can be made to fit, and those that cannot: which line ends are no more than a space.
///
/// As CommonMark has it (<https://spec.commonmark.org/0.31.2/>), seen line by line. Where it is in doubt, a line stays as it is.
struct MarkdownBlocks {
    enum Block {
        /// A line that stays as it is: of code, of a table, of HTML, a heading, a blank one.
        case literal(Substring)
        case paragraph(Paragraph)
    }

    struct Paragraph {
        /// What stands before its first line: indentation, and the marks of quotes and list items.
        var first: Substring
        /// What stands before all others, which is as wide.
        var rest: String
        /// Its text, parted where its writer breaks a line.
        var parts: [String]
        /// Its lines as they are.
        fileprivate(set) var source: [Substring]
        fileprivate var depth: Int
        fileprivate var isBroken: Bool

        fileprivate init(_ line: MarkdownLine) {
            (first, rest, depth) = (line.source[..<line.content.startIndex], line.rest, line.depth)
            (parts, source, isBroken) = ([line.text], [line.source], line.endsInBreak)
        }

        fileprivate mutating func append(_ line: MarkdownLine) {
            if isBroken {
                parts.append(line.text)
            } else if parts == [""] {
                // An item whose mark stands alone.
                first += " "
                rest += " "
                parts = [line.text]
            } else {
                parts[parts.count - 1] += " " + line.text
            }
            source.append(line.source)
            isBroken = line.endsInBreak
        }
    }

    /// What goes on over several lines, all of which stay as they are.
    private enum Literal {
        case fence(mark: Character, length: Int, depth: Int)
        /// Ends with the line that has this.
        case through(String)
        /// Ends before a blank line.
        case html
        /// Ends with the last line that has a bar.
        case table
    }

    private(set) var blocks: [Block] = []
    private var paragraph: Paragraph?
    private var literal: Literal?
    /// The columns at which the content of the open list items begins.
    private var itemColumns: [Int] = []

    init(_ lines: [Substring]) {
        for (place, line) in lines.enumerated() {
            read(line, before: place + 1 < lines.count ? lines[place + 1] : nil)
        }
        close()
    }

    private mutating func close() {
        if let paragraph { blocks.append(.paragraph(paragraph)) }
        paragraph = nil
    }

    private mutating func keep(_ line: Substring) {
        close()
        blocks.append(.literal(line))
    }

    private mutating func read(_ source: Substring, before next: Substring?) {
        if let open = literal, goesOn(open, with: source) { return keep(source) }
        let line = MarkdownLine(source, interrupts: paragraph != nil && itemColumns.isEmpty)
        if line.content.isEmpty, !line.beginsItem { return keep(source) }
        if paragraph == nil {
            itemColumns.removeAll { $0 > line.indentation }
            // Indented code, which no paragraph goes on with.
            if line.isCode(behind: itemColumns.last ?? 0) { return keep(source) }
        }
        if let paragraph, line.isUnderline, line.depth == paragraph.depth, line.indentation >= itemColumns.last ?? 0 {
            blocks += paragraph.source.map { .literal($0) }
            self.paragraph = nil
            return keep(source)
        }
        if line.beginsItem {
            itemColumns.removeAll { $0 > line.indentation }
            itemColumns.append(line.column)
        }
        literal = Self.literal(beginningWith: line, before: next)
        if literal != nil || line.isAlone { return keep(source) }
        if line.goesOn, let depth = paragraph?.depth, line.depth <= depth {
            paragraph?.append(line)
        } else {
            close()
            paragraph = Paragraph(line)
        }
    }

    /// True where what is open takes the line; it is open no more where the line is its last, or none of it.
    private mutating func goesOn(_ open: Literal, with source: Substring) -> Bool {
        switch open {
        case .fence(let mark, let length, let depth):
            let line = MarkdownLine(source, quotes: depth)
            if line.depth < depth {
                literal = nil
                return false
            }
            let marks = line.content.prefix { $0 == mark }
            if marks.count >= length, marks.count == line.text.count { literal = nil }
            return true
        case .through(let end):
            if source.contains(end) { literal = nil }
            return true
        case .html:
            if source.contains(where: { !$0.isWhitespace }) { return true }
        case .table:
            if source.contains("|") { return true }
        }
        literal = nil
        return false
    }

    private static func literal(beginningWith line: MarkdownLine, before next: Substring?) -> Literal? {
        if let fence = line.fence { return .fence(mark: fence.mark, length: fence.length, depth: line.depth) }
        if line.content.hasPrefix("<!--") { return line.content.contains("-->") ? nil : .through("-->") }
        if line.text == "$$" { return .through("$$") }
        if line.beginsHTML { return .html }
        if line.content.hasPrefix("|") { return .table }
        guard let next, line.content.contains("|") else { return nil }
        return MarkdownLine(next).isTableRule ? .table : nil
    }
}
