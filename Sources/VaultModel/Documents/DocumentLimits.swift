/// The bounds past which a file is malformed rather than read: no vault that a person wrote comes near them.
package enum DocumentLimits {
    /// The largest file that is read, in bytes.
    package static let fileSize = 16 << 20
    /// The largest front matter that is parsed, in bytes.
    package static let frontMatterSize = 1 << 20
    /// How deep collections nest.
    package static let depth = 64
    /// How many keys a mapping has.
    package static let keyCount = 4_096
    /// How many nodes a front matter has once its aliases are expanded.
    package static let nodeCount = 65_536
}
