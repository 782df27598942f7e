/// Scanning of wiki links, Markdown links and images.
extension MarkdownScanner {
    /// A longer text, in bytes, is not kept: images can stand in each other's by the thousand.
    private static let longestText = 1_000

    // MARK: Wiki links

    /// Takes the wiki link that begins here, or remembers the bracket; returns the end of what it looked at.
    mutating func scanOpenBracket(_ offset: Int, isImage: Bool) -> Int {
        if offset + 1 < end, bytes[offset + 1] == Byte.openBracket,
            let after = scanWikiLink(offset, isEmbed: isImage)
        {
            return after
        }
        openBrackets.append(OpenBracket(offset: offset, isImage: isImage))
        return offset + 1
    }

    /// `[[target#heading|text]]`, within one line. In a table the bar is written `\|`.
    private mutating func scanWikiLink(_ offset: Int, isEmbed: Bool) -> Int? {
        let inner = offset + 2
        var hash: Int?
        var bar: Int?
        var place = inner
        while place < end {
            switch bytes[place] {
            case Byte.lineFeed, Byte.openBracket: return nil
            case Byte.hash where hash == nil && bar == nil: hash = place
            case UInt8(ascii: "|") where bar == nil: bar = place
            case Byte.closeBracket:
                guard place + 1 < end, bytes[place + 1] == Byte.closeBracket else { return nil }
                return addWikiLink(
                    inner..<place, hash: hash, bar: bar, span: (isEmbed ? offset - 1 : offset)..<place + 2)
            default: break
            }
            place += 1
        }
        return nil
    }

    private mutating func addWikiLink(_ inner: ByteRange, hash: Int?, bar: Int?, span: ByteRange) -> Int {
        var reference = inner.lowerBound..<(bar ?? inner.upperBound)
        if bar != nil, let last = reference.last, bytes[last] == Byte.backslash { reference = reference.dropLast() }
        let target = bytes.trimmed(reference.lowerBound..<(hash ?? reference.upperBound))
        let heading = hash.map { bytes.text(bytes.trimmed($0 + 1..<max($0 + 1, reference.upperBound))) }
        guard !target.isEmpty || !(heading ?? "").isEmpty else { return span.upperBound }
        let text = bar.map { bytes.text(bytes.trimmed($0 + 1..<inner.upperBound)) }
        links.append(
            Link(
                syntax: span.lowerBound + 2 == inner.lowerBound ? .wiki : .embed, span: span,
                target: bytes.text(target), targetSpan: target, heading: heading.flatMap { $0.isEmpty ? nil : $0 },
                text: text.flatMap { $0.isEmpty ? nil : $0 }))
        return span.upperBound
    }

    // MARK: Markdown links

    /// Takes the Markdown link whose text ends here, where one does; returns the end of what it looked at.
    mutating func scanCloseBracket(_ offset: Int) -> Int {
        guard let open = openBrackets.popLast() else { return offset + 1 }
        let isClosed = openBrackets.count < closedBrackets
        closedBrackets = min(closedBrackets, openBrackets.count)
        guard !isClosed || open.isImage, let (destination, linkEnd) = destination(behind: offset, of: open) else {
            return offset + 1
        }
        if !open.isImage { closedBrackets = openBrackets.count }
        add(destination, open: open, linkEnd: linkEnd, text: bytes.trimmed(open.offset + 1..<offset))
        return linkEnd
    }

    /// Where the text leads that ends with this bracket, and the end of the link; nil where the text is none of a link.
    private func destination(
        behind close: Int, of open: OpenBracket
    ) -> (destination: LinkDestination, linkEnd: Int)? {
        if close + 1 < end, bytes[close + 1] == UInt8(ascii: "("),
            let found = LinkDestination.inBrackets(bytes, after: close + 2, end: textEnd)
        {
            return found
        }
        return definitions.isEmpty ? nil : reference(behind: close, of: open)
    }

    private mutating func add(_ destination: LinkDestination, open: OpenBracket, linkEnd: Int, text: ByteRange) {
        let place = destination.span
        guard !place.isEmpty, !destination.leavesVault(bytes) else { return }
        let hash = bytes.firstOffset(of: Byte.hash, from: place.lowerBound, limit: place.upperBound)
        let target = place.lowerBound..<(hash ?? place.upperBound)
        let heading = hash.map { destination.decoded($0 + 1..<place.upperBound, of: bytes) }
        let link = Link(
            syntax: open.isImage ? .image : .markdown,
            span: (open.isImage ? open.offset - 1 : open.offset)..<linkEnd,
            target: destination.decoded(target, of: bytes), targetSpan: target,
            heading: heading.flatMap { $0.isEmpty ? nil : $0 },
            text: text.isEmpty || text.count > Self.longestText ? nil : bytes.text(text))
        // An image in a link's text ends before the link does, and begins after it.
        if let last = links.last, last.span.lowerBound > link.span.lowerBound { hasNestedLinks = true }
        links.append(link)
    }
}
