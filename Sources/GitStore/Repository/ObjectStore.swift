import CGit2

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The objects of a repository: its own, and as for git those of the stores that it borrows from
/// (`objects/info/alternates`, `gitrepository-layout(5)`).
///
/// Put together here, since libgit2 by itself would wait for ever at a pipe in the place of an object. Of each store the
/// packs are asked first, then a guard, and behind it the objects that are not packed.
enum ObjectStore {
    /// Opens the store of a repository, for the caller to free.
    static func open(commonDirectory: String) throws(GitStoreError) -> OpaquePointer {
        var made: OpaquePointer?
        try LibGit2.check(git_odb_new(&made))
        guard let store = made else { throw LibGit2.lastError(-1) }
        do throws(GitStoreError) {
            for (place, folder) in try folders(from: commonDirectory + "/objects").enumerated() {
                try add(folder, to: store, isBorrowed: place > 0)
            }
        } catch {
            git_odb_free(store)
            throw error
        }
        return store
    }

    /// The error of the guard, which names the file; nil where `code` is of another error.
    static func refusal(_ code: Int32) -> GitStoreError? {
        code == GIT_EUSER.rawValue ? .notAFile(path: LibGit2.lastMessage()) : nil
    }

    /// Refuses a pipe, a socket or a device anywhere in a repository's store, and in those that it borrows from.
    static func check(commonDirectory: String) throws(GitStoreError) {
        for folder in try folders(from: commonDirectory + "/objects") {
            try RegularFiles.check(in: folder, deeply: true)
        }
    }

    /// How many stores may lead from one to the next, as for git.
    private static let mostSteps = 5

    /// A store's folder, and those of the stores that it borrows from, each once. One that is not there is left out.
    private static func folders(from objects: String) throws(GitStoreError) -> [String] {
        var found = [objects]
        var known: Set<String?> = [FileReading.realPath(objects)]
        var pending = [(folder: objects, steps: 0)]
        while let (folder, steps) = pending.popLast() {
            guard steps <= mostSteps, let bytes = try FileReading.contents(of: folder + "/info/alternates") else {
                continue
            }
            for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
                let path = String(decoding: line, as: UTF8.self)
                guard let borrowed = FileReading.realPath(path.hasPrefix("/") ? path : folder + "/" + path),
                    known.insert(borrowed).inserted
                else { continue }
                found.append(borrowed)
                pending.append((borrowed, steps + 1))
            }
        }
        return found
    }

    // In the order in which they are asked, the highest first.
    private static let packPriority: Int32 = 3
    private static let guardPriority: Int32 = 2
    private static let loosePriority: Int32 = 1

    private static func add(_ folder: String, to store: OpaquePointer, isBorrowed: Bool) throws(GitStoreError) {
        func add(_ backend: UnsafeMutablePointer<git_odb_backend>?, _ priority: Int32) throws(GitStoreError) {
            do throws(GitStoreError) {
                try LibGit2.check(
                    isBorrowed
                        ? git_odb_add_alternate(store, backend, priority)
                        : git_odb_add_backend(store, backend, priority))
            } catch {
                // Only what the store has taken is freed with it.
                backend?.pointee.free(backend)
                throw error
            }
        }
        try RegularFiles.check(in: folder + "/pack")
        var packs: UnsafeMutablePointer<git_odb_backend>?
        try LibGit2.check(git_odb_backend_pack(&packs, folder))
        try add(packs, packPriority)
        try add(LooseObjectGuard.make(folder), guardPriority)
        var loose: UnsafeMutablePointer<git_odb_backend>?
        try LibGit2.check(git_odb_backend_loose(&loose, folder, -1, 0, 0, 0))
        try add(loose, loosePriority)
    }
}

/// A backend of libgit2 that has no object, and refuses to be asked for one in whose place is a pipe, a socket or a device.
private enum LooseObjectGuard {
    /// Makes one of a store's folder, which stands behind it in memory.
    static func make(_ folder: String) -> UnsafeMutablePointer<git_odb_backend> {
        let path = folder.utf8CString
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: headSize + path.count, alignment: MemoryLayout<git_odb_backend>.alignment)
        path.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(start: memory + headSize, count: path.count).copyMemory(from: $0)
        }
        let backend = memory.initializeMemory(as: git_odb_backend.self, to: git_odb_backend())
        git_odb_init_backend(backend, UInt32(GIT_ODB_BACKEND_VERSION))
        backend.pointee.read = { _, _, _, backend, id in LooseObjectGuard.check(backend, id) }
        backend.pointee.read_header = { _, _, backend, id in LooseObjectGuard.check(backend, id) }
        backend.pointee.read_prefix = { _, _, _, _, backend, id, _ in LooseObjectGuard.checkFolder(backend, id) }
        backend.pointee.free = { UnsafeMutableRawPointer($0)?.deallocate() }
        return backend
    }

    private static let headSize = MemoryLayout<git_odb_backend>.stride
    /// A slash before an id, one in it, and a NUL.
    private static let tailSize = 1 + 2 * ObjectID.byteCount + 1 + 1

    private static func check(
        _ backend: UnsafeMutablePointer<git_odb_backend>?, _ id: UnsafePointer<git_oid>?
    ) -> Int32 {
        withPath(backend, id) { RegularFiles.isRefused($0) ? $0 : nil }
    }

    /// Of an id that is abbreviated, libgit2 looks for the rest in the folder.
    private static func checkFolder(
        _ backend: UnsafeMutablePointer<git_odb_backend>?, _ id: UnsafePointer<git_oid>?
    ) -> Int32 {
        withPath(backend, id) { path in
            path[strlen(path) - 2 * ObjectID.byteCount + 1] = 0
            do throws(GitStoreError) {
                try RegularFiles.check(in: String(cString: path))
                return nil
            } catch {
                return path
            }
        }
    }

    /// Calls `body` with the path of an object's file; where that gives a path, it is the error's message.
    private static func withPath(
        _ backend: UnsafeMutablePointer<git_odb_backend>?, _ id: UnsafePointer<git_oid>?,
        _ body: (UnsafeMutablePointer<CChar>) -> UnsafeMutablePointer<CChar>?
    ) -> Int32 {
        guard let backend else { return GIT_ENOTFOUND.rawValue }
        let folder = (UnsafeRawPointer(backend) + headSize).assumingMemoryBound(to: CChar.self)
        let length = strlen(folder)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + tailSize) { buffer in
            guard let path = buffer.baseAddress else { return GIT_ENOTFOUND.rawValue }
            path.initialize(repeating: 0, count: length + tailSize)
            memcpy(path, folder, length)
            path[length] = CChar(UInt8(ascii: "/"))
            git_oid_pathfmt(path + length + 1, id)
            guard let refused = body(path) else { return GIT_ENOTFOUND.rawValue }
            git_error_set_str(Int32(GIT_ERROR_ODB.rawValue), refused)
            return GIT_EUSER.rawValue
        }
    }
}
