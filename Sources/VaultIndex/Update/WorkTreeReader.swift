import GitStore
import VaultModel

/// Reads files of the work tree, whatever state they are in. Made for one update.
final class WorkTreeReader {
    struct File: Sendable {
        var document: Document
        var version: FileVersion
        /// True where it could not be read, and the next attempt may do better though nobody changes it.
        var mustReread = false
    }

    /// A file with what history compares of it, and with its rows where they were made ahead.
    struct Reading: Sendable {
        var file: File
        var content: EntityContent
        var record: EntityRecord?

        init(_ file: File) {
            self.file = file
            content = EntityContent(file.document)
        }
    }

    private let source: IndexSource
    private let repository: Repository
    private let reader: FileReader
    private var knownIndexEntries: [IndexEntry]?
    /// What could not be read, and is to be read again by the next update.
    private(set) var unread: Set<ExactText> = []

    /// What git's index has of the vault, with paths relative to its root; nothing where it is in a form that cannot be read.
    ///
    /// - Throws: `FileError` where this process can open no file.
    func indexEntries() throws -> [IndexEntry] {
        if let knownIndexEntries { return knownIndexEntries }
        let all = try SystemError.unlessExhausted { try repository.indexEntries() } ?? []
        let entries = all.compactMap { entry -> IndexEntry? in
            guard let path = source.pathInVault(entry.path) else { return nil }
            var entry = entry
            entry.path = path
            return entry
        }
        knownIndexEntries = entries
        return entries
    }

    init(source: IndexSource, repository: Repository) throws {
        self.source = source
        self.repository = repository
        reader = try FileReader(root: source.root)
    }

    /// The file at a path, of which the last commit has the blob `head`; nil for a file that is gone, or is no regular file.
    ///
    /// - Throws: `FileError` where this process lacks what it takes to read any file; `GitStoreError`.
    func file(_ path: String, head: ObjectID?) throws -> File? {
        do {
            let read = try reader.read(path, limit: Int64(DocumentLimits.fileBytes))
            let raw = try repository.hash(blob: read.bytes)
            // Where line ends are converted, what git would store is not what the file holds.
            let oid =
                raw == head
                ? raw
                : try SystemError.unlessExhausted {
                    try repository.hashFile(source.prefix + path, holding: read.bytes, raw: raw)
                } ?? raw
            var version = FileVersion(oid: oid, isVerbatim: raw == oid, modified: read.stamp.modifiedSeconds)
            let document = Document(bytes: read.bytes) {
                version.holdsFencedMarkers = true
                return repository.isInConflict(source.prefix + path)
            }
            return File(document: document, version: version)
        } catch {
            switch error as? FileError {
            case .notFound, .notARegularFile, .symbolicLink, .notADirectory: return nil
            case .tooLarge(_, let size):
                let oid = try SystemError.unlessExhausted { try repository.hashFile(source.prefix + path) }
                return unread(Document(tooLargeWithByteCount: Int(size)), oid ?? head)
            case let failure?:
                if failure.meansExhausted { throw failure }
                var file = unread(Document(unreadable: failure.phrase), head)
                file.mustReread = failure.isPassing
                if failure.isPassing { unread.insert(ExactText(path)) }
                return file
            case nil: throw error
            }
        }
    }

    private func unread(_ document: Document, _ oid: ObjectID?) -> File {
        File(document: document, version: FileVersion(oid: oid ?? .emptyBlob, isVerbatim: false, modified: 0))
    }

    func reading(_ path: String, head: ObjectID?) throws -> Reading? {
        try file(path, head: head).map { Reading($0) }
    }

    /// Reads files ahead of those who ask for them: on one thread the files, on another what follows from each. `heads` is
    /// what the last commit has at their paths.
    static func ahead(
        of paths: [String], heads: [ExactText: ObjectID?], source: IndexSource, records: EntityRecordReader
    ) -> ReadAhead<Reading> {
        let files = ReadAhead<File>(count: paths.count) {
            guard let repository = try? Repository(opening: source.repository.workTree),
                let reader = try? WorkTreeReader(source: source, repository: repository)
            else { return { _ in nil } }
            return { place in
                let file = try? reader.file(paths[place], head: heads[ExactText(paths[place])] ?? nil)
                return file?.mustReread == true ? nil : file
            }
        }
        return ReadAhead(files, count: paths.count) {
            { index, file in
                var reading = Reading(file)
                // Of a file that cannot be read, the rows depend on what it said before.
                if !file.document.isMalformed {
                    reading.record = records.record(file.document, content: reading.content, path: paths[index])
                }
                return reading
            }
        }
    }

    func document(_ path: String) throws -> Document? { try file(path, head: nil)?.document }

    /// The body of the file at a path, invalid UTF-8 repaired; empty for one that is gone or cannot be read.
    func body(_ path: String) -> String { Self.body(path, reader) }

    /// Reads the bodies of files ahead of those who ask for them, as the full-text index takes them.
    static func textsAhead(of paths: [String], root: String) -> ReadAhead<String> {
        ReadAhead(count: paths.count) {
            guard let reader = try? FileReader(root: root) else { return { _ in nil } }
            return { SpacelessScript.separated(body(paths[$0], reader)) }
        }
    }

    private static func body(_ path: String, _ reader: FileReader) -> String {
        guard let bytes = try? reader.read(path, limit: Int64(DocumentLimits.fileBytes)).bytes else { return "" }
        return bytes.withUnsafeBytes { buffer in
            String(decoding: UnsafeRawBufferPointer(rebasing: buffer[Document.bodySpan(of: bytes)]), as: UTF8.self)
        }
    }
}

extension FileStamp {
    /// When the contents last changed; seconds since 1970, UTC.
    var modifiedSeconds: Int64 { modified >= 0 ? modified / 1_000_000_000 : (modified - 999_999_999) / 1_000_000_000 }
}

extension FileError {
    /// Why a file cannot be read, as the end of the sentence of a diagnostic, behind a colon.
    package var phrase: String {
        switch self {
        case .permissionDenied: "permission is denied"
        case .changedWhileReading: "it changes all the time"
        case .notARegularFile: "it is no file"
        case .symbolicLink: "a symbolic link leads to it, and links are not followed"
        case .tooLarge(_, let size): "it has \(size) bytes"
        case .failed(_, let error): error.description
        default: "it is not what it seems"
        }
    }
}
