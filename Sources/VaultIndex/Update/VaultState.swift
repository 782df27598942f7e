import GRDB
import GitStore
import VaultModel

/// What the rows of an index depend on beside the files of the vault, as it is at one moment.
struct VaultState {
    /// nil where there is no commit yet.
    var head: ObjectID?
    /// Of the files outside the tree that ignore rules come from (see `IgnoreFingerprint`).
    var ignoreFingerprint: [UInt8]
    /// Of git's index: what it tracks may be in the vault although it is ignored.
    var gitIndexStamp: String
    /// A digest of `.mailmap`.
    var mailmap: String
    /// A digest of all `.mosaicignore` files: they say which files of the past are part of the vault.
    var mosaicIgnores: String
    /// Whether the vault has `.mosaic/config.yaml`, so that a folder's name says of what kind its files are.
    var usesFolders: Bool

    /// What the index was made with; nil for one that is empty.
    init?(_ metadata: Metadata) throws {
        guard let head = try metadata.text(.head) else { return nil }
        self.head = ObjectID(hex: head)
        ignoreFingerprint = try metadata.bytes(.ignoreFingerprint) ?? []
        gitIndexStamp = try metadata.text(.gitIndexStamp) ?? ""
        mailmap = try metadata.text(.mailmap) ?? ""
        mosaicIgnores = try metadata.text(.mosaicIgnores) ?? ""
        usesFolders = try metadata.text(.usesFolders) == "1"
    }

    init(
        head: ObjectID?, ignoreFingerprint: [UInt8], gitIndexStamp: String, mailmap: String, mosaicIgnores: String,
        usesFolders: Bool
    ) {
        self.head = head
        self.ignoreFingerprint = ignoreFingerprint
        self.gitIndexStamp = gitIndexStamp
        self.mailmap = mailmap
        self.mosaicIgnores = mosaicIgnores
        self.usesFolders = usesFolders
    }

    func write(to metadata: Metadata) throws {
        try metadata.set(.head, head?.description ?? "")
        try metadata.set(.ignoreFingerprint, bytes: ignoreFingerprint)
        try metadata.set(.gitIndexStamp, gitIndexStamp)
        try metadata.set(.mailmap, mailmap)
        try metadata.set(.mosaicIgnores, mosaicIgnores)
        try metadata.set(.usesFolders, usesFolders ? "1" : "0")
    }
}
