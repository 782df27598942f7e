/// Finds headings, links, tags and task boxes in a Markdown body, in one pass over its bytes.
///
/// A stage of `Document.init(bytes:)`. It follows CommonMark (<https://spec.commonmark.org/0.31.2/>) with Obsidian's wiki
/// links, tags and comments, as far as finding these elements asks for: nothing inside fenced or indented code, code
/// spans, comments or escapes is one. It knows lists and quotes only as the prefixes of lines. Raw HTML is text. A body that
/// defines labels for links is passed over twice, as the definitions mostly stand behind the links.
struct MarkdownScanner {
    var headings: [Heading] = []
    var links: [Link] = []
    var tags: [Tag] = []
    var taskBoxes: [TaskBox] = []
    /// Each fenced code block, from its opening line on.
    private(set) var fencedCode: [ByteRange] = []

    let bytes: UnsafeBufferPointer<UInt8>
    let end: Int
    /// Where the labels of links lead; of two definitions of one label the first counts.
    var definitions: [LinkLabel: LinkDestination]

    private var fence: Fence?
    private var followsBlankLine = true
    /// The columns at which the content of the open list items begins.
    private var listColumns: [Int] = []
    /// Where the text of the open paragraph begins; nil between paragraphs.
    private var paragraphStart: Int?
    private var paragraphEnd = 0
    /// How many quote marks the lines of the open paragraph begin with.
    private(set) var quoteDepth = 0

    /// Brackets of the open paragraph that may begin a Markdown link.
    var openBrackets: [OpenBracket] = []
    /// How many of `openBrackets` are inside of a link's text, where only images can begin.
    var closedBrackets = 0
    /// True where `links` are not in the order in which they begin yet.
    var hasNestedLinks = false
    /// The lengths of backtick runs, as a bit set, that have no partner in the rest of the open paragraph.
    var unmatchedBackticks: UInt64 = 0
    /// Up to where none of the terminators stands from here on.
    var htmlCommentEndLackedTo = 0
    var commentEndLackedTo = 0
    /// Where the text ends that is being scanned: with the line of a heading, else with the body.
    var textEnd: Int

    private struct Fence {
        var mark: UInt8
        var length: Int
        var start: Int
        var quoteDepth: Int
        var column: Int
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, body: ByteRange) {
        self.init(bytes, body: body, definitions: [:])
        if !definitions.isEmpty { self = MarkdownScanner(bytes, body: body, definitions: definitions) }
    }

    private init(
        _ bytes: UnsafeBufferPointer<UInt8>, body: ByteRange, definitions: [LinkLabel: LinkDestination]
    ) {
        self.bytes = bytes
        self.definitions = definitions
        end = body.upperBound
        textEnd = end
        var line = body.lowerBound
        while line < end { line = scanLine(line) }
        if hasNestedLinks { links.sort { $0.span.lowerBound < $1.span.lowerBound } }
        if let fence { fencedCode.append(fence.start..<end) }
    }

    /// True where the range is part of one fenced code block.
    func isFenced(_ range: ByteRange) -> Bool {
        let place = fencedCode.partitioningIndex { $0.upperBound > range.lowerBound }
        guard place < fencedCode.count else { return false }
        return fencedCode[place].lowerBound <= range.lowerBound && range.upperBound <= fencedCode[place].upperBound
    }

    /// Scans what begins at the start of a line; returns the start of the line after it.
    private mutating func scanLine(_ start: Int) -> Int {
        let first = bytes[start]
        if fence == nil, Byte.isLetter(first) || first >= 0x80 {
            return scanText(start, column: 0, depth: 0)
        }
        var cursor = LineCursor(offset: start)
        cursor.skipBlanks(bytes, end)
        var depth = 0
        while cursor.column < 4, cursor.offset < end, bytes[cursor.offset] == UInt8(ascii: ">"),
            fence.map({ depth < $0.quoteDepth }) ?? true
        {
            depth += 1
            cursor.skipQuoteMark(bytes, end)
        }
        if isLineEnd(cursor.offset) {
            if fence == nil { endParagraph() }
            followsBlankLine = true
            return nextLine(cursor.offset)
        }
        if let fence {
            if depth == fence.quoteDepth, cursor.column >= fence.column {
                if isClosing(fence, at: cursor) {
                    endFence(nextLine(cursor.offset))
                    followsBlankLine = false
                }
                return nextLine(cursor.offset)
            }
            endFence(start)
        }
        return scanBlock(cursor, depth: depth)
    }

