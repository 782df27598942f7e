/// What is added to the text of a file, at the end of all of it or of one of its sections.
extension Document {
    /// The headings that part the body into sections: not those in a quote or behind the mark of a list item.
    package var sectionHeadings: [Heading] {
        headings.filter { heading in
            let start = max(bytes.lineStart(of: heading.span.lowerBound), bodySpan.lowerBound)
            return bytes[start..<heading.span.lowerBound].allSatisfy { Byte.isBlank($0) || $0 == Byte.hash }
        }
    }

    /// The bytes of the document with a text as a paragraph of its own at the end of its body, or of the section of a heading,
    /// which goes up to the next one of the same or a higher level. A list item goes on with a list that stands there.
    ///
    /// - Parameters:
    ///   - text: with plain line ends, and none at its end; it is given those of the file.
    ///   - heading: one of ``sectionHeadings``.
    /// - Returns: The bytes.
    /// - Throws: `DocumentEditError.unsafe` where the text would be part of a code block or a comment that nothing closes, or would
    ///   make what stands behind it part of one; `DocumentEditError.malformed`.
    package func adding(_ text: String, toSectionOf heading: Heading? = nil) throws(DocumentEditError) -> [UInt8] {
        let section = heading.map(self.section) ?? bodySpan
        let place = endOfText(in: section)
        let isInLine = place > 0 && bytes[place - 1] != Byte.lineFeed
        // Behind the line that the text ends with.
        var start = isInLine ? min(bytes.nextLine(after: place), section.upperBound) : place
        var added = ""
        if start > 0, bytes[start - 1] != Byte.lineFeed {
            added += bytes[start - 1] == Byte.carriageReturn ? "\n" : lineEnd
        }
        if place > 0, !continuesList(text, at: place, in: section) {
            // A blank line that is there parts the two.
            let next = bytes.nextLine(after: start)
            if section.upperBound == bytes.count, start < next, bytes[next - 1] == Byte.lineFeed {
                start = next
            } else {
                added += lineEnd
            }
        }
        added += text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd) + lineEnd
        let isParted = bytes[start..<section.upperBound].contains(Byte.lineFeed)
        if section.upperBound < bytes.count, !isParted { added += lineEnd }
        if isMalformed { throw .malformed }
        let result = Document(bytes: Splice.apply([Splice(start..<start, added)], to: bytes))
        let count = headings.count { $0.span.lowerBound < place }
        let shift = result.bytes.count - bytes.count
        let behind = headings[count...].map { heading in
            Heading(level: heading.level, text: heading.text, span: heading.span.shifted(by: shift))
        }
        guard !result.isMalformed, (result.frontMatterSpan == nil) == (frontMatterSpan == nil),
            result.fields.map(\.nameSpan) == fields.map(\.nameSpan), takesText(at: place),
            result.headings.starts(with: headings[..<count]),
            result.headings.dropFirst(count).suffix(behind.count).elementsEqual(behind)
        else { throw .unsafe(key: nil) }
        return result.bytes
    }

    /// From the line of a heading to the next heading that is not below it, or to the end.
    private func section(of heading: Heading) -> ByteRange {
        let start = bytes.lineStart(of: heading.span.lowerBound)
        let next = sectionHeadings.first {
            $0.span.lowerBound > heading.span.lowerBound && $0.level <= heading.level
        }
        return start..<(next.map { bytes.lineStart(of: $0.span.lowerBound) } ?? bytes.count)
    }

    /// Where the last line ends that says something, before its line end; the beginning where none does.
    private func endOfText(in section: ByteRange) -> Int {
        let last = bytes[section].lastIndex { !Byte.isWhiteSpace($0) }
        return last.map { bytes.lineEnd(of: $0) } ?? section.lowerBound
    }

    private func continuesList(_ text: String, at place: Int, in section: ByteRange) -> Bool {
        let start = bytes.lineStart(of: place)
        guard start >= section.lowerBound, start < place else { return false }
        return MarkdownScanner.isListItem(bytes[start..<place]) && MarkdownScanner.isListItem(Array(text.utf8)[...])
    }

    /// True where a heading that is put at a place is one, so that nothing that stands before it is still open.
    private func takesText(at place: Int) -> Bool {
        let probe = bytes[..<place] + "\n\n# a\n".utf8
        return Document(bytes: Array(probe)).headings.count == headings.count { $0.span.lowerBound < place } + 1
    }
}

extension MarkdownScanner {
    /// True where the first of these lines, seen by itself, is an item of a list.
    fileprivate static func isListItem(_ lines: ArraySlice<UInt8>) -> Bool {
        Array(lines).withUnsafeBufferPointer { bytes in
            let scanner = MarkdownScanner(bytes, body: bytes.count..<bytes.count)
            var cursor = LineCursor(offset: 0)
            cursor.skipBlanks(bytes, bytes.count)
            guard cursor.offset < bytes.count else { return false }
            return !scanner.isThematicBreak(at: cursor.offset) && scanner.listItem(at: cursor) != nil
        }
    }
}

extension ByteRange {
    fileprivate func shifted(by distance: Int) -> ByteRange { lowerBound + distance..<upperBound + distance }
}
