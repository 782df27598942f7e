import Logging
import VaultEngine
import VaultModel

/// The daemon's log: a line each on standard error, `2026-11-24T09:00:00Z info updated files=1 ms=4`.
struct WatchLog {
    private let logger: Logger

    init(level: Logger.Level, context: CommandContext) {
        // Whatever the daemon does, it is told by one thread.
        nonisolated(unsafe) let error = context.standardError
        var logger = Logger(label: "mosaic.watch") { _ in
            LineLogHandler(now: context.now) { line in
                error.write(line)
                error.flush()
            }
        }
        logger.logLevel = level
        self.logger = logger
    }

    func write(_ report: WatchDaemon.Report) {
        switch report {
        case .started(let folders): logger.info("watching", metadata: ["folders": "\(folders)"])
        case .incomplete(let folders):
            logger.warning(
                "the system's limit keeps some folders from being watched; looking around every half minute",
                metadata: ["folders": "\(folders)", "limit": "fs.inotify.max_user_watches"])
        case .shared(let fileSystem):
            logger.warning(
                "others may change this file system, and no event tells of it; looking around every half minute",
                metadata: ["fileSystem": "\(fileSystem)"])
        case .updated(let summary, let milliseconds):
            logger.info(
                "updated",
                metadata: [
                    "files": "\(summary.filesRead)", "removed": "\(summary.filesRemoved)",
                    "commits": "\(summary.commitsAdded)", "ms": "\(milliseconds)",
                ])
        case .committed(let commit, let subject):
            logger.notice("committed", metadata: ["commit": "\(commit.prefix(8))", "subject": "\(subject)"])
        case .notCommitted(let error):
            logger.warning("not committed", metadata: ["reason": "\(error.reasonNotCommitted)"])
        case .detached:
            logger.warning(
                "not committed: no branch is checked out, and the commit would be lost with the next 'git switch'")
        case .failed(let error): logger.error("\(CommandFailure(error).message)")
        case .overflowed: logger.notice("more happened than the system could tell: looking at everything")
        case .clockJumped: logger.info("the machine has slept, or its clock was set: looking at everything")
        case .reloaded: logger.info("reloaded")
        case .stopped: logger.info("stopped")
        }
    }
}

/// Writes log records as lines, with what belongs to them as `key=value`.
private struct LineLogHandler: LogHandler {
    /// The time now; seconds since 1970, UTC.
    let now: @Sendable () -> Int64
    let write: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(now: @escaping @Sendable () -> Int64, write: @escaping @Sendable (String) -> Void) {
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = Instant(secondsSinceEpoch: now()).formatted
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
        write(TerminalText.escaped("\(time) \(event.level) \(event.message)\(pairs)") + "\n")
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == " " || $0 == "\"" }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
    }
}
