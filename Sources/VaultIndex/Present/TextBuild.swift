import Dispatch
import Foundation
import GRDB
import VaultModel

/// Builds the full-text index of an index that is being built: in a file of its own, on a thread of its own, while what else
/// follows from the rows of the index is settled.
final class TextBuild: @unchecked Sendable {
    /// What the name of the file ends with, behind the name of the index's.
    static let ending = "-texts"

    private let path: String
    private let pending: [UnfedText]
    private let bodies: ReadAhead<String>
    private let ended = DispatchSemaphore(value: 0)

    private let lock = NSLock()
    // Guarded by `lock`.
    private var done = 0
    private var isStopped = false
    private var outcome: Result<Void, any Error> = .success(())

    /// Begins to feed what is not fed yet; nil where there is too little of it to be worth a thread.
    ///
    /// - Parameters:
    ///   - index: the path of the index's file.
    ///   - database: the index, within the transaction that builds it.
    ///   - source: the vault.
    ///   - fromCount: how many texts are worth a thread.
    /// - Throws: What the database throws.
    init?(beside index: String, of database: Database, source: IndexSource, fromCount: Int) throws {
        pending = try TextWriter(database: database).pending(limit: .max)
        guard pending.count >= fromCount, !pending.isEmpty else { return nil }
        path = index + Self.ending
        bodies = WorkTreeReader.textsAhead(of: pending.map(\.path), root: source.root)
        let thread = Thread { [self] in
            let outcome = Result { try feed() }
            lock.withLock { self.outcome = outcome }
            ended.signal()
        }
        thread.start()
    }

    private func feed() throws {
        defer { bodies.stop() }
        let queue = try IndexDatabase.buildTexts(path)
        try queue.write { database in
            let rows = try TextRows(database: database)
            for text in pending {
                if lock.withLock({ isStopped }) { return }
                // What cannot be read any more has no body, as in an index that is kept.
                try rows.insert(text, body: bodies.next() ?? "")
                lock.withLock { done += 1 }
            }
        }
        try queue.close()
    }

    /// Waits until everything is fed, puts it into the index, and gives that opened anew, and how much it was.
    ///
    /// - Throws: What the databases throw.
    func finish(
        into index: DatabaseQueue, _ progress: (IndexProgress) -> Void
    ) throws -> (index: DatabaseQueue, count: Int) {
        while ended.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
            progress(.texts(done: lock.withLock { done }, total: pending.count))
        }
        ended.signal()
        defer { IndexFolder.remove(path) }
        try lock.withLock { outcome }.get()
        return (try IndexDatabase.takingTexts(of: path, into: index), pending.count)
    }

    /// Ends it, finished or not. Its file is left to whoever removes the index's.
    func stop() {
        lock.withLock { isStopped = true }
        ended.wait()
        ended.signal()
    }
}
