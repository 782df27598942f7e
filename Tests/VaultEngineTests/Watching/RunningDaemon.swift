import Foundation
import GitStore
import Testing

@testable import VaultEngine

/// Runs a daemon, on a thread of its own, until it is stopped.
final class RunningDaemon: @unchecked Sendable {
    private let news = NSCondition()
    // Guarded by `news`.
    private var told: [WatchDaemon.Report] = []
    private let finished = DispatchSemaphore(value: 0)
    private let signals = Pipe()

    /// Returns once the daemon answers.
    init(
        _ repository: TestVault, fileSystem: FileSystemKind? = nil, commitsAfter: Int? = nil,
        milliseconds: @escaping @Sendable () -> UInt64 = ClockJumps.milliseconds
    ) throws {
        let vault = try repository.open()
        nonisolated(unsafe) let daemon = try WatchDaemon(
            vault: vault, commitsAfter: commitsAfter, signals: signals.fileHandleForReading.fileDescriptor,
            fileSystem: fileSystem, milliseconds: milliseconds, operationID: { "operation" }
        ) { [weak self] in self?.note($0) }
        Thread.detachNewThread { [finished] in
            try? daemon.run()
            finished.signal()
        }
        wait { if case .started = $0 { true } else { false } }
    }

    var reports: [WatchDaemon.Report] { news.withLock { told } }

    var hasCommitted: Bool { reports.contains { if case .committed = $0 { true } else { false } } }

    /// More seconds than anything takes that a test waits for.
    private static let patience = 300.0

    /// Waits until the daemon has told so many things of a kind.
    func wait(times: Int = 1, for isOfKind: (WatchDaemon.Report) -> Bool) {
        let end = Date(timeIntervalSinceNow: Self.patience)
        news.withLock {
            while told.count(where: isOfKind) < times {
                guard !news.wait(until: end) else { continue }
                Issue.record("the daemon told only \(told)")
                return
            }
        }
    }

    func askToStop() { signals.fileHandleForWriting.write(Data([WatchDaemon.Signal.stop.rawValue])) }

    func waitUntilEnd() {
        #expect(finished.wait(timeout: .now() + Self.patience) == .success, "the daemon goes on")
    }

    func stop() {
        askToStop()
        waitUntilEnd()
    }

    private func note(_ report: WatchDaemon.Report) {
        news.withLock {
            told.append(report)
            news.broadcast()
        }
    }
}

/// A clock that goes on when it is told to.
final class SteppedClock: @unchecked Sendable {
    private let lock = NSLock()
    // Guarded by `lock`.
    private var now: UInt64 = 1_000_000

    var milliseconds: UInt64 { lock.withLock { now } }

    func step(milliseconds: UInt64) { lock.withLock { now += milliseconds } }
}
