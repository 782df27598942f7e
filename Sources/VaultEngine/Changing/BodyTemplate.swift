import VaultModel

/// The text that a new entity begins with, after the template of its kind.
struct BodyTemplate {
    /// Ends with a line end, unless it is empty.
    private(set) var text = ""
    /// The line of the cursor, counted from 1; nil where the template has none.
    private(set) var cursorLine: Int?

    private static let headingMark = "# {{title}}"

    private static let cursorMark = "{{cursor}}"

    /// Fills a template in, once: what is put in is not looked through for more to fill in. Where no editor opens, a line that only
    /// has the cursor is left out.
    init(_ template: String, title: String, day: CalendarDate, isForEditor: Bool) {
        let template = isForEditor ? template : Self.withoutLinesOfCursor(template)
        var rest = template[...]
        while let brace = rest.firstIndex(of: "{") {
            text += rest[..<brace]
            rest = rest[brace...]
            if rest.hasPrefix("{{title}}") {
                text += title
                rest = rest.dropFirst("{{title}}".count)
            } else if rest.hasPrefix("{{date}}") {
                text += day.formatted
                rest = rest.dropFirst("{{date}}".count)
            } else if rest.hasPrefix(Self.cursorMark) {
                cursorLine = cursorLine ?? text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
                rest = rest.dropFirst(Self.cursorMark.count)
            } else {
                text += "{"
                rest = rest.dropFirst()
            }
        }
        text += rest
        end()
    }

    /// Puts a text in the place of the template, below the heading that the template has, unless the text begins with that.
    init(body: String, inPlaceOf template: String, title: String) {
        let hasHeading = template.split(whereSeparator: \.isNewline).contains { $0.hasPrefix(Self.headingMark) }
        let isStated = body.prefix { !$0.isNewline } == "# \(title)"
        text = (hasHeading && !isStated ? "# \(title)\n" + (body.isEmpty ? "" : "\n") : "") + body
        end()
    }

    /// A template without the lines that only have the cursor, and of the blank lines around each without one.
    private static func withoutLinesOfCursor(_ template: String) -> String {
        let lines = template.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var kept: [Substring] = []
        var isBehindCursor = false
        for line in lines {
            let text = line.trimmed
            if text == cursorMark {
                isBehindCursor = true
            } else {
                let isSecondBlank = isBehindCursor && text.isEmpty && kept.last?.trimmed.isEmpty != false
                if !isSecondBlank { kept.append(line) }
                isBehindCursor = false
            }
        }
        return kept.joined(separator: "\n")
    }

    private mutating func end() {
        while text.last?.isNewline == true { text.removeLast() }
        if !text.isEmpty { text += "\n" }
    }
}
