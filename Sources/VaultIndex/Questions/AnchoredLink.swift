/// A link that names a heading or a block of the file that it leads to.
package struct AnchoredLink: Sendable {
    /// The file that states it, and where.
    package var path: String
    package var line: Int
    package var column: Int
    /// What it names, without the `#`.
    package var anchor: String
    /// The path of the file that it leads to.
    package var target: String
}
