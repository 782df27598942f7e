/// What links can name of a file behind a `#`: its headings, blocks that bear a name (`^id`), and what its HTML names.
///
/// A heading is known by its letters and digits alone, whatever their case. That is how Obsidian finds one by its text, and fits
/// the anchors of GitHub and of generators of pages, which make `whats-new` of `What's new?`, and `notes-1` of the second `Notes`.
package struct LinkAnchors {
    /// Whether the file cannot be read, so that nobody can say what it has not.
    private let isUnreadable: Bool
    private let headingTexts: [String]
    /// The places of the headings among all, in order, by every key that they go by.
    private let headings: [String: [Int]]
    /// What lines end with from their last `^` on, in lower case.
    private let blocks: Set<String>
    private let elements: Set<String>

    /// Reads a file once, so that each question costs the same, however long the file is.
    package init(of document: Document) {
        isUnreadable = document.isMalformed
        headingTexts = document.headings.map(\.text)
        var counts: [String: Int] = [:]
        var headings: [String: [Int]] = [:]
        for (place, text) in headingTexts.enumerated() {
            var keys = Set(Self.texts(of: text).map(Self.key))
            for key in keys {
                let count = counts[key, default: 0]
                counts[key] = count + 1
                if count > 0 { keys.insert("\(key)\(count)") }
            }
            for key in keys { headings[key, default: []].append(place) }
        }
        self.headings = headings
        let body = document.bytes[document.bodySpan]
        blocks = Self.blocks(in: body)
        elements = Self.elements(in: body)
    }

    /// Whether the file has what a link names behind its `#`; `Plants#Beans` names a heading behind another one. What means no place
    /// of its own, as `top` does, is there; so is everything in a file that cannot be read.
    package func has(_ anchor: String) -> Bool {
        if isUnreadable || headings[Self.key(anchor)] != nil || Self.meansNoPlace(anchor) { return true }
        let parts = anchor.split(separator: "#")
        if let block = parts.last.map({ String($0).trimmedASCII }), block.hasPrefix("^") {
            return blocks.contains(block.lowercased())
        }
        return hasNested(parts) || elements.contains(anchor)
    }

    // MARK: - Headings

    /// True where there is a heading for each part, each behind the one before.
    private func hasNested(_ parts: [Substring]) -> Bool {
        var next = 0
        for part in parts {
            guard let places = headings[Self.key(String(part))] else { return false }
            let place = places.partitioningIndex { $0 >= next }
            guard place < places.count else { return false }
            next = places[place] + 1
        }
        return !parts.isEmpty
    }

    /// What a heading can be called by: as it is written, without where its links lead, and without the name at its end, `^id` or
    /// `{#id}`, or by that name.
    private static func texts(of heading: String) -> [String] {
        var texts = [heading]
        let shown = withoutDestinations(heading)
        if shown != heading { texts.append(shown) }
        if let start = heading.lastIndex(where: { $0 == "{" || $0 == "^" }), start > heading.startIndex {
            texts.append(String(heading[..<start]))
            texts.append(String(heading[start...]))
        }
        return texts
    }

    /// `See [the plan](plan.md)` as `See [the plan`.
    private static func withoutDestinations(_ text: String) -> String {
        var (shown, rest) = ("", text[...])
        while let open = rest.firstRange(of: "](") {
            shown += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            rest = rest.firstIndex(of: ")").map { rest[rest.index(after: $0)...] } ?? ""
        }
        return shown + rest
    }

    /// The letters and digits in lower case; of a text without any, the text.
    private static func key(_ text: String) -> String {
        let text = text.lowercased()
        let key = text.filter { $0.isLetter || $0.isNumber }
        return key.isEmpty ? text.trimmedASCII : key
    }

    // MARK: - Others

    private static func blocks(in body: ArraySlice<UInt8>) -> Set<String> {
        Set(
            body.split(separator: Byte.lineFeed).compactMap { line in
                line.lastIndex(of: UInt8(ascii: "^")).map { mark in
                    String(decoding: line[mark...], as: UTF8.self).trimmedASCII.lowercased()
                }
            })
    }

    /// The names of elements of HTML: `<a id="name">`.
    private static func elements(in body: ArraySlice<UInt8>) -> Set<String> {
        var names: Set<String> = []
        var rest = body
        while let sign = rest.firstIndex(of: UInt8(ascii: "=")) {
            let before = rest[..<sign]
            rest = rest[(sign + 1)...]
            guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                [" id", " name"].contains(where: { before.suffix($0.utf8.count).elementsEqual($0.utf8) }),
                let end = rest.dropFirst().firstIndex(of: quote)
            else { continue }
            names.insert(String(decoding: rest[(rest.startIndex + 1)..<end], as: UTF8.self))
        }
        return names
    }

    /// `top`, lines of the source as GitHub has them (`L12-L20`), and what a browser looks for in the text (`:~:text=`).
    private static func meansNoPlace(_ anchor: String) -> Bool {
        let lines = anchor.split(separator: "-", omittingEmptySubsequences: false)
        let isLines = lines.allSatisfy { $0.first == "L" && $0.count > 1 && $0.dropFirst().allSatisfy(\.isNumber) }
        return anchor == "top" || isLines || anchor.hasPrefix(":~:")
    }
}

extension LinkAnchors {
    /// So many headings are looked at for one that may have been meant: a file can have as many links as headings.
    private static let mostCompared = 256

    /// What is wrong with a link to something of a file that the file has not.
    ///
    /// - Parameters:
    ///   - anchor: what the link names behind its `#`.
    ///   - place: what is said to lack it, as the beginning of a sentence: `notes/a.md has`.
    /// - Returns: One sentence.
    package func message(lacking anchor: String, _ place: String) -> String {
        if anchor.hasPrefix("^") { return "\(place) no block \(PlacedValue.shown(anchor))." }
        let nearest = Spelling.nearest(to: anchor, among: headingTexts.prefix(Self.mostCompared))
        return "\(place) no heading \(PlacedValue.shown(anchor))" + (nearest.map { ": did you mean `\($0)`?" } ?? ".")
    }
}

extension Document {
    /// The links to a heading or a block of this file that it has not.
    package var deadAnchors: [Diagnostic] {
        let links = links.filter { $0.target.isEmpty && $0.heading != nil }
        if links.isEmpty { return [] }
        let anchors = LinkAnchors(of: self)
        return links.compactMap { link in
            guard let anchor = link.heading, !anchors.has(anchor) else { return nil }
            return Diagnostic(.unknownHeading, anchors.message(lacking: anchor, "The file has"), at: link.span)
        }
    }
}
