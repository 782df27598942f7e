/// What one scan found: the difference between the work tree now and what was remembered of it.
///
/// Nothing here is in any particular order. When the caller has taken everything over and stored the changed snapshots,
/// its picture equals one that a scan with no memory would give.
package struct WorkTreeScan: Sendable {
    /// The directories of which something else is to be remembered, and that (see `DirectorySnapshot`).
    package var changedDirectories: [(path: String, snapshot: [UInt8])] = []
    /// The directories to forget.
    package var removedDirectories: [String] = []
    /// The Markdown files whose contents may differ from what the caller read before.
    package var changedFiles: [ChangedFile] = []
    /// Paths of Markdown files that were remembered and are no longer there.
    package var removedFiles: [String] = []
    /// Paths of other files that were not remembered.
    package var addedAttachments: [String] = []
    /// Paths of other files that were remembered and are no longer there.
    package var removedAttachments: [String] = []
    /// What could not be taken for part of the vault. Reported by every scan for as long as it is so.
    package var problems: [WorkTreeProblem] = []
    /// The directories that were looked at, where they are not all of them: of what is in others nothing is said.
    package var visitedDirectories: Set<String>?

    /// The directories entered, the root among them.
    package var directoryCount = 0
    /// The Markdown files that are part of the vault, as far as it was looked at.
    package var fileCount = 0
    package var attachmentCount = 0

    /// Whether a rule file in the tree was added, changed or removed. Everything was then looked at anew.
    package var ignoreRulesChanged = false
    /// Whether a rule file came, went or changed anywhere, in a folder that is new or gone too. Unlike
    /// `ignoreRulesChanged` it does not ask for another look at the tree, but the rules are others for paths of the past.
    package var ruleFilesChanged = false
    /// Whether a remembered snapshot was missing or damaged. What it told of is not known, so that files which vanished
    /// from its directory are not among `removedFiles`: the caller has to forget everything and scan with no memory.
    package var foundDamagedSnapshot = false

    /// True where nothing is to be done.
    package var isUnchanged: Bool {
        changedDirectories.isEmpty && removedDirectories.isEmpty && changedFiles.isEmpty && removedFiles.isEmpty
            && addedAttachments.isEmpty && removedAttachments.isEmpty && !foundDamagedSnapshot
    }

    /// A file that is to be read again, or for the first time.
    package struct ChangedFile: Hashable, Sendable {
        /// Relative to the vault's root.
        package var path: String
        /// Of before the caller reads the file: what is read later may be younger, and the next scan then says so.
        package var stamp: FileStamp
        package var reason: Reason

        /// Why it is to be read.
        package enum Reason: Hashable, Sendable {
            /// It was not remembered.
            case added
            /// Its stamp differs.
            case changed
            /// Its stamp is the same but was too young to be trusted (see `FileStamp`). Most often nothing has changed.
            case suspect
        }
    }
}

/// Something in the work tree that cannot be part of the vault.
package struct WorkTreeProblem: Hashable, Sendable {
    /// Relative to the vault's root; repaired where it is not UTF-8.
    package var path: String
    package var kind: Kind

    package init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// What is wrong at the path.
    package enum Kind: Hashable, Sendable {
        /// A directory that cannot be listed, or a file that cannot be stamped.
        case unreadable(SystemError)
        /// A Markdown file's name on a symbolic link. Links are not followed.
        case symbolicLink
        /// A Markdown file's name on a FIFO, socket or device.
        case notAFile
        /// A name that is not UTF-8; its bytes.
        case nameNotUTF8([UInt8])
        /// A directory nested deeper than `WorkTreeScanner.maximumDepth`.
        case tooDeep
    }
}

/// Whether a file or directory is kept out of the vault by the ignore rules.
package struct Exclusion: Hashable, Sendable {
    package var isExcluded: Bool
    /// Whether git's rules match it, excluded or not: an ignored file is part of the vault if git tracks it, so that the
    /// answer hangs on git's index too.
    package var isGitIgnored: Bool

    package init(isExcluded: Bool, isGitIgnored: Bool = false) {
        self.isExcluded = isExcluded
        self.isGitIgnored = isGitIgnored
    }

    package static let included = Exclusion(isExcluded: false)
}
