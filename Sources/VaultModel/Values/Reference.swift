/// A reference to another entity as a front matter value writes it: `garden`, `[[garden]]` or `[[garden|The garden]]`.
package struct Reference: Hashable, Sendable {
    /// What is meant: an id, a path, a file stem, a title, an alias or a `kind/…` form of these. Never empty.
    package var target: String
    /// What follows `#` in wiki syntax, without it.
    package var heading: String?
    /// The words shown in place of the target, where the reference gives some.
    package var text: String?
    /// True where the reference stands in double brackets.
    package var isWiki: Bool

    package init(target: String, heading: String? = nil, text: String? = nil, isWiki: Bool = false) {
        self.target = target
        self.heading = heading
        self.text = text
        self.isWiki = isWiki
    }

    /// Nil for an empty target, for a text of several lines, and for brackets that do not match.
    package init?(_ text: String) {
        let trimmed = text.trimmedASCII
        guard !trimmed.isEmpty, !trimmed.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
        let opens = trimmed.utf8.prefix(2).allSatisfy { $0 == UInt8(ascii: "[") } && trimmed.utf8.count > 1
        let closes = trimmed.utf8.suffix(2).allSatisfy { $0 == UInt8(ascii: "]") } && trimmed.utf8.count > 1
        guard opens || closes else {
            self.init(target: trimmed)
            return
        }
        guard opens, closes, trimmed.utf8.count > 4 else { return nil }
        self.init(insideBrackets: trimmed.dropFirst(2).dropLast(2))
    }

    private init?(insideBrackets inner: Substring) {
        guard !inner.contains("[["), !inner.contains("]]") else { return nil }
        let parts = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let place = parts[0].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = place[0].trimmedASCII
        guard !target.isEmpty else { return nil }
        self.init(
            target: target,
            heading: place.count > 1 ? place[1].trimmedASCII : nil,
            text: parts.count > 1 ? parts[1].trimmedASCII : nil,
            isWiki: true)
    }

    /// The reference as a text that reads back as the same.
    package var written: String {
        guard isWiki else { return target }
        return "[[" + target + (heading.map { "#" + $0 } ?? "") + (text.map { "|" + $0 } ?? "") + "]]"
    }
}

extension Reference {
    /// A reference in a front matter, with the place of the value that states it.
    package struct Occurrence: Hashable, Sendable {
        package var reference: Reference
        /// The scalar, quotes included; the brackets of an unquoted `[[garden]]` are not part of it.
        package var span: ByteRange

        package init(reference: Reference, span: ByteRange) {
            self.reference = reference
            self.span = span
        }
    }

    /// The references that a value states, in order: one, or those of a list. What has not the shape of a reference is
    /// left out.
    ///
    /// An unquoted `[[garden]]`, which YAML takes for a list in a list, is the reference that its writer meant.
    package static func occurrences(in node: YAMLNode) -> [Occurrence] {
        if let single = occurrence(in: node) { return [single] }
        guard case .sequence(let items, _) = node.content else { return [] }
        return items.compactMap(occurrence(in:))
    }

    /// Those of them that stand in double brackets, as links do in any field.
    package static func wikiOccurrences(in node: YAMLNode) -> [Occurrence] {
        switch node.content {
        case .scalar(let text, _):
            // Most values are no links, which their first character tells.
            guard text.utf8.contains(UInt8(ascii: "[")) else { return [] }
        case .sequence: break
        case .mapping: return []
        }
        return occurrences(in: node).filter(\.reference.isWiki)
    }

    /// The pairs of a mapping, or of each mapping in a list; none for anything else.
    package static func recordPairs(in node: YAMLNode) -> [YAMLNode.Pair] {
        switch node.content {
        case .mapping(let pairs, _): pairs
        case .sequence(let items, _): items.flatMap { recordPairs(in: $0) }
        case .scalar: []
        }
    }

    private static func occurrence(in node: YAMLNode) -> Occurrence? {
        if let text = node.text {
            return isNull(node) ? nil : Reference(text).map { Occurrence(reference: $0, span: node.span) }
        }
        guard let inner = node.unquotedWikiScalar, let text = inner.text else { return nil }
        return Reference(insideBrackets: text[...]).map { Occurrence(reference: $0, span: inner.span) }
    }

    private static func isNull(_ node: YAMLNode) -> Bool {
        guard case .scalar(let text, .plain) = node.content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }
}

extension YAMLNode {
    /// The scalar of an unquoted `[[garden]]`, which YAML takes for a list in a list; nil for anything else.
    package var unquotedWikiScalar: YAMLNode? {
        guard case .sequence(let outer, .flow) = content, outer.count == 1,
            case .sequence(let inner, .flow) = outer[0].content, inner.count == 1, inner[0].text != nil
        else { return nil }
        return inner[0]
    }
}
