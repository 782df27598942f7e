import GRDB

/// The newest index of a folder, kept open until a newer one takes its place.
final class NewestIndex {
    private let folder: IndexFolder
    /// What queries call.
    private let functions: ValueFunctions
    private var open: (generation: Int, queue: DatabaseQueue)?

    init(folder: IndexFolder, functions: ValueFunctions) {
        self.folder = folder
        self.functions = functions
    }

    /// The newest index that can be used; nil where there is none, or only one of an earlier version.
    ///
    /// - Throws: `IndexError.newer`, `IndexError.notWritable`, and a `DatabaseError` that is damage where the file is no index.
    func queue() throws -> DatabaseQueue? {
        while let generation = folder.generations().last {
            if let open, open.generation == generation { return open.queue }
            close()
            guard folder.isOwn(generation: generation) else {
                throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "it is a link, or no file")
            }
            let queue: DatabaseQueue
            do {
                queue = try opened(generation)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
                // A newer generation has taken its place this very moment.
                if folder.generations().last == generation { throw error }
                continue
            }
            let version = try IndexDatabase.version(queue)
            if try IndexDatabase.isForeign(queue) {
                throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "it is no index")
            }
            if version > IndexSchema.version {
                throw IndexError.newer(
                    path: folder.indexPath(generation: generation), version: version, supported: IndexSchema.version)
            }
            if version < IndexSchema.version { return nil }
            // One that nobody can write while the disk is full is opened anew next time.
            if !queue.configuration.readonly || !folder.make() { open = (generation, queue) }
            return queue
        }
        return nil
    }

    private func opened(_ generation: Int) throws -> DatabaseQueue {
        let path = folder.indexPath(generation: generation)
        if folder.make() {
            do {
                let queue = try IndexDatabase.open(path, functions)
                _ = try IndexDatabase.version(queue)
                return queue
            } catch let error as DatabaseError where error.meansFullDisk {
                // There is no room for what SQLite makes beside the file; to read what is in it takes none.
                guard let unchanging = try IndexDatabase.openUnchanging(path, functions) else { throw error }
                return unchanging
            }
        }
        guard let unchanging = try IndexDatabase.openUnchanging(path, functions) else {
            throw IndexError.notWritable(path: folder.path)
        }
        return unchanging
    }

    /// The same, with the file that it is.
    func queueAndPath() throws -> (queue: DatabaseQueue, path: String)? {
        guard let queue = try queue(), let open else { return nil }
        return (queue, folder.indexPath(generation: open.generation))
    }

    /// What differs once another process has changed the index.
    ///
    /// - Throws: `IndexError.absent` where there is none, and what ``queue()`` throws.
    func state() throws -> [Int64] {
        guard let queue = try queue(), let open else { throw IndexError.absent }
        let version = try queue.unsafeRead { database in
            try RowStatement(database, "PRAGMA data_version").first { $0.int(0) } ?? 0
        }
        return [Int64(open.generation), version]
    }

    func close() {
        try? open?.queue.close()
        open = nil
    }

    /// Gives up what SQLite has read and may need again.
    func releaseMemory() { open?.queue.releaseMemory() }
}
