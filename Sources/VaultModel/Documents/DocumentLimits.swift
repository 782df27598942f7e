/// The bounds within which a document is read. What lies past one makes the document malformed, never the reader slow.
package enum DocumentLimits {
    /// The largest file that is read, in bytes.
    package static let fileBytes = 16 * 1024 * 1024
    /// The largest front matter that is read, in bytes between its delimiters.
    package static let frontMatterBytes = 1024 * 1024
    /// How deep collections may nest; the front matter's own mapping is the first level.
    package static let nestingDepth = 64
    /// How many keys one mapping may have.
    package static let keysPerMapping = 1_000
    /// How many nodes all the aliases of a front matter may add, counted as if each were written out.
    /// A text counts once more for every 64 bytes.
    package static let expandedNodes = 10_000
}
