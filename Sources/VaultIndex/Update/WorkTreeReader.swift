import GitStore
import VaultModel

/// Reads files of the work tree, whatever state they are in.
struct WorkTreeReader {
    struct File {
        var document: Document
        /// The blob that the file would be if it were added now.
        var oid: ObjectID
        /// Seconds since 1970, UTC.
        var modified: Int64
    }

    let source: IndexSource
    let repository: Repository

    /// nil for a file that is gone, or that is no regular file.
    func file(_ path: String, head: ObjectID?) throws -> File? {
        do {
            let read = try FileReader(root: source.root).read(path, limit: DocumentLimits.fileSize)
            let raw = try repository.hash(blob: read.bytes)
            // Where line ends are converted, what git would store is not what the file holds.
            let oid = raw == head ? raw : (try? repository.hashFile(source.prefix + path)) ?? raw
            return File(document: Document(bytes: read.bytes), oid: oid, modified: read.stamp.modifiedSeconds)
        } catch FileError.notFound, FileError.notARegularFile {
            return nil
        } catch FileError.tooLarge(_, let size, let stamp) {
            let oid = try repository.hashFile(source.prefix + path)
            return File(document: Document(tooLargeWithByteCount: size), oid: oid, modified: stamp.modifiedSeconds)
        } catch let error as FileError {
            return File(
                document: Document(unreadable: error.reason), oid: head ?? .emptyBlob, modified: 0)
        }
    }

    func document(_ path: String) throws -> Document? { try file(path, head: nil)?.document }
}
