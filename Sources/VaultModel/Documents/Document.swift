/// A Markdown file as it was read: its bytes, and what stands where in them.
///
/// The first stage of every flow: bytes become a `Document`, a document becomes an `Entity`, an entity becomes rows.
/// Reading is lossless and never fails: what cannot be read is a diagnostic, and the rest is still there.
package struct Document: Sendable {
    package let bytes: [UInt8]
    /// The front matter with both its delimiter lines; nil where the file has none.
    package let frontMatterSpan: ByteRange?
    /// The top-level pairs of the front matter, in order. Empty for a malformed front matter.
    package let fields: [Field]
    /// Everything after the front matter.
    package let bodySpan: ByteRange
    package let headings: [Heading]
    package let links: [Link]
    package let tags: [Tag]
    package let taskBoxes: [TaskBox]
    package let diagnostics: [Diagnostic]

    package init(
        bytes: [UInt8], frontMatterSpan: ByteRange?, fields: [Field], bodySpan: ByteRange, headings: [Heading],
        links: [Link], tags: [Tag], taskBoxes: [TaskBox], diagnostics: [Diagnostic]
    ) {
        self.bytes = bytes
        self.frontMatterSpan = frontMatterSpan
        self.fields = fields
        self.bodySpan = bodySpan
        self.headings = headings
        self.links = links
        self.tags = tags
        self.taskBoxes = taskBoxes
        self.diagnostics = diagnostics
    }

    /// The field of that name; nil where the front matter has none. Linear in the number of fields.
    package func field(_ name: String) -> Field? {
        fields.first { $0.name == name }
    }

    /// True where a diagnostic says that the bytes cannot be trusted: such a file is never rewritten by a tool.
    package var isMalformed: Bool {
        diagnostics.contains { $0.code.makesMalformed }
    }
}