    /// Scans a line's content after its quote marks.
    private mutating func scanBlock(_ start: LineCursor, depth: Int) -> Int {
        var cursor = start
        var spoilt = 0
        var spoiltMark: UInt8 = 0
        if depth > quoteDepth { endParagraph() }
        // Only a paragraph goes on with a line that is not indented as its item is.
        if paragraphStart == nil { closeListItems(before: cursor.column) }
        while true {
            let offset = cursor.offset
            guard offset < end, !isLineEnd(offset) else {
                endParagraph()
                return nextLine(offset)
            }
            if followsBlankLine { closeListItems(before: cursor.column) }
            if paragraphStart == nil, cursor.column >= (listColumns.last ?? 0) + 4 {
                // Indented code.
                followsBlankLine = false
                return nextLine(offset)
            }
            if cursor.column >= 4, listColumns.isEmpty {
                return scanText(offset, column: cursor.column, depth: depth)
            }
            let byte = bytes[offset]
            switch byte {
            case Byte.hash:
                if let level = headingLevel(at: offset) {
                    begin(cursor, depth: depth)
                    return scanHeading(offset, level: level)
                }
            case Byte.backtick, UInt8(ascii: "~"):
                if let length = fenceLength(at: offset), cursor.column < 4 || !listColumns.isEmpty {
                    begin(cursor, depth: depth)
                    fence = Fence(
                        mark: byte, length: length, start: offset, quoteDepth: depth, column: listColumns.last ?? 0)
                    return nextLine(offset)
                }
            case UInt8(ascii: "<"), UInt8(ascii: "%"):
                if let commentEnd = commentEnd(opening: cursor, depth: depth) {
                    begin(cursor, depth: depth)
                    let rest = bytes.lineEnd(from: commentEnd, limit: end)
                    if bytes.trimmed(commentEnd..<rest).isEmpty { return nextLine(commentEnd) }
                    return scanInlines(commentEnd, from: offset)
                }
            case UInt8(ascii: "="), Byte.dash, UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "+"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                if byte == UInt8(ascii: "=") || byte == Byte.dash, endsSetextHeading(cursor, depth: depth) {
                    return nextLine(offset)
                }
                // A line of a thousand dashes that is spoilt at its end is looked through once.
                if offset >= spoilt || byte != spoiltMark {
                    switch thematicBreak(at: offset) {
                    case .found:
                        begin(cursor, depth: depth)
                        return nextLine(offset)
                    case .spoilt(let place): (spoilt, spoiltMark) = (place, byte)
                    }
                }
                if let item = listItem(at: cursor) {
                    begin(cursor, depth: depth)
                    listColumns.append(item.column)
                    cursor = item
                    scanTaskBox(at: item.offset)
                    continue
                }
            case UInt8(ascii: ">") where !listColumns.isEmpty:
                begin(cursor, depth: depth)
                cursor.skipQuoteMark(bytes, end)
                continue
            default: break
            }
            return scanText(offset, column: cursor.column, depth: depth)
        }
    }

    /// The end of the comment that opens a line, as `commentEnd(at:opensLine:)` has it; nil where none does.
    /// An HTML comment that is not closed in the quote or the list item that it opens in ends with that.
    private mutating func commentEnd(opening cursor: LineCursor, depth: Int) -> Int? {
        let column = listColumns.last { $0 <= cursor.column } ?? 0
        guard bytes[cursor.offset] == UInt8(ascii: "<"), depth > 0 || column > 0 else {
            return commentEnd(at: cursor.offset, opensLine: true)
        }
        guard bytes.hasPrefix("<!--", at: cursor.offset), cursor.offset + 4 <= end else { return nil }
        var start = cursor.offset + 2
        while true {
            let lineEnd = bytes.lineEnd(from: start, limit: end)
            if let close = firstOffset(of: "-->", from: start, limit: lineEnd) { return close + 3 }
            start = lineEnd + 1
            if start >= end { return end }
            if !isPart(start, ofQuoteOf: depth, itemAt: column) { return lineEnd }
        }
    }

