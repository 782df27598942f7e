import GitStore
import VaultModel

/// The contents of blobs, each read and parsed once however many commits name it.
final class ContentCache {
    private let repository: Repository
    private var contents: [ObjectID: EntityContent] = [:]
    /// The contents of the generation before, which are dropped unless they are asked for again.
    private var older: [ObjectID: EntityContent] = [:]
    /// About a kilobyte each.
    private static let generationSize = 120_000

    init(repository: Repository) {
        self.repository = repository
    }

    /// - Throws: `GitStoreError.missingObject` where the store does not have the blob, as in a partial clone.
    func content(_ id: ObjectID) throws -> EntityContent {
        if let content = contents[id] { return content }
        if let content = older[id] {
            insert(content, for: id)
            return content
        }
        let content = EntityContent(try document(id))
        insert(content, for: id)
        return content
    }

    func insert(_ content: EntityContent, for id: ObjectID) {
        if contents.count >= Self.generationSize {
            older = contents
            contents = [:]
        }
        contents[id] = content
    }

    /// The blobs whose contents are here.
    var known: Set<ObjectID> { Set(contents.keys).union(older.keys) }

    /// The blob as a document; one past the limit is not read.
    func document(_ id: ObjectID) throws -> Document {
        let size = try repository.blobSize(id)
        if size > DocumentLimits.fileBytes { return Document(tooLargeWithByteCount: size) }
        return Document(bytes: try repository.blob(id))
    }
}
