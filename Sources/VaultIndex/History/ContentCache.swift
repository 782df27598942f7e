import GitStore
import VaultModel

/// The contents of blobs, each read and parsed once however many commits name it.
///
/// A blob that the store does not have, as in a partial clone, is a version that cannot be read.
package final class ContentCache {
    private let repository: Repository
    private var contents: [ObjectID: EntityContent] = [:]
    /// The contents of the generation before, which are dropped unless they are asked for again.
    private var older: [ObjectID: EntityContent] = [:]
    /// About a kilobyte each.
    private static let generationSize = 120_000
    /// The blobs that were asked for and are not in the store.
    private(set) var missing: Set<ObjectID> = []

    package init(repository: Repository) {
        self.repository = repository
    }

    /// What a blob says; one past the limit, or that the store does not have, as a version that cannot be read.
    ///
    /// - Throws: `GitStoreError` where the store cannot be read.
    package func content(_ id: ObjectID) throws -> EntityContent {
        if let content = contents[id] { return content }
        if let content = older[id] {
            insert(content, for: id)
            return content
        }
        let content = try document(id).map { EntityContent($0) } ?? .missing
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

    /// Lets go of a version that another has replaced; who asks for it after all has it read again.
    func drop(_ id: ObjectID) {
        contents[id] = nil
        older[id] = nil
    }

    /// Lets go of every version.
    func forget() {
        contents = [:]
        older = [:]
    }

    /// The blobs whose contents are here.
    var known: Set<ObjectID> { Set(contents.keys).union(older.keys) }

    /// The blob as a document; one past the limit is not read. nil where the store does not have it.
    func document(_ id: ObjectID) throws -> Document? {
        try unlessMissing(id) {
            let size = try repository.blobSize(id)
            if size > DocumentLimits.fileBytes { return Document(tooLargeWithByteCount: size) }
            return Document(bytes: try repository.blob(id))
        }
    }

    /// The bytes of the blob; nil where the store does not have it.
    func bytes(_ id: ObjectID) throws -> [UInt8]? {
        try unlessMissing(id) { try repository.blob(id) }
    }

    private func unlessMissing<Value>(_ id: ObjectID, _ read: () throws -> Value) throws -> Value? {
        do {
            return try read()
        } catch GitStoreError.missingObject(let object) where object == id {
            missing.insert(id)
            return nil
        }
    }
}
