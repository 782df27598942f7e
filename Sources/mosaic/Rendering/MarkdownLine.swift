/// A line of Markdown, seen by itself: the marks of quotes and list items that it begins with, and what stands behind them.
struct MarkdownLine {
    let source: Substring
    /// What is behind the marks.
    private(set) var content: Substring
    /// What stands before a line that goes on with this one: the marks of quotes, and spaces for all else.
    private(set) var rest = ""
    /// How many marks of quotes there are.
    private(set) var depth = 0
    /// Whether it begins an item of a list.
    private(set) var beginsItem = false
    /// Of the line, in columns of CommonMark, in which a tab goes to the next multiple of four.
    private(set) var indentation = 0
    /// Where the content begins, in such columns.
    private(set) var column = 0
    /// How many such columns of blanks are before the content, behind the last mark.
    private var gap = 0

    /// Reads a line.
    ///
    /// - Parameters:
    ///   - source: without its end.
    ///   - interrupts: whether it is behind a line of a paragraph, which only some lists can end.
    ///   - quotes: the marks of quotes that count, where nothing else is a mark; nil for all marks.
    init(_ source: Substring, interrupts: Bool = false, quotes: Int? = nil) {
        self.source = source
        content = source
        skipBlanks()
        indentation = column
        while true {
            if content.first == ">", gap < 4 || depth > 0, depth < quotes ?? .max {
                take(1, as: ">")
                depth += 1
            } else if quotes == nil, !isBreak, let length = itemMark(interrupts: interrupts) {
                take(length, as: String(repeating: " ", count: length))
                beginsItem = true
            } else {
                return
            }
            skipBlanks()
        }
    }

    private mutating func take(_ length: Int, as written: String) {
        content = content.dropFirst(length)
        rest += written
        column += length
    }

    private mutating func skipBlanks() {
        let start = column
        while let blank = content.first, blank == " " || blank == "\t" {
            take(1, as: String(blank))
            if blank == "\t" { column = (column + 3) / 4 * 4 }
        }
        gap = column - start
    }

    /// How long the mark of a list item is that begins the content; nil where none does.
    private func itemMark(interrupts: Bool) -> Int? {
        let digits = content.prefix { $0.isASCII && $0.isNumber }
        let mark = content.dropFirst(digits.count).first
        guard digits.isEmpty ? mark == "-" || mark == "*" || mark == "+" : mark == "." || mark == ")" else {
            return nil
        }
        let behind = content.dropFirst(digits.count + 1)
        guard digits.count < 10, behind.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
        let isRefused = interrupts && (behind.allSatisfy(\.isWhitespace) || !digits.isEmpty && Int(digits) != 1)
        return isRefused ? nil : digits.count + 1
    }

    // MARK: - What it is

    /// The content without the blanks behind it.
    var text: String {
        var text = content
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }

    /// True for code by its indentation, in an item whose content begins at a column.
    func isCode(behind column: Int) -> Bool { gap >= (depth > 0 || beginsItem ? 5 : column + 4) }

    /// True where the line that comes after it does not go on with it.
    var endsInBreak: Bool {
        content.hasSuffix("  ") || content.hasSuffix("\\") || text.hasSuffix("<br>") || text.hasSuffix("<br/>")
    }

    /// True where it goes on with a paragraph before it, where there is one.
    var goesOn: Bool { !beginsItem && !isDefinition }

    /// `[label]: where it leads`, and the text of a footnote.
    private var isDefinition: Bool {
        content.first == "[" && content.firstRange(of: "]:").map { !content[..<$0.lowerBound].contains("]") } == true
    }

    /// True for what is a block by itself: a heading, a break between parts, the head of a callout, a comment of one line.
    var isAlone: Bool { isHeading || isBreak || depth > 0 && content.hasPrefix("[!") || content.hasPrefix("<!--") }

    private var isHeading: Bool {
        let marks = content.prefix { $0 == "#" }
        return (1...6).contains(marks.count) && content.dropFirst(marks.count).first.map(\.isWhitespace) ?? true
    }

    /// `---`, `* * *`
    private var isBreak: Bool {
        guard let mark = content.first, "-*_".contains(mark) else { return false }
        return content.allSatisfy { $0 == mark || $0.isWhitespace } && content.count { $0 == mark } >= 3
    }

    /// What makes a heading of the paragraph before it.
    var isUnderline: Bool {
        guard let mark = content.first, mark == "=" || mark == "-" else { return false }
        return text.allSatisfy { $0 == mark }
    }

    /// What parts the head of a table from its rows.
    var isTableRule: Bool { text.contains("-") && text.allSatisfy { "|:- \t".contains($0) } }

    /// The marks that open a fence of code.
    var fence: (mark: Character, length: Int)? {
        guard let mark = content.first, mark == "`" || mark == "~" else { return nil }
        let length = content.prefix { $0 == mark }.count
        guard length >= 3, mark == "~" || !content.dropFirst(length).contains("`") else { return nil }
        return (mark, length)
    }

    /// True for a tag that is not one of those that stand within text.
    var beginsHTML: Bool {
        guard content.first == "<" else { return false }
        var behind = content.dropFirst()
        if behind.first == "/" { behind = behind.dropFirst() }
        let name = behind.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let end = behind.dropFirst(name.count).first
        guard name.first?.isLetter == true, end.map({ $0.isWhitespace || $0 == ">" || $0 == "/" }) ?? true else {
            return false
        }
        return !Self.tagsWithinText.contains(name.lowercased())
    }

    private static let tagsWithinText: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
    ]
}
