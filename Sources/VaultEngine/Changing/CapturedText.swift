/// A text that a person captures in one go, parted into what becomes the title and what becomes the body.
struct CapturedText: Hashable {
    /// The first line that says something, without the marks of a heading; empty for a text of white space.
    var title: String
    /// The rest, without the blank lines around it; ends without a line end.
    var rest: String

    private static let longestTitle = 100

    init(_ text: String) {
        let storable = Self.storable(text)
        let all = storable.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var lines = all.drop { Self.withoutHeadingMark($0.trimmed).isEmpty }
        let first: String
        if lines.isEmpty {
            // Nothing but marks: then they are what the person meant.
            first = all.map(\.trimmed).first { !$0.isEmpty } ?? ""
        } else {
            first = Self.withoutHeadingMark(lines.removeFirst().trimmed)
        }
        rest = Self.trimmed(lines, of: storable)
        title = first
        if first.count > Self.longestTitle {
            title = Self.beginning(of: first) + "…"
            rest = rest.isEmpty ? first : first + "\n\n" + rest
        }
    }

    /// A text as it can stand in a file, without the blank lines around it; ends without a line end.
    static func body(_ text: String) -> String {
        let storable = storable(text)
        return trimmed(storable.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...], of: storable)
    }

    /// The last lines of a text without the blank ones around them.
    private static func trimmed(_ lines: ArraySlice<Substring>, of text: String) -> String {
        let body = lines.drop { $0.allSatisfy(\.isWhitespace) }
        var rest = body.isEmpty ? "" : String(text[body[body.startIndex].startIndex...])
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }

    /// The text with plain line ends, and without what would keep a file from being read: it is somebody's thought, whatever
    /// is in it.
    private static func storable(_ text: String) -> String {
        var isLineStart = true
        var result = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            if isLineStart, character == "<", rest.hasPrefix("<<<<<<") { result += " " }
            isLineStart = character == "\n" || character == "\r\n" || character == "\r"
            result.append(isLineStart ? "\n" : character)
        }
        return result.unicodeScalars.contains("\0") ? result.replacing("\0", with: "\u{FFFD}") : result
    }

    /// The line without the one to six `#` and the space that make it a heading.
    private static func withoutHeadingMark(_ line: String) -> String {
        let text = line.drop { $0 == "#" }
        let level = line.count - text.count
        return (1...6).contains(level) && text.first?.isWhitespace != false ? text.trimmed : line
    }

    /// The words of a long line that fit into a title.
    private static func beginning(of line: String) -> String {
        let start = line.prefix(longestTitle - 1)
        guard let space = start.lastIndex(of: " "), start.distance(from: start.startIndex, to: space) > 40 else {
            return String(start)
        }
        return String(start[..<space])
    }
}
