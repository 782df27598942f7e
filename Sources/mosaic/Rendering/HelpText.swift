/// What the parser says of a command, its help or the usage behind an error, in lines that fit a terminal.
///
/// The parser breaks lines at any space and goes on at the first column, so that it is given no width, and what it says is made to
/// fit here.
enum HelpText {
    /// So many columns that the parser breaks no line.
    static let unbroken = TerminalWidth.widest

    /// Where the parser has what an option does.
    private static let descriptionColumn = 26

    /// True for the help of a command, and not for its version or a script of completion.
    static func isHelp(_ text: String) -> Bool { text.hasPrefix("OVERVIEW: ") }

    /// The lines of a text that the parser has not broken, made to fit.
    static func fitting(_ text: String, width: Int) -> String {
        var isList = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            defer { isList = line.isEmpty ? false : isList || line.last == ":" && line == line.uppercased() }
            return Self.lines(of: String(line), isOfList: isList, width: width)
        }
        return lines.joined(separator: "\n")
    }

    private static func lines(of line: String, isOfList: Bool, width: Int) -> [String] {
        if line.lowercased().hasPrefix(usage) { return usageLines(line, width: width) }
        let head = isOfList ? line.prefix(descriptionColumn) : line.prefix { $0 == " " }
        // An example goes on further in than it begins.
        let column = isOfList || head.isEmpty ? head.count : head.count + 2
        return WrappedText(String(line.dropFirst(head.count)))
            .lines(behind: String(head), column: column, width: width, style: .plain)
    }

    // MARK: - Usage

    private static let usage = "usage: "

    /// The usage of a command, broken between its options and never within one.
    private static func usageLines(_ line: String, width: Int) -> [String] {
        var lines: [String] = []
        for part in usageParts(line) {
            if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(part) <= width {
                lines[lines.count - 1] += " " + part
            } else {
                lines.append(lines.isEmpty ? part : String(repeating: " ", count: usage.count) + part)
            }
        }
        return lines
    }

    /// What stays together: the words before the first option, what stands in brackets, and an option with its value.
    private static func usageParts(_ line: String) -> [String] {
        var parts: [String] = []
        var depth = 0
        for word in line.split(separator: " ") {
            let isValue = word.hasPrefix("<") && parts.last?.hasPrefix("--") == true
            let isOfBeginning = parts.count == 1 && !"[<-".contains(word.first ?? " ")
            if depth > 0 || isValue || isOfBeginning {
                parts[parts.count - 1] += " " + word
            } else {
                parts.append(String(word))
            }
            depth += word.count { $0 == "[" } - word.count { $0 == "]" }
        }
        return parts
    }
}