    /// True where the line that begins at an offset has so many quote marks, and is indented as far as the content of an item in
    /// them, or blank.
    private func isPart(_ lineStart: Int, ofQuoteOf depth: Int, itemAt column: Int) -> Bool {
        var cursor = LineCursor(offset: lineStart)
        cursor.skipBlanks(bytes, end)
        for _ in 0..<depth {
            guard cursor.offset < end, bytes[cursor.offset] == UInt8(ascii: ">") else { return false }
            cursor.skipQuoteMark(bytes, end)
        }
        return isLineEnd(cursor.offset) || cursor.column >= column
    }

    /// Begins a block that is no paragraph text.
    private mutating func begin(_ cursor: LineCursor, depth: Int) {
        endParagraph()
        closeListItems(before: cursor.column)
        followsBlankLine = false
        quoteDepth = depth
    }

    /// True where a line can only begin a list by interrupting a paragraph.
    var interruptsParagraph: Bool { paragraphStart != nil && listColumns.isEmpty }

    private mutating func closeListItems(before column: Int) {
        while let last = listColumns.last, column < last { listColumns.removeLast() }
    }

    private mutating func endParagraph() {
        paragraphStart = nil
        unmatchedBackticks = 0
        closedBrackets = 0
        if !openBrackets.isEmpty { openBrackets.removeAll(keepingCapacity: true) }
    }

    private mutating func endFence(_ offset: Int) {
        if let fence { fencedCode.append(fence.start..<min(offset, end)) }
        fence = nil
    }

    private mutating func scanText(_ start: Int, column: Int, depth: Int) -> Int {
        if followsBlankLine {
            closeListItems(before: column)
            followsBlankLine = false
        }
        if paragraphStart == nil {
            quoteDepth = depth
            if bytes[start] == Byte.openBracket, column < (listColumns.last ?? 0) + 4, let next = scanDefinition(start)
            {
                return next
            }
            paragraphStart = start
        }
        let next = scanInlines(start, from: start)
        paragraphEnd = next
        return next
    }

    // MARK: Headings

    private mutating func scanHeading(_ offset: Int, level: Int) -> Int {
        let lineEnd = bytes.lineEnd(from: offset, limit: end)
        var text = bytes.trimmed(offset + level..<lineEnd)
        var close = text.upperBound
        while close > text.lowerBound, bytes[close - 1] == Byte.hash { close -= 1 }
        if close == text.lowerBound || (close < text.upperBound && Byte.isBlank(bytes[close - 1])) {
            text = bytes.trimmed(text.lowerBound..<close)
        }
        headings.append(Heading(level: level, text: bytes.text(text), span: text))
        textEnd = lineEnd
        let next = scanInlines(text.lowerBound, from: text.lowerBound, isolated: true)
        textEnd = end
        endParagraph()
        return next
    }

    /// Takes the line as the underline of the open paragraph, where it is one.
    private mutating func endsSetextHeading(_ cursor: LineCursor, depth: Int) -> Bool {
        guard let start = paragraphStart, depth == quoteDepth, !followsBlankLine else { return false }
        guard cursor.column < (listColumns.last ?? 0) + 4, cursor.column >= listColumns.last ?? 0 else { return false }
        let mark = bytes[cursor.offset]
        let line = bytes.trimmed(cursor.offset..<bytes.lineEnd(from: cursor.offset, limit: end))
        guard line.allSatisfy({ bytes[$0] == mark }) else { return false }
        let text = bytes.trimmed(start..<paragraphEnd)
        headings.append(Heading(level: mark == Byte.dash ? 2 : 1, text: bytes.text(text), span: text))
        endParagraph()
        return true
    }

    // MARK: Lines

    func nextLine(_ offset: Int) -> Int {
        bytes.lineEnd(from: offset, limit: end) + 1
    }

    private func isClosing(_ fence: Fence, at cursor: LineCursor) -> Bool {
        var after = cursor.offset
        while after < end, bytes[after] == fence.mark { after += 1 }
        guard after - cursor.offset >= fence.length, cursor.column < fence.column + 4 else { return false }
        return bytes.trimmed(after..<bytes.lineEnd(from: after, limit: end)).isEmpty
    }
}
