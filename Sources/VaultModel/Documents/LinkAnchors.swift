/// What links can name of a file behind a `#`: its headings, blocks that bear a name (`^id`), and what its HTML names.
///
/// A heading is known by its letters and digits alone, whatever their case. That is how Obsidian finds one by its text, and fits
/// the anchors of GitHub and of generators of pages, which make `whats-new` of `What's new?`, and `notes-1` of the second `Notes`.
package struct LinkAnchors {
    private let document: Document
    /// The headings in their order, each by every key that it goes by.
    private let headings: [Set<String>]

    package init(of document: Document) {
        self.document = document
        var counts: [String: Int] = [:]
        headings = document.headings.map { heading in
            var keys = Set(Self.texts(of: heading.text).map(Self.key))
            for key in keys {
                let count = counts[key, default: 0]
                counts[key] = count + 1
                if count > 0 { keys.insert("\(key)\(count)") }
            }
            return keys
        }
    }

    /// Whether the file has what a link names behind its `#`; `Plants#Beans` names a heading behind another one. What means no place
    /// of its own, as `top` does, is there; so is everything in a file that cannot be read.
    package func has(_ anchor: String) -> Bool {
        if document.isMalformed || hasHeading(anchor) || Self.meansNoPlace(anchor) { return true }
        let parts = anchor.split(separator: "#")
        if let block = parts.last.map({ String($0).trimmedASCII }), block.hasPrefix("^") { return hasBlock(block) }
        return hasNested(parts) || hasElement(anchor)
    }

    // MARK: - Headings

    private func hasHeading(_ text: String) -> Bool {
        let key = Self.key(text)
        return headings.contains { $0.contains(key) }
    }

    private func hasNested(_ parts: [Substring]) -> Bool {
        var rest = headings[...]
        for part in parts {
            let key = Self.key(String(part))
            guard let place = rest.firstIndex(where: { $0.contains(key) }) else { return false }
            rest = rest[(place + 1)...]
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

    /// True where a line ends with the name, whatever it stands behind.
    private func hasBlock(_ name: String) -> Bool {
        let name = name.lowercased()
        return document.bytes[document.bodySpan].split(separator: Byte.lineFeed).contains { line in
            guard let mark = line.lastIndex(of: UInt8(ascii: "^")) else { return false }
            return String(decoding: line[mark...], as: UTF8.self).trimmedASCII.lowercased() == name
        }
    }

    /// True for the name of an element of HTML: `<a id="name">`.
    private func hasElement(_ name: String) -> Bool {
        let body = String(decoding: document.bytes[document.bodySpan], as: UTF8.self)
        return ["id", "name"].contains { attribute in
            ["\"", "'"].contains { quote in body.contains(" \(attribute)=\(quote)\(name)\(quote)") }
        }
    }

    /// `top`, lines of the source as GitHub has them (`L12-L20`), and what a browser looks for in the text (`:~:text=`).
    private static func meansNoPlace(_ anchor: String) -> Bool {
        let lines = anchor.split(separator: "-", omittingEmptySubsequences: false)
        let isLines = lines.allSatisfy { $0.first == "L" && $0.count > 1 && $0.dropFirst().allSatisfy(\.isNumber) }
        return anchor == "top" || isLines || anchor.hasPrefix(":~:")
    }
}

extension LinkAnchors {
    /// What is wrong with a link to something of a file that the file has not.
    ///
    /// - Parameters:
    ///   - anchor: what the link names behind its `#`.
    ///   - place: what is said to lack it, as the beginning of a sentence: `notes/a.md has`.
    /// - Returns: One sentence.
    package func message(lacking anchor: String, _ place: String) -> String {
        if anchor.hasPrefix("^") { return "\(place) no block \(PlacedValue.shown(anchor))." }
        let nearest = Spelling.nearest(to: anchor, among: document.headings.map(\.text))
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
