/// Tags of a front matter that YAML takes for a comment, since they are written as in a text: `tags: #garden #home`.
package struct CommentedTags: Hashable, Sendable {
    /// From the first number sign to the end of the line, without white space.
    package var span: ByteRange
    /// Without number signs.
    package var names: [String]
    /// Whether it is in the place of one item of a list, `- #garden`.
    package var isItem: Bool

    /// What has to stand in the place of the comment: `[garden, home]`, or `garden` as an item.
    package var mended: String { isItem ? names[0] : "[" + names.joined(separator: ", ") + "]" }

    /// Reads what stands in a line from a place on; nil where it is anything but a comment of tags.
    fileprivate init?(in document: Document, behind offset: Int, isItem: Bool) {
        let (space, tab, sign) = (UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "#"))
        let line = document.bytes[offset...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        var text = line.drop { $0 == space || $0 == tab }
        // A number sign without a space before it begins no comment.
        guard text.startIndex > offset, text.first == sign else { return nil }
        while text.last == space || text.last == tab { text.removeLast() }
        let found = Document(bytes: Array(text)).tags
        var rest = Array(text)
        for tag in found { rest.replaceSubrange(tag.span, with: Array(repeating: space, count: tag.span.count)) }
        guard !found.isEmpty, rest.allSatisfy({ [space, tab, UInt8(ascii: ",")].contains($0) }),
            !isItem || found.count == 1
        else { return nil }
        span = text.startIndex..<text.endIndex
        names = found.map(\.name)
        self.isItem = isItem
    }

    /// The same of an item of a list that states nothing.
    fileprivate init?(in document: Document, asItem item: YAMLNode) {
        guard item.span.isEmpty, FieldValue(resolving: item) == .null else { return nil }
        self.init(in: document, behind: item.span.lowerBound, isItem: true)
    }
}

extension Document {
    /// The tags of the front matter that YAML takes for comments, in the order of the file.
    package var commentedTags: [CommentedTags] {
        fields.filter { Self.tagFields.contains($0.name) }.flatMap(tagsInComments)
    }

    private static let tagFields = ["tags", "tag"]

    private func tagsInComments(of field: Field) -> [CommentedTags] {
        if field.value == .null {
            let colon = bytes[field.nameSpan.upperBound...].firstIndex(of: UInt8(ascii: ":"))
            return colon.flatMap { CommentedTags(in: self, behind: $0 + 1, isItem: false) }.map { [$0] } ?? []
        }
        guard case .sequence(let items, _) = field.node.content else { return [] }
        return items.compactMap { CommentedTags(in: self, asItem: $0) }
    }

    /// The edits by which the file has the tags that YAML takes for comments.
    package var editsOfCommentedTags: [DocumentEdit] {
        let comments = commentedTags
        let removals = comments.map { DocumentEdit.replaceBytes($0.span, with: []) }
        let settings = Self.tagFields.compactMap { name -> DocumentEdit? in
            guard let field = field(name) else { return nil }
            let own = comments.filter { tagsInComments(of: field).contains($0) }
            guard let first = own.first else { return nil }
            guard first.isItem, case .sequence(let items, _) = field.node.content else {
                return .set(name, to: .list(first.names.map(FieldValue.string)))
            }
            let values = items.map { item in
                CommentedTags(in: self, asItem: item).map { .string($0.names[0]) } ?? FieldValue(resolving: item)
            }
            return .set(name, to: .list(values))
        }
        return removals + settings
    }

    /// What the tags that YAML takes for comments are told as.
    package var commentedTagDiagnostics: [Diagnostic] {
        commentedTags.map { tags in
            let text = PlacedValue.shown(String(decoding: bytes[tags.span], as: UTF8.self))
            let many = tags.names.count > 1
            return Diagnostic(
                .commentedTags,
                "\(text) is a comment in YAML, so that the file does not have \(many ? "these tags" : "this tag"): write `\(tags.mended)`.",
                at: tags.span)
        }
    }
}
