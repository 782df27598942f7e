/// A link of a document's body to something in the vault. Links to the web are not listed.
package struct Link: Hashable, Sendable {
    /// How a link is written.
    package enum Syntax: String, Hashable, Sendable, CaseIterable {
        /// `[[target]]`
        case wiki
        /// `![[target]]`
        case embed
        /// `[text](target)`, or `[text][label]`, `[label][]` and `[label]` with `[label]: target` somewhere in the body
        case markdown
        /// The same with `!` before it.
        case image
    }

    package var syntax: Syntax
    /// The whole construct, brackets included.
    package var span: ByteRange
    /// What the link names, without a heading: trimmed, and percent-decoded in Markdown syntax. Empty for a link to a
    /// heading of the same document.
    package var target: String
    /// The bytes to replace so that the link names another target; in wiki syntax without the heading and the text. Where a label
    /// says the target, they are in its definition, and other links can have the same.
    package var targetSpan: ByteRange
    /// What follows `#`, without it.
    package var heading: String?
    /// The words shown in place of the target, where the link gives some.
    package var text: String?

    package init(
        syntax: Syntax, span: ByteRange, target: String, targetSpan: ByteRange, heading: String? = nil,
        text: String? = nil
    ) {
        self.syntax = syntax
        self.span = span
        self.target = target
        self.targetSpan = targetSpan
        self.heading = heading
        self.text = text
    }
}

/// A `#tag` of a document's body.
package struct Tag: Hashable, Sendable {
    /// The name without `#`, in the writer's own case.
    package var name: String
    /// The bytes of the tag, `#` included.
    package var span: ByteRange

    package init(name: String, span: ByteRange) {
        self.name = name
        self.span = span
    }
}

/// An ATX or setext heading of a document's body.
package struct Heading: Hashable, Sendable {
    /// 1 to 6.
    package var level: Int
    /// The heading's source text, trimmed, without the marks.
    package var text: String
    /// The bytes of `text`.
    package var span: ByteRange

    package init(level: Int, text: String, span: ByteRange) {
        self.level = level
        self.text = text
        self.span = span
    }
}

/// A task box, `- [ ] text`, of a document's body.
package struct TaskBox: Hashable, Sendable {
    /// The character between the brackets: a space when open, `x` or `X` when done; other marks are kept as they are.
    package var mark: Character
    /// The bytes of the box, brackets included.
    package var span: ByteRange
    /// The rest of its line, trimmed.
    package var text: String

    package init(mark: Character, span: ByteRange, text: String) {
        self.mark = mark
        self.span = span
        self.text = text
    }

    /// True where nobody has put a mark into it.
    package var isOpen: Bool { mark == " " }
    /// True for what is done. Other marks say something else: that it was given up, begun, or put off.
    package var isTicked: Bool { mark == "x" || mark == "X" }
}
