/// Text in lines that fit, broken at spaces, and within a word only where it alone is too wide.
struct WrappedText {
    /// What stands one behind the other, each in its own style. Escaped already, and without line ends.
    var pieces: [(text: String, role: Style.Role?)]

    init(_ pieces: [(text: String, role: Style.Role?)]) {
        self.pieces = pieces
    }

    init(_ text: String, _ role: Style.Role? = nil) {
        pieces = [(text, role)]
    }

    /// The lines; one, as it is, where there is no width to fit. There is at least one.
    func lines(width: Int?, style: Style) -> [String] {
        let characters = pieces.flatMap { piece in piece.text.map { (character: $0, role: piece.role) } }
        guard let width else { return [Self.styled(characters[...], style)] }
        var lines: [String] = []
        var rest = characters[...]
        while true {
            let end = Self.end(of: rest, width: max(1, width))
            lines.append(Self.styled(rest[..<end].trimmingSpaces, style))
            rest = rest[end...].drop { $0.character == " " }
            if rest.isEmpty { return lines }
        }
    }

    /// The lines behind a beginning, of which all but the first begin at a column.
    ///
    /// - Parameters:
    ///   - head: escaped and styled already, and no wider than the column.
    ///   - column: counted from 0.
    ///   - width: of all of it; nil where there is none to fit into.
    ///   - style: that of the text.
    /// - Returns: one at least.
    func lines(behind head: String, column: Int, width: Int?, style: Style) -> [String] {
        let indentation = String(repeating: " ", count: column)
        return lines(width: width.map { max(WidthSharing.least, $0 - column) }, style: style).enumerated().map {
            ($0 == 0 ? head : indentation) + $1
        }
    }

    /// A text of several lines, each of which is made to fit.
    static func fitting(_ text: String, width: Int?) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { WrappedText(String($0)).lines(width: width, style: .plain) }.joined(separator: "\n")
    }

    private typealias Characters = ArraySlice<(character: Character, role: Style.Role?)>

    /// Where the line ends that begins a text; behind its first character at least.
    private static func end(of text: Characters, width: Int) -> Int {
        var used = 0
        var space: Int?
        for place in text.indices {
            used += DisplayWidth.of(text[place].character)
            let isSpace = text[place].character == " "
            if used > width, !isSpace, place > text.startIndex { return space.map { $0 + 1 } ?? place }
            if isSpace { space = place }
        }
        return text.endIndex
    }

    /// The characters in as few runs of one style as there are.
    private static func styled(_ text: Characters, _ style: Style) -> String {
        var result = ""
        var rest = text
        while let first = rest.first {
            let run = rest.prefix { $0.role == first.role }
            let words = String(run.map(\.character))
            result += first.role.map { style($0, words) } ?? words
            rest = rest.dropFirst(run.count)
        }
        return result
    }
}

extension ArraySlice where Element == (character: Character, role: Style.Role?) {
    /// Without the spaces at the end.
    fileprivate var trimmingSpaces: Self {
        var text = self
        while text.last?.character == " " { text.removeLast() }
        return text
    }
}
