import Dispatch
import Foundation

/// Reads things in order on a thread of its own, some ahead of the thread that asks for them.
///
/// Only ever a help: what it cannot read it gives as nil, and whoever asks reads that again, to find out why.
final class ReadAhead<Item: Sendable>: @unchecked Sendable {
    private static var itemsPerChunk: Int { 32 }
    private static var mostChunks: Int { 16 }
    /// As of a process's first thread: trees nest deep.
    private static var stackBytes: Int { 8 << 20 }

    private let lock = NSLock()
    // Guarded by `lock`.
    private var chunks: [[Item?]] = []
    private var isStopped = false

    private let filled = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 0)
    // Of the thread that asks.
    private var chunk: [Item?] = []
    private var position = 0
    /// Ends the step before this one.
    private var stopEarlier: () -> Void = {}

    /// Begins to read `count` things. `prepare` runs on the thread that reads, and gives what reads one by its number.
    init(count: Int, prepare: @escaping @Sendable () -> (Int) -> Item?) {
        for _ in 0..<Self.mostChunks { room.signal() }
        let thread = Thread { [self] in produce(count, prepare()) }
        thread.stackSize = Self.stackBytes
        thread.start()
    }

    /// Goes on with what is read ahead already, on one more thread. `prepare` gives what makes one thing of another.
    convenience init<Earlier>(
        _ earlier: ReadAhead<Earlier>, count: Int, prepare: @escaping @Sendable () -> (Int, Earlier) -> Item?
    ) {
        self.init(count: count) {
            let read = prepare()
            return { index in earlier.next().flatMap { read(index, $0) } }
        }
        stopEarlier = { earlier.stop() }
    }

    private func produce(_ count: Int, _ read: (Int) -> Item?) {
        // Whoever waits for what will not come is told so.
        defer { filled.signal() }
        for start in stride(from: 0, to: count, by: Self.itemsPerChunk) {
            room.wait()
            if lock.withLock({ isStopped }) { return }
            let items = (start..<min(start + Self.itemsPerChunk, count)).map(read)
            lock.withLock { chunks.append(items) }
            filled.signal()
        }
    }

    /// The next thing, once it is read; nil where it could not be. To be called `count` times at most.
    func next() -> Item? {
        if position == chunk.count {
            filled.wait()
            guard let next = lock.withLock({ chunks.isEmpty ? nil : chunks.removeFirst() }) else {
                filled.signal()
                return nil
            }
            chunk = next
            position = 0
            room.signal()
        }
        // What was given is the asker's alone, who may let go of it.
        defer {
            chunk[position] = nil
            position += 1
        }
        return chunk[position]
    }

    /// Ends the reading; to be called at the end, whether all was asked for or not.
    func stop() {
        lock.withLock { isStopped = true }
        room.signal()
        stopEarlier()
    }
}
