import GRDB
import GitStore
import VaultModel

/// What the rows of an index depend on beside the files of the vault, as it is at one moment.
struct VaultState {
    /// nil where there is no commit yet.
    var head: ObjectID?
    /// What a merge that waits to be committed brings in.
    var mergeHeads: [ObjectID]
    /// Of the files outside the tree that ignore rules come from (see `IgnoreFingerprint`).
    var ignoreFingerprint: [UInt8]
    /// Of git's index: what it tracks may be in the vault although it is ignored.
    var gitIndexStamp: String
    /// A digest of `.mailmap`.
    var mailmap: String
    /// A digest of all `.mosaicignore` files: they say which files of the past are part of the vault.
    var mosaicIgnores: String
    /// A digest of what decides, outside the tree, which blob a file of it is (see `ConversionSources`); empty for nothing.
    var conversions: String
    /// A digest of all `.gitattributes` files, which decide it too; empty for none.
    var gitAttributes: String
    /// A digest of where a shallow clone's history is cut off.
    var shallowBoundary: String
    /// Objects that the past was told without, since the store does not have them.
    var missingObjects: Set<ObjectID> = []
    /// Of the folders of the store in which missing objects would appear; empty where none is missing.
    var storeStamp: String
    /// Whether the vault has `.mosaic/config.yaml`, so that a folder's name says of what kind its files are.
    var usesFolders: Bool
    /// The state of the zones that times of entities are of.
    var timeZones: String

    /// What the index was made with; nil for one that is empty.
    init?(_ metadata: Metadata) throws {
        guard let head = try metadata.text(.head) else { return nil }
        self.head = ObjectID(hex: head)
        ignoreFingerprint = try metadata.bytes(.ignoreFingerprint) ?? []
        gitIndexStamp = try metadata.text(.gitIndexStamp) ?? ""
        mailmap = try metadata.text(.mailmap) ?? ""
        mosaicIgnores = try metadata.text(.mosaicIgnores) ?? ""
        conversions = try metadata.text(.conversions) ?? ""
        gitAttributes = try metadata.text(.gitAttributes) ?? ""
        shallowBoundary = try metadata.text(.shallowBoundary) ?? ""
        mergeHeads = Self.objects(try metadata.bytes(.mergeHeads) ?? [])
        missingObjects = Set(Self.objects(try metadata.bytes(.missingObjects) ?? []))
        storeStamp = try metadata.text(.storeStamp) ?? ""
        usesFolders = try metadata.text(.usesFolders) == "1"
        timeZones = try metadata.text(.timeZones) ?? ""
    }

    init(
        head: ObjectID?, mergeHeads: [ObjectID], ignoreFingerprint: [UInt8], gitIndexStamp: String, mailmap: String,
        mosaicIgnores: String,
        conversions: String, gitAttributes: String, shallowBoundary: String, storeStamp: String, usesFolders: Bool,
        timeZones: String
    ) {
        self.head = head
        self.mergeHeads = mergeHeads
        self.ignoreFingerprint = ignoreFingerprint
        self.gitIndexStamp = gitIndexStamp
        self.mailmap = mailmap
        self.mosaicIgnores = mosaicIgnores
        self.conversions = conversions
        self.gitAttributes = gitAttributes
        self.shallowBoundary = shallowBoundary
        self.storeStamp = storeStamp
        self.usesFolders = usesFolders
        self.timeZones = timeZones
    }

    func write(to metadata: Metadata) throws {
        try metadata.set(.head, head?.description ?? "")
        try metadata.set(.mergeHeads, bytes: mergeHeads.flatMap(\.bytes))
        try metadata.set(.ignoreFingerprint, bytes: ignoreFingerprint)
        try metadata.set(.gitIndexStamp, gitIndexStamp)
        try metadata.set(.mailmap, mailmap)
        try metadata.set(.mosaicIgnores, mosaicIgnores)
        try metadata.set(.conversions, conversions)
        try metadata.set(.gitAttributes, gitAttributes)
        try metadata.set(.shallowBoundary, shallowBoundary)
        try metadata.set(.missingObjects, bytes: missingObjects.flatMap(\.bytes))
        try metadata.set(.storeStamp, storeStamp)
        try metadata.set(.usesFolders, usesFolders ? "1" : "0")
        try metadata.set(.timeZones, timeZones)
    }

    static func objects(_ bytes: [UInt8]) -> [ObjectID] {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return [] }
            return stride(from: 0, through: buffer.count - ObjectID.byteCount, by: ObjectID.byteCount).map {
                ObjectID(bytes: start + $0)
            }
        }
    }
}
