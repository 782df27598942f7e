import CGit2

/// Reads commits and blobs out of packs.
///
/// Versions of one file are differences from each other, and are read one after the other, so that what was made last is kept.
final class PackedObjects {
    private let folder: PackFolder
    private let reader: PackReader
    // Two generations: what is found in the older goes when the younger is full.
    private var young: [PackFolder.Location: RawObject] = [:]
    private var old: [PackFolder.Location: RawObject] = [:]
    private var youngBytes = 0

    private static let generationBytes = 4 << 20

    init(_ folder: PackFolder) {
        self.folder = folder
        reader = PackReader(folder)
    }

    /// The commit or blob of this id; nil for one to be left to libgit2.
    func object(_ id: ObjectID) -> RawObject? {
        guard let location = folder.location(of: id) else { return nil }
        return reader.object(
            at: location, isWanted: { $0 == GIT_OBJECT_BLOB || $0 == GIT_OBJECT_COMMIT },
            known: { young[$0] ?? old[$0] }, keep: keep)
    }

    private func keep(_ object: RawObject, at location: PackFolder.Location) {
        // Git stores hardly any commit as a difference.
        guard object.type == GIT_OBJECT_BLOB, object.bytes.count <= Self.generationBytes else { return }
        if youngBytes > Self.generationBytes {
            old = young
            young = [:]
            youngBytes = 0
        }
        young[location] = object
        youngBytes += object.bytes.count
    }
}
