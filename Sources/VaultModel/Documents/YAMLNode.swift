/// A node of a front matter tree with the bytes that it covers.
package struct YAMLNode: Hashable, Sendable {
    /// How a scalar is written.
    package enum ScalarStyle: Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// How a collection is written.
    package enum CollectionStyle: Hashable, Sendable {
        case block, flow
    }

    /// One pair of a mapping.
    package struct Pair: Hashable, Sendable {
        package var key: YAMLNode
        package var value: YAMLNode

        package init(key: YAMLNode, value: YAMLNode) {
            self.key = key
            self.value = value
        }
    }

    /// What a node holds.
    package enum Content: Hashable, Sendable {
        /// The text is the scalar's content after unquoting, unfolding and unescaping.
        case scalar(text: String, style: ScalarStyle)
        case sequence([YAMLNode], style: CollectionStyle)
        case mapping([Pair], style: CollectionStyle)
    }

    package var content: Content
    /// The bytes of the value itself: quotes and brackets belong to it, an anchor, a tag, comments and
    /// white space around it do not. Empty, at the place where a value would stand, for an absent value.
    package var span: ByteRange
    /// The explicit tag, such as `!!str`, resolved to its full form; nil where the document gives none.
    package var tag: String?
    /// True where the document has an alias (`*name`): the content is a copy, and the span is the alias's own.
    package var isAlias: Bool

    package init(content: Content, span: ByteRange, tag: String? = nil, isAlias: Bool = false) {
        self.content = content
        self.span = span
        self.tag = tag
        self.isAlias = isAlias
    }

    /// The scalar's content as text, whatever type it resolves to; nil for a collection.
    package var text: String? {
        if case .scalar(let text, _) = content { return text }
        return nil
    }
}
