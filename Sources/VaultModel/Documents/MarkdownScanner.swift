/// Finds links, tags, headings and task boxes in a Markdown body, line by line.
///
/// Nothing inside fenced code, code spans, HTML comments, `%%` comments or after a backslash counts. Blocks are as in
/// CommonMark 0.31; wiki links, tags and `%%` comments are as in Obsidian.
struct MarkdownScanner {
    private(set) var headings: [Heading] = []
    private(set) var links: [Link] = []
    private(set) var tags: [Tag] = []
    private(set) var taskBoxes: [TaskBox] = []
    /// The line that opens a conflict which git left.
    private(set) var conflict: ByteRange?

    private var fence: (mark: UInt8, length: Int)?
    /// The end of the comment that a line before opened: `-->` or `%%`.
    private var commentEnd: [UInt8]?
    private var paragraph: ByteRange?

    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, in range: ByteRange) {
        var position = range.lowerBound
        while position < range.upperBound {
            let line = LineCursor.line(bytes, from: position)
            scanLine(bytes, line.content)
            position = line.next
        }
    }

    /// True for the line that opens git's conflict: seven `<` and a space.
    static func isConflictStart(_ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange) -> Bool {
        line.count > 8 && bytes[line.lowerBound] == UInt8(ascii: "<") && bytes[line.lowerBound + 7] == 0x20
            && bytes[line.prefix(7)].allSatisfy { $0 == UInt8(ascii: "<") }
    }

    // MARK: - Blocks

    private mutating func scanLine(_ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange) {
        if conflict == nil, Self.isConflictStart(bytes, line) { conflict = line }
        let start = line.first { bytes[$0] != 0x20 && bytes[$0] != 0x09 } ?? line.upperBound
        let content = start..<line.upperBound
        if content.isEmpty {
            paragraph = nil
            return
        }
        if commentEnd == nil, scanFence(bytes, content, indentation: start - line.lowerBound) { return }
        if commentEnd == nil {
            if scanHeading(bytes, content) {
                paragraph = nil
            } else if scanUnderline(bytes, content) {
                return
            } else {
                paragraph = content
            }
            scanTaskBox(bytes, content)
        }
        scanInline(bytes, content)
    }

    private mutating func scanFence(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange, indentation: Int
    ) -> Bool {
        let mark = bytes[line.lowerBound]
        let length = line.prefix { bytes[$0] == mark }.count
        if let open = fence {
            let closes =
                mark == open.mark && length >= open.length && bytes[line.dropFirst(length)].allSatisfy { $0 == 0x20 }
            if closes { fence = nil }
            return true
        }
        guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"), length >= 3 else { return false }
        // A code span on one line can start with three backticks as well.
        if mark == UInt8(ascii: "`"), bytes[line.dropFirst(length)].contains(mark) { return false }
        fence = (mark, length)
        paragraph = nil
        return true
    }

    private mutating func scanHeading(_ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange) -> Bool {
        let level = line.prefix { bytes[$0] == UInt8(ascii: "#") }.count
        guard (1...6).contains(level) else { return false }
        let rest = line.dropFirst(level)
        guard let first = rest.first else {
            headings.append(Heading(level: level, text: "", span: line.upperBound..<line.upperBound))
            return true
        }
        guard bytes[first] == 0x20 || bytes[first] == 0x09 else { return false }
        var span = Self.trimmed(bytes, rest)
        let closing = span.reversed().prefix { bytes[$0] == UInt8(ascii: "#") }.count
        if closing > 0, closing == span.count || bytes[span.upperBound - closing - 1] == 0x20 {
            span = Self.trimmed(bytes, span.dropLast(closing))
        }
        headings.append(Heading(level: level, text: Self.text(bytes, span), span: span))
        return true
    }

    /// A line of `=` or `-` under a paragraph makes a heading of it.
    private mutating func scanUnderline(_ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange) -> Bool {
        let span = Self.trimmed(bytes, line)
        guard let mark = span.first.map({ bytes[$0] }), mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-"),
            bytes[span].allSatisfy({ $0 == mark }), let above = paragraph
        else { return false }
        let isItem = [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: ">"), UInt8(ascii: "|")].contains(
            bytes[above.lowerBound])
        paragraph = nil
        guard !isItem else { return false }
        let text = Self.trimmed(bytes, above)
        headings.append(
            Heading(level: mark == UInt8(ascii: "=") ? 1 : 2, text: Self.text(bytes, text), span: text))
        return true
    }

    private mutating func scanTaskBox(_ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange) {
        var position = line.lowerBound
        let bullet = bytes[position]
        if bullet == UInt8(ascii: "-") || bullet == UInt8(ascii: "*") || bullet == UInt8(ascii: "+") {
            position += 1
        } else {
            let digits = line.prefix { bytes[$0] >= 0x30 && bytes[$0] <= 0x39 }.count
            position += digits
            guard digits > 0, position < line.upperBound,
                bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ")")
            else { return }
            position += 1
        }
        let box = line[position...].first { bytes[$0] != 0x20 } ?? line.upperBound
        guard box > position, box + 2 < line.upperBound, bytes[box] == UInt8(ascii: "["),
            bytes[box + 2] == UInt8(ascii: "]"),
            bytes[box + 1] < 0x80, box + 3 == line.upperBound || bytes[box + 3] == 0x20
        else { return }
        let text = Self.trimmed(bytes, line[min(box + 3, line.upperBound)...])
        taskBoxes.append(
            TaskBox(
                mark: Character(Unicode.Scalar(bytes[box + 1])), span: box..<box + 3, text: Self.text(bytes, text)))
    }

    // MARK: - Inline

    private mutating func scanInline(_ bytes: UnsafeBufferPointer<UInt8>, _ line: ByteRange) {
        var position = line.lowerBound
        if let end = commentEnd {
            guard let found = Self.find(end, bytes, position..<line.upperBound) else { return }
            commentEnd = nil
            position = found + end.count
        }
        while position < line.upperBound {
            let rest = position..<line.upperBound
            switch bytes[position] {
            case UInt8(ascii: "\\"):
                position += 2
            case UInt8(ascii: "`"):
                let length = rest.prefix { bytes[$0] == UInt8(ascii: "`") }.count
                position = Self.codeSpanEnd(bytes, rest.dropFirst(length), length: length) ?? position + length
            case UInt8(ascii: "<") where Self.starts("<!--", bytes, rest):
                position = skipComment("-->", opening: 4, bytes, rest)
            case UInt8(ascii: "%") where Self.starts("%%", bytes, rest):
                position = skipComment("%%", opening: 2, bytes, rest)
            case UInt8(ascii: "["), UInt8(ascii: "!"):
                position = scanLink(bytes, rest) ?? position + 1
            case UInt8(ascii: "#")
            where position == line.lowerBound || bytes[position - 1] == 0x20 || bytes[position - 1] == 0x09:
                position = scanTag(bytes, rest)
            default:
                position += 1
            }
        }
    }

    private mutating func skipComment(
        _ end: StaticString, opening: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ rest: ByteRange
    ) -> Int {
        let mark = Array(end.description.utf8)
        if let found = Self.find(mark, bytes, rest.lowerBound + opening..<rest.upperBound) { return found + mark.count }
        commentEnd = mark
        return rest.upperBound
    }

    private mutating func scanTag(_ bytes: UnsafeBufferPointer<UInt8>, _ rest: ByteRange) -> Int {
        let name = rest.dropFirst().prefix { index in
            switch bytes[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF, UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
        guard !name.isEmpty, !bytes[name].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return rest.lowerBound + 1 }
        tags.append(
            Tag(name: Self.text(bytes, name.lowerBound..<name.upperBound), span: rest.lowerBound..<name.upperBound))
        return name.upperBound
    }

    private mutating func scanLink(_ bytes: UnsafeBufferPointer<UInt8>, _ rest: ByteRange) -> Int? {
        let isEmbed = bytes[rest.lowerBound] == UInt8(ascii: "!")
        let start = rest.lowerBound + (isEmbed ? 1 : 0)
        guard start < rest.upperBound, bytes[start] == UInt8(ascii: "[") else { return nil }
        if start + 1 < rest.upperBound, bytes[start + 1] == UInt8(ascii: "[") {
            return scanWikiLink(bytes, rest, inner: start + 2, isEmbed: isEmbed)
        }
        return scanMarkdownLink(bytes, rest, inner: start + 1, isEmbed: isEmbed)
    }

    private mutating func scanWikiLink(
        _ bytes: UnsafeBufferPointer<UInt8>, _ rest: ByteRange, inner: Int, isEmbed: Bool
    ) -> Int? {
        guard let end = Self.find([0x5D, 0x5D], bytes, inner..<rest.upperBound), end > inner,
            !bytes[inner..<end].contains(UInt8(ascii: "["))
        else { return nil }
        var place = inner..<end
        var text: String?
        if let bar = place.first(where: { bytes[$0] == UInt8(ascii: "|") }) {
            text = Self.text(bytes, Self.trimmed(bytes, bar + 1..<end))
            // In a table the bar is escaped.
            place = inner..<(bar > inner && bytes[bar - 1] == UInt8(ascii: "\\") ? bar - 1 : bar)
        }
        var heading: String?
        if let mark = place.first(where: { bytes[$0] == UInt8(ascii: "#") }) {
            heading = Self.text(bytes, Self.trimmed(bytes, mark + 1..<place.upperBound))
            place = inner..<mark
        }
        let target = Self.trimmed(bytes, place)
        links.append(
            Link(
                syntax: isEmbed ? .embed : .wiki, span: rest.lowerBound..<end + 2, target: Self.text(bytes, target),
                targetSpan: target, heading: heading, text: text))
        return end + 2
    }

    private mutating func scanMarkdownLink(
        _ bytes: UnsafeBufferPointer<UInt8>, _ rest: ByteRange, inner: Int, isEmbed: Bool
    ) -> Int? {
        guard let close = Self.find([0x5D, 0x28], bytes, inner..<rest.upperBound),
            !bytes[inner..<close].contains(UInt8(ascii: "["))
        else { return nil }
        var start = close + 2
        var end: Int
        var linkEnd: Int
        if start < rest.upperBound, bytes[start] == UInt8(ascii: "<") {
            start += 1
            guard let angle = (start..<rest.upperBound).first(where: { bytes[$0] == UInt8(ascii: ">") }),
                let last = (angle..<rest.upperBound).first(where: { bytes[$0] == UInt8(ascii: ")") })
            else { return nil }
            end = angle
            linkEnd = last + 1
        } else {
            var depth = 0
            guard
                let last = (start..<rest.upperBound).first(where: { index in
                    if bytes[index] == UInt8(ascii: "(") { depth += 1 }
                    if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
                    return depth < 0
                })
            else { return nil }
            end = (start..<last).first { bytes[$0] == 0x20 } ?? last
            linkEnd = last + 1
        }
        let whole = Self.text(bytes, start..<end)
        guard !Self.hasScheme(whole) else { return linkEnd }
        var heading: String?
        if let mark = (start..<end).first(where: { bytes[$0] == UInt8(ascii: "#") }) {
            heading = Self.percentDecoded(Self.text(bytes, mark + 1..<end))
            end = mark
        }
        links.append(
            Link(
                syntax: isEmbed ? .image : .markdown, span: rest.lowerBound..<linkEnd,
                target: Self.percentDecoded(Self.text(bytes, start..<end)), targetSpan: start..<end, heading: heading,
                text: Self.text(bytes, inner..<close)))
        return linkEnd
    }

    // MARK: - Bytes

    private static func hasScheme(_ text: String) -> Bool {
        if text.hasPrefix("//") { return true }
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return false }
        return text[..<colon].utf8.allSatisfy {
            $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x30 && $0 <= 0x39 || "+-.".utf8.contains($0)
        }
    }

    private static func percentDecoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func codeSpanEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, _ rest: ByteRange, length: Int
    ) -> Int? {
        var position = rest.lowerBound
        while position < rest.upperBound {
            let run = (position..<rest.upperBound).prefix { bytes[$0] == UInt8(ascii: "`") }.count
            if run == length { return position + run }
            position += max(run, 1)
        }
        return nil
    }

    private static func starts(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ rest: ByteRange) -> Bool {
        bytes[rest].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private static func find(_ wanted: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ range: ByteRange) -> Int? {
        guard range.count >= wanted.count else { return nil }
        return (range.lowerBound...range.upperBound - wanted.count).first { start in
            bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: ByteRange) -> ByteRange {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: ByteRange) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
