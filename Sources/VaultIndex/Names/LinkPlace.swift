/// Where a link or a reference stands, as far as that tells what its text means.
package struct LinkPlace: Hashable, Sendable {
    /// The path of the file that states it.
    package var file: String
    /// True where the text is a path relative to the file (a Markdown link), not a name.
    package var isPath: Bool
    /// The kind that its field asks for: of several entities that go by the name, one of it is meant.
    package var expectedKind: String?

    package init(file: String, isPath: Bool = false, expectedKind: String? = nil) {
        self.file = file
        self.isPath = isPath
        self.expectedKind = expectedKind
    }
}
