import CGit2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An object read from the store.
final class RawObject {
    // libgit2's object; nil where the bytes are our own.
    private let pointer: OpaquePointer?
    let type: git_object_t
    /// Alive as long as this is.
    let bytes: UnsafeRawBufferPointer

    /// True where the bytes are not libgit2's.
    var isOwned: Bool { pointer == nil }

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        type = git_odb_object_type(pointer)
        bytes = UnsafeRawBufferPointer(start: git_odb_object_data(pointer), count: git_odb_object_size(pointer))
    }

    /// Takes over memory, to be deallocated in the end.
    init(_ type: git_object_t, owning bytes: UnsafeRawBufferPointer) {
        pointer = nil
        self.type = type
        self.bytes = bytes
    }

    deinit {
        if let pointer { git_odb_object_free(pointer) } else { bytes.deallocate() }
    }
}

extension Repository {
    func object(_ id: ObjectID) throws(GitStoreError) -> RawObject {
        if let packed = packedObjects()?.object(id) { return packed }
        var oid = id.oid
        var object: OpaquePointer?
        let code = git_odb_read(&object, store, &oid)
        guard code == 0, let object else { throw Self.readingError(code, id) }
        return RawObject(object)
    }

    func object(_ id: ObjectID, type: git_object_t, name: String) throws(GitStoreError) -> RawObject {
        let object = try object(id)
        guard object.type == type else { throw .malformedObject(id, reason: "not a \(name)") }
        return object
    }

    private static func readingError(_ code: Int32, _ id: ObjectID) -> GitStoreError {
        // A pack that cannot be opened has its objects missing, by what libgit2 says.
        if let error = SystemError.ofOpening() { return .unreadable(path: "", code: error.code) }
        return switch code {
        case GIT_ENOTFOUND.rawValue: .missingObject(id)
        default: ObjectStore.refusal(code) ?? .malformedObject(id, reason: LibGit2.lastMessage())
        }
    }

    /// Calls `body` with the bytes of a blob, without copying them. They are gone when it returns.
    package func withBlob<Result>(
        _ id: ObjectID, _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(GitStoreError) -> Result {
        let object = try object(id, type: GIT_OBJECT_BLOB, name: "blob")
        return withExtendedLifetime(object) { body(object.bytes) }
    }

    /// The bytes of a blob.
    package func blob(_ id: ObjectID) throws(GitStoreError) -> [UInt8] {
        try withBlob(id) { Array($0) }
    }

    /// The number of bytes of a blob, read from its header alone.
    package func blobSize(_ id: ObjectID) throws(GitStoreError) -> Int {
        var oid = id.oid
        var size = 0
        var type = GIT_OBJECT_INVALID
        let code = git_odb_read_header(&size, &type, store, &oid)
        guard code == 0 else { throw Self.readingError(code, id) }
        guard type == GIT_OBJECT_BLOB else { throw .malformedObject(id, reason: "not a blob") }
        return size
    }

    /// True where the store has the object, of whatever type.
    package func contains(_ id: ObjectID) -> Bool {
        var oid = id.oid
        return git_odb_exists(store, &oid) == 1
    }

    /// The id that a blob of these bytes has, as they are. Stores nothing.
    package func hash(blob bytes: [UInt8]) throws(GitStoreError) -> ObjectID {
        var oid = git_oid()
        try LibGit2.check(bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) })
        return ObjectID(oid)
    }

    /// The id that the file at `path`, relative to the work tree, would have if it were added now, where it holds `bytes`
    /// and a blob of these would have the id `raw`. Asks for conversions only where there is something to convert.
    package func hashFile(_ path: String, holding bytes: [UInt8], raw: ObjectID) throws(GitStoreError) -> ObjectID {
        let isPlain = bytes.withUnsafeBytes { !$0.holdsCarriageReturn && !$0.holdsIdentKeyword }
        return isPlain ? raw : try hashFile(path)
    }

    /// The id that the file at `path`, relative to the work tree, would have if it were added now. Stores nothing.
    ///
    /// Built-in conversions (line ends, `ident`) are made as attributes and settings ask; external filters never run.
    /// Follows a symbolic link, so that it is for regular files only.
    package func hashFile(_ path: String) throws(GitStoreError) -> ObjectID {
        try checkAttributes(of: path)
        var oid = git_oid()
        let code = git_repository_hashfile(&oid, pointer, path, GIT_OBJECT_BLOB, nil)
        try LibGit2.check(code)
        return ObjectID(oid)
    }
}

extension UnsafeRawBufferPointer {
    /// Line ends are converted only where there is one of these.
    fileprivate var holdsCarriageReturn: Bool {
        baseAddress.map { memchr($0, 0x0D, count) != nil } ?? false
    }

    /// True where there is a `$Id`, which the attribute `ident` is about.
    fileprivate var holdsIdentKeyword: Bool {
        guard let base = baseAddress else { return false }
        var start = 0
        while start + 3 <= count, let found = memchr(base + start, Int32(UInt8(ascii: "$")), count - start - 2) {
            let offset = UnsafeRawPointer(found) - base
            if self[offset + 1] == UInt8(ascii: "I"), self[offset + 2] == UInt8(ascii: "d") { return true }
            start = offset + 1
        }
        return false
    }
}
