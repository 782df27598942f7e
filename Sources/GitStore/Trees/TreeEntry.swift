/// A file as a tree has it.
package struct TreeEntry: Hashable, Sendable {
    package var id: ObjectID
    /// `0o100644`, `0o100755` (executable) or `0o120000` (a symbolic link).
    package var mode: UInt32

    package init(id: ObjectID, mode: UInt32) {
        self.id = id
        self.mode = mode
    }

    /// True for a symbolic link; its blob is the path that it points to.
    package var isSymbolicLink: Bool { mode == 0o120000 }
}

/// A file of a tree, with its path.
package struct TreeFile: Hashable, Sendable {
    /// The path, relative to the folder that was asked about.
    package var path: String
    /// True where the path's bytes are not valid UTF-8, so that ``path`` has U+FFFD in their place and several files may
    /// have the same.
    package var isPathRepaired: Bool
    package var entry: TreeEntry
}

/// A file that differs between a tree and all the trees that it was compared with.
package struct TreeChange: Hashable, Sendable {
    /// The path, relative to the folder that was asked about.
    package var path: String
    /// True where the path's bytes are not valid UTF-8, so that ``path`` has U+FFFD in their place and several files may
    /// have the same.
    package var isPathRepaired: Bool
    /// The file in each parent, in the order of the parents; nil where it is not there.
    package var old: [TreeEntry?]
    /// The file in the tree; nil where it is not there.
    package var new: TreeEntry?
}
